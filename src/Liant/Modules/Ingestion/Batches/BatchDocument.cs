using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Review;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Ingestion.Batches;

/// <summary>
/// A document of a batch, known by the checksum of its bytes: the same one sent twice is there once.
/// <code>
///   waiting --Lend--> running --Take--> read, with its drafts
///      ^                 |    '-----> refused, with its reason --Retry--> waiting
///      '-----------------'    its lease ends: its process was killed (twice: refused)
/// </code>
/// </summary>
public sealed class BatchDocument
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private const int MostInterruptions = 2;

    public Guid Id { get; private set; }

    public Guid BatchId { get; private set; }

    /// <summary>In its batch, from 0.</summary>
    public int Rank { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The original, as it was sent; null when it was refused before it was kept.</summary>
    public Guid? FileId { get; private set; }

    public string Checksum { get; private set; } = "";

    public DocumentState State { get; private set; }

    public string? Problem { get; private set; }

    public string? Format { get; private set; }

    public string? Title { get; private set; }

    public PartialDate? Date { get; private set; }

    /// <summary>Where it is published, when a web page says it.</summary>
    public string? Address { get; private set; }

    /// <summary>What a reader sees, in which passages are counted.</summary>
    public string? Text { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }

    public DateTimeOffset? LeaseEndsAt { get; private set; }

    public int Interruptions { get; private set; }

    public int Version { get; private set; }

    public static BatchDocument Add(Guid id, Guid batch, int rank, string name, Guid? file, string checksum, DateTimeOffset now) =>
        new() { Id = id, BatchId = batch, Rank = rank, Name = name, FileId = file, Checksum = checksum, AddedAt = now };

    public SaidSource ToSource() => new("doc-" + Checksum[..12], (Title ?? Name).Shown(290), Date, Address, Locator: Title is null ? null : Name.Cut(200));

    /// <summary>To whoever reads it, until its lease ends.</summary>
    public void Lend(DateTimeOffset now)
    {
        Interruptions += State == DocumentState.Running ? 1 : 0;
        (State, LeaseEndsAt, Version) = (DocumentState.Running, now + Lease, Version + 1);
        if (Interruptions >= MostInterruptions)
        {
            Refuse("La lecture de ce document a interrompu Liant par deux fois : elle n’est plus essayée. Ouvrez-le et enregistrez-le dans un autre format.", now);
        }
    }

    /// <summary>What was read, or why it was not; the drafts that come of it.</summary>
    /// <param name="file">The original, where it was not kept before.</param>
    public IReadOnlyList<Draft> Take(DocumentRead read, Guid? file, DateTimeOffset now)
    {
        FileId ??= file;
        if (read is not { Opened: { } opened, Reading: { } reading })
        {
            Refuse(read.Problem!, now);
            return [];
        }

        (Format, Title, Date) = (opened.Format.Cut(80), (reading.Title ?? opened.Document.Title)?.Shown(290), reading.Date);
        (Address, Text) = (opened.Address, opened.Document.Text);
        (State, Problem, ReadAt, LeaseEndsAt, Version) = (DocumentState.Read, null, now, null, Version + 1);
        return Draft.Of(this, reading).ToList();
    }

    private void Refuse(string problem, DateTimeOffset now) =>
        (State, Problem, ReadAt, LeaseEndsAt, Version) = (DocumentState.Refused, problem.Cut(500), now, null, Version + 1);

    /// <param name="file">The original, sent once more.</param>
    public void Retry(Guid? file) => (FileId, State, Problem, Interruptions, Version) = (file ?? FileId, DocumentState.Waiting, null, 0, Version + 1);
}

public enum DocumentState
{
    Waiting,
    Running,
    Read,
    Refused,
}

internal sealed class BatchDocumentMapping : IEntityTypeConfiguration<BatchDocument>
{
    public void Configure(EntityTypeBuilder<BatchDocument> builder)
    {
        builder.ToTable("ingestion_documents").HasKey(document => document.Id);
        builder.Property(document => document.Id).ValueGeneratedNever();
        builder.Property(document => document.Name).HasMaxLength(400);
        builder.Property(document => document.Checksum).HasMaxLength(64);
        builder.Property(document => document.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(document => document.Problem).HasMaxLength(500);
        builder.Property(document => document.Format).HasMaxLength(80);
        builder.Property(document => document.Title).HasMaxLength(300);
        builder.Property(document => document.Date).HasConversion(date => date!.Value.Text, text => PartialDate.Parse(text)).HasMaxLength(10);
        builder.Property(document => document.Address).HasMaxLength(500);
        builder.Property(document => document.Version).IsConcurrencyToken();
        builder.HasOne<ReadingBatch>().WithMany().HasForeignKey(document => document.BatchId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(document => document.Checksum).IsUnique();
        builder.HasIndex(document => new { document.BatchId, document.Rank });
        builder.HasIndex(document => document.State);
    }
}
