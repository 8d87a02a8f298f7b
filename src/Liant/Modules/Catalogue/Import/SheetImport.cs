using Liant.Platform.Database;
using Liant.Platform.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue.Import;

/// <summary>
/// One file being made into sheets. Its place in the file is written in the transaction of each batch of rows, so that it can be stopped,
/// or killed, at any moment and go on from there.
/// <code>
///   prepared --Start--> waiting --Take--> running --Finish--> finished
///                          ^                 |--Fail--> failed
///                          |--Start-- stopped &lt;--Stop--'   (asked by AskToStop; a killed run is taken again when its lease ends)
/// </code>
/// </summary>
public sealed class SheetImport
{
    public Guid Id { get; private set; }

    public string FileName { get; private set; } = "";

    /// <summary>The stored file; null when it is read from the disk of the machine, by the command line.</summary>
    public Guid? FileId { get; private set; }

    /// <summary>SHA-256 of the file: an import that was interrupted is known again by it.</summary>
    public string Checksum { get; private set; } = "";

    /// <summary>How the file was read, in words: "CSV, point-virgule, Windows-1252".</summary>
    public string Format { get; private set; } = "";

    public Guid? FileSourceId { get; private set; }

    public FileSource? FileSource { get; private set; }

    /// <summary>What becomes of each column, as JSON (<see cref="ColumnPlan"/>).</summary>
    public string Plan { get; private set; } = "{}";

    public ImportState State { get; private set; }

    /// <summary>Rows of the file, heading apart.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows dealt with.</summary>
    public long Position { get; private set; }

    public long Added { get; private set; }

    public long Updated { get; private set; }

    public long Unchanged { get; private set; }

    public long Refused { get; private set; }

    /// <summary>Remarks on rows that were kept.</summary>
    public long Remarks { get; private set; }

    /// <summary>Sheets of this source that the file no longer has; they stay.</summary>
    public long Absent { get; private set; }

    public long LikelyDuplicates { get; private set; }

    /// <summary>Ranges of sheets written, in the change sequence.</summary>
    public long? FirstChange { get; private set; }

    public long? LastChange { get; private set; }

    public string Actor { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Until then nobody else takes it; pushed back with each batch.</summary>
    public DateTimeOffset? LeaseEndsAt { get; private set; }

    public bool IsAskedToStop { get; private set; }

    /// <summary>Why it failed, in words.</summary>
    public string? Problem { get; private set; }

    public int Version { get; private set; }

    public bool IsOver => State is ImportState.Finished or ImportState.Failed;

    public bool IsUnderWay => State is ImportState.Waiting or ImportState.Running;

    public static SheetImport Prepare(Guid id, string fileName, Guid? fileId, string checksum, string format, long rows, string actor, DateTimeOffset now) => new()
    {
        Id = id, FileName = fileName, FileId = fileId, Checksum = checksum, Format = format, Rows = rows, Actor = actor, CreatedAt = now,
        State = ImportState.Prepared,
    };

    public void Start(FileSource source, ColumnPlan plan)
    {
        if (State is not (ImportState.Prepared or ImportState.Stopped or ImportState.Failed))
        {
            throw new RuleBroken("import-started", "Cet import est déjà lancé.");
        }

        (FileSource, FileSourceId, Plan) = (source, source.Id, plan.ToJson());
        (State, IsAskedToStop, Problem, LeaseEndsAt, EndedAt) = (ImportState.Waiting, false, null, null, null);
        Version++;
    }

    public void Resume()
    {
        if (State is not (ImportState.Stopped or ImportState.Failed) || FileSourceId is null)
        {
            throw new RuleBroken("import-not-stopped", "Cet import n’est pas arrêté : il n’y a rien à reprendre.");
        }

        (State, IsAskedToStop, Problem, LeaseEndsAt, EndedAt) = (ImportState.Waiting, false, null, null, null);
        Version++;
    }

    public bool CanBeTaken(DateTimeOffset now) => State == ImportState.Waiting || (State == ImportState.Running && LeaseEndsAt < now);

    public void Take(DateTimeOffset now)
    {
        (State, StartedAt, LeaseEndsAt) = (ImportState.Running, StartedAt ?? now, now + Lease);
        Version++;
    }

    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public void AskToStop()
    {
        if (!IsUnderWay)
        {
            throw new RuleBroken("import-not-running", "Cet import n’est pas en cours : il n’y a rien à arrêter.");
        }

        if (State == ImportState.Waiting)
        {
            (State, Version) = (ImportState.Stopped, Version + 1);
            return;
        }

        // Whoever runs it looks at this after each batch. The version stays: it is what the run holds on to.
        IsAskedToStop = true;
    }

    internal void Advance(BatchCount count, DateTimeOffset now)
    {
        Position += count.Rows;
        Added += count.Added;
        Updated += count.Updated;
        Unchanged += count.Unchanged;
        Refused += count.Refused;
        Remarks += count.Remarks;
        LikelyDuplicates += count.LikelyDuplicates;
        FirstChange ??= count.FirstChange;
        LastChange = count.LastChange ?? LastChange;
        LeaseEndsAt = now + Lease;
    }

    /// <param name="goesOn">The process ends, not the import: the next one to start takes it.</param>
    public void Stop(bool goesOn) =>
        (State, LeaseEndsAt, IsAskedToStop, Version) = (goesOn ? ImportState.Waiting : ImportState.Stopped, null, false, Version + 1);

    public void Fail(string problem, DateTimeOffset now) =>
        (State, Problem, EndedAt, LeaseEndsAt, Version) = (ImportState.Failed, problem, now, null, Version + 1);

    public void Finish(long absent, DateTimeOffset now) =>
        (State, Absent, EndedAt, LeaseEndsAt, Version) = (ImportState.Finished, absent, now, null, Version + 1);
}

public enum ImportState
{
    Prepared,
    Waiting,
    Running,
    Stopped,
    Finished,
    Failed,
}

/// <summary>What one batch did.</summary>
internal sealed record BatchCount(int Rows, int Added, int Updated, int Unchanged, int Refused, int Remarks, int LikelyDuplicates, long? FirstChange, long? LastChange)
{
    public static readonly BatchCount None = new(0, 0, 0, 0, 0, 0, 0, null, null);

    public static BatchCount operator +(BatchCount a, BatchCount b) => new(
        a.Rows + b.Rows, a.Added + b.Added, a.Updated + b.Updated, a.Unchanged + b.Unchanged, a.Refused + b.Refused, a.Remarks + b.Remarks,
        a.LikelyDuplicates + b.LikelyDuplicates, a.FirstChange ?? b.FirstChange, b.LastChange ?? a.LastChange);
}

internal sealed class SheetImportMapping : IEntityTypeConfiguration<SheetImport>
{
    public void Configure(EntityTypeBuilder<SheetImport> builder)
    {
        builder.ToTable("catalogue_imports").HasKey(import => import.Id);
        builder.Property(import => import.Id).ValueGeneratedNever();
        builder.Property(import => import.FileName).HasMaxLength(200);
        builder.Property(import => import.Checksum).HasMaxLength(64);
        builder.Property(import => import.Format).HasMaxLength(200);
        builder.Property(import => import.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(import => import.Actor).HasMaxLength(80);
        builder.Property(import => import.Version).IsConcurrencyToken();
        builder.Ignore(import => import.IsOver).Ignore(import => import.IsUnderWay);
        builder.HasOne(import => import.FileSource).WithMany().HasForeignKey(import => import.FileSourceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(import => import.State);
        builder.HasIndex(import => import.CreatedAt);
    }
}
