using System.Collections.Concurrent;
using System.Text.Json;
using Liant.Modules.Catalogue.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Catalogue.Import;

/// <summary>The theme that another network's category comes under, by the words in it (Vocabulary/theme-words.json).</summary>
internal static class ThemeWords
{
    private static readonly (string Phrase, string Theme)[] Phrases = Read();

    private static readonly ConcurrentDictionary<string, string?> Known = new();

    /// <summary>Slug of the theme; null when no word tells.</summary>
    public static string? ThemeOf(string category)
    {
        if (Known.Count > 20_000)
        {
            Known.Clear();
        }

        return Known.GetOrAdd(category, static category =>
        {
            var words = $" {Fold.Words(category)} ";
            return Vocabulary.Themes.Terms.FirstOrDefault(term => words == $" {Fold.Words(term.Fr)} " || words.Trim() == term.Slug.Replace('-', ' '))?.Slug
                ?? Phrases.Where(p => words.Contains(p.Phrase, StringComparison.Ordinal)).OrderByDescending(p => p.Phrase.Length).Select(p => p.Theme).FirstOrDefault();
        });
    }

    private static (string, string)[] Read()
    {
        using var json = typeof(ThemeWords).Assembly.GetManifestResourceStream("Liant.Modules.Catalogue.Vocabulary.theme-words.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, List<string>>>(json)!.SelectMany(theme => theme.Value.Select(phrase => ($" {phrase} ", theme.Key))).ToArray();
    }
}
