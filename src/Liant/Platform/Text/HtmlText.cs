using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Liant.Platform.Text;

/// <summary>What a reader would see of a piece of HTML found in a cell: paragraphs, line ends, bullets. Markup is never kept.</summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Blocks = ["P", "DIV", "UL", "OL", "TABLE", "TR", "H1", "H2", "H3", "H4", "H5", "H6", "SECTION", "BLOCKQUOTE", "ARTICLE"];

    public static string Of(string cell)
    {
        if (cell.Contains('<', StringComparison.Ordinal) && LooksLikeMarkup(cell))
        {
            var text = new StringBuilder();
            Write(new HtmlParser().ParseDocument(cell).Body!, text);
            return Tidied(text.ToString());
        }

        return cell.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(cell) : cell;
    }

    /// <summary>"prix &lt; 3 €" is not markup.</summary>
    private static bool LooksLikeMarkup(string cell)
    {
        for (var i = cell.IndexOf('<', StringComparison.Ordinal); i >= 0 && i + 1 < cell.Length; i = cell.IndexOf('<', i + 1))
        {
            if ((char.IsAsciiLetter(cell[i + 1]) || cell[i + 1] is '/' or '!') && cell.IndexOf('>', i) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void Write(INode node, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText words:
                    text.Append(words.Data.ReplaceLineEndings(" "));
                    break;
                case IElement { TagName: "SCRIPT" or "STYLE" or "TEMPLATE" or "NOSCRIPT" }:
                    break;
                case IElement { TagName: "BR" }:
                    text.Append('\n');
                    break;
                case IElement { TagName: "LI" } item:
                    text.Append("\n• ");
                    Write(item, text);
                    break;
                case IElement element:
                    var isBlock = Blocks.Contains(element.TagName);
                    text.Append(isBlock ? "\n" : "");
                    Write(element, text);
                    text.Append(isBlock ? "\n" : "");
                    break;
            }
        }
    }

    private static string Tidied(string text)
    {
        var lines = text.Split('\n').Select(line => string.Join(' ', line.Split([' ', '\t', '\u00A0'], StringSplitOptions.RemoveEmptyEntries)));
        var tidy = new StringBuilder();
        var blank = 0;
        foreach (var line in lines.Where(line => line != "•"))
        {
            blank = line.Length == 0 ? blank + 1 : 0;
            if (blank < 2)
            {
                tidy.Append(line).Append('\n');
            }
        }

        return tidy.ToString().Trim();
    }
}
