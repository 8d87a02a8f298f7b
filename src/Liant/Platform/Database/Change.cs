using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Platform.Database;

/// <summary>One line of the change sequence: something that readers in memory (the search) must look at again.</summary>
public sealed class Change(string kind, string changedId)
{
    public long Sequence { get; private set; }

    public string Kind { get; private set; } = kind;

    public string ChangedId { get; private set; } = changedId;
}

/// <summary>An entity whose changes are followed by in-memory readers.</summary>
public interface IChangeSource
{
    string ChangeKind { get; }

    string ChangedId { get; }
}

internal sealed class ChangeMapping : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> builder)
    {
        builder.ToTable("platform_changes").HasKey(c => c.Sequence);
        builder.Property(c => c.Sequence).ValueGeneratedOnAdd();
        builder.Property(c => c.Kind).HasMaxLength(40);
        builder.Property(c => c.ChangedId).HasMaxLength(80);
    }
}
