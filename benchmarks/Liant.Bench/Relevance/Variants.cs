using System.Globalization;
using System.Text;
using Liant.Modules.Search.Contract;

namespace Liant.Bench.Relevance;

/// <summary>The judged queries typed otherwise: does the same sheet come first?</summary>
internal static class Variants
{
    /// <summary>Words from this length on get typing errors: in shorter ones, an error is often another word.</summary>
    private const int LongEnough = 6;

    public static void Print(IReadOnlyList<string> queries, Func<SearchRequest, SearchAnswer> search)
    {
        string? First(string query) => search(new SearchRequest { Query = query, Size = 1 }).Hits.Select(hit => hit.Document.Title).FirstOrDefault();
        foreach (var (name, vary) in new (string, Func<string, IEnumerable<string>>)[]
        {
            ("without accents", query => [WithoutAccents(query)]), ("in capitals", query => [query.ToUpperInvariant()]), ("plurals and singulars", query => [OtherNumber(query)]),
            ("other apostrophes and hyphens", query => [query.Replace('\'', '’').Replace('-', ' ')]), ("typing errors", Mistyped),
        })
        {
            var (same, tried, lost) = (0, 0, new List<string>());
            foreach (var query in queries)
            {
                var expected = First(query);
                foreach (var variant in vary(query).Where(variant => variant != query))
                {
                    tried++;
                    if (First(variant) == expected)
                    {
                        same++;
                    }
                    else
                    {
                        lost.Add($"{variant} → {First(variant)} (and not {expected})");
                    }
                }
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: the same first result for {same} of {tried}"));
            lost.Take(8).ToList().ForEach(one => Console.WriteLine("      " + one));
        }
    }

    private static string WithoutAccents(string text) =>
        new([.. text.Replace("œ", "oe", StringComparison.Ordinal).Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)]);

    private static string OtherNumber(string text) => string.Join(' ', text.Split(' ').Select(word =>
        word.Length < 5 || !word.All(char.IsLetter) || word.EndsWith('r') ? word : word.EndsWith('s') ? word[..^1] : word.EndsWith('x') ? word : word + "s"));

    /// <summary>For each long word, a letter dropped, doubled and swapped with the next, in its middle.</summary>
    private static IEnumerable<string> Mistyped(string text)
    {
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word.Length < LongEnough || !word.All(char.IsLetter))
            {
                continue;
            }

            var at = word.Length / 2;
            foreach (var wrong in new[] { word.Remove(at, 1), word.Insert(at, word[at].ToString()), word[..at] + word[at + 1] + word[at] + word[(at + 2)..] }.Where(wrong => wrong != word))
            {
                yield return string.Join(' ', [.. words[..i], wrong, .. words[(i + 1)..]]);
            }
        }
    }
}
