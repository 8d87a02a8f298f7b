using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Index;
using Liant.Modules.Search.Snapshots;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Search.Contract;

/// <summary>Makes the index of a whole country while its sheets are being stored, and keeps it on the disk: the first start afterwards takes two seconds, not thirty.</summary>
public sealed class LoadIndexing
{
    /// <summary>With more sheets there already, and no index kept of them, reading those would hold up the load.</summary>
    private const int MostToRead = 20_000;

    private readonly IDbContextFactory<LiantDb> databases;
    private readonly CatalogueReader catalogue;
    private readonly LiantSettings settings;
    private readonly ILogger<LoadIndexing> log;
    private readonly IndexedCatalogue indexed;

    internal LoadIndexing(
        IDbContextFactory<LiantDb> databases, CatalogueReader catalogue, Geography geography, ProgrammesOfCommunes programmes, FrenchAnalyser analyser, LiantSettings settings, ILogger<LoadIndexing> log)
    {
        (this.databases, this.catalogue, this.settings, this.log) = (databases, catalogue, settings, log);
        indexed = new IndexedCatalogue(catalogue, geography, programmes, analyser, settings);
    }

    /// <summary>Before the first of them is stored.</summary>
    /// <param name="sheets">How many may come.</param>
    /// <returns>Null where the index is better left to whoever starts next: few sheets, or a site that runs beside and follows by itself.</returns>
    public async Task<IndexedLoad?> BeginAsync(long sheets, CancellationToken cancel)
    {
        if (sheets < settings.IndexKeptFrom)
        {
            return null;
        }

        // From here on, what others write is followed; what is there before is in the index to begin with.
        var feed = new ChangeFeed();
        await using (var db = await databases.CreateDbContextAsync(cancel))
        {
            await feed.StartAsync(db, cancel);
        }

        var kept = new KeptIndex(SheetSearch.IndexFolder(settings), databases, catalogue, feed, settings.IndexKeptFrom, TimeSpan.Zero, log);
        try
        {
            if (kept.TryHold() && await BeforeAsync(kept, cancel) is { } index)
            {
                return new IndexedLoad(databases, indexed, kept, feed, index, log, cancel);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogWarning(problem, "L’index de ce chargement ne peut pas être préparé : le prochain démarrage lira la base");
        }

        kept.Dispose();
        return null;
    }

    /// <summary>An index of the sheets that are there.</summary>
    private async Task<SheetIndex?> BeforeAsync(KeptIndex kept, CancellationToken cancel) =>
        await indexed.ResumeAsync(kept, cancel) ?? (await catalogue.CountAsync(cancel) > MostToRead ? null : await indexed.ReadAsync(cancel));
}
