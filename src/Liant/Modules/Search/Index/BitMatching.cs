using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>The sheets of one segment that have the clauses of a query, by a bit for each: which they are is known sixty-four at once, and so is what none of these is worth more than.</summary>
internal sealed partial class BitMatching : IDisposable
{
    /// <summary>Rare words (synonyms, other forms, all of them where fewer words are let in) are given the shape of the frequent ones for one answer; more of them than that are gone through as fast by their lists.</summary>
    private const int MostRare = 16;

    private readonly Alternative[][] clauses;

    /// <summary>Made for this answer.</summary>
    private readonly List<WordBits> lent;

    /// <summary>The forms of the stem whose sums are known.</summary>
    private readonly WordBits[] summed = [];

    private BitMatching(Alternative[][] clauses, List<WordBits> lent, Segment segment)
    {
        (this.clauses, this.lent) = (clauses, lent);
        if (clauses is [var only])
        {
            foreach (var alternative in only.Where(alternative => alternative.Terms.Length == 1 && !alternative.Asked.Asked.AsWritten))
            {
                if (segment.Frequent.SumsOf(segment.Stems.Find(alternative.Asked.Asked.Terms[0])) is { } sums && sums.Sheets > (Sums?.Sheets ?? 0))
                {
                    (Sums, summed) = (sums, alternative.Terms[0]);
                }
            }
        }
    }

    /// <summary>What facets count of the sheets that have one stem, the most frequent of those that one word is looked for by; null where several words are asked for, or no stem of one is frequent.</summary>
    public FacetSums? Sums { get; }

    /// <summary>Whether no other sheet matches.</summary>
    public bool AreAllSummed => Sums is not null && clauses[0].Length == 1;

    /// <summary>For sheets with every clause. Null where a clause stands in few sheets, or not at all: those are gone through by their lists.</summary>
    public static BitMatching? OfFrequent(Segment segment, PreparedQuery query) =>
        query.Clauses.Count > 0 && query.Clauses.All(clause => TermsOf(clause, segment).Any(terms => RareOf(terms, segment) == 0)) ? Of(segment, query) : null;

    /// <summary>For any sheets. Null where the query has too many rare words.</summary>
    public static BitMatching? Of(Segment segment, PreparedQuery query)
    {
        if (query.Clauses.Sum(clause => TermsOf(clause, segment).Sum(terms => RareOf(terms, segment))) > MostRare)
        {
            return null;
        }

        var lent = new List<WordBits>();
        return new BitMatching(query.Clauses.Select(clause => Of(segment, clause, lent)).ToArray(), lent, segment);
    }

    public void Dispose() => lent.ForEach(word => word.Return());

    /// <summary>A bit for each sheet of a window that has every clause.</summary>
    public void Mark(int from, Span<ulong> found)
    {
        Span<ulong> clause = stackalloc ulong[found.Length];
        found.Fill(ulong.MaxValue);
        foreach (var alternatives in clauses)
        {
            clause.Clear();
            Mark(alternatives, from, clause);
            Bits.Keep(found, clause);
        }
    }

    /// <summary>The same for each clause, one after the other.</summary>
    public void MarkEach(int from, Span<ulong> having)
    {
        having.Clear();
        var blocks = having.Length / clauses.Length;
        for (var clause = 0; clause < clauses.Length; clause++)
        {
            Mark(clauses[clause], from, having.Slice(clause * blocks, blocks));
        }
    }

    /// <summary>Adds those that <see cref="Sums"/> count.</summary>
    public void MarkSummed(int from, Span<ulong> found) => Mark(summed, from, found);

    /// <summary>Leaves the sheets of a window whose name has one of the words, or that have a rare one.</summary>
    public void KeepInName(int from, Span<ulong> found)
    {
        Span<ulong> named = stackalloc ulong[found.Length];
        named.Clear();
        foreach (var alternatives in clauses)
        {
            foreach (var alternative in alternatives)
            {
                foreach (var words in alternative.Terms)
                {
                    foreach (var word in words)
                    {
                        word.MarkInName(from, named);
                    }
                }
            }
        }

        Bits.Keep(found, named);
    }

    /// <summary>What one of the sheets is worth, and what its name says of the words as typed.</summary>
    public (double Score, byte Flags) WorthOf(int doc)
    {
        var (score, flags) = (0.0, byte.MaxValue);
        foreach (var alternatives in clauses)
        {
            var (gain, said) = (0f, (byte)0);
            foreach (var alternative in alternatives)
            {
                if (alternative.Terms.Length > 1)
                {
                    var weakest = WeakestOf(alternative.Terms, doc, static (word, at) => Weights.Unopened(word.WeightIn(at)));
                    gain = Math.Max(gain, alternative.Asked.Gains[weakest & Weights.Mask]);
                    said |= alternative.Asked.FlagsOfAll[weakest >> 6];
                    continue;
                }

                var words = alternative.Terms[0];
                for (var word = 0; word < words.Length; word++)
                {
                    var weight = words[word].WeightIn(doc);
                    gain = Math.Max(gain, alternative.Asked.Gains[weight & Weights.Mask]);
                    said |= alternative.Flags[word][weight >> 6];
                }
            }

            score += gain;
            flags &= said;
        }

        return (score, flags);
    }

    private static IEnumerable<int[][]> TermsOf(PreparedQuery.Clause clause, Segment segment) => clause.Alternatives.Select(alternative => alternative.WordsIn(segment)).OfType<int[][]>();

    private static int RareOf(int[][] terms, Segment segment) => terms.Sum(words => words.Count(word => segment.Frequent.Find(word) is null));

    private static Alternative[] Of(Segment segment, PreparedQuery.Clause clause, List<WordBits> lent)
    {
        var typed = segment.Words.Find(clause.Asked.Surface);
        return [.. from alternative in clause.Alternatives
            let terms = alternative.WordsIn(segment)
            where terms is not null
            select new Alternative(alternative, Array.ConvertAll(terms, words => Array.ConvertAll(words, Word)), Array.ConvertAll(terms[0], word => word == typed && terms.Length == 1 ? clause.FlagsOf : ClauseCursors.NoFlags))];

        WordBits Word(int word)
        {
            if (segment.Frequent.Find(word) is { } frequent)
            {
                return frequent;
            }

            var rare = WordBits.Lent(segment.Lists, word, segment.Count);
            lent.Add(rare);
            return rare;
        }
    }

    private static void Mark(Alternative[] alternatives, int from, Span<ulong> found)
    {
        Span<ulong> term = stackalloc ulong[found.Length];
        Span<ulong> both = stackalloc ulong[found.Length];
        foreach (var alternative in alternatives)
        {
            if (alternative.Terms.Length == 1)
            {
                Mark(alternative.Terms[0], from, found);
                continue;
            }

            both.Fill(ulong.MaxValue);
            foreach (var words in alternative.Terms)
            {
                term.Clear();
                Mark(words, from, term);
                Bits.Keep(both, term);
            }

            Bits.Add(found, both);
        }
    }

    private static void Mark(WordBits[] words, int from, Span<ulong> found)
    {
        foreach (var word in words)
        {
            word.Mark(from, found);
        }
    }

    /// <param name="Terms">For each term, its words.</param>
    /// <param name="Flags">For each word of a single term, what the two high bits of a posting say.</param>
    private sealed record Alternative(PreparedQuery.Alternative Asked, WordBits[][] Terms, byte[][] Flags);
}
