using Liant.Modules.Accounts.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>One request answered on one moment of the index: the best, the total, the facets.</summary>
internal sealed record Finding
{
    private readonly IndexReading index;
    private readonly PreparedQuery prepared;

    private Finding(IndexReading index, PreparedQuery prepared) => (this.index, this.prepared) = (index, prepared);

    /// <summary>A sheet, or a territory found by its name.</summary>
    public readonly record struct One(Ranked Ranked, SearchDocument? Territory)
    {
        public static int Compare(One a, One b)
        {
            var byRank = a.Territory is null && b.Territory is null ? Ranked.Compare(a.Ranked, b.Ranked) : b.Ranked.Score.CompareTo(a.Ranked.Score);
            if (byRank != 0)
            {
                return byRank;
            }

            // Territories have no date: they come after the sheets that are worth as much, by code.
            var byKind = (a.Territory is null ? 0 : 1) - (b.Territory is null ? 0 : 1);
            return byKind != 0 ? byKind : string.CompareOrdinal(a.Territory?.Id, b.Territory?.Id);
        }
    }

    public required Query Query { get; init; }

    public required int Total { get; init; }

    /// <summary>How many sheets have every word, where others were let in as well; null where all have.</summary>
    public int? WithAllWords { get; init; }

    public required IReadOnlyList<One> Best { get; init; }

    public required int TotalWithPoint { get; init; }

    public required Dictionary<string, int>[] Counts { get; init; }

    public required IReadOnlyCollection<string>[] Chosen { get; init; }

    /// <summary>A bit for each sheet that matches, by segment; empty unless all are kept.</summary>
    public required IReadOnlyDictionary<Segment, ulong[]> Matched { get; init; }

    /// <summary>Territories that match.</summary>
    public required IReadOnlyList<SearchDocument> Territories { get; init; }

    /// <param name="most">How many of the best are wanted.</param>
    /// <param name="onlyPoints">The best of those that have a point.</param>
    /// <param name="keepsAll">Which sheets match is wanted too, all of them.</param>
    public static Finding In(IndexReading index, TerritoryNames territories, SearchRequest request, Viewer viewer, FrenchAnalyser analyser, int most, bool onlyPoints = false, bool keepsAll = false) =>
        request.AsksNothing && most <= SearchRequest.MaximumSize && !onlyPoints && !keepsAll
            ? index.Everything(viewer, () => Find(index, territories, request, viewer, analyser, SearchRequest.MaximumSize, onlyPoints: false, keepsAll: false)).First(most)
            : Find(index, territories, request, viewer, analyser, most, onlyPoints, keepsAll);

    private Finding First(int most) => Best.Count <= most ? this : this with { Best = Best.Take(most).ToList() };

    private static Finding Find(IndexReading index, TerritoryNames territories, SearchRequest request, Viewer viewer, FrenchAnalyser analyser, int most, bool onlyPoints, bool keepsAll)
    {
        var query = Query.Parse(request.Query, analyser, index);
        var prepared = PreparedQuery.Of(query, index);
        var filters = new Filters(index, request);
        var isAll = query.IsEverything;
        var names = isAll ? null : new NameMatches(query, analyser);
        Collector NewCollector() => new(index, filters, names, prepared, most, onlyPoints, keepsAll);
        var allowed = index.Segments.OrderByDescending(reading => reading.Segment.Blocks.Newest).Select(reading => (Reading: reading, Visible: Restriction.Of(reading, query, reading.VisibleTo(viewer)))).ToList();
        var hasAll = true;
        var collector = NewCollector();
        if (isAll)
        {
            Each(collector.TakeEverything);
        }
        else if (!query.IsOnlySmallWords)
        {
            Each(collector.TakeWhole);
            // Filters aside: which sheets answer the words never depends on them, they only leave out.
            hasAll = collector.Shown >= Ranking.EnoughWithAll || query.Clauses.Count == 1;
        }

        if (!hasAll)
        {
            collector.Dispose();
            collector = NewCollector();
            Each(collector.TakeSome);
        }

        using var collected = collector;
        var counts = collector.Counts();
        var named = (isAll ? territories.Everywhere(request) : territories.Named(query, index)).Where(territory => filters.Lets(territory.Document));
        var kept = Facets.Keep(named, filters.Chosen, counts).ConvertAll(territory => new One(Of(territory.Document, territory.Score, filters), territory.Document));
        return new Finding(index, prepared)
        {
            Query = query, WithAllWords = hasAll || collector.TotalWithAll == collector.Total ? null : collector.TotalWithAll, Total = collector.Total + kept.Count, Counts = counts, Chosen = filters.Chosen, Best = Merged(collector.Best, onlyPoints ? kept.FindAll(one => one.Territory!.Location is not null) : kept, most),
            Matched = collector.Matched, Territories = kept.ConvertAll(one => one.Territory!),
            TotalWithPoint = collector.TotalWithPoint + kept.Count(one => one.Territory!.Location is not null),
        };

        void Each(Action<SegmentReading, ulong[]> take)
        {
            foreach (var (reading, visible) in allowed)
            {
                take(reading, visible);
            }
        }
    }

    public SearchDocument DocumentOf(One one) => one.Territory ?? index.DocumentOf(one.Ranked.Segment, one.Ranked.Doc);

    /// <summary>With the words that were found in it, and the sentence that shows them.</summary>
    public SearchHit Hit(One one, FrenchAnalyser analyser)
    {
        var (document, ranked) = (DocumentOf(one), one.Ranked);
        if (one.Territory is not null)
        {
            return new SearchHit(document, ranked.Score, [], ranked.Kilometres);
        }

        var (words, foundAs) = (new List<string>(), new HashSet<string>());
        foreach (var (clause, best) in prepared.Clauses.Zip(Matching.BestIn(ranked.Segment, ranked.Doc, prepared)))
        {
            if (best is not null)
            {
                words.Add(clause.Asked.Word);
                foundAs.UnionWith(best.Asked.Terms);
            }
        }

        return new SearchHit(document, ranked.Score, words, ranked.Kilometres) { FindPassage = () => words.Count == 0 ? null : Passage.Of(document, foundAs, analyser) };
    }

    private static Ranked Of(SearchDocument territory, double score, Filters filters)
    {
        var kilometres = filters.Kilometres(territory.Location);
        return new Ranked(filters.IsNear ? score * filters.NearnessOf(territory, kilometres) : score, kilometres, 0, null!, 0);
    }

    private static List<One> Merged(List<Ranked> sheets, List<One> territories, int most)
    {
        var all = sheets.ConvertAll(sheet => new One(sheet, null));
        all.AddRange(territories);
        if (territories.Count > 0)
        {
            all.Sort(One.Compare);
        }

        return all.Count > most ? all[..most] : all;
    }
}
