using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Takes the sheets that match, segment by segment: leaves out what the filters exclude, counts the facets, keeps the best.</summary>
internal sealed class Collector(IndexReading index, Filters filters, NameMatches? names, double weight, int most, int mostPoints)
{
    private readonly Best best = new(most);
    private readonly Best bestPoints = new(mostPoints);
    private readonly int[] traitCounts = new int[index.Traits.Length];
    private readonly int[] placeCounts = new int[index.Places.Length];
    private readonly int[] yearCounts = new int[Filters.Years];

    /// <summary>For each facet with a choice, what it alone leaves out, by trait, place or year.</summary>
    private readonly int[]?[] leftOut = Array.ConvertAll(Enumerable.Range(0, FacetTable.Count).ToArray(), facet =>
        filters.Chosen[facet].Count == 0 ? null : new int[facet == FacetTable.Year ? Filters.Years : facet >= FacetTable.Programme ? index.Places.Length : index.Traits.Length]);

    public int Total { get; private set; }

    /// <summary>How many of them have every word of the query.</summary>
    public int TotalWithAll { get; private set; }

    public List<Ranked> Best => best.InOrder();

    public List<Ranked> BestPoints => bestPoints.InOrder();

    /// <summary>Every sheet that the viewer may see, ranked by its kind alone.</summary>
    public void TakeAll(SegmentReading reading, ulong[] visible)
    {
        for (var doc = 0; doc < reading.Segment.Count; doc++)
        {
            if (Bits.Has(visible, doc))
            {
                Take(reading.Segment, doc, 1, 0, 0);
            }
        }
    }

    /// <param name="hasAll">They have every word: none is left out for covering too little.</param>
    public void Take(SegmentReading reading, ulong[] visible, Candidates candidates, bool hasAll)
    {
        var segment = reading.Segment;
        var whole = names!.WholeNamesIn(segment);
        var next = 0;
        for (var i = 0; i < candidates.Count; i++)
        {
            var doc = candidates.Docs[i];
            if (!Bits.Has(visible, doc))
            {
                continue;
            }

            while (next < whole.Count && whole[next].Doc < doc)
            {
                next++;
            }

            var bonus = next < whole.Count && whole[next].Doc == doc ? whole[next].Bonus : 0;
            var cover = hasAll || weight == 0 ? 1 : candidates.Covers[i] / weight;
            if ((cover >= Ranking.LeastCover || bonus > 0) && Take(segment, doc, Ranking.Covered(candidates.Scores[i], cover), bonus, candidates.Flags[i]) && (candidates.Flags[i] & Candidates.HasAll) != 0)
            {
                TotalWithAll++;
            }
        }
    }

    /// <summary>How many sheets have each value, by facet.</summary>
    public Dictionary<string, int>[] Counts()
    {
        var counts = new Dictionary<string, int>[FacetTable.Count];
        foreach (var facet in index.Facets.OfTraits)
        {
            facet.AddUp(traitCounts, counts[facet.Facet] = []);
        }

        foreach (var facet in index.Facets.OfPlaces)
        {
            facet.AddUp(placeCounts, counts[facet.Facet] = []);
        }

        AddUpYears(yearCounts, counts[FacetTable.Year] = []);
        foreach (var facet in index.Facets.OfTraits.Concat(index.Facets.OfPlaces).Where(facet => leftOut[facet.Facet] is not null))
        {
            facet.AddUp(leftOut[facet.Facet], counts[facet.Facet]);
        }

        if (leftOut[FacetTable.Year] is { } years)
        {
            AddUpYears(years, counts[FacetTable.Year]);
        }

        return counts;
    }

    /// <summary>False when a filter leaves it out.</summary>
    private bool Take(Segment segment, int doc, double score, double bonus, byte flags)
    {
        var columns = segment.Columns;
        var (traits, place, year) = (columns.Traits[doc], columns.Places[doc], columns.Years[doc]);
        var fails = filters.TraitFails[traits] | filters.PlaceFails[place] | filters.YearFails[year];
        if ((fails & (fails - 1)) != 0 || filters.IsOutside?[place] == true || (filters.HasFrame && !filters.IsInFrame(columns.LocationOf(doc))))
        {
            return false;
        }

        double? kilometres = filters.HasRadius ? filters.Kilometres(columns.LocationOf(doc)) : null;
        if (!filters.IsNearEnough(kilometres))
        {
            return false;
        }

        if (fails != 0)
        {
            var facet = int.TrailingZeroCount(fails);
            leftOut[facet]![facet == FacetTable.Year ? year : facet >= FacetTable.Programme ? place : traits]++;
            return false;
        }

        Total++;
        traitCounts[traits]++;
        placeCounts[place]++;
        yearCounts[year]++;
        Rank(segment, doc, score, bonus, flags, kilometres);
        return true;
    }

    /// <summary>What cannot be among the best is not looked at closely: neither its name nor its distance.</summary>
    private void Rank(Segment segment, int doc, double score, double bonus, byte flags, double? kilometres)
    {
        var columns = segment.Columns;
        var prior = index.Facets.PriorOf(columns.Traits[doc]);
        var hasPoint = columns.Precisions[doc] != 0;
        var least = hasPoint ? Math.Min(best.Least, bestPoints.Least) : best.Least;
        var held = names is null ? 0 : NameMatches.MostHeld(flags);
        if ((score + Math.Max(bonus, held)) * prior * (filters.IsNear ? Ranking.MostNearness : 1) < least)
        {
            return;
        }

        if (held > bonus)
        {
            bonus = Math.Max(bonus, names!.Held(flags, segment, doc));
        }

        score = (score + bonus) * prior;
        if (filters.IsNear)
        {
            kilometres ??= filters.Kilometres(columns.LocationOf(doc));
            score *= Ranking.Nearness(filters.IsInside![columns.Places[doc]], kilometres);
        }

        var ranked = new Ranked(score, kilometres, columns.UpdatedAt[doc], segment, doc);
        best.Show(ranked);
        if (hasPoint)
        {
            bestPoints.Show(ranked);
        }
    }

    private static void AddUpYears(int[] years, Dictionary<string, int> counts)
    {
        for (var year = 1; year < years.Length; year++)
        {
            if (years[year] > 0)
            {
                var value = year.ToString(System.Globalization.CultureInfo.InvariantCulture);
                counts[value] = counts.GetValueOrDefault(value) + years[year];
            }
        }
    }
}
