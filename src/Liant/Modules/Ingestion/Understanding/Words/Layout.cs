namespace Liant.Modules.Ingestion.Understanding.Words;

/// <summary>A paragraph of the text, tokens from <paramref name="First"/> to before <paramref name="End"/>.</summary>
/// <param name="IsHeading">Short, without a full stop, before something longer.</param>
/// <param name="IsRepeated">Its words stood already above: a summary that repeats the body.</param>
/// <param name="IsCaption">Of a picture, or of a list of further reading: it tells of nothing.</param>
internal sealed record Paragraph(int First, int End, bool IsHeading, bool IsBullet, bool IsRepeated, bool IsCaption)
{
    /// <summary>First sentence in <see cref="Layout.Sentences"/>, and behind the last.</summary>
    public int FirstSentence { get; init; }

    public int EndSentence { get; init; }
}

internal readonly record struct Sentence(int First, int End, int Paragraph);

/// <summary>Paragraphs and sentences. A line that goes on below is mended: no full stop, and the next begins small or the line ends on a small word.</summary>
internal sealed class Layout
{
    private static readonly HashSet<string> Open = ["de", "du", "des", "d", "la", "le", "les", "l", "et", "ou", "a", "au", "aux", "en", "un", "une", "sur", "sous", "par", "pour", "avec", "dans", "que", "qui", "ses", "son", "sa", "leur", "leurs", "ce", "cette", "ces", "dont", "est", "sont"];

    private static readonly HashSet<string> Abbreviations = ["m", "mme", "mm", "mlle", "dr", "st", "ste", "etc", "cf", "ex", "art", "p", "no", "av", "bd", "tel", "env", "min", "max", "vol"];

    private Layout(List<Paragraph> paragraphs, List<Sentence> sentences) => (Paragraphs, Sentences) = (paragraphs, sentences);

    public IReadOnlyList<Paragraph> Paragraphs { get; }

    public IReadOnlyList<Sentence> Sentences { get; }

    public static Layout Of(Tokens tokens, string text)
    {
        var blocks = Blocks(tokens);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (paragraphs, sentences) = (new List<Paragraph>(blocks.Count), new List<Sentence>());
        for (var i = 0; i < blocks.Count; i++)
        {
            var (first, end) = blocks[i];
            var length = tokens[end - 1].End - tokens[first].Start;
            var isRepeated = length > 60 && !seen.Add(text.Substring(tokens[first].Start, length).Replace('\u00A0', ' ').Trim());
            var from = sentences.Count;
            AddSentences(sentences, tokens, first, end, paragraphs.Count);
            var isHeading = length <= 140 && (tokens[end - 1].Mark is not ('.' or ';' or ',') || tokens[first].Folded is "temoignage" or "zoom" or "focus" or "portrait") && (tokens[first] is { IsCapital: true } or { IsNumber: true } or { Mark: '#' or '«' or '"' or '*' or '[' } || char.IsAsciiDigit(text[tokens[first].Start]) || char.IsSymbol(tokens[first].Mark) || (tokens[first].Length == 1 && tokens[first + 1].Mark == ')')) && sentences.Count - from <= 2;
            paragraphs.Add(new Paragraph(first, end, isHeading, tokens[first].Mark is '•' or '-' or '*' or '>' && !isHeading, isRepeated, IsCaption(tokens, first, end))
            {
                FirstSentence = from, EndSentence = sentences.Count,
            });
        }

        return new Layout(paragraphs, sentences);
    }

    private static List<(int First, int End)> Blocks(Tokens tokens)
    {
        var blocks = new List<(int, int)>();
        for (var i = 0; i < tokens.Count;)
        {
            var first = i++;
            while (i < tokens.Count && (tokens[i].Glue is not ('\n' or '\r') || GoesOn(tokens, first, i)))
            {
                i++;
            }

            blocks.Add((first, i));
        }

        return blocks;
    }

    /// <summary>Whether the line that begins at this token continues the one before.</summary>
    private static bool GoesOn(Tokens tokens, int first, int next)
    {
        var last = tokens[next - 1];
        if (last.Mark is '.' or '!' or '?' or ':' or ';' or '>' or '•' || tokens[next].Mark is '•' or '-' or '>' or '*' or '#')
        {
            return last.Mark == '•';
        }

        if (tokens[next].IsWord && !tokens[next].IsCapital)
        {
            return next - first > 3 || Open.Contains(last.Folded) || last.Mark == ',';
        }

        return tokens[next].Glue == '\n' && (last.Mark == ',' || Open.Contains(last.Folded));
    }

    private static void AddSentences(List<Sentence> sentences, Tokens tokens, int first, int end, int paragraph)
    {
        var from = first;
        for (var i = first; i < end; i++)
        {
            if (tokens[i].Mark is not ('.' or '!' or '?' or '…') || i + 1 >= end)
            {
                continue;
            }

            var after = i + 1;
            while (after < end && tokens[after].IsClosing && tokens[after].Glue == '\0')
            {
                after++;
            }

            var next = tokens[after];
            var before = tokens[i - 1];
            var isShort = tokens[i].Mark == '.' && before.IsWord && (Abbreviations.Contains(before.Folded) || (before.Length == 1 && before.IsCapital));
            if (after < end && !isShort && (next.IsCapital || next.IsNumber || next.Mark is '«' or '"' or '*' or '-' or '(') && (next.Glue is ' ' or '\n' or '\r' || next.IsCapital))
            {
                sentences.Add(new Sentence(from, after, paragraph));
                (from, i) = (after, after - 1);
            }
        }

        sentences.Add(new Sentence(from, end, paragraph));
    }

    /// <summary>"©" beside a picture; a link of a list of further reading.</summary>
    private static bool IsCaption(Tokens tokens, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (tokens[i].Mark == '©' || (tokens[first].Mark is '-' or '•' or '*' && tokens[i].Mark == ']' && tokens[i + 1] is { Mark: '(', Glue: '\0' }))
            {
                return true;
            }
        }

        return false;
    }
}
