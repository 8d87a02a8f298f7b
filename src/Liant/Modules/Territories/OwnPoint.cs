using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Territories;

/// <summary>The centre of a commune as an administrator imported it; stands before the points shipped with Liant.</summary>
internal sealed class OwnPoint
{
    public const string Changed = "territory-point";

    public required string Code { get; init; }

    public required double Lat { get; set; }

    public required double Lon { get; set; }

    public required string Source { get; set; }
}

internal sealed class OwnPointMapping : IEntityTypeConfiguration<OwnPoint>
{
    public void Configure(EntityTypeBuilder<OwnPoint> builder)
    {
        builder.ToTable("territories_points").HasKey(point => point.Code);
        builder.Property(point => point.Code).HasMaxLength(5);
        builder.Property(point => point.Source).HasMaxLength(300);
    }
}
