using System.Globalization;
using System.Text;

namespace Liant.Modules.Ingestion.Understanding;

/// <summary>Whether a passage bears out the name that it is quoted for, as a strict reader sees it: fifteen characters, and half of the name's words; a typographic apostrophe joins what it stands between.</summary>
internal static class Support
{
    private static readonly HashSet<string> Small = ["le", "la", "les", "l", "de", "du", "des", "d", "a", "au", "aux", "en", "et", "un", "une"];

    public static bool Holds(Proposal proposal, string text)
    {
        if (!proposal.Evidence.TryGetValue("name", out var passage))
        {
            return false;
        }

        var quote = string.Join(' ', passage.In(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var (words, seen) = (Words(proposal.Name), Words(quote).ToHashSet(StringComparer.Ordinal));
        var telling = words.FindAll(word => !Small.Contains(word));
        var wanted = telling.Count > 0 ? telling : words;
        return quote.Length >= 15 && 2 * wanted.Distinct().Count(seen.Contains) >= wanted.Count;
    }

    private static List<string> Words(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD).Where(char.IsAscii))
        {
            folded.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLower(c, CultureInfo.InvariantCulture) : ' ');
        }

        return [.. folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }
}
