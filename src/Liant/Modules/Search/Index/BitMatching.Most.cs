using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>What no sheet of sixty-four is worth more than, nor of a window.</summary>
internal sealed partial class BitMatching
{
    /// <summary>No sheet of a window whose name has none of the words is worth more.</summary>
    public double MostOutsideInWindow(int window)
    {
        var most = 0.0;
        foreach (var alternatives in clauses)
        {
            most += MostOf(alternatives, window, static (word, at) => word.MostInWindow(at).Outside);
        }

        return most;
    }

    /// <summary>For each clause, the most that it is worth in these sixty-four, names aside.</summary>
    public void MostOfEach(int block, Span<float> most)
    {
        for (var clause = 0; clause < most.Length; clause++)
        {
            most[clause] = MostOf(clauses[clause], block, static (word, at) => word.MostIn(at).Any);
        }
    }

    /// <summary>The same of a window.</summary>
    public void MostOfEachInWindow(int window, Span<float> most)
    {
        for (var clause = 0; clause < most.Length; clause++)
        {
            most[clause] = MostOf(clauses[clause], window, static (word, at) => word.MostInWindow(at).Any);
        }
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

    private static float MostOf(Alternative[] alternatives, int at, Func<WordBits, int, byte> weightAt)
    {
        var most = 0f;
        foreach (var alternative in alternatives)
        {
            most = Math.Max(most, alternative.Asked.Gains[WeakestOf(alternative.Terms, at, weightAt)]);
        }

        return most;
    }

    /// <summary>A term is as strong as its strongest word, several terms as the weakest of them.</summary>
    /// <param name="weightAt">The weight of a word in a sheet, or the greatest of a block or of a window.</param>
    private static byte WeakestOf(WordBits[][] terms, int at, Func<WordBits, int, byte> weightAt)
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
}
