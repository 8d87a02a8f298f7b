using System.Runtime.CompilerServices;
using System.Text.Json;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Liant.Platform.Checks;
using Liant.Platform.Database;

namespace Liant.Modules.Search;

/// <summary>The index holds the sheets of the database, no more and no less: the one that this process builds, then the one of the site that runs.</summary>
internal static class SearchCheck
{
    /// <summary>People write while we look: a difference counts when it stays. The site follows within a second.</summary>
    private const int Looks = 4;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    public static async IAsyncEnumerable<Finding> FindAsync(IServiceProvider services, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (catalogue, search, follower) = (services.GetRequiredService<CatalogueReader>(), services.GetRequiredService<SheetSearch>(), services.GetRequiredService<ChangeFollower>());
        await follower.StartReadingAsync(answers: true, cancel);
        var differences = await StayingAsync(async () =>
        {
            await follower.CatchUpAsync(cancel);
            return Compare(await catalogue.ReadIdentifiersAsync(cancel), search.Indexed);
        }, cancel);
        foreach (var finding in differences)
        {
            yield return finding;
        }

        var (site, _) = await services.GetRequiredService<RunningSite>().FindAsync(cancel);
        if (site is null)
        {
            yield break;
        }

        using (site)
        {
            foreach (var finding in await StayingAsync(async () =>
            {
                var answer = await site.GetFromJsonAsync<JsonElement>("/api/v1/search?size=1", cancel);
                var (found, stored) = (answer.GetProperty("total").GetInt32(), (await catalogue.ReadIdentifiersAsync(cancel)).Values.Count(isPrivate => !isPrivate));
                return found == stored ? [] : [new Finding($"la recherche compte {found} fiches publiques, la base {stored}", $"site {site.BaseAddress}")];
            }, cancel))
            {
                yield return finding;
            }
        }
    }

    internal static List<Finding> Compare(IReadOnlyDictionary<Guid, bool> stored, IReadOnlyList<(Guid Id, bool IsPrivate)> indexed)
    {
        var found = indexed.ToLookup(sheet => sheet.Id, sheet => sheet.IsPrivate);
        return
        [
            .. stored.Where(sheet => !found.Contains(sheet.Key)).Select(sheet => new Finding("fiche absente de l’index de recherche", $"fiche {sheet.Key}")),
            .. stored.Where(sheet => found[sheet.Key].Any(isPrivate => isPrivate != sheet.Value)).Select(sheet => new Finding("fiche privée ou publique autrement dans l’index de recherche", $"fiche {sheet.Key}")),
            .. found.Where(document => document.Count() > 1).Select(document => new Finding("fiche en double dans l’index de recherche", $"fiche {document.Key}")),
            .. found.Where(document => !stored.ContainsKey(document.Key)).Select(document => new Finding("l’index de recherche a une fiche que la base n’a pas", $"fiche {document.Key}")),
        ];
    }

    private static async Task<IReadOnlyList<Finding>> StayingAsync(Func<Task<IReadOnlyList<Finding>>> look, CancellationToken cancel)
    {
        var differences = await look();
        for (var i = 1; i < Looks && differences.Count > 0; i++)
        {
            await Task.Delay(BetweenLooks, cancel);
            differences = await look();
        }

        return differences;
    }
}
