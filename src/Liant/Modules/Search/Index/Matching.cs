using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Which sheets of one segment answer the words of a query, and what each clause is worth there: its best alternative counts once. The segment is gone through
/// window by window, so that what is in hand stays in the cache whatever the length of the lists.</summary>
internal sealed class Matching
{
    private readonly Segment segment;
    private readonly PreparedQuery query;
    private readonly List<ClauseCursors> clauses = [];
    private readonly Window window = Window.Own;
    private readonly Candidates candidates = Candidates.Own;

    public Matching(Segment segment, PreparedQuery query)
    {
        (this.segment, this.query) = (segment, query);
        foreach (var clause in query.Clauses)
        {
            clauses.Add(new ClauseCursors(clause, segment));
        }
    }

    /// <summary>Sheets that have every clause, window by window.</summary>
    public void WithAll(Action<Candidates> take)
    {
        clauses.Sort((a, b) => a.Size.CompareTo(b.Size));
        if (clauses.Count > 0 && clauses[0].Size > 0)
        {
            Walk(clauses[..1], clauses[1..], mustHave: true, [], take);
        }
    }

    /// <summary>
    /// Sheets whose clauses cover enough of the query, or that a whole name brings in. The clauses that together weigh too little for a sheet to be let in
    /// are only looked up in the sheets that the others bring (as MaxScore does, Turtle and Flood 1995).
    /// </summary>
    public void WithEnough(List<(int Doc, double Bonus)> wholeNames, Action<Candidates> take)
    {
        clauses.Sort((a, b) => a.Asked.Weight.CompareTo(b.Asked.Weight));
        var (light, sum) = (0, 0.0);
        while (query.Weight > 0 && light < clauses.Count && (sum += clauses[light].Asked.Weight) < Ranking.LeastCover * query.Weight)
        {
            light++;
        }

        Walk(clauses[light..], clauses[..light], mustHave: false, wholeNames, take);
    }

    private void Walk(List<ClauseCursors> bringing, List<ClauseCursors> others, bool mustHave, List<(int Doc, double Bonus)> wholeNames, Action<Candidates> take)
    {
        var name = 0;
        var isAlone = mustHave && clauses.Count == 1;
        // Where the rarest clause is a frequent one, most of its sheets lack another: those are not weighed.
        var areNarrowed = mustHave && clauses.Count > 1 && clauses[0].IsFrequent;
        while (true)
        {
            var next = name < wholeNames.Count ? wholeNames[name].Doc : int.MaxValue;
            foreach (var clause in bringing)
            {
                next = Math.Min(next, clause.NextDoc);
            }

            if (next >= segment.Count)
            {
                return;
            }

            var from = next - next % Window.Width;
            candidates.Open(from);
            for (; name < wholeNames.Count && wholeNames[name].Doc < from + Window.Width; name++)
            {
                if (name == 0 || wholeNames[name - 1].Doc != wholeNames[name].Doc)
                {
                    candidates.Name(wholeNames[name].Doc);
                }
            }

            var wanted = areNarrowed ? Narrowed(from) : Window.Everywhere;
            foreach (var clause in bringing)
            {
                clause.Read(from, wanted, window);
                if (isAlone)
                {
                    candidates.Be(window);
                    break;
                }

                candidates.Bring(window, clause.Asked.Weight, mustHave);
                window.Clear();
            }

            foreach (var clause in others)
            {
                if (candidates.Count == 0)
                {
                    break;
                }

                clause.Read(from, window, candidates);
                candidates.Look(window, clause.Asked.Weight, mustHave);
                window.Clear();
            }

            if (candidates.Count > 0)
            {
                take(candidates);
            }

            window.Clear();
        }
    }

    private ulong[] Narrowed(int from)
    {
        Window.Everywhere.CopyTo(window.Wanted, 0);
        foreach (var clause in clauses)
        {
            if (clause.IsFrequent)
            {
                clause.Narrow(from, window.Wanted);
            }
        }

        return window.Wanted;
    }

    /// <summary>The best alternative of each clause in one sheet; null for those that it does not have.</summary>
    public static IEnumerable<PreparedQuery.Alternative?> BestIn(Segment segment, int doc, PreparedQuery query) => query.Clauses.Select(clause => clause.Alternatives
        .Select(alternative => (Alternative: alternative, Gain: alternative.Gains[WeightIn(segment, doc, alternative.WordsIn(segment) ?? [[]]) & Weights.Mask]))
        .Where(one => one.Gain > 0).OrderByDescending(one => one.Gain).Select(one => one.Alternative).FirstOrDefault());

    private static byte WeightIn(Segment segment, int doc, int[][] terms)
    {
        var weakest = byte.MaxValue;
        foreach (var words in terms)
        {
            byte strongest = 0;
            foreach (var word in words)
            {
                strongest = Weights.Either(strongest, new WordCursor(segment, word).WeightIn(doc));
            }

            weakest = weakest == byte.MaxValue ? strongest : Weights.Both(weakest, strongest);
        }

        return weakest;
    }
}
