using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Where a row is: its commune from a code, a name or a postal code, its point, each used to doubt the other.</summary>
internal sealed class RowPlace(Geography geography)
{
    /// <summary>Beyond the largest communes of mainland France (Arles, 45 km across); Guyane's are larger still.</summary>
    private const double FarKm = 60;

    private const double FarKmInGuyane = 250;

    private const double HamletKm = 15;

    private readonly Gazetteer gazetteer = geography.Gazetteer;

    /// <summary>Codes met in a column of names.</summary>
    private readonly Dictionary<string, Territory> byCode = [];
    private readonly Dictionary<(string?, string?, string?), (Territory?, string?)> met = [];

    /// <summary>The commune, or why there is none.</summary>
    /// <remarks>A name that is not known may still be that of a hamlet or a former commune: the point then says which commune of the postal code.</remarks>
    public (Territory? Commune, string? Problem) Commune(string? code, string? name, string? postal, string? area, Location? point)
    {
        if (name is not null && code is null && postal is null && area is { Length: <= 60 } && !LooksLikeCode(name) && Communes($"{name} {area}").FirstOrDefault() is { } inArea)
        {
            return (inArea, null);
        }

        if (code is null && name is null && postal is null)
        {
            return default;
        }

        if (code is not null && gazetteer.Find(Padded(code)) is { Kind: TerritoryKind.Commune } coded)
        {
            return (coded, null);
        }

        if (code is null && name is not null && byCode.TryGetValue(name, out var same))
        {
            return (same, null);
        }

        if (point is null || code is not null)
        {
            // Names repeat thousands of times in a file; what they resolve to does not depend on the row.
            var key = (code, name, postal);
            if (!met.TryGetValue(key, out var known))
            {
                if (met.Count >= 50_000)
                {
                    met.Clear();
                }

                met[key] = known = Resolve(code, name, postal, point);
            }

            return known;
        }

        return Resolve(code, name, postal, point);
    }

    /// <summary>The point, put right when latitude and longitude were swapped; null, with a remark, when it cannot be.</summary>
    public static (Location? Point, string? Remark) Checked(Location point, Territory? commune)
    {
        if (point is { Lat: 0, Lon: 0 })
        {
            return (null, "coordonnées 0, 0 : laissées de côté");
        }

        var swapped = new Location(point.Lon, point.Lat, point.Precision);
        if (commune?.Location is { } centre)
        {
            // The centre itself may only be that of the EPCI or the département.
            var far = commune.DepartementCode == "973" ? FarKmInGuyane : centre.IsApproximate ? 2 * FarKm : FarKm;
            return point.IsWithin(far, centre) ? (point, null)
                : IsOnEarth(swapped) && swapped.IsWithin(far, centre) ? (swapped, "latitude et longitude étaient inversées : remises dans l’ordre")
                : (null, $"le point est à {point.KilometresTo(centre):F0} km de {commune.Name} : laissé de côté, la commune est gardée");
        }

        return !IsInFrance(point) && IsInFrance(swapped) ? (swapped, "latitude et longitude étaient inversées : remises dans l’ordre") : (point, null);
    }

    public static bool IsOnEarth(Location point) => point.Lat is >= -90 and <= 90 && point.Lon is >= -180 and <= 180;

    /// <summary>Boxes around mainland France and Corsica, the Antilles and Guyane, the Indian Ocean, Saint-Pierre-et-Miquelon.</summary>
    private static bool IsInFrance(Location p) =>
        p is { Lat: >= 41 and <= 51.5, Lon: >= -5.5 and <= 10 } or { Lat: >= 2 and <= 19, Lon: >= -64 and <= -51 } or { Lat: >= -22 and <= -12, Lon: >= 44 and <= 56.5 } or { Lat: >= 46 and <= 48, Lon: >= -57 and <= -56 };

    /// <summary>A département, an EPCI, a région, a commune, "France", or the codes of the national scheme for aids ("REG-84|DEP-01").</summary>
    public (string? CommuneCode, string? AreaCode, string? Label) Area(string cell)
    {
        var text = cell.Trim();
        // "Ain (Département)": the kind in brackets is how Aides-territoires tells homonyms apart.
        var kind = text.EndsWith(')') && text.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var bracket ? Fold.Words(text[bracket..]) switch
        {
            "departement" => TerritoryKind.Departement, "region" => TerritoryKind.Region, "epci" => TerritoryKind.Epci, "commune" => TerritoryKind.Commune, _ => (TerritoryKind?)null,
        } : null;
        if (kind is { } told)
        {
            var name = Fold.Words(text[..text.LastIndexOf(" (", StringComparison.Ordinal)]);
            var named = gazetteer.All.Where(t => t.Kind == told && Fold.Words(t.Name) == name).Take(2).ToList();
            return named is not [var one] ? (null, null, text.Shown(SheetRules.TitleLength - 1)) : told == TerritoryKind.Commune ? (one.Code, null, null) : (null, one.Code, null);
        }

        var code = text.StartsWith("REG-", StringComparison.OrdinalIgnoreCase) ? "reg-" + text[4..]
            : text.StartsWith("DEP-", StringComparison.OrdinalIgnoreCase) || text.StartsWith("COM-", StringComparison.OrdinalIgnoreCase) || text.StartsWith("EPCI-", StringComparison.OrdinalIgnoreCase) ? text[(text.IndexOf('-', StringComparison.Ordinal) + 1)..]
            : text.Length == 1 && char.IsAsciiDigit(text[0]) ? "0" + text : text;
        if (text.Equals("PAYS-99100", StringComparison.OrdinalIgnoreCase) || Fold.Words(text) is "france" or "national" or "france entiere")
        {
            return (null, null, "France");
        }

        var found = gazetteer.Find(code) ?? (text.Length <= PlaceFinder.MaximumLength && geography.Places.Resolve(text) is PlaceAnswer.Found place ? place.Territory : null);
        return found is null ? (null, null, text.Shown(SheetRules.TitleLength - 1))
            : found.Kind == TerritoryKind.Commune ? (found.Code, null, null)
            : (null, found.Code, null);
    }

