using Liant.Modules.Catalogue.Twins;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Likely duplicates among imported sheets, found once these are in the database.</summary>
internal static class ImportedTwins
{
    private const int MostOfOne = 5;

    /// <param name="noticed">Sheets with a close name nearby.</param>
    /// <param name="alike">Sheets whose likeness was met before: which others bear it is asked here.</param>
    public static async Task<int> WriteAsync(LiantDb db, IReadOnlyList<LikelyTwins> noticed, IReadOnlyList<(Guid Id, long Likeness)> alike, DateTimeOffset now, CancellationToken cancel)
    {
        var pairs = noticed.Select(twins => (First: twins.SheetId, Second: twins.OtherId)).ToHashSet();
        foreach (var some in alike.Chunk(2_000))
        {
            var numbers = some.Select(sheet => sheet.Likeness).Distinct().ToList();
            var found = await db.Set<Sheet>().Where(s => EF.Parameter(numbers).Contains(s.Likeness)).Select(s => new { s.Id, s.Likeness }).ToListAsync(cancel);
            var byLikeness = found.ToLookup(s => s.Likeness, s => s.Id);
            foreach (var sheet in some)
            {
                foreach (var other in byLikeness[sheet.Likeness].Where(other => other != sheet.Id && !pairs.Contains((other, sheet.Id))).Take(MostOfOne))
                {
                    pairs.Add((sheet.Id, other));
                }
            }
        }

        await BulkInsert.WriteAsync(db, pairs.Select(pair => new LikelyTwins { SheetId = pair.First, OtherId = pair.Second, NoticedAt = now }).ToList(), cancel);
        return pairs.Count;
    }
}
