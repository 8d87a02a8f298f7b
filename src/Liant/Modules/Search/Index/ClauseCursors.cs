using System.Numerics;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>One clause in one segment: a cursor on each word of each of its alternatives, all moving forward together.</summary>
internal sealed class ClauseCursors
{
    /// <summary>A word that is not the one typed says nothing of a name.</summary>
    public static readonly byte[] NoFlags = new byte[4];

    private readonly List<Alternative> alternatives = [];

    public ClauseCursors(PreparedQuery.Clause asked, Segment segment)
    {
        Asked = asked;
        var typed = segment.Words.Find(asked.Asked.Surface);
        foreach (var alternative in asked.Alternatives)
        {
            if (alternative.WordsIn(segment) is { } terms)
            {
                // The rarest first: the others are then looked for where it stands.
                long CountOf(int[] words) => words.Sum(word => (long)segment.Lists.Counts[word]);
                terms = [.. terms.OrderBy(CountOf)];
                var cursors = Array.ConvertAll(terms, words => Array.ConvertAll(words, word => new WordCursor(segment, word)));
                var flags = Array.ConvertAll(terms[0], word => word == typed && terms.Length == 1 ? asked.FlagsOf : NoFlags);
                alternatives.Add(new Alternative(alternative.Gains, cursors, flags, alternative.FlagsOfAll, Array.ConvertAll(terms, words => Window.Share(CountOf(words), segment.Count))));
                Size += CountOf(terms[0]);
            }
        }

        IsFrequent = alternatives.TrueForAll(alternative => alternative.Frequent is not null);
    }

    public PreparedQuery.Clause Asked { get; }

    /// <summary>In how many sheets the clause may stand, at most.</summary>
    public long Size { get; }

    /// <summary>No sheet before this one has the clause, but for those that were read.</summary>
    public int NextDoc
    {
        get
        {
            var next = int.MaxValue;
            foreach (var alternative in alternatives)
            {
                foreach (ref var word in alternative.Terms[0].AsSpan())
                {
                    next = Math.Min(next, word.NextDoc);
                }
            }

            return next;
        }
    }

    /// <summary>Whether the sheets that may have it are known sixty-four at once: of each alternative, one term has nothing but frequent words.</summary>
    public bool IsFrequent { get; }

    /// <summary>Leaves of these sheets of a window those that may have the clause, which is <see cref="IsFrequent"/>.</summary>
    public void Narrow(int from, Span<ulong> wanted)
    {
        Span<ulong> found = stackalloc ulong[Window.Width / 64];
        found.Clear();
        foreach (var alternative in alternatives)
        {
            foreach (var word in alternative.Frequent!)
            {
                word.Mark(from, found);
            }
        }

        for (var block = 0; block < wanted.Length; block++)
        {
            wanted[block] &= found[block];
        }
    }

    /// <summary>What the clause is worth in the sheets of a window.</summary>
    /// <param name="wanted">Which of them; others may be read as well.</param>
    public void Read(int from, ReadOnlySpan<ulong> wanted, Window window)
    {
        foreach (var alternative in alternatives)
        {
            if (alternative.Terms.Length > 1)
            {
                ReadTerms(alternative, from, window);
                continue;
            }

            var words = alternative.Terms[0];
            for (var word = 0; word < words.Length; word++)
            {
                words[word].Read(from, wanted, window, alternative.Gains, alternative.Flags[word]);
            }
        }
    }

    /// <summary>The same for the sheets that are candidates; others may be read as well.</summary>
    public void Read(int from, Window window, Candidates candidates)
    {
        foreach (var alternative in alternatives)
        {
            if (alternative.Terms.Length > 1)
            {
                if (candidates.Count * WordCursor.SeekRatio > alternative.InWindow[0])
                {
                    ReadTerms(alternative, from, window);
                }
                else
                {
                    SeekTerms(alternative, from, window, candidates);
                }

                continue;
            }

            var words = alternative.Terms[0];
            for (var word = 0; word < words.Length; word++)
            {
                words[word].Read(from, candidates, window, alternative.Gains, alternative.Flags[word]);
            }
        }
    }

