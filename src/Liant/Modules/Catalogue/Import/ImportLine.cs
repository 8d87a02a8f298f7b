using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Catalogue.Import;

/// <summary>A row that was refused, with its cells, to be corrected and sent again; or a remark on a row that was kept.</summary>
public sealed class ImportLine
{
    public required Guid ImportId { get; init; }

    /// <summary>Rank of the row in the file, from 1, heading apart.</summary>
    public required long Rank { get; init; }

    /// <summary>Line of the file, or of the worksheet, as a text editor or a spreadsheet numbers it; rank of the element in a JSON file.</summary>
    public required long Line { get; init; }

    public required bool IsRefused { get; init; }

    public required string Reason { get; init; }

    /// <summary>The cells of a refused row, as a JSON list; null for a remark.</summary>
    public string? Cells { get; init; }
}

internal sealed class ImportLineMapping : IEntityTypeConfiguration<ImportLine>
{
    public void Configure(EntityTypeBuilder<ImportLine> builder)
    {
        builder.ToTable("catalogue_import_lines").HasKey(line => new { line.ImportId, line.Rank, line.IsRefused });
        builder.HasOne<SheetImport>().WithMany().HasForeignKey(line => line.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}
