using System.Globalization;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Search.Index;

/// <summary>Filters that are also counted. A facet's own choice does not empty it: its values are counted with the other
/// facets' choices applied, so that one can add a second value.</summary>
internal sealed class Facets(Geography geography, ProgrammesOfCommunes programmes, Func<string, string> kindLabel)
{
    private static readonly StringComparer French = StringComparer.Create(CultureInfo.GetCultureInfo("fr-FR"), ignoreCase: true);

    /// <summary>The territories that satisfy every facet; the others count where one facet alone leaves them out.</summary>
    public static List<(SearchDocument Document, double Score)> Keep(IEnumerable<(SearchDocument Document, double Score)> territories, IReadOnlyCollection<string>[] chosen, Dictionary<string, int>[] counts)
    {
        var kept = new List<(SearchDocument, double)>();
        foreach (var territory in territories)
        {
            var document = territory.Document;
            var values = new List<string>[FacetTable.Count];
            Array.Fill(values, []);
            values[FacetTable.Kind] = [document.Kind];
            values[FacetTable.Programme] = [.. document.Programmes];
            values[FacetTable.Departement] = document.DepartementCode is { } departement ? [departement] : [];
            values[FacetTable.Region] = document.RegionCode is { } region ? [region] : [];
            var failed = Enumerable.Range(0, FacetTable.Count).Where(f => chosen[f].Count > 0 && !values[f].Exists(chosen[f].Contains)).Take(2).ToList();
            if (failed.Count == 0)
            {
                kept.Add(territory);
            }

            for (var f = 0; f < FacetTable.Count; f++)
            {
                if (failed.Count == 0 || (failed.Count == 1 && failed[0] == f))
                {
                    values[f].ForEach(value => counts[f][value] = counts[f].GetValueOrDefault(value) + 1);
                }
            }
        }

        return kept;
    }

    /// <summary>By facet, most results first; a chosen value stays listed when it has none left, so that it can be taken back.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Listed(Dictionary<string, int>[] counts, IReadOnlyCollection<string>[] chosen) =>
        Enumerable.Range(0, FacetTable.Count).ToDictionary(f => FacetTable.Names[f], f => Listed(f, counts[f], chosen[f]));

    private IReadOnlyList<FacetValue> Listed(int facet, Dictionary<string, int> counts, IReadOnlyCollection<string> chosen) =>
        (chosen.Count == 0 ? counts.Keys : counts.Keys.Union(chosen))
            .Select(value => new FacetValue(value, Label(facet, value), counts.GetValueOrDefault(value), chosen.Contains(value)))
            .OrderByDescending(value => value.Count).ThenBy(value => value.Label, facet == FacetTable.Year ? StringComparer.Ordinal : French).ToList();

    private string Label(int facet, string value) => facet switch
    {
        FacetTable.Kind => kindLabel(value),
        FacetTable.Theme => Vocabulary.Themes.Label(value),
        FacetTable.Form => Vocabulary.Forms.Label(value),
        FacetTable.Cooperation => Vocabulary.Cooperation.Label(value),
        FacetTable.Programme => programmes.NameOf(value),
        FacetTable.Departement or FacetTable.Region => geography.Gazetteer.Find(value)?.Name ?? value,
        _ => value,
    };
}
