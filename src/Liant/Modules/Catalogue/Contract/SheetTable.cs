using System.Runtime.CompilerServices;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Exchange;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Contract;

/// <summary>Sheets as rows of a table, under the documented column names: what is exported so imports again to the same.</summary>
public sealed class SheetTable(IDbContextFactory<LiantDb> databases, Geography geography)
{
    private const int AtOnce = 500;

    /// <summary>Names of the columns (docs/guide/fichiers.md).</summary>
    public static IReadOnlyList<string> Columns => SheetColumns.Names;

    /// <summary>The sheets that this viewer may see, in the order of <paramref name="ids"/>; read a few hundred at a time.</summary>
    public async IAsyncEnumerable<SheetRow> RowsAsync(IReadOnlyList<Guid> ids, Viewer viewer, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        foreach (var some in ids.Chunk(AtOnce))
        {
            var sheets = await db.Set<Sheet>().AsNoTracking().Include(s => s.Relations).VisibleTo(viewer).Where(s => some.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancel);
            var others = sheets.Values.SelectMany(s => s.Relations).Select(r => r.ToId).Distinct().ToList();
            var related = await db.Set<Sheet>().AsNoTracking().VisibleTo(viewer).Where(s => others.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancel);
            var context = new SheetColumns.Context(geography.Gazetteer, related);
            foreach (var sheet in some.Where(sheets.ContainsKey).Select(id => sheets[id]))
            {
                var point = Gazetteer.PointOf(sheet.Location, geography.Gazetteer.Find(sheet.CommuneCode), geography.Gazetteer.Find(sheet.AreaCode));
                yield return new SheetRow(sheet.Id, SheetColumns.CellsOf(sheet, context), point);
            }
        }
    }
}

/// <param name="Cells">In the order of <see cref="SheetTable.Columns"/>; each null, a string, an int, a double or a DateOnly.</param>
/// <param name="Point">Where it is drawn: its own point, or that of its commune or area; null when there is none.</param>
public sealed record SheetRow(Guid Id, IReadOnlyList<object?> Cells, Location? Point);
