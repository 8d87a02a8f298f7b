using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Sheets of a segment that bear the query as a whole name, or whose whole name the query says; and what a name that only holds the query is worth.</summary>
internal sealed class NameMatches
{
    /// <summary>A longer query is a sentence: the names in it are not looked for.</summary>
    private const int MostWords = 16;

    private readonly Query query;
    private readonly FrenchAnalyser analyser;
    private readonly bool isOneWord;
    private readonly ulong whole;
    private readonly ulong[] parts;

    public NameMatches(Query query, FrenchAnalyser analyser)
    {
        (this.query, this.analyser) = (query, analyser);
        isOneWord = query.Clauses.Count == 1 && query.Clauses[0].Surface == query.Folded;
        whole = NameHashes.Of(query.Folded);
        parts = query.Clauses.Count > 1 ? [.. PartsOf(query.Folded)] : [];
    }

    /// <summary>Sheets found by a whole name, ascending, with what it is worth.</summary>
    public List<(int Doc, double Bonus)> WholeNamesIn(Segment segment)
    {
        var found = new List<(int Doc, double Bonus)>();
        foreach (var doc in segment.Names.Find(whole))
        {
            found.Add((doc, Ranking.ExactName));
        }

        var exact = found.Count;
        foreach (var part in parts)
        {
            foreach (var doc in segment.Names.Find(part))
            {
                found.Add((doc, Ranking.NamePart));
            }
        }

        if (found.Count > exact)
        {
            found.Sort((a, b) => a.Doc != b.Doc ? a.Doc.CompareTo(b.Doc) : b.Bonus.CompareTo(a.Bonus));
        }

        return found;
    }

    /// <summary>The most that the words' place in a name may be worth; what it is worth once <see cref="Held"/> has looked.</summary>
    public static double MostHeld(byte flags) => (flags & Weights.InName) == 0 ? 0 : (flags & Weights.OpensName) != 0 ? Ranking.NameStart : Ranking.NamePart;

    /// <summary>One word as typed in a name needs no look; several must follow each other.</summary>
    public double Held(byte flags, Segment segment, int doc) => isOneWord ? MostHeld(flags) : Ranking.NameBonus(segment.NamesOf(doc), query, analyser);

    private static IEnumerable<ulong> PartsOf(string folded)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < folded.Length; i++)
        {
            if (folded[i] == ' ')
            {
                starts.Add(i + 1);
            }
        }

        if (starts.Count > MostWords)
        {
            yield break;
        }

        for (var from = 0; from < starts.Count; from++)
        {
            for (var to = from; to < starts.Count; to++)
            {
                var end = to + 1 < starts.Count ? starts[to + 1] - 1 : folded.Length;
                if (end - starts[from] >= Ranking.ShortestNameInQuery && end - starts[from] < folded.Length)
                {
                    yield return NameHashes.Of(folded.AsSpan(starts[from]..end));
                }
            }
        }
    }
}
