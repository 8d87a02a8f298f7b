using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>The sheets of one segment that have every clause of a query, where each clause stands in many: which they are is known sixty-four at once, and so is what none of these is worth more than.</summary>
internal sealed class FrequentMatching
{
    /// <summary>Rare words beside the frequent ones (synonyms, other forms) are given the same shape for one answer; more of them than that are gone through as fast by their lists.</summary>
    private const int MostRare = 16;

    private readonly Alternative[][] clauses;

    /// <summary>The forms of the stem whose sums are known.</summary>
    private readonly FrequentWord[] summed = [];

    private FrequentMatching(Alternative[][] clauses, Segment segment)
    {
        this.clauses = clauses;
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

    /// <summary>Null where a clause stands in few sheets, or not at all: those are gone through by their lists.</summary>
    public static FrequentMatching? Of(Segment segment, PreparedQuery query)
    {
        var rare = 0;
        foreach (var clause in query.Clauses)
        {
            var isFrequent = false;
            foreach (var terms in clause.Alternatives.Select(alternative => alternative.WordsIn(segment)).OfType<int[][]>())
            {
                var few = terms.Sum(words => words.Count(word => segment.Frequent.Find(word) is null));
                (isFrequent, rare) = (isFrequent || few == 0, rare + few);
            }

            if (!isFrequent || rare > MostRare)
            {
                return null;
            }
        }

        var clauses = query.Clauses.Select(clause => Of(segment, clause)).ToArray();
        return clauses.Length == 0 ? null : new FrequentMatching(clauses, segment);
    }

    /// <summary>A bit for each sheet of a window.</summary>
    public void Mark(int from, Span<ulong> found)
    {
        Span<ulong> clause = stackalloc ulong[found.Length];
        Span<ulong> term = stackalloc ulong[found.Length];
        Span<ulong> both = stackalloc ulong[found.Length];
        found.Fill(ulong.MaxValue);
        foreach (var alternatives in clauses)
        {
            clause.Clear();
            foreach (var alternative in alternatives)
            {
                if (alternative.Terms.Length == 1)
                {
                    Mark(alternative.Terms[0], from, clause);
                    continue;
                }

                both.Fill(ulong.MaxValue);
                foreach (var words in alternative.Terms)
                {
                    term.Clear();
                    Mark(words, from, term);
                    Keep(both, term);
                }

                for (var block = 0; block < both.Length; block++)
                {
                    clause[block] |= both[block];
                }
            }

            Keep(found, clause);
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

        Keep(found, named);
    }

    /// <summary>No sheet of a window whose name has none of the words is worth more.</summary>
    public double MostOutsideInWindow(int window)
    {
        var most = 0.0;
        foreach (var alternatives in clauses)
        {
            var gain = 0f;
            foreach (var alternative in alternatives)
            {
                gain = Math.Max(gain, alternative.Asked.Gains[WeakestOf(alternative.Terms, window, static (word, at) => word.MostInWindow(at).Outside)]);
            }

            most += gain;
        }

        return most;
    }

    /// <summary>No sheet among these sixty-four is worth more, its name included.</summary>
    public double MostIn(int block) => Most(block, isWindow: false);

    /// <summary>The same of a window.</summary>
    public double MostInWindow(int window) => Most(window, isWindow: true);

    private double Most(int at, bool isWindow)
    {
        var (any, inName, opening) = (0.0, 0.0, 0.0);
        var (mayHold, mayOpen) = (true, true);
        foreach (var alternatives in clauses)
        {
            // What a name says counts of the word as typed alone; any other may be worth its most beside it.
            var (others, typed, named, first) = (0f, 0f, 0f, 0f);
            var (holds, opens) = (false, false);
            foreach (var alternative in alternatives)
            {
                var gains = alternative.Asked.Gains;
                if (alternative.Terms.Length > 1)
                {
                    var all = gains[WeakestOf(alternative.Terms, at, isWindow ? static (word, at) => word.MostInWindow(at).Any : static (word, at) => word.MostIn(at).Any)];
                    if (ReferenceEquals(alternative.Asked.FlagsOfAll, ClauseCursors.NoFlags))
                    {
                        others = Math.Max(others, all);
                        continue;
                    }

                    var allInName = WeakestOf(alternative.Terms, at, isWindow ? static (word, at) => word.MostInWindow(at).InName : static (word, at) => word.MostIn(at).InName);
                    typed = Math.Max(typed, all);
                    named = Math.Max(named, gains[allInName]);
                    first = Math.Max(first, gains[allInName]);
                    (holds, opens) = (holds || allInName > 0, opens || allInName > 0);
                    continue;
                }

                var words = alternative.Terms[0];
                for (var word = 0; word < words.Length; word++)
                {
                    var (most, flags) = (isWindow ? words[word].MostInWindow(at) : words[word].MostIn(at), alternative.Flags[word]);
                    if (ReferenceEquals(flags, ClauseCursors.NoFlags))
                    {
                        others = Math.Max(others, gains[most.Any]);
                        continue;
                    }

                    typed = Math.Max(typed, gains[most.Any]);
                    named = Math.Max(named, gains[most.InName]);
                    var leading = (flags[1] & Weights.OpensName) != 0 ? most.InName : most.Opening;
                    first = Math.Max(first, gains[leading]);
                    (holds, opens) = (holds || most.InName > 0, opens || leading > 0);
                }
            }

            any += Math.Max(others, typed);
            (inName, mayHold) = (inName + Math.Max(others, named), mayHold && holds);
            (opening, mayOpen) = (opening + Math.Max(others, first), mayOpen && opens);
        }

        return Math.Max(any, Math.Max(mayHold ? inName + Ranking.NamePart : 0, mayOpen ? opening + Ranking.NameStart : 0));
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

    /// <summary>A term is as strong as its strongest word, several terms as the weakest of them.</summary>
    /// <param name="weightAt">The weight of a word in a sheet, or the greatest of a block or of a window.</param>
    private static byte WeakestOf(FrequentWord[][] terms, int at, Func<FrequentWord, int, byte> weightAt)
    {
        byte weakest = Weights.Mask | Weights.InName;
        foreach (var words in terms)
        {
            byte strongest = 0;
            foreach (var word in words)
            {
                strongest = Weights.Either(strongest, weightAt(word, at));
            }

            weakest = Weights.Both(weakest, strongest);
        }

        return weakest;
    }

    private static Alternative[] Of(Segment segment, PreparedQuery.Clause clause)
    {
        var typed = segment.Words.Find(clause.Asked.Surface);
        FrequentWord Word(int word) => segment.Frequent.Find(word) ?? FrequentWord.Of(segment.Lists, word, segment.Count, knowsNames: false);
        return [.. from alternative in clause.Alternatives
            let terms = alternative.WordsIn(segment)
            where terms is not null
            select new Alternative(alternative, Array.ConvertAll(terms, words => Array.ConvertAll(words, Word)), Array.ConvertAll(terms[0], word => word == typed && terms.Length == 1 ? clause.FlagsOf : ClauseCursors.NoFlags))];
    }

    private static void Mark(FrequentWord[] words, int from, Span<ulong> found)
    {
        foreach (var word in words)
        {
            word.Mark(from, found);
        }
    }

    private static void Keep(Span<ulong> found, ReadOnlySpan<ulong> also)
    {
        for (var block = 0; block < found.Length; block++)
        {
            found[block] &= also[block];
        }
    }

    /// <param name="Terms">For each term, its words.</param>
    /// <param name="Flags">For each word of a single term, what the two high bits of a posting say.</param>
    private sealed record Alternative(PreparedQuery.Alternative Asked, FrequentWord[][] Terms, byte[][] Flags);
}
