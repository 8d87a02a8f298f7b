using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Entry;

/// <summary>Numbered series: "Déniché pour vous", 87. A number is given once in a series, as far as its editor can see.</summary>
internal static class NumberedSeries
{
    private const int MostNamed = 8;

    /// <summary>The series that grow, with the number that comes next in each; of the sheets that she may see.</summary>
    public static async Task<IReadOnlyList<(string Name, int Next)>> NextAsync(LiantDb db, Viewer viewer, CancellationToken cancel) =>
        (await db.Set<Sheet>().VisibleTo(viewer).Where(sheet => sheet.SeriesName != null && sheet.SeriesNumber != null).GroupBy(sheet => sheet.SeriesName!)
            .Select(series => new { Name = series.Key, Next = series.Max(sheet => sheet.SeriesNumber!.Value) + 1 }).OrderByDescending(series => series.Next).Take(MostNamed).ToListAsync(cancel))
        .ConvertAll(series => (series.Name, series.Next));

    /// <summary>The next free number, when another sheet that she may see has this one already; null when it is free. One that she may not see does not exist for her, its number neither.</summary>
    public static async Task<int?> NextIfTakenAsync(LiantDb db, SheetContent content, Guid self, Viewer viewer, CancellationToken cancel) =>
        content is { SeriesName: { } name, SeriesNumber: { } number } && await db.Set<Sheet>().VisibleTo(viewer).AnyAsync(sheet => sheet.SeriesName == name && sheet.SeriesNumber == number && sheet.Id != self, cancel)
            ? await db.Set<Sheet>().VisibleTo(viewer).Where(sheet => sheet.SeriesName == name).MaxAsync(sheet => sheet.SeriesNumber, cancel) + 1
            : null;
}
