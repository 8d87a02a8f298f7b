using System.Globalization;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Errors;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Search.Contract;

/// <summary>Parses what comes in an address, once, for the API and for the page: English names there, French names here.</summary>
public sealed class SearchParameters(Geography geography, ProgrammesOfCommunes programmes, SheetSearch search, IStringLocalizer<Texts> texts)
{
    /// <summary>How each parameter is called.</summary>
    public sealed record Names(
        string Query, string Place, string Radius, string Kind, string Theme, string Form, string Cooperation, string Departement,
        string Region, string Programme, string Year, string Within, string Frame, string Page, string Size)
    {
        public static readonly Names Api = new("q", "place", "radius", "kind", "theme", "form", "cooperation", "departement", "region", "programme", "year", "within", "bbox", "page", "size");

        public static readonly Names Screen = new("q", "lieu", "rayon", "nature", "theme", "forme", "cooperation", "departement", "region", "programme", "annee", "dans", "cadre", "page", "taille");

        private HashSet<string> Repeatable => [Kind, Theme, Form, Cooperation, Departement, Region, Programme, Year];

        public bool IsRepeatable(string name) => Repeatable.Contains(name);

        public bool IsKnown(string name) =>
            IsRepeatable(name) || name == Query || name == Place || name == Radius || name == Within || name == Frame || name == Page || name == Size;

        /// <summary>Name of the facet's parameter, from the facet's own name.</summary>
        public string OfFacet(string facet) => facet switch
        {
            "kind" => Kind, "theme" => Theme, "form" => Form, "cooperation" => Cooperation,
            "departement" => Departement, "region" => Region, "programme" => Programme, _ => Year,
        };
    }

    /// <param name="Request">What could be understood; complete when there are no errors and no doubt about the place.</param>
    /// <param name="Doubt">The place that was typed may be several.</param>
    public sealed record Parsed(SearchRequest Request, FieldErrors Errors, PlaceAnswer.Ambiguous? Doubt, string PlaceTyped, string? PlaceThrough)
    {
        /// <summary>The place was read in the query ("café à Langon").</summary>
        public bool IsPlaceFromQuery { get; init; }

        /// <summary>Towns of the same name as the place that was read in the query.</summary>
        public IReadOnlyList<PlaceCandidate> OtherPlaces { get; init; } = [];

        /// <summary>How the API refuses these parameters: 400 by field, or 409 with the candidates; null when it can search.</summary>
        public Results<ValidationProblem, ProblemHttpResult>? Refusal()
        {
            if (Errors.Any)
            {
                return TypedResults.ValidationProblem(Errors.ByField.ToDictionary(), title: "Des paramètres ne conviennent pas.");
            }

            if (Doubt is { } doubt)
            {
                return TypedResults.Problem(new ProblemDetails
                {
                    Status = 409,
                    Title = "Plusieurs lieux portent ce nom.",
                    Detail = $"Précisez « {PlaceTyped} » : reprenez le champ place d’un des candidats.",
                    Extensions = { ["code"] = "ambiguous-place", ["candidates"] = doubt.Candidates.Select(c => new PlaceChoice(c.Territory.Code, c.Label, c.Words)).ToList() },
                });
            }

            return null;
        }
    }

    /// <summary>The request as it would stand in an address, its page and its size left out: what these parse to is the same request.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> Written(SearchRequest request, Names names)
    {
        var named = new List<KeyValuePair<string, string?>>();
        void Add(string name, IEnumerable<string> values) => named.AddRange(values.Select(value => new KeyValuePair<string, string?>(name, value)));
        Add(names.Query, request.Query.Length > 0 ? [request.Query] : []);
        Add(names.Place, request.Place is { } place ? [place.Kind == TerritoryKind.Commune ? "insee:" + place.Code : place.Code] : []);
        Add(names.Radius, request.RadiusKm is { } radius && request.Place is not null ? [radius.ToString(CultureInfo.InvariantCulture)] : []);
        Add(names.Kind, request.Kinds);
        Add(names.Theme, request.Themes);
        Add(names.Form, request.Forms);
        Add(names.Cooperation, request.Cooperation);
        Add(names.Departement, request.Departements);
        Add(names.Region, request.Regions);
        Add(names.Programme, request.Programmes);
        Add(names.Year, request.Years.Select(year => year.ToString("0000", CultureInfo.InvariantCulture)));
        Add(names.Within, request.Within is { } area ? [area.Code] : []);
        Add(names.Frame, request.Frame is { } f ? [string.Create(CultureInfo.InvariantCulture, $"{f.West},{f.South},{f.East},{f.North}")] : []);
        return named;
    }

