using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.Words;

/// <summary>A text cut once into tokens, shared by all rules.</summary>
internal sealed class Tokens
{
    private static readonly Word Nothing = new("", "");

    private readonly Token[] all;
    private readonly int count;
    private ILookup<string, int>? byWord;

    private Tokens(string text, Token[] all, int count) => (Text, this.all, this.count) = (text, all, count);

    public string Text { get; }

    public int Count => count;

    /// <summary>A token; beyond the ends, a mark that is nothing.</summary>
    public Token this[int index] => (uint)index < (uint)count ? all[index] : new Token(index < 0 ? 0 : Text.Length, 0, Nothing, '\u0001', '\r', false, false);

    public static Tokens Of(string text)
    {
        var words = new Dictionary<string, Word>(512, StringComparer.Ordinal);
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var found = new Token[text.Length / 4 + 16];
        var (count, glue) = (0, '\r');
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF' or '\u00AD')
            {
                glue = c == '\n' ? (glue is '\n' or '\r' ? '\r' : '\n') : glue is '\n' or '\r' ? glue : ' ';
                i++;
                continue;
            }

            var start = i;
            Token token;
            if (char.IsLetterOrDigit(c))
            {
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || IsCombining(text[i])))
                {
                    i++;
                }

                var span = text.AsSpan(start, i - start);
                if (!lookup.TryGetValue(span, out var word))
                {
                    var written = span.ToString();
                    words[written] = word = Word.Of(Fold.Words(written));
                }

                token = new Token(start, i - start, word, '\0', glue, char.IsUpper(c), char.IsAsciiDigit(c) && IsNumber(span));
                (glue, i) = GlueAfter(text, i);
            }
            else
            {
                i++;
                while (c is '*' or '.' or '_' or '-' && i < text.Length && text[i] == c)
                {
                    i++;
                }

                token = new Token(start, i - start, Nothing, c is '“' or '„' ? '«' : c is '”' ? '»' : c is '–' or '—' ? '-' : c is '◦' or '▪' or '\uF0B7' or '·' ? '•' : c == '’' ? '\'' : c, glue, false, false);
                glue = '\0';
            }

            if (count == found.Length)
            {
                Array.Resize(ref found, count * 2);
            }

            found[count++] = token;
        }

        return new Tokens(text, found, count);
    }

    /// <summary>Whether this word stands somewhere without a capital, in running text.</summary>
    public bool WritesSmall(string folded) => Where(folded).Any(k => all[k] is { IsCapital: false, IsGlued: false });

    /// <summary>The tokens that are this word, in order.</summary>
    public IEnumerable<int> Where(string folded) => (byWord ??= Enumerable.Range(0, count).Where(k => all[k].IsWord).ToLookup(k => all[k].Folded, StringComparer.Ordinal))[folded];

    /// <summary>Where the words from <paramref name="first"/> to before <paramref name="end"/> stand, here and elsewhere.</summary>
    public IEnumerable<int> Again(int first, int end) => Where(this[first].Folded).Where(k => Enumerable.Range(1, end - first - 1).All(n => this[k + n].Folded == this[first + n].Folded));

    /// <summary>From the first of these tokens to the end of the last.</summary>
    public Passage Passage(int first, int end) => Understanding.Passage.Between(this[first].Start, this[end - 1].End);

    public string TextOf(int first, int end) => Text[this[first].Start..this[end - 1].End];

    /// <summary>A hyphen or an apostrophe between letters, a point or a slash within an address or a name of capitals, part no word.</summary>
    private static (char Glue, int Next) GlueAfter(string text, int i)
    {
        if (i + 1 >= text.Length)
        {
            return ('\0', i);
        }

        var (c, next) = (text[i], text[i + 1]);
        if (Fold.IsApostrophe(c) && char.IsLetterOrDigit(next))
        {
            return ('\'', i + 1);
        }

        if (c is '-' or '\u2010' or '\u2011' && char.IsLetterOrDigit(next))
        {
            return ('-', i + 1);
        }

        if (c is '-' && next == '\n' && i + 2 < text.Length && char.IsLetter(text[i + 2]))
        {
            return ('-', i + 2);
        }

        return c == '.' && (char.IsLower(next) || (char.IsUpper(next) && i + 2 < text.Length && char.IsUpper(text[i + 2]))) ? ('.', i + 1) : ('\0', i);
    }

    private static bool IsCombining(char c) => c is >= '\u0300' and <= '\u036F';

    private static bool IsNumber(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
