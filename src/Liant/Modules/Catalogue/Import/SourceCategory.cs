using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue.Import;

/// <summary>A category of a source's own taxonomy: what its number is called, and the theme that it comes under.</summary>
public sealed class SourceCategory
{
    public required string Origin { get; init; }

    /// <summary>Its identifier in the files of that source.</summary>
    public required string Code { get; init; }

    public required string Label { get; set; }

    /// <summary>Slug of a theme; null when none suits.</summary>
    public string? Theme { get; set; }
}

internal sealed class SourceCategoryMapping : IEntityTypeConfiguration<SourceCategory>
{
    public void Configure(EntityTypeBuilder<SourceCategory> builder)
    {
        builder.ToTable("catalogue_source_categories").HasKey(category => new { category.Origin, category.Code });
        builder.Property(category => category.Origin).HasMaxLength(80);
        builder.Property(category => category.Code).HasMaxLength(80);
        builder.Property(category => category.Label).HasMaxLength(SheetRules.TitleLength);
        builder.Property(category => category.Theme).HasMaxLength(40);
    }
}
