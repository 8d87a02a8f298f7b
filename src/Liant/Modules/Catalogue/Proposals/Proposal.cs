using System.Text.Json;
using Liant.Modules.Accounts.Contract;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue.Proposals;

/// <summary>
/// What somebody, with or without an account, proposes: a new sheet, or one field of an existing one. Nobody but the editors sees it before one of them publishes.
/// A new sheet proposed in the name of a space may be written in several goes, by several people of it.
/// <code>
/// draft, Rewrite as often as needed --HandIn--> waiting
///
///   waiting --Ask--> asked --+
///      |                     |
///      +--Publish--> published, the sheet written or revised in the same transaction
///      +--Refuse--> refused, with its reason
/// </code>
/// </summary>
public sealed class Proposal
{
    public const int LongestReason = 1000;

    private Proposal(Guid id, SheetKind kind, Guid? sheetId, ProposedSheet said, DateTimeOffset proposedAt) =>
        (Id, Kind, SheetId, Said, ProposedAt) = (id, kind, sheetId, said, proposedAt);

    public Guid Id { get; private set; }

    public SheetKind Kind { get; private set; }

    /// <summary>The sheet to correct; or, once published, the one that came of it.</summary>
    public Guid? SheetId { get; private set; }

    public ProposedSheet Said { get; private set; }

    /// <summary>How to answer; unknown of a draft, forgotten a year after the decision.</summary>
    public string? AuthorName { get; private set; }

    public string? AuthorEmail { get; private set; }

    /// <summary>Who proposed it; of a draft, who saved it last.</summary>
    public Guid? AuthorId { get; private set; }

    /// <summary>In whose name, when somebody who contributes to a space acted for it.</summary>
    public Guid? SpaceId { get; private set; }

    /// <summary>Of a draft, when it was saved last.</summary>
    public DateTimeOffset ProposedAt { get; private set; }

    public ProposalState State { get; private set; }

    /// <summary>What the author was asked or told.</summary>
    public string? Answer { get; private set; }

    public Guid? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public int Version { get; private set; }

    public bool IsOpen => State is ProposalState.Waiting or ProposalState.Asked;

    public bool IsCorrection => Said.Field is not null;

    public static Proposal Make(Guid id, SheetKind kind, Guid? sheet, ProposedSheet said, string? authorName, string? authorEmail, Guid? author, DateTimeOffset now) =>
        new(id, kind, sheet, said, now) { AuthorName = authorName, AuthorEmail = authorEmail, AuthorId = author };

    public Proposal InTheNameOf(Guid? space)
    {
        SpaceId = space;
        return this;
    }

    public static Proposal Begin(Guid id, SheetKind kind, ProposedSheet said, Guid space, Guid? author, DateTimeOffset now) =>
        new(id, kind, null, said, now) { State = ProposalState.Draft, SpaceId = space, AuthorId = author };

    public void Rewrite(ProposedSheet said, Guid? author, DateTimeOffset now) => (Said, AuthorId, ProposedAt, Version) = (said, author, now, Version + 1);

    /// <summary>The desk answers whoever handed it in.</summary>
    public void HandIn(string? authorName, string? authorEmail) => (State, AuthorName, AuthorEmail) = (ProposalState.Waiting, authorName, authorEmail);

    public void Ask(string question, Viewer by, DateTimeOffset now) => Decide(ProposalState.Asked, question, by, now);

    public void Refuse(string reason, Viewer by, DateTimeOffset now) => Decide(ProposalState.Refused, reason, by, now);

    public void Publish(Guid sheet, Viewer by, DateTimeOffset now)
    {
        SheetId = sheet;
        Decide(ProposalState.Published, null, by, now);
    }

    private void Decide(ProposalState state, string? answer, Viewer by, DateTimeOffset now) =>
        (State, Answer, DecidedBy, DecidedAt, Version) = (state, answer, by.PersonId, now, Version + 1);
}

internal sealed class ProposalMapping : IEntityTypeConfiguration<Proposal>
{
    public void Configure(EntityTypeBuilder<Proposal> builder)
    {
        builder.ToTable("catalogue_proposals").HasKey(proposal => proposal.Id);
        builder.Property(proposal => proposal.Id).ValueGeneratedNever();
        builder.Property(proposal => proposal.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(proposal => proposal.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(proposal => proposal.Said).HasConversion(
            said => JsonSerializer.Serialize(said, JsonSerializerOptions.Default), json => JsonSerializer.Deserialize<ProposedSheet>(json, JsonSerializerOptions.Default)!);
        builder.Property(proposal => proposal.AuthorName).HasMaxLength(80);
        builder.Property(proposal => proposal.AuthorEmail).HasMaxLength(254);
        builder.Property(proposal => proposal.Answer).HasMaxLength(Proposal.LongestReason);
        builder.Property(proposal => proposal.Version).IsConcurrencyToken();
        builder.HasIndex(proposal => proposal.SpaceId);
        builder.HasIndex(proposal => new { proposal.State, proposal.ProposedAt });
    }
}
