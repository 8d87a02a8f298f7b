using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Platform.Audit;

/// <summary>Who did what, when. Written in the same transaction as the act; never edited.</summary>
public sealed class AuditEntry
{
    public long Id { get; private set; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required string Act { get; init; }

    public required string Subject { get; init; }

    public string? Detail { get; init; }
}

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("platform_audit").HasKey(entry => entry.Id);
        builder.Property(entry => entry.Actor).HasMaxLength(80);
        builder.Property(entry => entry.Act).HasMaxLength(80);
        builder.Property(entry => entry.Subject).HasMaxLength(200);
        builder.HasIndex(entry => entry.Subject);
    }
}
