using System.Text.RegularExpressions;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Contract;

namespace Liant.Modules.Search.Index;

/// <summary>The sentence that explains a match which the title and the summary leave unexplained.</summary>
internal static partial class Passage
{
    private const int Longest = 220;

    public static string? Of(SearchDocument document, IReadOnlySet<string> found, FrenchAnalyser analyser)
    {
        if (document.Body.Length == 0)
        {
            return null;
        }

        var hidden = found.ToHashSet();
        foreach (var stem in analyser.StemsAmong(document.Title, found).Concat(analyser.StemsAmong(document.Summary, found)))
        {
            // Most often the title or the first words of the summary say it all.
            if (hidden.Remove(stem) && hidden.Count == 0)
            {
                return null;
            }
        }

        var best = SentenceEnd().Split(document.Body)
            .Select(sentence => (sentence, count: analyser.StemsAmong(sentence, hidden).Distinct().Count()))
            .Where(pair => pair.count > 0).OrderByDescending(pair => pair.count).Select(pair => pair.sentence.Trim()).FirstOrDefault();
        return best is null or { Length: <= Longest } ? best : best[..Math.Max(best.LastIndexOf(' ', Longest), Longest / 2)] + "…";
    }

    [GeneratedRegex(@"(?<=[.!?…])\s+|\n+")]
    private static partial Regex SentenceEnd();
}
