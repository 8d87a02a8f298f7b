using System.Reflection;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.Words;

/// <summary>A lexicon: phrases found word by word, the longest first, whatever their case, accents, hyphens and plurals.</summary>
internal sealed class Phrases<T>
{
    private readonly Dictionary<string, (string[] Stems, T Value)[]> byFirst;

    public Phrases(IEnumerable<(string Phrase, T Value)> phrases) => byFirst = phrases
        .Select(pair => (Stems: Fold.Words(pair.Phrase).Split(' ').Select(Word.StemOf).ToArray(), pair.Value))
        .GroupBy(pair => pair.Stems[0])
        .ToDictionary(group => group.Key, group => group.OrderByDescending(pair => pair.Stems.Length).ToArray());

    /// <summary>The longest phrase that begins at this token, and the token behind it. It goes over a line end, not over a mark nor an empty line.</summary>
    public (T Value, int End)? At(Tokens tokens, int index)
    {
        if (!byFirst.TryGetValue(tokens[index].Stem, out var candidates))
        {
            return null;
        }

        foreach (var (stems, value) in candidates)
        {
            var k = 1;
            while (k < stems.Length && tokens[index + k] is { Mark: '\0', Glue: not '\r' } token && token.Stem == stems[k])
            {
                k++;
            }

            if (k == stems.Length)
            {
                return (value, index + k);
            }
        }

        return null;
    }
}

/// <summary>Word lists are data: one entry a line, columns parted by "|", "#" before a remark.</summary>
internal static class LexiconFile
{
    public static IEnumerable<string[]> Rows(string name)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("Liant.Modules.Ingestion.Lexicon." + name)!;
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split('|', StringSplitOptions.TrimEntries);
            }
        }
    }

    /// <summary>One phrase a line.</summary>
    public static HashSet<string> Words(string name) => Rows(name).SelectMany(row => row[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(Fold.Words).ToHashSet(StringComparer.Ordinal);
}
