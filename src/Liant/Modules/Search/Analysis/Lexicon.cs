using System.Collections.Frozen;
using Liant.Platform.Text;

namespace Liant.Modules.Search.Analysis;

/// <summary>The word lists of the search, as data (folder Lexicon): stop words, synonyms of the field, acronyms.</summary>
internal sealed class Lexicon
{
    private readonly FrozenSet<string> stopWords;
    private readonly Dictionary<string, List<Entry>> byFirstStem = [];

    private Lexicon(IEnumerable<string> stopWords) =>
        this.stopWords = stopWords.SelectMany(word => Fold.Words(word).Split(' ')).ToFrozenSet();

    /// <summary>A term of one or several stems, and the terms to search as well.</summary>
    private sealed record Entry(string[] Stems, List<string[]> Also);

    public static Lexicon Read()
    {
        var lexicon = new Lexicon(Lines("mots-vides"));
        foreach (var line in Lines("synonymes"))
        {
            var sides = line.Split("=>");
            var terms = Terms(sides[^1]);
            if (sides.Length == 2)
            {
                foreach (var from in Terms(sides[0]))
                {
                    lexicon.Add(from, terms);
                }
            }
            else
            {
                foreach (var term in terms)
                {
                    lexicon.Add(term, terms);
                }
            }
        }

        foreach (var line in Lines("acronymes"))
        {
            var sides = line.Split('=', 2);
            string[][] both = [Stems(sides[0]), Stems(sides[1])];
            lexicon.Add(both[0], both);
            lexicon.Add(both[1], both);
        }

        return lexicon;
    }

    public bool IsStop(string foldedWord) => stopWords.Contains(foldedWord);

    /// <summary>Every known term that starts at <paramref name="at"/>: how many words it spans and what else to search.</summary>
    public IEnumerable<(int Span, IReadOnlyList<string[]> Also)> TermsAt(IReadOnlyList<string> stems, int at) =>
        (byFirstStem.GetValueOrDefault(stems[at]) ?? [])
            .Where(entry => at + entry.Stems.Length <= stems.Count && entry.Stems.Index().All(s => stems[at + s.Index] == s.Item))
            .Select(entry => (entry.Stems.Length, (IReadOnlyList<string[]>)entry.Also));

    private void Add(string[] term, IEnumerable<string[]> also)
    {
        if (term.Length == 0)
        {
            return;
        }

        var entries = byFirstStem.TryGetValue(term[0], out var known) ? known : byFirstStem[term[0]] = [];
        var entry = entries.Find(e => e.Stems.SequenceEqual(term));
        if (entry is null)
        {
            entries.Add(entry = new Entry(term, []));
        }

        entry.Also.AddRange(also
            .Select(other => other.Where(stem => !stopWords.Contains(stem)).ToArray())
            .Where(other => other.Length > 0 && !other.SequenceEqual(term) && !entry.Also.Exists(a => a.SequenceEqual(other))));
    }

    private static List<string[]> Terms(string side) => side.Split(',').Select(Stems).Where(stems => stems.Length > 0).ToList();

    private static string[] Stems(string term) =>
        Fold.Words(term).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(FrenchStemmer.Stem).ToArray();

    private static IEnumerable<string> Lines(string file)
    {
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream($"Liant.Modules.Search.Lexicon.{file}.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
