using Liant.Modules.Search.Analysis;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Search.Index;

/// <summary>
/// The score of a document, as a sum and product of documented terms:
/// for each clause, its best alternative: weight × rarity × BM25F strength; then × a part that grows with the share of the
/// query covered; + a bonus when the query is its name or stands in it; × a prior of its kind; × nearness to the place asked for.
/// </summary>
internal static class Ranking
{
    /// <summary>So many sheets with all the words are answer enough: with fewer, those that have some of them come too.</summary>
    public const int EnoughWithAll = 10;

    /// <summary>A sheet without all the words must cover this share of the query's weight, so that one common word does not bring everything in.</summary>
    public const double LeastCover = 0.3;

    public const double ExactName = 25;
    public const double NameStart = 6;
    public const double NamePart = 3;

    /// <summary>At this distance, nearness is worth half of what it is worth on the spot.</summary>
    private const double NearKm = 40;

    /// <summary>Shorter names ("Bar") stand in too many queries to mean the sheet.</summary>
    public const int ShortestNameInQuery = 6;

    /// <summary>What nearness can be worth at most.</summary>
    public const double MostNearness = 2;

    /// <summary>Examples first: the main job is to see what others did.</summary>
    private static readonly Dictionary<string, double> KindPrior = new()
    {
        ["initiative"] = 1.15, ["resource"] = 1.05, ["programme"] = 1, ["organisation"] = 0.95, ["event"] = 0.9,
    };

    public static double MostPrior { get; } = KindPrior.Values.Max();

    public static double PriorOf(string kind) => KindPrior.GetValueOrDefault(kind, 1);

    /// <summary>Share of the query's weight that is covered.</summary>
    public static double Covered(double score, double cover) => score * (0.4 + 0.6 * cover);

    /// <summary>In the place itself; what acts over the whole area counts as near.</summary>
    public static bool IsInside(Territory? commune, Territory? area, Territory place) =>
        (commune is not null && Gazetteer.Contains(place, commune))
        || (area is not null && place.Kind == TerritoryKind.Commune && Gazetteer.Contains(area, place));

    /// <summary>Up to twice as much for what is on the spot.</summary>
    public static double Nearness(bool isInside, double? kilometres) => isInside ? MostNearness : kilometres is { } km ? 1 + NearKm / (NearKm + km) : 1;

    /// <summary>What the query is worth as one of these names, or as a part of one.</summary>
    public static double NameBonus(IEnumerable<string> names, Query query, FrenchAnalyser analyser)
    {
        var bonus = 0.0;
        foreach (var name in names)
        {
            var folded = analyser.Folded(name);
            bonus = Math.Max(bonus,
                folded == query.Folded ? ExactName
                : folded.StartsWith(query.Folded + " ", StringComparison.Ordinal) ? NameStart
                : (" " + folded + " ").Contains(" " + query.Folded + " ", StringComparison.Ordinal) ? NamePart
                : query.Clauses.Count > 1 && folded.Length >= ShortestNameInQuery && (" " + query.Folded + " ").Contains(" " + folded + " ", StringComparison.Ordinal) ? NamePart : 0);
        }

        return bonus;
    }
}
