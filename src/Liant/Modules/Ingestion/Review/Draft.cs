using System.Text.Json;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Ingestion.Batches;
using Liant.Modules.Ingestion.Understanding;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Ingestion.Review;

/// <summary>
/// A sheet that a document suggests. Nothing of it is public before a person (or "--accept") decides.
/// <code>
///   waiting --Accept--> accepted, a new sheet       |
///           --Join----> joined to an existing sheet | --TakeBack--> waiting
///           --Refuse--> refused                     |
/// </code>
/// </summary>
public sealed class Draft
{
    /// <summary>Kinds that become a sheet; a call is an event with a deadline. A figure is a line of the sheet of what it is about.</summary>
    private static readonly Dictionary<ProposalKind, string> SheetKinds = new()
    {
        [ProposalKind.Initiative] = "initiative", [ProposalKind.Organisation] = "organisation", [ProposalKind.Resource] = "resource",
        [ProposalKind.Event] = "event", [ProposalKind.Call] = "event", [ProposalKind.Programme] = "programme",
    };

    public Guid Id { get; private set; }

    public Guid BatchId { get; private set; }

    public Guid DocumentId { get; private set; }

    /// <summary>Order in its batch: by document, then as read in it.</summary>
    public long Position { get; private set; }

    /// <summary>Kind of the sheet that it would become.</summary>
    public string SheetKind { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The same for two writings of one name (<see cref="SheetDesk.NameKey"/>).</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>As it was read, with its passages.</summary>
    public Proposal Said { get; private set; } = null!;

    public DraftState State { get; private set; }

    /// <summary>The sheet that came of it, or that it was added to.</summary>
    public Guid? SheetId { get; private set; }

    /// <summary>Version of that sheet when this was done, and what it said before: for taking back.</summary>
    public int? SheetVersion { get; private set; }

    public string? SheetBefore { get; private set; }

    /// <summary>Fields that the reviewer corrected.</summary>
    public IReadOnlyList<string> Corrected { get; private set; } = [];

    /// <summary>Where the document and the sheet disagreed when this was added without asking anybody.</summary>
    public IReadOnlyList<Contradiction> Contradictions { get; private set; } = [];

    public bool HasContradictions { get; private set; }

    public Guid? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public int Version { get; private set; }

    public bool IsWaiting => State == DraftState.Waiting;

    public static IEnumerable<Draft> Of(BatchDocument document, Reading reading) =>
        reading.Proposals.Where(said => SheetKinds.ContainsKey(said.Kind) && !Fold.IsWordless(said.Name))
            .OrderBy(said => said.Evidence.TryGetValue("name", out var passage) ? passage.Start : int.MaxValue).Select((said, rank) => new Draft
        {
            Id = Guid.CreateVersion7(document.ReadAt ?? document.AddedAt), BatchId = document.BatchId, DocumentId = document.Id, Position = (document.Rank * 10_000L) + rank,
            SheetKind = SheetKinds[said.Kind], Name = said.Name.Shown(190), NameKey = SheetDesk.NameKey(said.Name), Said = said,
        });

    /// <summary>Those where a document and a sheet disagree and nobody has looked.</summary>
    public static IQueryable<Draft> Contradicted(LiantDb db) => db.Set<Draft>().Where(draft => draft.HasContradictions);

    /// <param name="before">What the sheet said, when this was added to one; null for a new sheet.</param>
    public void Accept(KnownSheet sheet, string? before, IReadOnlyList<string> corrected, IReadOnlyList<Contradiction> contradictions, Viewer by, DateTimeOffset now)
    {
        (SheetId, SheetVersion, SheetBefore, Corrected, Contradictions, HasContradictions) = (sheet.Id, sheet.Version, before, corrected, contradictions, contradictions.Count > 0);
        Decide(before is null ? DraftState.Accepted : DraftState.Joined, by, now);
    }

    public void Refuse(Viewer by, DateTimeOffset now) => Decide(DraftState.Refused, by, now);

    public void TakeBack()
    {
        if (IsWaiting)
        {
            throw new RuleBroken("draft-waiting", "Rien n’est décidé pour cette proposition : il n’y a rien à annuler.");
        }

        (State, SheetId, SheetVersion, SheetBefore, Corrected, Contradictions, HasContradictions, DecidedBy, DecidedAt, Version) = (DraftState.Waiting, null, null, null, [], [], false, null, null, Version + 1);
    }

    private void Decide(DraftState state, Viewer by, DateTimeOffset now)
    {
        if (!IsWaiting)
        {
            throw new RuleBroken("draft-decided", "Une autre personne a décidé de cette proposition entre-temps.");
        }

        (State, DecidedBy, DecidedAt, Version) = (state, by.PersonId, now, Version + 1);
    }
}

/// <param name="Field">commune, legalForm, startedIn or jobs.</param>
/// <param name="Sheet">What the sheet says.</param>
/// <param name="Document">What the document says.</param>
public sealed record Contradiction(string Field, string Sheet, string Document);

public enum DraftState
{
    Waiting,
    Accepted,
    Joined,
    Refused,
}

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("ingestion_drafts").HasKey(draft => draft.Id);
        builder.Property(draft => draft.Id).ValueGeneratedNever();
        builder.Ignore(draft => draft.IsWaiting);
        builder.Property(draft => draft.SheetKind).HasMaxLength(20);
        builder.Property(draft => draft.Name).HasMaxLength(200);
        builder.Property(draft => draft.NameKey).HasMaxLength(200);
        builder.Property(draft => draft.Said).HasConversion(said => JsonSerializer.Serialize(said, JsonText.Options), json => JsonSerializer.Deserialize<Proposal>(json, JsonText.Options)!);
        builder.Property(draft => draft.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(draft => draft.Corrected).HasJsonText();
        builder.Property(draft => draft.Contradictions).HasJsonText();
        builder.Property(draft => draft.Version).IsConcurrencyToken();
        builder.HasOne<BatchDocument>().WithMany().HasForeignKey(draft => draft.DocumentId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(draft => new { draft.BatchId, draft.Position });
        builder.HasIndex(draft => draft.NameKey);
    }
}
