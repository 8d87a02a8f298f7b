using System.Text.RegularExpressions;

namespace Liant.Bench.Reading;

/// <summary>Every name of an initiative replaced by an invented one, in text and annotations: nothing may have been learnt by heart. Only names that stand in the text are replaced.</summary>
internal static class Renaming
{
    private static readonly string[] Syllables = ["bra", "dou", "vel", "mor", "tin", "lou", "cas", "pri", "gan", "fer", "sol", "bou", "riv", "tar", "zel", "quin", "nau", "mig", "oro", "pal"];

    public static List<(Gold Gold, string Text)> Of(IReadOnlyList<(Gold Gold, string Text)> documents, int seed)
    {
        var random = new Random(seed);
        var names = documents.SelectMany(d => d.Gold.Initiatives.Where(i => i.IsNamedInText != false).SelectMany(i => (string[])[Core(i.Name), .. i.Aliases ?? []]).Where(name => name.Length > 3 && Pattern(name).IsMatch(d.Text)))
            .DistinctBy(name => name.Replace('’', '\''), StringComparer.OrdinalIgnoreCase).OrderByDescending(name => name.Length).Select(name => (Pattern: Pattern(name), New: Invented(random, name))).ToList();
        string Renamed(string text) => names.Aggregate(text, (t, name) => name.Pattern.Replace(t, name.New));
        return documents.Select(d => (d.Gold with
        {
            Initiatives = d.Gold.Initiatives.ConvertAll(i => i with { Name = Renamed(i.Name), Aliases = i.Aliases?.ConvertAll(Renamed), Components = i.Components?.ConvertAll(Renamed), OtherPartners = i.OtherPartners?.ConvertAll(Renamed) }),
            Organisations = d.Gold.Organisations?.ConvertAll(o => new Gold.Named(Renamed(o.Name))),
        }, Renamed(d.Text))).ToList();
    }

    /// <summary>"X (antenne de …)", "X – Langon" without what the annotation adds, and without the genre before the name, which the text varies.</summary>
    private static string Core(string name) => Regex.Replace(Regex.Replace(name, @"\s*\(.*?\)| [–-] .*$", ""), @"^(?:Pôle ESS|Collectif|Les|La|Le) (?=\p{Lu})", "").Trim();

    private static Regex Pattern(string name) => new(@"(?<!\w)" + Regex.Escape(name).Replace("'", "['’]", StringComparison.Ordinal).Replace("’", "['’]", StringComparison.Ordinal).Replace("['['’]]", "['’]", StringComparison.Ordinal) + @"(?!\w)", name.Length > 5 || name.Any(char.IsLower) ? RegexOptions.IgnoreCase : RegexOptions.None);

    private static string Invented(Random random, string like)
    {
        var words = like.Split(' ').Length;
        return string.Join(' ', Enumerable.Range(0, Math.Clamp(words, 1, 3)).Select(i => i == 0 && words > 1 && like.StartsWith("La ", StringComparison.Ordinal) ? "La" : Word(random)));
    }

    private static string Word(Random random)
    {
        var word = string.Concat(Enumerable.Range(0, random.Next(2, 4)).Select(_ => Syllables[random.Next(Syllables.Length)]));
        return char.ToUpperInvariant(word[0]) + word[1..];
    }
}
