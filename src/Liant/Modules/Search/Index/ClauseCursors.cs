using System.Numerics;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>One clause in one segment: a cursor on each word of each of its alternatives, all moving forward together.</summary>
internal sealed class ClauseCursors
{
    /// <summary>With fewer candidates than one in so many postings of the window, each is sought; otherwise the window is read through.</summary>
    private const int SeekRatio = 8;

    private static readonly byte[] NoFlags = new byte[4];

    private readonly List<Alternative> alternatives = [];
    private readonly int postingsInWindow;

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
                var cursors = Array.ConvertAll(terms, words => Array.ConvertAll(words, word => new PostingCursor(segment.Lists, word)));
                var flags = Array.ConvertAll(terms[0], word => word == typed && terms.Length == 1 ? asked.FlagsOf : NoFlags);
                alternatives.Add(new Alternative(alternative.Gains, cursors, flags, Array.ConvertAll(terms, words => InWindow(CountOf(words), segment))));
                Size += CountOf(terms[0]);
            }
        }

        postingsInWindow = InWindow(Size, segment);
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
                foreach (ref var cursor in alternative.Terms[0].AsSpan())
                {
                    cursor.Start();
                    next = Math.Min(next, cursor.Doc);
                }
            }

            return next;
        }
    }

    /// <summary>What the clause is worth in the sheets of a window.</summary>
    public void Read(int from, Window window)
    {
        foreach (var alternative in alternatives)
        {
            if (alternative.Terms.Length == 1)
            {
                var words = alternative.Terms[0];
                for (var word = 0; word < words.Length; word++)
                {
                    words[word].Read(from, window, alternative.Gains, alternative.Flags[word]);
                }

                continue;
            }

            ReadTerm(alternative.Terms[0], from, window.Weights, window.WeightBits);
            var left = Bits.Count(window.WeightBits);
            for (var term = 1; term < alternative.Terms.Length && left > 0; term++)
            {
                if (left * SeekRatio <= alternative.InWindow[term])
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

            window.TakeTerms(alternative.Gains);
        }
    }

    /// <summary>Keeps of the terms before what this one has too, sheet by sheet.</summary>
    private static void SeekTerm(PostingCursor[] words, int from, Window window)
    {
        for (var block = 0; block < window.WeightBits.Length; block++)
        {
            for (var left = window.WeightBits[block]; left != 0; left &= left - 1)
            {
                var at = (block * 64) + BitOperations.TrailingZeroCount(left);
                byte strongest = 0;
                for (var word = 0; word < words.Length; word++)
                {
                    if (words[word].Seek(from + at) && words[word].Doc == from + at)
                    {
                        strongest = Math.Max(strongest, (byte)(words[word].Weight & Weights.Mask));
                    }
                }

                window.Weights[at] = strongest == 0 ? (byte)0 : Weights.Both(window.Weights[at], strongest);
                window.WeightBits[block] &= strongest == 0 ? ~(1UL << at) : ulong.MaxValue;
            }
        }
    }

    private static int InWindow(long postings, Segment segment) => (int)(postings * Window.Width / Math.Max(Window.Width, segment.Count));

    /// <summary>The same; where few sheets are asked for, in these only.</summary>
    public void Read(int from, Window window, Candidates candidates)
    {
        if (candidates.Count * SeekRatio > postingsInWindow)
        {
            Read(from, window);
            return;
        }

        for (var block = 0; block < candidates.Bits.Length; block++)
        {
            for (var left = candidates.Bits[block]; left != 0; left &= left - 1)
            {
                var at = (block * 64) + BitOperations.TrailingZeroCount(left);
                foreach (var alternative in alternatives)
                {
                    Seek(alternative, from + at, at, window);
                }
            }
        }
    }

    private static void Seek(Alternative alternative, int doc, int at, Window window)
    {
        var weakest = byte.MaxValue;
        byte flags = 0;
        foreach (var words in alternative.Terms)
        {
            byte strongest = 0;
            for (var word = 0; word < words.Length; word++)
            {
                if (words[word].Seek(doc) && words[word].Doc == doc)
                {
                    strongest = Math.Max(strongest, (byte)(words[word].Weight & Weights.Mask));
                    flags |= alternative.Terms.Length == 1 ? alternative.Flags[word][words[word].Weight >> 6] : (byte)0;
                }
            }

            weakest = Math.Min(weakest, strongest);
        }

        if (weakest > 0)
        {
            window.Gains[at] = Math.Max(window.Gains[at], alternative.Gains[weakest]);
            window.Flags[at] |= flags;
            window.Bits[at >> 6] |= 1UL << at;
        }
    }

    private static void ReadTerm(PostingCursor[] words, int from, byte[] weights, ulong[] bits)
    {
        for (var word = 0; word < words.Length; word++)
        {
            words[word].Read(from, weights, bits);
        }
    }

    /// <param name="Terms">For each term, a cursor on each of its words.</param>
    /// <param name="Flags">For each word of a single term, what the two high bits of a posting say.</param>
    /// <param name="InWindow">How many postings each term has in a window, on average.</param>
    private sealed record Alternative(float[] Gains, PostingCursor[][] Terms, byte[][] Flags, int[] InWindow);
}
