using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Loading;
using Liant.Platform.Imports;

namespace Liant.Tests.World;

/// <summary>Sheets that tests write: small, believable, fictional.</summary>
internal static class Sheets
{
    /// <summary>A sheet as a file would hold it; change it with "with".</summary>
    public static SheetFile Of(string key, string title) => new()
    {
        Key = key, Title = title, Summary = "Un lieu imaginaire où les habitants se retrouvent.", Themes = ["tiers-lieux"],
        Sources = [new SheetFile.SourceInFile(null, null, "Gazette imaginaire", "Liant", null, null)],
    };

    /// <summary>The same, ready for a context.</summary>
    public static Initiative Entity(string title, bool isPrivate = false)
    {
        var sheet = new Initiative();
        var content = (Of("x", title) with { Private = isPrivate }).ToContent(new Dictionary<string, SheetFile.SharedSource>());
        var id = Guid.CreateVersion7();
        sheet.Write(id, id.ToString("N"), content, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        return sheet;
    }

    public static Task<ImportReport> LoadSheetsAsync(this LiantHost host, SheetKind kind, params SheetFile[] sheets) =>
        host.LoadSheetsAsync("test", (kind, [.. sheets]));

    public static Task<ImportReport> LoadSheetsAsync(this LiantHost host, string origin, params (SheetKind Kind, List<SheetFile> Sheets)[] files) =>
        host.WithAsync((SheetLoader loader) => loader.LoadAsync(files, new Dictionary<string, SheetFile.SharedSource>(), origin, CancellationToken.None));
}
