using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>What the class of a genre says about what bears the name (Lexicon/genres.txt).</summary>
internal enum GenreClass
{
    Initiative,
    Organisation,
    Support,
    Network,
    PublicBody,
    Event,
    Resource,
    Call,
    Scheme,
    Undertaking,
}

/// <summary>What a thing is called before its name: "ressourcerie associative".</summary>
/// <param name="Form">Slug of the legal form that the word says by itself, with its label.</param>
internal sealed record Genre(string Words, GenreClass Class, string[] Themes, string? Form, string? FormLabel)
{
    public static Phrases<Genre> All { get; } = new(LexiconFile.Rows("genres.txt").Select(row =>
    {
        var form = row.Length > 3 && row[3].Length > 0 ? row[3].Split(',', StringSplitOptions.TrimEntries) : null;
        return (row[0], new Genre(row[0], ClassOf(row[1]), row[2].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), form?[0], form?[^1]));
    }));

    private static readonly HashSet<string> Nouns = LexiconFile.Rows("genres.txt").Where(row => row[1] == "I" && !row[0].Contains(' ', StringComparison.Ordinal)).Select(row => Word.StemOf(Liant.Platform.Text.Fold.Words(row[0]))).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether one word alone, by its stem, says what people run somewhere: "librairie".</summary>
    public static bool IsOneOf(string stem) => Nouns.Contains(stem);

    /// <summary>Bears names that people run somewhere, or that may do.</summary>
    public bool MayBeInitiative => Class is GenreClass.Initiative or GenreClass.Organisation or GenreClass.Undertaking;

    private static GenreClass ClassOf(string letter) => letter switch
    {
        "I" => GenreClass.Initiative, "O" => GenreClass.Organisation, "S" => GenreClass.Support, "N" => GenreClass.Network, "P" => GenreClass.PublicBody,
        "E" => GenreClass.Event, "R" => GenreClass.Resource, "C" => GenreClass.Call, "D" => GenreClass.Scheme, _ => GenreClass.Undertaking,
    };
}
