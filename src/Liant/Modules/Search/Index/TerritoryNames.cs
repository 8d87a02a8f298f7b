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

    public IReadOnlyList<SearchDocument> Documents { get; }

    private TerritoryNames(IReadOnlyList<SearchDocument> documents)
    {
        Documents = documents;
        for (var i = 0; i < documents.Count; i++)
        {
            foreach (var word in documents[i].Names.SelectMany(name => Fold.Words(name).Split(' ')).Distinct())
            {
                if (!byWord.TryGetValue(word, out var list))
                {
                    byWord[word] = list = [];
                }

                list.Add(i);
            }
        }
    }

    public static TerritoryNames Of(Gazetteer gazetteer, ProgrammesOfCommunes programmes) =>
        new(gazetteer.All.Select(territory => Document(territory, gazetteer, programmes)).ToList());

    /// <summary>Whole name first, then the most peopled.</summary>
    public IEnumerable<(SearchDocument Document, double Score)> Named(Analysis.Query query, SearchIndex subjects)
    {
        var words = query.Folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 8 || !Array.TrueForAll(words, byWord.ContainsKey))
        {
            yield break;
        }

        // A common noun of the field (the lexicon knows it, or sheets use it) that is also a commune's name (Bar, Corrèze) is meant as a noun.
        var isSubject = query.Clauses.Count > 0 && query.Clauses.All(clause => clause.Alternatives.Count > 1 || subjects.SubjectFrequency(clause.Stem) >= 3);
        foreach (var i in words.Select(word => byWord[word]).OrderBy(list => list.Count).Aggregate((IEnumerable<int>)byWord[words[0]], (kept, list) => kept.Intersect(list)))
        {
            var name = Fold.Words(Documents[i].Names[0]);
            var inhabitants = Math.Max(1, (Documents[i].Commune ?? Documents[i].Area)?.Population?.Inhabitants ?? 1);
            var score = (name == query.Folded ? 30 : 4 * words.Length / (double)name.Split(' ').Length) + Math.Log10(inhabitants);
            yield return (Documents[i], isSubject ? score / 20 : score);
        }
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
