using Liant.Modules.Ingestion.Review;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Ingestion.Batches;

/// <summary>
/// Documents sent together. It is what its documents are: under way while one of them waits.
/// <code>
///   open --Stop--> stopped --Resume--> open
///   either --Delete--> gone, as long as no sheet came of it
/// </code>
/// </summary>
public sealed class ReadingBatch
{
    public const int NameLength = 200;

    /// <summary>Actor of a batch of the command line.</summary>
    public const string CommandLine = "commande";

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Actor { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public bool IsStopped { get; private set; }

    /// <summary>Decisions taken on its drafts, and how long the pages on which they were taken stood open: of all reviewers together, nobody is timed.</summary>
    public int Decisions { get; private set; }

    public long SecondsSpent { get; private set; }

    public int Version { get; private set; }

    public static ReadingBatch Open(Guid id, string name, string actor, DateTimeOffset now) => new() { Id = id, Name = name, Actor = actor, CreatedAt = now };

    public void Stop()
    {
        if (IsStopped)
        {
            throw new RuleBroken("batch-stopped", "La lecture de ce lot est déjà arrêtée.");
        }

        (IsStopped, Version) = (true, Version + 1);
    }

    public void Resume()
    {
        if (!IsStopped)
        {
            throw new RuleBroken("batch-not-stopped", "La lecture de ce lot n’est pas arrêtée : il n’y a rien à reprendre.");
        }

        (IsStopped, Version) = (false, Version + 1);
    }

    /// <summary>With its documents, their originals and what was refused of them. A batch that a sheet came of stays: it is where one sees why the sheet says so.</summary>
    public async Task DeleteAsync(LiantDb db, string actor, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Set<Draft>().Where(draft => draft.BatchId == Id && (draft.State == DraftState.Waiting || draft.State == DraftState.Refused)).ExecuteDeleteAsync(cancel);
        if (await db.Set<Draft>().CountAsync(draft => draft.BatchId == Id, cancel) is > 0 and var published)
        {
            throw new RuleBroken("batch-published", published == 1
                ? "Une fiche vient de ce lot, qui en garde la source : annulez d’abord cette décision, ou gardez le lot."
                : $"{published} fiches viennent de ce lot, qui en garde la source : annulez d’abord ces décisions, ou gardez le lot.");
        }

        var originals = db.Set<BatchDocument>().Where(document => document.BatchId == Id && document.FileId != null).Select(document => document.FileId!.Value);
        await db.Set<StoredFile>().Where(file => originals.Contains(file.Id)).ExecuteDeleteAsync(cancel);
        await db.Set<ReadingBatch>().Where(batch => batch.Id == Id).ExecuteDeleteAsync(cancel);
        db.AuditEntries.Add(new AuditEntry { At = now, Actor = actor, Act = "reading-deleted", Subject = $"reading/{Id:N}", Detail = Name });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

internal sealed class ReadingBatchMapping : IEntityTypeConfiguration<ReadingBatch>
{
    public void Configure(EntityTypeBuilder<ReadingBatch> builder)
    {
        builder.ToTable("ingestion_batches").HasKey(batch => batch.Id);
        builder.Property(batch => batch.Id).ValueGeneratedNever();
        builder.Property(batch => batch.Name).HasMaxLength(ReadingBatch.NameLength);
        builder.Property(batch => batch.Actor).HasMaxLength(80);
        builder.Property(batch => batch.Version).IsConcurrencyToken();
        builder.HasIndex(batch => batch.CreatedAt);
    }
}
