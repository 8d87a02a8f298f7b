using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue;

/// <summary>A space whose people may read a private sheet.</summary>
public sealed record SheetReader(Guid SheetId, Guid SpaceId);

internal sealed class SheetReaderMapping : IEntityTypeConfiguration<SheetReader>
{
    public void Configure(EntityTypeBuilder<SheetReader> builder)
    {
        builder.ToTable("catalogue_sheet_readers").HasKey(reader => new { reader.SheetId, reader.SpaceId });
        builder.HasIndex(reader => reader.SpaceId);
    }
}
