using System.Globalization;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Search.Index;

/// <summary>Filters that are also counted. A facet's own choice does not empty it: its values are counted with the other
/// facets' choices applied, so that one can add a second value.</summary>
internal sealed class Facets(Geography geography, ProgrammesOfCommunes programmes, Func<string, string> kindLabel)
{
    private sealed record Facet(string Name, Func<SearchRequest, IEnumerable<string>> Chosen, Func<SearchDocument, IEnumerable<string>> Values);

    private static readonly Facet[] All =
    [
        new("kind", r => r.Kinds, d => [d.Kind]),
        new("theme", r => r.Themes, d => d.Themes),
        new("form", r => r.Forms, d => d.Form is null ? [] : [d.Form]),
        new("cooperation", r => r.Cooperation, d => d.Cooperation),
        new("programme", r => r.Programmes, d => d.Programmes),
        new("departement", r => r.Departements, d => d.DepartementCode is null ? [] : [d.DepartementCode]),
        new("region", r => r.Regions, d => d.RegionCode is null ? [] : [d.RegionCode]),
        new("year", r => r.Years.Select(y => y.ToString(CultureInfo.InvariantCulture)), d => d.Year is { } year ? [year.ToString(CultureInfo.InvariantCulture)] : []),
    ];

    /// <summary>Keeps what satisfies every facet and counts each value.</summary>
    public (List<T> Kept, IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Counts) Apply<T>(IEnumerable<T> items, Func<T, SearchDocument> documentOf, SearchRequest request)
    {
        var chosen = Array.ConvertAll(All, facet => facet.Chosen(request).ToHashSet());
        var counts = Array.ConvertAll(All, _ => new Dictionary<string, int>());
        var kept = new List<T>();
        foreach (var item in items)
        {
            var document = documentOf(item);
            var values = Array.ConvertAll(All, facet => facet.Values(document).ToList());
            var failed = Enumerable.Range(0, All.Length).Where(f => chosen[f].Count > 0 && !values[f].Exists(chosen[f].Contains)).Take(2).ToList();
            if (failed.Count == 0)
            {
                kept.Add(item);
            }

            for (var f = 0; f < All.Length; f++)
            {
                if (failed.Count == 0 || (failed.Count == 1 && failed[0] == f))
                {
                    values[f].ForEach(value => counts[f][value] = counts[f].GetValueOrDefault(value) + 1);
                }
            }
        }

        return (kept, Enumerable.Range(0, All.Length).ToDictionary(f => All[f].Name, f => Listed(All[f].Name, counts[f], chosen[f])));
    }

    /// <summary>Most results first; a chosen value stays listed when it has none left, so that it can be taken back.</summary>
    private IReadOnlyList<FacetValue> Listed(string facet, Dictionary<string, int> counts, HashSet<string> chosen) =>
        counts.Keys.Union(chosen)
            .Select(value => new FacetValue(value, Label(facet, value), counts.GetValueOrDefault(value), chosen.Contains(value)))
            .OrderByDescending(value => value.Count).ThenBy(value => value.Label, StringComparer.Create(CultureInfo.GetCultureInfo("fr-FR"), ignoreCase: true)).ToList();

    private string Label(string facet, string value) => facet switch
    {
        "kind" => kindLabel(value),
        "theme" => Vocabulary.Themes.Label(value),
        "form" => Vocabulary.Forms.Label(value),
        "cooperation" => Vocabulary.Cooperation.Label(value),
        "programme" => programmes.NameOf(value),
        "departement" or "region" => geography.Gazetteer.Find(value)?.Name ?? value,
        _ => value,
    };
}
