using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue.Twins;

/// <summary>What is left of a sheet that was joined to another: its address, which leads to the other, and its key in its file, so that
/// the next import does not bring it back.</summary>
public sealed class AbsorbedSheet
{
    public required Guid Id { get; init; }

    public required Guid IntoId { get; init; }

    public required string KindSlug { get; init; }

    public required string Slug { get; init; }

    public string? Origin { get; init; }

    public string? OriginKey { get; init; }

    public required DateTimeOffset AbsorbedAt { get; init; }
}

internal sealed class AbsorbedSheetMapping : IEntityTypeConfiguration<AbsorbedSheet>
{
    public void Configure(EntityTypeBuilder<AbsorbedSheet> builder)
    {
        builder.ToTable("catalogue_absorbed_sheets").HasKey(absorbed => absorbed.Id);
        builder.Property(absorbed => absorbed.Id).ValueGeneratedNever();
        builder.Property(absorbed => absorbed.KindSlug).HasMaxLength(20);
        builder.Property(absorbed => absorbed.Slug).HasMaxLength(100);
        builder.Property(absorbed => absorbed.Origin).HasMaxLength(80);
        builder.Property(absorbed => absorbed.OriginKey).HasMaxLength(200);
        builder.HasOne<Sheet>().WithMany().HasForeignKey(absorbed => absorbed.IntoId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(absorbed => new { absorbed.KindSlug, absorbed.Slug });
        builder.HasIndex(absorbed => new { absorbed.Origin, absorbed.KindSlug, absorbed.OriginKey });
        builder.HasIndex(absorbed => absorbed.IntoId);
    }
}
