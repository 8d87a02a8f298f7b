using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Platform.Privacy;

/// <summary>When a daily task was last done, for all nodes.</summary>
internal sealed class Chore
{
    public required string Name { get; init; }

    public DateTimeOffset DoneAt { get; private set; }
}

internal sealed class ChoreMapping : IEntityTypeConfiguration<Chore>
{
    public void Configure(EntityTypeBuilder<Chore> builder)
    {
        builder.ToTable("platform_chores").HasKey(chore => chore.Name);
        builder.Property(chore => chore.Name).HasMaxLength(40);
    }
}
