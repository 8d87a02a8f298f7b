using System.Runtime.CompilerServices;
using Liant.Modules.Ingestion.Batches;
using Liant.Modules.Ingestion.Review;
using Liant.Platform.Database;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Ingestion;

/// <summary>What is kept about a person: the batches that she sent, the drafts that she decided on.</summary>
internal static class PersonInIngestion
{
    public static async IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone who, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var one in await db.Set<ReadingBatch>().AsNoTracking().Where(one => one.Actor == who.Actor).OrderBy(one => one.CreatedAt).ToListAsync(cancel))
        {
            yield return new KeptAbout("reading", new { one.Name, one.CreatedAt });
        }

        var decided = db.Set<Draft>().Where(one => one.DecidedBy == who.Id).OrderBy(one => one.DecidedAt).Select(one => new { one.Name, State = one.State.ToString(), one.DecidedAt });
        await foreach (var one in decided.AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return new KeptAbout("reading-decision", one);
        }
    }

    public static async Task ForgetAsync(LiantDb db, Someone who, CancellationToken cancel)
    {
        await db.Set<ReadingBatch>().Where(one => one.Actor == who.Actor).ExecuteUpdateAsync(set => set.SetProperty(one => one.Actor, Someone.Nobody), cancel);
        await db.Set<Draft>().Where(one => one.DecidedBy == who.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.DecidedBy, (Guid?)null), cancel);
    }
}
