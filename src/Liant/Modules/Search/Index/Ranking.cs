using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Contract;
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
    /// <summary>A document must cover this share of the query's weight, so that one common word does not bring everything in.</summary>
    private const double LeastCover = 0.3;

    private const double ExactName = 25;
    private const double NameStart = 6;
    private const double NamePart = 3;

    /// <summary>At this distance, nearness is worth half of what it is worth on the spot.</summary>
    private const double NearKm = 40;

    /// <summary>Examples first: the main job is to see what others did.</summary>
    private static readonly Dictionary<string, double> KindPrior = new()
    {
        ["initiative"] = 1.15, ["resource"] = 1.05, ["programme"] = 1, ["organisation"] = 0.95, ["event"] = 0.9,
    };

    public sealed class Match
    {
        public double Score { get; set; }

        public double Covered { get; set; }

        public List<string> Words { get; } = [];

        public HashSet<string> FoundAs { get; } = [];
    }

    public static double PriorOf(SearchDocument document) => KindPrior.GetValueOrDefault(document.Kind, 1);

    public static Dictionary<int, Match> Score(SearchIndex index, Query query)
    {
        var matches = new Dictionary<int, Match>();
        foreach (var clause in query.Clauses)
        {
            foreach (var (doc, (gain, stems)) in Best(index, clause))
            {
                if (!matches.TryGetValue(doc, out var match))
                {
                    matches[doc] = match = new Match();
                }

                match.Score += gain;
                match.Covered += clause.Weight;
                match.Words.Add(clause.Word);
                match.FoundAs.UnionWith(stems);
            }
        }

        var whole = query.Clauses.Sum(clause => clause.Weight);
        foreach (var (doc, match) in matches)
        {
            var cover = whole > 0 ? match.Covered / whole : 1;
            var name = NameBonus(index.Documents[doc], query);
            if (cover < LeastCover && name == 0)
            {
                matches.Remove(doc);
                continue;
            }

            match.Score = (match.Score * (0.4 + 0.6 * cover) + name) * PriorOf(index.Documents[doc]);
        }

        return matches;
    }

    /// <summary>Up to twice as much for what is on the spot; what acts over the whole area counts as near.</summary>
    public static double Nearness(SearchDocument document, Territory place, double? kilometres)
    {
        var inside = (document.Commune is { } commune && Gazetteer.Contains(place, commune))
            || (document.Area is { } area && place.Kind == TerritoryKind.Commune && Gazetteer.Contains(area, place));
        return inside ? 2 : kilometres is { } km ? 1 + NearKm / (NearKm + km) : 1;
    }

    /// <summary>For each document that has one of the clause's alternatives, the best of them.</summary>
    private static Dictionary<int, (double Gain, string[] Stems)> Best(SearchIndex index, Query.Clause clause)
    {
        var best = new Dictionary<int, (double Gain, string[] Stems)>();
        foreach (var alternative in clause.Alternatives)
        {
            var rarity = Query.RarityOf(index, alternative);
            foreach (var (doc, strength) in Strengths(index, alternative.Stems))
            {
                var gain = clause.Share * alternative.Weight * rarity * strength;
                if (!best.TryGetValue(doc, out var known) || known.Gain < gain)
                {
                    best[doc] = (gain, alternative.Stems);
                }
            }
        }

        return best;
    }

    /// <summary>A term of several words is as strong as its weakest word, and only where all stand.</summary>
    private static Dictionary<int, double> Strengths(SearchIndex index, string[] stems)
    {
        Dictionary<int, double>? kept = null;
        foreach (var stem in stems)
        {
            var here = new Dictionary<int, double>();
            foreach (ref readonly var posting in index.PostingsOf(stem))
            {
                if (kept is null || kept.ContainsKey(posting.Doc))
                {
                    var strength = index.Strength(posting);
                    here[posting.Doc] = kept is null ? strength : Math.Min(strength, kept[posting.Doc]);
                }
            }

            kept = here;
        }

        return kept ?? [];
    }

    private static double NameBonus(SearchDocument document, Query query)
    {
        var bonus = 0.0;
        foreach (var name in document.Names)
        {
            var folded = Fold.Words(name);
            bonus = Math.Max(bonus,
                folded == query.Folded ? ExactName
                : query.Folded.Length < 3 ? 0
                : folded.StartsWith(query.Folded + " ", StringComparison.Ordinal) ? NameStart
                : folded.Contains(" " + query.Folded, StringComparison.Ordinal) ? NamePart
                : query.Clauses.Count > 1 && folded.Length >= 6 && (" " + query.Folded + " ").Contains(" " + folded + " ", StringComparison.Ordinal) ? NamePart : 0);
        }

        return bonus;
    }
}
