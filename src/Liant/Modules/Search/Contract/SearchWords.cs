using System.Globalization;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Search.Contract;

/// <summary>One sentence on why a result is there, from what really matched.</summary>
public sealed class SearchWords(Geography geography, IStringLocalizer<Texts> texts)
{
    public string Why(SearchHit hit, SearchRequest request)
    {
        var parts = new List<string>();
        var words = hit.MatchedWords.Distinct().Take(6).Select(word => $"« {word} »").ToList();
        if (words.Count > 0)
        {
            parts.Add(texts["Why.Words", Listed(words)]);
        }
        else if (hit.Document.Kind == "territory" && request.Query.Length > 0)
        {
            parts.Add(texts["Why.TerritoryName"]);
        }

        var themes = request.Themes.Intersect(hit.Document.Themes).Select(Vocabulary.Themes.Label).ToList();
        if (themes.Count > 0)
        {
            parts.Add(texts["Why.Theme", Listed(themes)]);
        }

        if (Where(hit, request) is { } where)
        {
            parts.Add(where);
        }

        if (parts.Count == 0)
        {
            parts.Add(texts["Why.Listed"]);
        }

        return string.Join(" ; ", parts) + ".";
    }

    private string? Where(SearchHit hit, SearchRequest request)
    {
        if (request.Place is not { } place)
        {
            return null;
        }

        if (hit.Document.Commune?.Code == place.Code)
        {
            return texts["Why.InPlace", place.Name];
        }

        if (hit.Document.Area is { } area && place.Kind == TerritoryKind.Commune && Gazetteer.Contains(area, place))
        {
            return texts["Why.ActsIn", area.Name, place.Name];
        }

        return hit.Kilometres is { } km ? texts["Why.Distance", Kilometres(km), IsEnglish ? geography.Gazetteer.Label(place) : French.Of(geography.Gazetteer.Label(place))].Value : null;
    }

    private static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>Whole kilometres; "moins de 1" below one.</summary>
    public string Kilometres(double km) => (km < 1 ? texts["Distance.LessThanOne"] : texts["Distance.Km", Math.Round(km)]).Value;

    private string Listed(List<string> words) =>
        words.Count == 1 ? words[0] : $"{string.Join(", ", words[..^1])} {texts["And"].Value} {words[^1]}";
}