    private (Territory?, string?) Resolve(string? code, string? name, string? postal, Location? point)
    {
        var codes = code ?? (name is not null && LooksLikeCode(name) ? name : null);
        if (codes is not null && gazetteer.Find(Padded(codes)) is { Kind: TerritoryKind.Commune } commune)
        {
            if (codes == name)
            {
                byCode[codes] = commune;
            }

            return (commune, null);
        }

        if (name is not null && !LooksLikeCode(name))
        {
            return Named(name, postal is null ? null : Padded(postal), point) is { } byName ? (byName, null)
                : point is { } somewhere && postal is not null && Nearest(Candidates("postal:" + Padded(postal)), somewhere, HamletKm) is { } near
                    ? (near, $"commune inconnue : « {name.Shown()} » ; {near.Name} est la plus proche du point dans le code postal {postal}")
                    : (null, Doubt(name, postal, point));
        }

        if (codes is null && postal is not null && geography.Places.Resolve("postal:" + Padded(postal)) is var served)
        {
            return served switch
            {
                PlaceAnswer.Found found => (found.Territory, null),
                PlaceAnswer.Ambiguous several when point is { } at => Nearest(several.Candidates.Select(c => c.Territory), at) is { } near ? (near, null) : (null, $"code postal {postal} : plusieurs communes possibles"),
                PlaceAnswer.Ambiguous several => (null, $"code postal {postal} : plusieurs communes possibles ({string.Join(", ", several.Candidates.Take(5).Select(c => c.Label))}) ; ajoutez le nom de la commune"),
                _ => (null, $"code postal inconnu : « {postal} »"),
            };
        }

        return (null, $"code Insee inconnu : « {codes} »");
    }

    private Territory? Named(string name, string? postal, Location? point)
    {
        var plain = Fold.Words(name);
        var cedex = plain.IndexOf(" cedex", StringComparison.Ordinal);
        var words = cedex > 0 ? plain[..cedex] : name.Cut(PlaceFinder.MaximumLength);
        if (postal is not null)
        {
            if (Communes($"{words} {postal}").FirstOrDefault() is { } exact)
            {
                return exact;
            }

            // A misspelt name among the few communes that a postal code serves; then the name within the département.
            var served = Candidates("postal:" + postal).ToList();
            if (served.Select(c => (c, distance: EditDistance.Within(Fold.Words(c.Name), Fold.Words(words), 3))).Where(c => c.distance is not null).OrderBy(c => c.distance).Select(c => c.c).FirstOrDefault() is { } close)
            {
                return close;
            }

            var departement = postal.StartsWith("97", StringComparison.Ordinal) || postal.StartsWith("98", StringComparison.Ordinal) ? postal[..3] : postal[..2];
            if (departement != "20" && Communes($"{words} {departement}").FirstOrDefault() is { } inDepartement)
            {
                return inDepartement;
            }
        }

        return geography.Places.Resolve(words) switch
        {
            PlaceAnswer.Found { Territory.Kind: TerritoryKind.Commune } found => found.Territory,
            PlaceAnswer.Ambiguous several when point is { } at => Nearest(several.Candidates.Select(c => c.Territory), at),
            _ => null,
        };
    }

    private string Doubt(string name, string? postal, Location? point)
    {
        var shown = name.Shown();
        return geography.Places.Resolve(name.Cut(PlaceFinder.MaximumLength)) switch
        {
            PlaceAnswer.Ambiguous several when point is null => $"plusieurs communes s’appellent « {shown} » ({string.Join(", ", several.Candidates.Take(5).Select(c => c.Label))}) ; ajoutez le département, le code postal ou le code Insee",
            PlaceAnswer.Unknown { Nearest.Count: > 0 } unknown => $"commune inconnue : « {shown} » ; vouliez-vous dire {string.Join(", ", unknown.Nearest.Take(3).Select(gazetteer.Label))} ?",
            _ => $"commune inconnue : « {shown}{(postal is null ? "" : $", {postal}")} »",
        };
    }

    private IEnumerable<Territory> Communes(string words) =>
        geography.Places.Resolve(words) is PlaceAnswer.Found { Territory: { Kind: TerritoryKind.Commune } commune } ? [commune] : [];

    private IEnumerable<Territory> Candidates(string words) => geography.Places.Resolve(words) switch
    {
        PlaceAnswer.Found found => [found.Territory],
        PlaceAnswer.Ambiguous several => several.Candidates.Select(c => c.Territory),
        _ => [],
    };

    private static Territory? Nearest(IEnumerable<Territory> communes, Location at, double withinKm = FarKm) =>
        communes.Where(c => c.Location is { } there && there.KilometresTo(at) <= withinKm).MinBy(c => c.Location!.Value.KilometresTo(at));

    private static bool LooksLikeCode(string text) =>
        text.Length is 4 or 5 && text.Skip(2).All(char.IsAsciiDigit) && char.IsAsciiDigit(text[0]) && (char.IsAsciiDigit(text[1]) || text[1] is 'A' or 'B' or 'a' or 'b');

    /// <summary>A spreadsheet takes "01004" for a number and drops its zero.</summary>
    private static string Padded(string code) => code.Length == 4 && code.All(char.IsAsciiDigit) ? "0" + code : code.ToUpperInvariant();
}
