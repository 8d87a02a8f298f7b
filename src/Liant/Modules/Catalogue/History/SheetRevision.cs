using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue.History;

/// <summary>What a sheet said from one moment on, whole. Written in the transaction of the revision; never edited, but for the name of somebody who leaves. It outlives its sheet.</summary>
public sealed class SheetRevision
{
    private SheetRevision(Guid id, Guid sheetId, DateTimeOffset at, RevisionCause cause, string? actor, string said, bool isPrivate, string readers) =>
        (Id, SheetId, At, Cause, Actor, Said, IsPrivate, Readers) = (id, sheetId, at, cause, actor, said, isPrivate, readers);

    public Guid Id { get; private set; }

    public Guid SheetId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public RevisionCause Cause { get; private set; }

    /// <summary>As the audit names who acts; null when nobody knows.</summary>
    public string? Actor { get; private set; }

    /// <summary>A <see cref="KeptSheet"/>.</summary>
    public string Said { get; private set; }

    public bool IsPrivate { get; private set; }

    /// <summary>The spaces whose people could read it, so that the permission is in the query.</summary>
    public string Readers { get; private set; }

    public static SheetRevision Of(Sheet sheet, RevisionCause cause, string? actor, DateTimeOffset at) =>
        new(Guid.CreateVersion7(at), sheet.Id, at, cause, actor, KeptSheet.Of(sheet).Written(), sheet.IsPrivate, string.Join(' ', sheet.Readers.Select(reader => NameOf(reader.SpaceId)).Order(StringComparer.Ordinal)));

    /// <summary>A space, as <see cref="Readers"/> holds it.</summary>
    public static string NameOf(Guid space) => space.ToString("N");
}

internal sealed class SheetRevisionMapping : IEntityTypeConfiguration<SheetRevision>
{
    public void Configure(EntityTypeBuilder<SheetRevision> builder)
    {
        builder.ToTable("catalogue_sheet_revisions").HasKey(revision => revision.Id);
        builder.Property(revision => revision.Id).ValueGeneratedNever();
        builder.Property(revision => revision.Cause).HasConversion<string>().HasMaxLength(20);
        builder.Property(revision => revision.Actor).HasMaxLength(80);
        builder.HasIndex(revision => new { revision.SheetId, revision.At });
    }
}
