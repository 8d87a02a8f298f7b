using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Takes the sheets that match, segment by segment: leaves out what the filters exclude, counts the facets, keeps the best.</summary>
/// <param name="most">How many of the best are kept.</param>
/// <param name="onlyPoints">The best of those that have a point.</param>
/// <param name="keepsAll">Which sheets match is kept too, all of them.</param>
internal sealed partial class Collector(IndexReading index, Filters filters, NameMatches? names, PreparedQuery query, int most, bool onlyPoints, bool keepsAll) : IDisposable
{
    private ulong[]? matched;
    private Coverage? coverage;

    private readonly bool isUnfiltered = filters.AreNone;
    private readonly double mostNearness = filters.IsNear ? Ranking.MostNearness : 1;
    private readonly double weight = query.Weight;
    private readonly double leastCovered = Ranking.LeastCover * query.Weight;
    private readonly int clauses = query.Clauses.Count;
    private readonly Best best = new(most);
    private readonly FacetCounts counts = new(index, filters);

    public int Total { get; private set; }

    /// <summary>How many sheets were shown that the viewer may see, filters aside.</summary>
    public int Shown { get; private set; }

    /// <summary>How many of the total have every word of the query.</summary>
    public int TotalWithAll { get; private set; }

    public List<Ranked> Best => best.InOrder();

    /// <summary>How many of the total have a point.</summary>
    public int TotalWithPoint { get; private set; }

    /// <summary>A bit for each sheet that matches, by segment; empty unless all are kept.</summary>
    public Dictionary<Segment, ulong[]> Matched { get; } = [];

    /// <summary>Every sheet that the viewer may see, ranked by its kind alone.</summary>
    public void TakeEverything(SegmentReading reading, ulong[] visible)
    {
        Begin(reading);
        for (var from = 0; from < reading.Segment.Count; from += Window.Width)
        {
            Take(reading.Segment, visible, Candidates.Everything(from, reading.Segment.Count), [], hasAll: true);
        }
    }

    /// <summary>Sheets with every word.</summary>
    public void TakeWhole(SegmentReading reading, ulong[] visible)
    {
        Begin(reading);
        var whole = names!.WholeNamesIn(reading.Segment);
        using var frequent = isUnfiltered ? BitMatching.OfFrequent(reading.Segment, query) : null;
        if (frequent is not null)
        {
            TakeFrequent(reading.Segment, visible, frequent, whole);
            return;
        }

        new Matching(reading.Segment, query).WithAll(candidates => Take(reading.Segment, visible, candidates, whole, hasAll: true));
    }

    /// <summary>Sheets with enough of the words.</summary>
    public void TakeSome(SegmentReading reading, ulong[] visible)
    {
        Begin(reading);
        var whole = names!.WholeNamesIn(reading.Segment);
        using var matching = isUnfiltered && (coverage ??= Coverage.Of(query)) is not null ? BitMatching.Of(reading.Segment, query) : null;
        if (matching is not null)
        {
            TakeCovering(reading.Segment, visible, matching, coverage!, whole);
            return;
        }

        new Matching(reading.Segment, query).WithEnough(whole, candidates => Take(reading.Segment, visible, candidates, whole, hasAll: false));
    }

    private void Begin(SegmentReading reading) => matched = keepsAll ? Matched[reading.Segment] = Bits.For(reading.Segment.Count) : null;

    private void Take(Segment segment, ulong[] visible, Candidates candidates, List<(int Doc, double Bonus)> whole, bool hasAll)
    {
        var shown = candidates.Visible(visible);
        Shown += shown;
        if (hasAll && isUnfiltered)
        {
            if (matched is not null)
            {
                candidates.MarkVisible(visible, matched);
            }

            (Total, TotalWithAll) = (Total + shown, TotalWithAll + shown);
            TotalWithPoint += counts.Add(segment.Columns.Rows, candidates, shown);
            if (most > 0)
            {
                KeepBest(segment, candidates, shown, whole);
            }
        }
        else
        {
            candidates.ReadRows(segment.Columns.Rows, shown);
            TakeSome(segment, candidates, shown, whole, hasAll);
        }
    }

    /// <summary>Neither the name, nor the distance, nor even the kind is looked at of what cannot be among the best.</summary>
    private void KeepBest(Segment segment, Candidates candidates, int shown, List<(int Doc, double Bonus)> whole)
    {
        var (places, scores, only, flagsOf) = (candidates.Places, candidates.Scores, candidates.Only?.Gains, candidates.Only?.Flags ?? candidates.Flags);
        var factor = mostNearness * segment.Blocks.PriorInWindow(candidates.From / Window.Width);
        var least = Below(best.Least / factor);
        var hasWhole = HasWhole(whole, candidates.From, Window.Width);
        for (var i = 0; i < shown; i++)
        {
            var at = places[i];
            var (score, flags, doc) = (only is null ? scores[at] : only[at], flagsOf[at], candidates.From + at);
            var bonus = hasWhole ? BonusOf(doc, whole) : 0;
            if (score < least && flags < Weights.InName && bonus == 0)
            {
                continue;
            }

            Consider(segment, doc, score, bonus, flags, kilometres: null);
            least = Below(best.Least / factor);
        }
    }

