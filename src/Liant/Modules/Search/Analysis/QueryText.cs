using System.Text;
using System.Text.RegularExpressions;

namespace Liant.Modules.Search.Analysis;

/// <summary>A query as people type it, taken apart: words, "quoted words" that must stand so, and -excluded ones.</summary>
/// <param name="Plain">The words that are neither quoted nor excluded.</param>
/// <param name="Quoted">What stood between quotation marks, French ones as well.</param>
/// <param name="Excluded">What came after a minus sign at the start of a word, and whether it was quoted.</param>
/// <param name="Said">What is looked for, quoted or not, in the order typed: compared with whole names.</param>
internal sealed partial record QueryText(string Plain, IReadOnlyList<string> Quoted, IReadOnlyList<(string Text, bool IsQuoted)> Excluded, string Said)
{
    public static QueryText Read(string text)
    {
        var (plain, said, quoted, excluded) = (new StringBuilder(), new StringBuilder(), new List<string>(), new List<(string, bool)>());
        var at = 0;
        foreach (Match match in Pieces().Matches(text))
        {
            plain.Append(text, at, match.Index - at);
            said.Append(text, at, match.Index - at);
            at = match.Index + match.Length;
            var quote = match.Groups["quote"];
            var isExcluded = match.Groups["minus"].Success;
            if (isExcluded)
            {
                excluded.Add(quote.Success ? (quote.Value, true) : (match.Groups["word"].Value, false));
            }
            else
            {
                quoted.Add(quote.Value);
                said.Append(' ').Append(quote.Value).Append(' ');
            }

            plain.Append(' ');
        }

        plain.Append(text, at, text.Length - at);
        said.Append(text, at, text.Length - at);
        return new QueryText(plain.ToString(), quoted, excluded, said.ToString());
    }

    // A mark without its second is a mark of punctuation; a hyphen inside a word, or alone, is no minus sign.
    [GeneratedRegex("""(?<minus>(?<=^|\s)[-−])?(?:"(?<quote>[^"]+)"|“(?<quote>[^”]+)”|«(?<quote>[^»]+)»)|(?<minus>(?<=^|\s)[-−])(?<word>[\p{L}\p{N}][^\s"“”«»]*)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pieces();
}
