using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>How many of the sheets that match have each trait, each group of places and each year; from these, each value of each facet.</summary>
internal sealed class FacetCounts(IndexReading index, Filters filters) : IDisposable
{
    private static readonly string[] YearNames = [.. Enumerable.Range(0, Filters.Years).Select(year => year.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    private readonly Tally traits = new(index.Traits.Length);
    private readonly Tally places = new(index.Facets.Groups);
    private readonly int[] groupOf = index.Facets.GroupOf;
    private readonly Tally years = new(Filters.Years);

    /// <summary>For each facet with a choice, what it alone leaves out, by trait, group of places or year.</summary>
    private readonly Tally?[] leftOut = Array.ConvertAll(filters.Chosen, chosen => chosen.Count == 0 ? null : new Tally(Math.Max(Filters.Years, Math.Max(index.Facets.Groups, index.Traits.Length))));

    public void Add(Columns.Row row)
    {
        traits.Counts[row.Traits]++;
        places.Counts[groupOf[row.Place]]++;
        years.Counts[row.Year]++;
    }

    /// <summary>The innermost loop of every frequent word: nothing is asked, all are counted.</summary>
    /// <returns>How many have a point.</returns>
    public int Add(Columns.Row[] all, Candidates candidates, int shown)
    {
        var (byTrait, byPlace, byYear) = (traits.Counts, places.Counts, years.Counts);
        var rows = all.AsSpan(candidates.From);
        var withPoint = 0;
        foreach (var at in candidates.Places.AsSpan(0, shown))
        {
            var row = rows[at];
            withPoint += row.HasPoint ? 1 : 0;
            byTrait[row.Traits]++;
            byPlace[groupOf[row.Place]]++;
            byYear[row.Year]++;
        }

        return withPoint;
    }

    /// <summary>The same for these sheets of a window.</summary>
    public int Add(Columns.Row[] all, int from, ReadOnlySpan<ulong> sheets) => FacetSums.Count(all, from, sheets, groupOf, traits.Counts, places.Counts, years.Counts);

    /// <summary>What was counted before.</summary>
    public int Add(FacetSums sums)
    {
        Add(sums.Traits, traits);
        Add(sums.Groups, places);
        Add(sums.Years, years);
        return sums.WithPoint;

        static void Add((int Number, int Count)[] some, Tally to)
        {
            foreach (var (number, count) in some)
            {
                to.Counts[number] += count;
            }
        }
    }

    /// <summary>A sheet that was counted is hidden.</summary>
    public void TakeBack(Columns.Row row)
    {
        traits.Counts[row.Traits]--;
        places.Counts[groupOf[row.Place]]--;
        years.Counts[row.Year]--;
    }

    /// <summary>A sheet that all choices let through but that of one facet: it counts there, among what could be chosen instead.</summary>
    public void LeaveOut(int facet, Columns.Row row) => leftOut[facet]!.Counts[facet == FacetTable.Year ? row.Year : facet >= FacetTable.Programme ? groupOf[row.Place] : row.Traits]++;

    /// <summary>How many sheets have each value, by facet.</summary>
    public Dictionary<string, int>[] AddUp()
    {
        var counts = new Dictionary<string, int>[FacetTable.Count];
        foreach (var facet in index.Facets.OfTraits)
        {
            facet.AddUp(traits, counts[facet.Facet] = []);
        }

        foreach (var facet in index.Facets.OfPlaces)
        {
            facet.AddUp(places, counts[facet.Facet] = []);
        }

        AddUpYears(years, counts[FacetTable.Year] = []);
        foreach (var facet in index.Facets.OfTraits.Concat(index.Facets.OfPlaces).Where(facet => leftOut[facet.Facet] is not null))
        {
            facet.AddUp(leftOut[facet.Facet]!, counts[facet.Facet]);
        }

        if (leftOut[FacetTable.Year] is { } left)
        {
            AddUpYears(left, counts[FacetTable.Year]);
        }

        return counts;
    }

    public void Dispose()
    {
        traits.Dispose();
        places.Dispose();
        years.Dispose();
        Array.ForEach(leftOut, tally => tally?.Dispose());
    }

    private static void AddUpYears(Tally years, Dictionary<string, int> counts)
    {
        for (var year = 1; year < Filters.Years; year++)
        {
            if (years.Counts[year] > 0)
            {
                counts[YearNames[year]] = counts.GetValueOrDefault(YearNames[year]) + years.Counts[year];
            }
        }
    }
}