    private static void ReadTerms(Alternative alternative, int from, Window window)
    {
        ReadTerm(alternative.Terms[0], from, window.Weights, window.WeightBits);
        var left = Bits.Count(window.WeightBits);
        for (var term = 1; term < alternative.Terms.Length && left > 0; term++)
        {
            if (left * WordCursor.SeekRatio <= alternative.InWindow[term] || Array.TrueForAll(alternative.Terms[term], word => word.IsFrequent))
            {
                SeekTerm(alternative.Terms[term], from, window);
            }
            else
            {
                var (weights, bits) = window.NextTerm;
                ReadTerm(alternative.Terms[term], from, weights, bits);
                window.KeepWithNextTerm();
            }

            left = Bits.Count(window.WeightBits);
        }

        window.TakeTerms(alternative.Gains, alternative.FlagsOfAll);
    }

    private static void ReadTerm(WordCursor[] words, int from, byte[] weights, ulong[] bits)
    {
        for (var word = 0; word < words.Length; word++)
        {
            words[word].Read(from, weights, bits);
        }
    }

    /// <summary>Keeps of the terms before what this one has too, sheet by sheet.</summary>
    private static void SeekTerm(WordCursor[] words, int from, Window window)
    {
        for (var block = 0; block < window.WeightBits.Length; block++)
        {
            for (var left = window.WeightBits[block]; left != 0; left &= left - 1)
            {
                var at = (block * 64) + BitOperations.TrailingZeroCount(left);
                var strongest = StrongestIn(words, from + at);
                window.Weights[at] = strongest == 0 ? (byte)0 : Weights.Both(window.Weights[at], strongest);
                window.WeightBits[block] &= strongest == 0 ? ~(1UL << at) : ulong.MaxValue;
            }
        }
    }

    /// <summary>All the terms, candidate by candidate.</summary>
    private static void SeekTerms(Alternative alternative, int from, Window window, Candidates candidates)
    {
        for (var block = 0; block < candidates.Bits.Length; block++)
        {
            for (var left = candidates.Bits[block]; left != 0; left &= left - 1)
            {
                var at = (block * 64) + BitOperations.TrailingZeroCount(left);
                var weakest = byte.MaxValue;
                for (var term = 0; term < alternative.Terms.Length && weakest > 0; term++)
                {
                    var strongest = StrongestIn(alternative.Terms[term], from + at);
                    weakest = term == 0 ? strongest : Weights.Both(weakest, strongest);
                }

                if (weakest > 0)
                {
                    window.Show(at, alternative.Gains[weakest & Weights.Mask], alternative.FlagsOfAll[weakest >> 6]);
                }
            }
        }
    }

    private static byte StrongestIn(WordCursor[] words, int doc)
    {
        byte strongest = 0;
        for (var word = 0; word < words.Length; word++)
        {
            strongest = Weights.Either(strongest, Weights.Unopened(words[word].WeightIn(doc)));
        }

        return strongest;
    }

    /// <param name="Terms">For each term, a cursor on each of its words.</param>
    /// <param name="Flags">For each word of a single term, what the two high bits of a posting say.</param>
    /// <param name="FlagsOfAll">The same of the weakest of several terms.</param>
    /// <param name="InWindow">How many postings each term has in a window, on average.</param>
    private sealed record Alternative(float[] Gains, WordCursor[][] Terms, byte[][] Flags, byte[] FlagsOfAll, int[] InWindow)
    {
        /// <summary>The rarest term whose words are all frequent; null when none is.</summary>
        public WordCursor[]? Frequent { get; } = Array.Find(Terms, words => Array.TrueForAll(words, word => word.IsFrequent));
    }
}
