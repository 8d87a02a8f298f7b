using Liant.Modules.Territories.Contract;
using Liant.Platform.Errors;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Affiliates;

/// <summary>The territory that a member says it is, or stands in: a code or words. The kind settles most homonyms ("Paris" the commune, "Gironde" the département).</summary>
internal static class MemberTerritory
{
    /// <summary>Null, with a message under the field, when it is none; null alone for an organisation that says nothing.</summary>
    public static Territory? Read(string field, string? typed, AffiliateKind kind, Geography geography, FieldErrors errors, IStringLocalizer texts)
    {
        var words = typed?.Trim() ?? "";
        // An organisation stands in a commune.
        var wanted = kind.Territory() ?? TerritoryKind.Commune;
        if (words.Length == 0)
        {
            if (kind.Territory() is not null)
            {
                errors.Add(field, texts["Affiliate.TerritoryMissing"]);
            }

            return null;
        }

        if (ByCode(words, wanted, geography.Gazetteer) is { } known)
        {
            return known;
        }

        var candidates = geography.Places.Resolve(words) switch
        {
            PlaceAnswer.Found found => [found.Territory],
            PlaceAnswer.Ambiguous ambiguous => ambiguous.Candidates.Select(candidate => candidate.Territory).ToList(),
            _ => (IReadOnlyList<Territory>)[],
        };
        var fitting = candidates.Where(candidate => candidate.Kind == wanted).ToList();
        if (fitting is [var one])
        {
            return one;
        }

        errors.Add(field, fitting.Count > 1
            ? texts["Affiliate.TerritoryAmbiguous", string.Join(", ", fitting.Select(geography.Places.WordsFor))]
            : texts["Affiliate.TerritoryWrong." + wanted, words]);
        return null;
    }

    /// <summary>Spreadsheets eat the zero of 08053 and of 08.</summary>
    private static Territory? ByCode(string words, TerritoryKind kind, Gazetteer gazetteer)
    {
        var digits = words.All(char.IsAsciiDigit);
        string[] codes = kind switch
        {
            TerritoryKind.Commune when digits && words.Length == 4 => ["0" + words],
            TerritoryKind.Departement when digits && words.Length == 1 => ["0" + words],
            TerritoryKind.Region when digits => ["reg-" + words.PadLeft(2, '0')],
            _ => [words],
        };
        return codes.Select(gazetteer.Find).FirstOrDefault(territory => territory?.Kind == kind);
    }
}
