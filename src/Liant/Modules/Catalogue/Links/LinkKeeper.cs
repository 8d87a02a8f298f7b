using Liant.Platform;
using Liant.Platform.Checks;
using Liant.Platform.Database;
using Liant.Platform.Start;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Links;

/// <summary>Asks, once a week and politely (<see cref="WebLinks"/>), the addresses that sheets show, some sheets at a time; keeps those that do not answer. Sites that refuse programs are not called broken.</summary>
internal sealed class LinkKeeper(IDbContextFactory<LiantDb> databases, Readiness readiness, LiantSettings settings, TimeProvider clock, ILogger<LinkKeeper> log) : PeriodicWork(readiness, TimeSpan.FromMinutes(1), log)
{
    private const int SheetsAtOnce = 200;

    protected override bool IsWanted => settings.ChecksLinks;

    protected override string Name => "Vérification des liens";

    protected override async Task WorkAsync(CancellationToken cancel)
    {
        using var links = new WebLinks();
        while (await TurnAsync(links, cancel))
        {
        }
    }

    /// <summary>False when there is nothing to ask now.</summary>
    internal async Task<bool> TurnAsync(WebLinks links, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.AddOnceAsync(db.Set<LinkRound>(), () => new LinkRound(), cancel);
        var (now, until) = (clock.GetUtcNow(), clock.GetUtcNow() + LinkRound.Taken);
        if (await db.Set<LinkRound>().Where(one => one.NextAt <= now).ExecuteUpdateAsync(set => set.SetProperty(one => one.NextAt, until), cancel) == 0)
        {
            return false;
        }

        var round = await db.Set<LinkRound>().SingleAsync(cancel);
        var after = round.Cursor;
        var sheets = await db.Set<Sheet>().AsNoTracking().Where(sheet => sheet.Id > after && sheet.IsPublished).OrderBy(sheet => sheet.Id).Take(SheetsAtOnce).ToListAsync(cancel);
        if (sheets.Count == 0)
        {
            round.End(now);
            await db.SaveChangesAsync(cancel);
            return false;
        }

        var asked = sheets.SelectMany(sheet => CatalogueCheck.AddressesOf(sheet).Where(url => url.Length <= BrokenLink.LongestUrl).Select(url => (Sheet: sheet.Id, Url: url))).ToList();
        var answers = await links.AskAsync(asked.Select(one => new WebAddress(one.Url, "")).ToAsyncEnumerable(), cancel);
        if (answers.AreCutOff)
        {
            // Nothing is known of the links; looked at again soon, from the same place on.
            log.LogWarning("Liens : aucun des sites demandés ne répond, cette machine ne les atteint pas. Rien n’est noté.");
            round.Wait(now);
            await db.SaveChangesAsync(cancel);
            return false;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var ids = sheets.ConvertAll(sheet => sheet.Id);
        var before = (await db.Set<BrokenLink>().AsNoTracking().Where(link => ids.Contains(link.SheetId)).ToListAsync(cancel)).ToDictionary(link => (link.SheetId, link.Url), link => link.SinceAt);
        await db.Set<BrokenLink>().Where(link => ids.Contains(link.SheetId)).ExecuteDeleteAsync(cancel);
        db.AddRange(asked.Where(one => answers.WhyByUrl.ContainsKey(one.Url)).Select(one => new BrokenLink
        {
            Id = Guid.CreateVersion7(now), SheetId = one.Sheet, Url = one.Url, Why = answers.WhyByUrl[one.Url].Cut(200), SinceAt = before.GetValueOrDefault(one, now),
        }));
        round.GoOn(ids[^1], clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
