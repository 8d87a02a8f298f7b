using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>Names that are known from elsewhere: networks and funders, public programmes, capital letters that name nobody. None is an initiative told of.</summary>
internal static class KnownNames
{
    /// <param name="IsFunder">A public funder: an organisation only where a text ties it to an initiative.</param>
    internal sealed record Network(string Name, bool IsFunder);

    internal sealed record Programme(string Name, string? Slug);

    public static Phrases<Network> Networks { get; } = new(LexiconFile.Rows("reseaux.txt").SelectMany(row =>
    {
        var network = new Network(row[0], row.Length > 2 && row[2] == "funds");
        return row[1].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Append(row[0]).Select(name => (name, network));
    }));

    public static Phrases<Programme> Programmes { get; } = new(LexiconFile.Rows("programmes.txt").Select(row => (row[0], new Programme(row[0], row.Length > 1 && row[1].Length > 0 ? row[1] : null))));

    public static HashSet<string> Acronyms { get; } = LexiconFile.Words("sigles.txt");

    /// <summary>Words that begin a sentence with a capital and name nothing.</summary>
    public static HashSet<string> Common { get; } = LexiconFile.Words("mots.txt");

    public static HashSet<string> FirstNames { get; } = LexiconFile.Words("prenoms.txt");

    public static HashSet<string> Verbs { get; } = AllVerbs();

    private static HashSet<string> AllVerbs()
    {
        var rows = LexiconFile.Rows("verbes.txt").ToList();
        var stems = rows[0][0].Split(' ').Select(Liant.Platform.Text.Fold.Words);
        var verbs = rows[1][0].Split(' ').Select(Liant.Platform.Text.Fold.Words).ToHashSet(StringComparer.Ordinal);
        foreach (var stem in stems)
        {
            foreach (var ending in new[] { "e", "ent", "a", "ait", "aient", "era", "eront", "ee", "es", "ees", "ant", "t", "it", "issent" })
            {
                verbs.Add(stem + ending);
            }
        }

        return verbs;
    }
}
