using System.Globalization;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Interop;

/// <summary>A search in words, for a list of feeds where it stands among others: "Liant · « café » · Gironde".</summary>
public sealed class SearchTitle(Geography geography, ProgrammesOfCommunes programmes, IStringLocalizer<Texts> texts, IStringLocalizer<Shared.Texts> shared)
{
    public string Of(SearchRequest request) => "Liant · " + Words(request);

    public string Words(SearchRequest request)
    {
        string?[] parts =
        [
            request.Query.Length > 0 ? $"« {Fold.Readable(request.Query)} »" : null,
            Where(request),
            .. request.Kinds.Select(kind => shared["Kinds." + kind].Value),
            .. request.Themes.Select(Vocabulary.Themes.Label), .. request.Forms.Select(Vocabulary.Forms.Label), .. request.Cooperation.Select(Vocabulary.Cooperation.Label),
            .. request.Programmes.Select(programmes.NameOf), .. request.Departements.Concat(request.Regions).Select(code => geography.Gazetteer.Find(code)?.Name),
            .. request.Years.Select(year => year.ToString(CultureInfo.InvariantCulture)), request.Frame is null ? null : texts["Title.Frame"].Value,
        ];
        var said = parts.OfType<string>().ToList();
        return string.Join(" · ", said.Count > 0 ? said : [texts["Title.Everything"].Value]);
    }

    private string? Where(SearchRequest request) => request.Place is not { } place ? null
        : request.RadiusKm is { } radius ? texts["Title.Within", geography.Gazetteer.Label(place), radius].Value
        : geography.Gazetteer.Label(place);
}
