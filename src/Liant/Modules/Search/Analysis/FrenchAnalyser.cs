using System.Buffers;
using Liant.Platform.Text;

namespace Liant.Modules.Search.Analysis;

/// <summary>From text to stems: folding, elisions (l', d', qu'…), hyphens, acronyms with dots, light stemming.</summary>
internal sealed class FrenchAnalyser(Lexicon lexicon)
{
    private static readonly HashSet<string> Elided =
        ["l", "d", "qu", "c", "s", "n", "j", "m", "t", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"];

    /// <summary>What <see cref="string.Split(char[])"/> takes for spaces.</summary>
    private static readonly SearchValues<char> Spaces = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(char.IsWhiteSpace)]);

    /// <summary>Letters of a word that stemming leaves as they are.</summary>
    private const int Beginning = 3;

    public Lexicon Lexicon { get; } = lexicon;

    /// <param name="Stem">What is compared.</param>
    /// <param name="Surface">The folded word as written, for suggestions and explanations.</param>
    /// <param name="Raw">As typed, accents and all, for showing.</param>
    /// <param name="IsStop">Carries no subject; kept for phrases and for synonyms of several words.</param>
    /// <param name="Joins">How many words before it this one joins; 0 for a word as written.</param>
    public readonly record struct Token(string Stem, string Surface, string Raw, bool IsStop, int Joins);

    /// <summary>Words in order, stop words marked.</summary>
    public IEnumerable<Token> Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(WordsOf).Where(word => word.Joins == 0);

    /// <summary>Those of these stems that a text has, in its order, each as often as it stands there. Only what stands between two spaces and may hold one is analysed: a word begins as its stem does.</summary>
    public IEnumerable<string> StemsAmong(string text, IReadOnlySet<string> wanted)
    {
        var beginnings = wanted.Select(BeginningOf).ToArray();
        for (var at = 0; at < text.Length;)
        {
            var length = text.AsSpan(at).IndexOfAny(Spaces);
            length = length < 0 ? text.Length - at : length;
            if (MayHold(text.AsSpan(at, length), beginnings))
            {
                foreach (var word in WordsOf(text.Substring(at, length)))
                {
                    if (word.Joins == 0 && !word.IsStop && wanted.Contains(word.Stem))
                    {
                        yield return word.Stem;
                    }
                }
            }

            at += length + 1;
        }
    }

    /// <summary>Whether one of its words begins as one of the stems: stemming leaves the first three letters, and shorter words whole.</summary>
    private static bool MayHold(ReadOnlySpan<char> chunk, ReadOnlySpan<ulong> beginnings)
    {
        if (chunk.TrimEnd('.').Contains('.'))
        {
            // Letters with dots between are one word.
            return true;
        }

        var (beginning, letters) = (0UL, 0);
        foreach (var c in chunk)
        {
            var folded = Fold.LettersOf(c);
            if (folded is null || (folded.Length > 1 && folded.Contains(' ', StringComparison.Ordinal)))
            {
                return true;
            }

            if (folded == " ")
            {
                if (letters is 1 or 2 && beginnings.Contains(beginning))
                {
                    return true;
                }

                (beginning, letters) = (0, 0);
                continue;
            }

            foreach (var letter in folded)
            {
                if (letters++ < Beginning)
                {
                    beginning = (beginning << 16) | letter;
                    if (letters == Beginning && beginnings.Contains(beginning))
                    {
                        return true;
                    }
                }
            }
        }

        return letters is 1 or 2 && beginnings.Contains(beginning);
    }

    private static ulong BeginningOf(string stem)
    {
        var beginning = 0UL;
        foreach (var letter in stem.AsSpan(0, Math.Min(stem.Length, Beginning)))
        {
            beginning = (beginning << 16) | letter;
        }

        return beginning;
    }

    /// <summary>The words of a text as names are compared: folded, acronyms closed up.</summary>
    public string Folded(string text) => text.Contains('.', StringComparison.Ordinal) ? string.Join(' ', Words(text).Select(word => word.Surface)) : Fold.Words(text);

    /// <summary>The words of what stands between two spaces. "Epi’Cerise" and "centre-bourg" also as one word, as some people type them.</summary>
    public IEnumerable<Token> WordsOf(string chunk)
    {
        foreach (var piece in Pieces(chunk))
        {
            var words = Fold.Words(piece).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in words)
            {
                yield return new Token(FrenchStemmer.Stem(word), word, words.Length == 1 ? piece : word, Lexicon.IsStop(word), 0);
            }

            if (words.Length is 2 or 3)
            {
                var joined = string.Concat(words);
                yield return new Token(FrenchStemmer.Stem(joined), joined, joined, IsStop: false, words.Length);
            }
        }
    }

    /// <summary>With elided articles apart and dotted acronyms (E.S.S.) closed up.</summary>
    private static IEnumerable<string> Pieces(string chunk)
    {
        var piece = chunk.Trim('.', ',', ';', ':', '!', '?', '(', ')', '"', '«', '»', '“', '”');
        if (IsDottedAcronym(piece))
        {
            yield return piece.Replace(".", "", StringComparison.Ordinal);
            yield break;
        }

        for (var cut = IndexOfApostrophe(piece); cut > 0 && Elided.Contains(Fold.Words(piece[..cut])); cut = IndexOfApostrophe(piece))
        {
            yield return piece[..cut];
            piece = piece[(cut + 1)..];
        }

        if (piece.Length > 0)
        {
            yield return piece;
        }
    }

    private static int IndexOfApostrophe(string piece)
    {
        for (var i = 0; i < piece.Length; i++)
        {
            if (Fold.IsApostrophe(piece[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsDottedAcronym(string piece)
    {
        if (piece.Length < 3)
        {
            return false;
        }

        for (var i = 0; i < piece.Length; i++)
        {
            if (i % 2 == 0 ? !char.IsLetter(piece[i]) : piece[i] != '.')
            {
                return false;
            }
        }

        return true;
    }
}
