using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue.Attending;

/// <summary>How often a sheet was read on a day. By whom is nowhere.</summary>
/// <param name="Day">Of Paris, as 20261122.</param>
public sealed record DailyReads(Guid SheetId, int Day, int Count);

/// <summary>How often words were searched on a day, and how often nothing was found. Without words: all searches of the day.</summary>
public sealed record DailySearches(string Words, int Day, int Count, int Empty);

internal sealed class DailyReadsMapping : IEntityTypeConfiguration<DailyReads>, IEntityTypeConfiguration<DailySearches>
{
    public void Configure(EntityTypeBuilder<DailyReads> builder)
    {
        builder.ToTable("catalogue_daily_reads").HasKey(reads => new { reads.SheetId, reads.Day });
        builder.HasIndex(reads => reads.Day);
    }

    public void Configure(EntityTypeBuilder<DailySearches> builder)
    {
        builder.ToTable("catalogue_daily_searches").HasKey(searches => new { searches.Words, searches.Day });
        builder.Property(searches => searches.Words).HasMaxLength(CountedWords.Longest);
        builder.HasIndex(searches => searches.Day);
    }
}
