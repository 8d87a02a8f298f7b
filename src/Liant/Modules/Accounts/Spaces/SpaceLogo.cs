using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>The picture of a space, as it was sent. Apart from the space, which is read far more often.</summary>
public sealed class SpaceLogo
{
    public required Guid SpaceId { get; init; }

    public string Type { get; private set; } = "";

    public byte[] Bytes { get; private set; } = [];

    public void Replace(LogoPicture picture, byte[] bytes) => (Type, Bytes) = (picture.Type, bytes);
}

internal sealed class SpaceLogoMapping : IEntityTypeConfiguration<SpaceLogo>
{
    public void Configure(EntityTypeBuilder<SpaceLogo> builder)
    {
        builder.ToTable("accounts_space_logos").HasKey(logo => logo.SpaceId);
        builder.Property(logo => logo.Type).HasMaxLength(20);
        builder.HasOne<Space>().WithMany().HasForeignKey(logo => logo.SpaceId).OnDelete(DeleteBehavior.Cascade);
    }
}
