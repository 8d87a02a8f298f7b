using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue.Links;

/// <summary>An address of a sheet that did not answer the last time that it was asked.</summary>
public sealed class BrokenLink
{
    public required Guid Id { get; init; }

    public required Guid SheetId { get; init; }

    public required string Url { get; init; }

    public required string Why { get; init; }

    /// <summary>Since when it has been so.</summary>
    public required DateTimeOffset SinceAt { get; init; }

    public const int LongestUrl = 2000;
}

internal sealed class BrokenLinkMapping : IEntityTypeConfiguration<BrokenLink>
{
    public void Configure(EntityTypeBuilder<BrokenLink> builder)
    {
        builder.ToTable("catalogue_broken_links").HasKey(link => link.Id);
        builder.Property(link => link.Id).ValueGeneratedNever();
        builder.Property(link => link.Url).HasMaxLength(BrokenLink.LongestUrl);
        builder.Property(link => link.Why).HasMaxLength(200);
        builder.HasOne<Sheet>().WithMany().HasForeignKey(link => link.SheetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(link => link.SheetId);
    }
}
