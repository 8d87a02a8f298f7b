using Liant.Modules.Search.Contract;
using System.Globalization;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Search.Index;

/// <summary>Territories answer to their name only: every word typed must be a word of it. So "café" does not bring villages
/// in, and "Langon" brings both.</summary>
internal sealed class TerritoryNames
{
    private readonly Dictionary<string, List<int>> byWord = [];
    private readonly Dictionary<string, List<int>> byFormerName = [];
    private readonly Dictionary<string, SearchDocument> byCode;

    public IReadOnlyList<SearchDocument> Documents { get; }

    public TerritoryNames(IReadOnlyList<SearchDocument> documents)
    {
        Documents = documents;
        byCode = documents.ToDictionary(document => document.Id);
        for (var i = 0; i < documents.Count; i++)
        {
            foreach (var word in Fold.Words(documents[i].Names[0]).Split(' ').Distinct())
            {
                Add(byWord, word, i);
            }

            // A former or delegated commune answers to its whole name only.
            foreach (var part in documents[i].Names.Skip(1).Select(Fold.Words).Distinct())
            {
                Add(byFormerName, part, i);
            }
        }
    }

    public SearchDocument? Find(string code) => byCode.GetValueOrDefault(code);

    public static TerritoryNames Of(Gazetteer gazetteer, ProgrammesOfCommunes programmes) =>
        new(gazetteer.All.Select(territory => Document(territory, gazetteer, programmes)).ToList());

    /// <summary>Without a query: only when territories are asked for.</summary>
    public IEnumerable<(SearchDocument Document, double Score)> Everywhere(SearchRequest request) =>
        request.Kinds.Contains("territory") ? Documents.Select(document => (document, Ranking.PriorOf(document.Kind))) : [];

    /// <summary>Whole name first, then the most peopled.</summary>
    public IEnumerable<(SearchDocument Document, double Score)> Named(Analysis.Query query, IndexReading subjects)
    {
        // A common noun of the field (the lexicon knows it, or sheets have it as a keyword) that is also a commune's name
        // (Bar, Corrèze) is meant as a noun.
        var isSubject = query.Clauses.Count > 0 && query.Clauses.All(clause => clause.Alternatives.Count > 1 || subjects.SubjectFrequency(clause.Stem) > 0);
        foreach (var (i, isPart) in Holding(query).Select(i => (i, false)).Concat(byFormerName.GetValueOrDefault(query.FoldedAsTyped, []).Select(i => (i, true))).DistinctBy(pair => pair.i))
        {
            var name = Fold.Words(Documents[i].Names[0]);
            var inhabitants = Math.Max(1, (Documents[i].Commune ?? Documents[i].Area)?.Population?.Inhabitants ?? 1);
            var score = (isPart ? 12 : name == query.FoldedAsTyped ? 30 : 4 * query.FoldedAsTyped.Split(' ').Length / (double)name.Split(' ').Length) + Math.Log10(inhabitants);
            yield return (Documents[i], isSubject ? score / 20 : score);
        }
    }

    /// <summary>Territories whose name has every word typed; with small words alone ("de la"), the whole name only.</summary>
    private IEnumerable<int> Holding(Analysis.Query query)
    {
        var words = query.FoldedAsTyped.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 8 || !Array.TrueForAll(words, byWord.ContainsKey))
        {
            return [];
        }

        var holding = words.Select(word => byWord[word]).OrderBy(list => list.Count).Aggregate((IEnumerable<int>)byWord[words[0]], (kept, list) => kept.Intersect(list));
        return query.IsOnlySmallWords ? holding.Where(i => Fold.Words(Documents[i].Names[0]) == query.FoldedAsTyped) : holding;
    }

    private static void Add(Dictionary<string, List<int>> lists, string key, int value)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        list.Add(value);
    }

    private static SearchDocument Document(Territory territory, Gazetteer gazetteer, ProgrammesOfCommunes programmes)
    {
        var commune = territory.Kind == TerritoryKind.Commune ? territory : null;
        return new SearchDocument(
            territory.Code, "territory", "/territoires/" + territory.Code, gazetteer.Label(territory), Summary(territory, gazetteer), "",
            [territory.Name, .. territory.Parts], [], [], null, [], programmes.Of(commune?.Code).Select(p => p.Programme).ToList(),
            commune, commune is null ? territory : null, "", territory.Location, null, false, default);
    }

    private static string Summary(Territory territory, Gazetteer gazetteer)
    {
        var people = territory.Population is { } p ? string.Create(CultureInfo.GetCultureInfo("fr-FR"), $"{p.Inhabitants:N0} habitants (population {p.Kind}{(p.Year is { } year ? $" {year}" : "")})") : null;
        var epci = territory.Kind == TerritoryKind.Commune ? gazetteer.Find(territory.EpciCode)?.Name : null;
        return string.Join(" · ", new[] { people, epci }.OfType<string>());
    }
}
