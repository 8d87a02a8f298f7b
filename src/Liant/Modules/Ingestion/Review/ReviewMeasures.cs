using Liant.Modules.Ingestion.Batches;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Ingestion.Review;

/// <summary>What reviewing taught: how often each field is corrected, how long a decision takes. Of everybody together.</summary>
/// <param name="Seconds">Mean time of a decision; null before the first.</param>
/// <param name="Published">Drafts that became a sheet or its source.</param>
public sealed record ReviewMeasures(int Published, int Refused, double? Seconds, IReadOnlyList<(string Field, int Corrected)> Fields)
{
    public static readonly ReviewMeasures None = new(0, 0, null, []);

    public static async Task<ReviewMeasures> ReadAsync(LiantDb db, CancellationToken cancel)
    {
        var published = db.Set<Draft>().Where(draft => draft.State == DraftState.Accepted || draft.State == DraftState.Joined);
        var refused = await db.Set<Draft>().CountAsync(draft => draft.State == DraftState.Refused, cancel);
        var (decisions, seconds) = (await db.Set<ReadingBatch>().SumAsync(batch => batch.Decisions, cancel), await db.Set<ReadingBatch>().SumAsync(batch => batch.SecondsSpent, cancel));
        var fields = new List<(string, int)>();
        foreach (var field in DraftForm.Fields)
        {
            fields.Add((field, await published.CountAsync(draft => EF.Functions.Like((string)(object)draft.Corrected, $"%\"{field}\"%"), cancel)));
        }

        return new ReviewMeasures(await published.CountAsync(cancel), refused, decisions == 0 ? null : (double)seconds / decisions, fields);
    }
}
