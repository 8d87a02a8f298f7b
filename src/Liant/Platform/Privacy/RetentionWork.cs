using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Start;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Privacy;

/// <summary>Forgets, once a day, what has been kept for as long as the modules said. Of several nodes, the one that marks the day does it; the others find the mark. The audit says how many, and of nobody.</summary>
internal sealed class RetentionWork(IDbContextFactory<LiantDb> databases, IEnumerable<LiantModule> modules, Readiness readiness, TimeProvider clock, ILogger<RetentionWork> log) : PeriodicWork(readiness, TimeSpan.FromMinutes(10), log)
{
    public const string Act = "forgotten";

    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    protected override string Name => "Effacement de ce qui n’est plus gardé";

    protected override Task WorkAsync(CancellationToken cancel) => ForgetAsync(cancel);

    /// <summary>False when it was done within the day, here or on another node.</summary>
    public async Task<bool> ForgetAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.AddOnceAsync(db.Set<Chore>().Where(chore => chore.Name == Act), () => new Chore { Name = Act }, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = clock.GetUtcNow();
        var due = now - Every;
        // Whoever changes the mark holds its row until the end; who waited for it finds the day done.
        if (await db.Set<Chore>().Where(chore => chore.Name == Act && chore.DoneAt <= due).ExecuteUpdateAsync(set => set.SetProperty(chore => chore.DoneAt, now), cancel) == 0)
        {
            return false;
        }

        var counts = new List<string>();
        foreach (var retention in modules.SelectMany(module => module.Processings).SelectMany(processing => processing.Kept))
        {
            if (retention is { For: { } length, ForgetAsync: { } forget } && await forget(db, now - length, cancel) is > 0 and var count)
            {
                counts.Add($"{retention.Kind} {count}");
            }

            var people = 0;
            while (retention is { For: { } time, NextToForgetAsync: { } next } && await next(db, now - time, cancel) is { } who)
            {
                await modules.EraseAsync(db, who, now, cancel);
                people++;
            }

            if (people > 0)
            {
                counts.Add($"{retention.Kind} {people}");
            }
        }

        if (counts.Count > 0)
        {
            db.AuditEntries.Add(new AuditEntry { At = now, Actor = "system", Act = Act, Subject = "retention", Detail = string.Join(", ", counts) });
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        await Erasure.SweepAsync(db, cancel);
        return true;
    }
}