    public Parsed Parse(IQueryCollection query, Names names, bool refusesUnknown)
    {
        var errors = new FieldErrors();
        foreach (var (name, values) in query)
        {
            if (refusesUnknown && !names.IsKnown(name))
            {
                errors.Add(name.Length > 60 ? name[..60] : name, texts["Error.UnknownParameter"]);
            }
            else if (values.Count > 1 && names.IsKnown(name) && !names.IsRepeatable(name))
            {
                errors.Add(name, texts["Error.Repeated"]);
            }
        }

        var typedPlace = One(query, names.Place);
        var (place, doubt, through) = Place(typedPlace, names.Place, errors);
        var radius = Number(query, names.Radius, 0.1, 2000, errors);
        if (radius is not null && place is null && doubt is null && typedPlace.Length == 0)
        {
            errors.Add(names.Radius, texts["Error.RadiusWithoutPlace"]);
        }

        var request = new SearchRequest
        {
            Query = Words(One(query, names.Query), names.Query, errors),
            Place = place,
            RadiusKm = radius,
            Kinds = Slugs(query, names.Kind, SheetSearch.Kinds.Contains, errors),
            Themes = Slugs(query, names.Theme, Vocabulary.Themes.Has, errors),
            Forms = Slugs(query, names.Form, Vocabulary.Forms.Has, errors),
            Cooperation = Slugs(query, names.Cooperation, Vocabulary.Cooperation.Has, errors),
            Departements = Slugs(query, names.Departement, code => geography.Gazetteer.Find(code)?.Kind == TerritoryKind.Departement, errors),
            Regions = Slugs(query, names.Region, code => geography.Gazetteer.Find(code)?.Kind == TerritoryKind.Region, errors),
            Programmes = Slugs(query, names.Programme, programmes.Slugs.Contains, errors),
            Years = Slugs(query, names.Year, year => year.Length == 4 && year.All(char.IsAsciiDigit), errors).Select(year => int.Parse(year, CultureInfo.InvariantCulture)).ToList(),
            Within = Within(One(query, names.Within), names.Within, errors),
            Frame = Frame(One(query, names.Frame), names.Frame, errors),
            Page = (int)(Number(query, names.Page, 1, 100_000, errors, whole: true) ?? 1),
            Size = (int)(Number(query, names.Size, 1, SearchRequest.MaximumSize, errors, whole: true) ?? 20),
        };
        return typedPlace.Length == 0 && PlaceInText.Find(request.Query, geography.Places, search.IsSubject) is var (rest, inText, others)
            ? new Parsed(request with { Query = rest, Place = inText }, errors, null, geography.Places.WordsFor(inText), null) { IsPlaceFromQuery = true, OtherPlaces = others }
            : new Parsed(request, errors, doubt, typedPlace, through);
    }

    private static string One(IQueryCollection query, string name) => query[name].FirstOrDefault()?.Trim() ?? "";

    private string Words(string typed, string field, FieldErrors errors)
    {
        if (typed.Length > SearchRequest.MaximumQueryLength)
        {
            errors.Add(field, texts["Error.QueryTooLong", SearchRequest.MaximumQueryLength]);
            return typed[..SearchRequest.MaximumQueryLength];
        }

        return Fold.Readable(typed);
    }

    private (Territory? Place, PlaceAnswer.Ambiguous? Doubt, string? Through) Place(string typed, string field, FieldErrors errors)
    {
        if (typed.Length == 0)
        {
            return default;
        }

        switch (geography.Places.Resolve(typed))
        {
            case PlaceAnswer.Found found:
                return (found.Territory, null, found.Through);
            case PlaceAnswer.Ambiguous doubt:
                return (null, doubt, null);
            case PlaceAnswer.Unknown { Nearest.Count: > 0 } unknown:
                errors.Add(field, texts["Error.PlaceUnknownNear", typed.Shown(), string.Join(", ", unknown.Nearest.Select(geography.Gazetteer.Label))]);
                return default;
            default:
                errors.Add(field, texts["Error.PlaceUnknown", typed.Shown()]);
                return default;
        }
    }

    private Territory? Within(string code, string field, FieldErrors errors)
    {
        var area = code.Length == 0 ? null : geography.Gazetteer.Find(code);
        if (code.Length > 0 && area is null)
        {
            errors.Add(field, texts["Error.UnknownValue", code.Shown()]);
        }

        return area;
    }

    private List<string> Slugs(IQueryCollection query, string name, Func<string, bool> isKnown, FieldErrors errors)
    {
        var values = ((IEnumerable<string?>)query[name]).Select(value => value?.Trim() ?? "").Where(value => value.Length > 0).Distinct().Take(100).ToList();
        foreach (var unknown in values.Where(value => !isKnown(value)))
        {
            errors.Add(name, texts["Error.UnknownValue", unknown.Shown()]);
        }

        return values.FindAll(value => isKnown(value));
    }

    private double? Number(IQueryCollection query, string name, double least, double most, FieldErrors errors, bool whole = false)
    {
        var typed = One(query, name);
        if (typed.Length == 0)
        {
            return null;
        }

        if (double.TryParse(typed.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most && (!whole || number == Math.Floor(number)))
        {
            return number;
        }

        errors.Add(name, texts[whole ? "Error.WholeNumber" : "Error.Number", least, most]);
        return null;
    }

    private Frame? Frame(string typed, string field, FieldErrors errors)
    {
        if (typed.Length == 0)
        {
            return null;
        }

        var sides = typed.Split(',').Select(side =>
            double.TryParse(side, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees) ? degrees : (double?)null).ToList();
        if (sides is [{ } west, { } south, { } east, { } north] && west is >= -180 and <= 180 && east is >= -180 and <= 180 && south >= -90 && north <= 90 && south <= north)
        {
            return new Frame(west, south, east, north);
        }

        errors.Add(field, texts["Error.Frame"]);
        return null;
    }
}

/// <param name="Place">Send this as "place" to mean this one.</param>
public sealed record PlaceChoice(string Code, string Label, string Place);
