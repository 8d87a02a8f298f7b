using System.Text;
using System.Text.RegularExpressions;

namespace Liant.Modules.Ingestion.Documents;

/// <summary>Makes running text of a page as pdftotext draws it: furniture (heads, feet, page numbers) taken off, columns read one after the other, words cut
/// at a line end made whole, lines joined into paragraphs.</summary>
internal static partial class PdfLayout
{
    /// <summary>Heads and feet stand within so many lines of the edge.</summary>
    private const int Edge = 3;

    /// <summary>Fewer lines with text on both sides of a gap are a table or a chance.</summary>
    private const int FewestColumnLines = 6;

    public static string Mended(string drawn)
    {
        var pages = drawn.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\f', '\n').Split('\f').Select(page => page.Split('\n').Select(line => line.TrimEnd()).ToList()).ToList();
        TakeFurnitureOff(pages);
        var lines = pages.SelectMany(page => Columns(page, 0).Append("")).ToList();
        return Paragraphs(lines, string.Join('\n', lines));
    }

    private static void TakeFurnitureOff(List<List<string>> pages)
    {
        var seen = new Dictionary<string, int>();
        foreach (var page in pages)
        {
            foreach (var shape in AtEdges(page).Select(at => Shape(page, at)).Distinct())
            {
                seen[shape] = seen.GetValueOrDefault(shape) + 1;
            }
        }

        foreach (var page in pages)
        {
            foreach (var at in AtEdges(page).OrderDescending().ToList())
            {
                if (PageNumber().IsMatch(page[at]) || (seen[Shape(page, at)] is >= 3 and var times && 2 * times >= pages.Count))
                {
                    page.RemoveAt(at);
                }
            }
        }
    }

    private static IEnumerable<int> AtEdges(List<string> page)
    {
        var written = Enumerable.Range(0, page.Count).Where(at => page[at].Length > 0).ToList();
        return written.Take(Edge).Concat(written.TakeLast(Edge)).Distinct();
    }

    /// <summary>The same on every page, at the same end of it, but for the number of the page.</summary>
    private static string Shape(List<string> page, int at) => (2 * at < page.Count ? "head " : "foot ") + Shape(page[at]);

    private static string Shape(string line) => Digits().Replace(string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)), "#");

    /// <summary>The lines of a page, its columns one after the other. A line that crosses the gap (a title, a figure's caption) ends the columns above it.</summary>
    private static List<string> Columns(List<string> page, int depth)
    {
        if (depth > 2 || Gap(page) is not { } gap)
        {
            return page;
        }

        var (read, left, right) = (new List<string>(), new List<string>(), new List<string>());
        void End()
        {
            if (right.Exists(line => line.Length > 0))
            {
                read.AddRange([.. Columns(left, depth + 1), "", .. Columns(right, depth + 1), ""]);
            }
            else
            {
                read.AddRange(left);
            }

            (left, right) = ([], []);
        }

        foreach (var line in page)
        {
            if (IsBlankAt(line, gap))
            {
                left.Add(line[..Math.Min(line.Length, gap)].TrimEnd());
                right.Add(line.Length > gap ? line[gap..].Trim() : "");
            }
            else
            {
                End();
                read.Add(line);
            }
        }

        End();
        return read;
    }

    /// <summary>Where a gap runs down the page between two columns of sentences; null when the page is one column, or a table.</summary>
    private static int? Gap(List<string> page)
    {
        var width = page.Count == 0 ? 0 : page.Max(line => line.Length);
        (int Column, int Lines) best = (0, 0);
        for (var column = width / 5; column < width * 4 / 5; column++)
        {
            var both = page.Count(line => line.Length > column && IsBlankAt(line, column) && line[column] != ' ' && line.AsSpan(0, column).ContainsAnyExcept(' '));
            best = both > best.Lines ? (column, both) : best;
        }

        if (best.Lines < FewestColumnLines || best.Lines * 3 < page.Count(line => line.Length > 0))
        {
            return null;
        }

        var sides = page.Where(line => line.Length > best.Column && IsBlankAt(line, best.Column)).ToList();
        return sides.Average(line => WordCount(line[..best.Column])) >= 3 && sides.Average(line => WordCount(line[best.Column..])) >= 3 ? best.Column : null;
    }

    private static bool IsBlankAt(string line, int column) => line.Length <= column || (line[column - 1] == ' ' && line[column - 2] == ' ');

    private static int WordCount(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <param name="whole">The text, where a hyphenated word may stand in one piece elsewhere.</param>
    private static string Paragraphs(List<string> lines, string whole)
    {
        var (text, before, usual) = (new StringBuilder(), "", UsualWidth(lines));
        foreach (var line in lines.Select(Squeezed))
        {
            if (line.Length == 0 || before.Length == 0 || Bullet().IsMatch(line) || IsLastOfParagraph(before, line, usual))
            {
                text.Append(text.Length == 0 || (line.Length == 0 && before.Length == 0) ? "" : "\n").Append(line);
            }
            else if (before[^1] is '-' or '\u00AD' or '\u2010' && before.Length > 1 && char.IsLetter(before[^2]))
            {
                Join(text, line, whole);
            }
            else
            {
                text.Append(' ').Append(line);
            }

            before = line;
        }

        return text.ToString().Trim();
    }

    /// <summary>"revitali-" + "ser" is one word. "Saint-" + "Loup" keeps its hyphen, and so does a word that stands elsewhere with it.</summary>
    private static void Join(StringBuilder text, string next, string whole)
    {
        var start = text.Length - 1;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]))
        {
            start--;
        }

        var first = text.ToString(start, text.Length - start).Replace('\u2010', '-');
        var second = next.Split(' ', 2)[0].TrimEnd('.', ',', ';', ':', ')');
        var keeps = first[^1] != '\u00AD' && (char.IsUpper(next[0]) || char.IsDigit(next[0]) || first[..^1].Contains('-') || second.Contains('-') || whole.Contains(first + second, StringComparison.Ordinal));
        text.Length--;
        text.Append(keeps ? "-" : "").Append(next);
    }

    /// <summary>A short line before a capital ends a paragraph, or is a title.</summary>
    private static bool IsLastOfParagraph(string line, string next, int usual) =>
        line.Length < usual * 2 / 3 && !(char.IsLower(next[0]) || line[^1] is ',' or '-' or '\u00AD' or '\u2010');

    private static int UsualWidth(List<string> lines)
    {
        var lengths = lines.Select(line => Squeezed(line).Length).Where(length => length > 20).Order().ToList();
        return lengths.Count == 0 ? 0 : lengths[lengths.Count * 3 / 4];
    }

    private static string Squeezed(string line) => string.Join(' ', line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^\s*(?:[-–—]\s*)?(?:page\s*)?\d{1,4}(?:\s*(?:/|sur)\s*\d{1,4})?(?:\s*[-–—])?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"^(?:[•●▪◦‣■□➔►>*–—-]|\d{1,2}[.)])\s")]
    private static partial Regex Bullet();
}