    /// <summary>Whatever rounding does, nothing is passed over that would have been as good.</summary>
    private static double Below(double score) => double.IsInfinity(score) ? score : score - Math.Abs(score) * 1e-9;

    /// <summary>What every match is asked stands in locals, and what cannot be among the best is only counted.</summary>
    private void TakeSome(Segment segment, Candidates candidates, int shown, List<(int Doc, double Bonus)> whole, bool hasAll)
    {
        var (places, rows, scores, flagsOf, priors) = (candidates.Places, candidates.Rows, candidates.Scores, candidates.Only?.Flags ?? candidates.Flags, index.Facets.Priors);
        var only = candidates.Only?.Gains;
        var (taken, withPoint, least) = (0, 0, best.Least);
        var hasWhole = HasWhole(whole, candidates.From, Window.Width);
        for (var i = 0; i < shown; i++)
        {
            var at = places[i];
            var doc = candidates.From + at;
            var bonus = hasWhole ? BonusOf(doc, whole) : 0;
            var (score, flags, isWhole) = (only is null ? scores[at] : only[at], flagsOf[at], hasAll);
            if (!hasAll)
            {
                if (candidates.Clauses[at] == 0 || (candidates.Covers[at] < leastCovered && bonus == 0))
                {
                    continue;
                }

                isWhole = candidates.Clauses[at] == clauses;
                score = Ranking.Covered(score, weight == 0 ? 1 : candidates.Covers[at] / weight);
                flags = isWhole ? flags : (byte)0;
            }

            var row = rows[i];
            double? kilometres = null;
            if (!isUnfiltered && !IsLetThrough(segment, doc, row, out kilometres))
            {
                continue;
            }

            taken++;
            TotalWithAll += isWhole ? 1 : 0;
            withPoint += row.HasPoint ? 1 : 0;
            counts.Add(row);
            if (matched is not null)
            {
                Bits.Set(matched, doc);
            }

            // Neither its name nor its distance is looked at, unless it may be among the best.
            if (score * priors[row.Traits] * mostNearness >= least || bonus > 0 || (flags & Weights.InName) != 0)
            {
                Consider(segment, doc, score, bonus, flags, kilometres);
                least = best.Least;
            }
        }

        Total += taken;
        TotalWithPoint += withPoint;
    }

    /// <summary>How many sheets have each value, by facet.</summary>
    public Dictionary<string, int>[] Counts() => counts.AddUp();

    public void Dispose() => counts.Dispose();

    private static bool HasWhole(List<(int Doc, double Bonus)> whole, int from, int sheets) => whole.Count > 0 && FirstFrom(whole, from) is var at && at < whole.Count && whole[at].Doc < from + sheets;

    private static double BonusOf(int doc, List<(int Doc, double Bonus)> whole) => FirstFrom(whole, doc) is var at && at < whole.Count && whole[at].Doc == doc ? whole[at].Bonus : 0;

    private static int FirstFrom(List<(int Doc, double Bonus)> whole, int doc)
    {
        var (low, high) = (0, whole.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = whole[middle].Doc < doc ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Consider(Segment segment, int doc, double score, double bonus, byte flags, double? kilometres)
    {
        var row = segment.Columns.Rows[doc];
        if (onlyPoints && !row.HasPoint)
        {
            return;
        }

        var held = NameMatches.MostHeld(flags);
        if ((score + Math.Max(bonus, held)) * index.Facets.PriorOf(row.Traits) * mostNearness >= best.Least)
        {
            Rank(segment, doc, row, score, held > bonus ? Math.Max(bonus, names!.Held(flags, segment, doc)) : bonus, kilometres);
        }
    }

    private bool IsLetThrough(Segment segment, int doc, Columns.Row row, out double? kilometres)
    {
        kilometres = null;
        var fails = filters.TraitFails[row.Traits] | filters.PlaceFails[row.Place] | filters.YearFails[row.Year];
        if ((fails & (fails - 1)) != 0 || filters.IsOutside?[row.Place] == true || (filters.HasFrame && !filters.IsInFrame(segment.Columns.LocationOf(doc))))
        {
            return false;
        }

        kilometres = filters.HasRadius ? filters.Kilometres(segment.Columns.LocationOf(doc)) : null;
        if (!filters.IsNearEnough(kilometres))
        {
            return false;
        }

        if (fails != 0)
        {
            counts.LeaveOut(int.TrailingZeroCount(fails), row);
        }

        return fails == 0;
    }

    private void Rank(Segment segment, int doc, Columns.Row row, double score, double bonus, double? kilometres)
    {
        score = (score + bonus) * index.Facets.PriorOf(row.Traits);
        if (filters.IsNear)
        {
            kilometres ??= filters.Kilometres(segment.Columns.LocationOf(doc));
            score *= Ranking.Nearness(filters.IsInside![row.Place], kilometres);
        }

        best.Show(new Ranked(score, kilometres, segment.Columns.UpdatedAt[doc], segment, doc));
    }
}
