using Liant.Modules.Catalogue.Twins;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Likely duplicates among a batch, found once its sheets are in the database.</summary>
internal static class ImportedTwins
{
    private const int MostOfOne = 5;

    public static async Task<int> WriteAsync(LiantDb db, Batch batch, CancellationToken cancel)
    {
        if (batch.Twins.Count == 0)
        {
            return 0;
        }

        var sheets = batch.New.ToDictionary(sheet => sheet.Id);
        var alike = batch.Twins.Where(twins => twins.OtherId == Guid.Empty).Select(twins => sheets[twins.SheetId].Likeness).Distinct().ToList();
        var found = alike.Count == 0 ? []
            : await db.Set<Sheet>().Where(s => EF.Parameter(alike).Contains(s.Likeness)).Select(s => new { s.Id, s.Likeness }).ToListAsync(cancel);
        var byLikeness = found.ToLookup(s => s.Likeness, s => s.Id);
        var pairs = new HashSet<(Guid, Guid)>();
        foreach (var twins in batch.Twins)
        {
            var others = twins.OtherId != Guid.Empty ? [twins.OtherId] : byLikeness[sheets[twins.SheetId].Likeness].Where(other => other != twins.SheetId);
            foreach (var other in others.Where(other => !pairs.Contains((other, twins.SheetId))).Take(MostOfOne))
            {
                pairs.Add((twins.SheetId, other));
            }
        }

        var at = batch.Twins[0].NoticedAt;
        await new BulkInsert<LikelyTwins>(db).WriteAsync(pairs.Select(pair => new LikelyTwins { SheetId = pair.Item1, OtherId = pair.Item2, NoticedAt = at }).ToList(), cancel);
        return pairs.Count;
    }
}
