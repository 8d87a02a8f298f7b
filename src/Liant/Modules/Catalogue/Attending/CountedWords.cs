using Liant.Platform.Text;

namespace Liant.Modules.Catalogue.Attending;

/// <summary>What is kept of a search, if anything: its words, folded. What looks like an address, a telephone or a number of a file is never counted, nor a whole sentence.</summary>
internal static class CountedWords
{
    public const int Longest = 80;

    private const int MostWords = 6;

    private const int MostDigits = 4;

    public static string? Of(string query)
    {
        var words = Fold.Words(query).Trim();
        return words.Length is 0 or > Longest || query.Contains('@', StringComparison.Ordinal) || words.Split(' ').Length > MostWords || words.Count(char.IsDigit) > MostDigits ? null : words;
    }
}
