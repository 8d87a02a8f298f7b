using Microsoft.AspNetCore.Html;

namespace Liant.Modules.Shared;

/// <summary>Two texts side by side; the words that differ are marked in each.</summary>
public sealed record Difference(string BeforeLabel, string? Before, string AfterLabel, string? After)
{
    public IHtmlContent BeforeMarked => Marked(Before ?? "", After ?? "");

    public IHtmlContent AfterMarked => Marked(After ?? "", Before ?? "");

    /// <summary>Whole words: what both begin with and what both end with are left as they are.</summary>
    private static HtmlContentBuilder Marked(string own, string other)
    {
        var (least, start, end) = (Math.Min(own.Length, other.Length), 0, 0);
        while (start < least && own[start] == other[start])
        {
            start++;
        }

        while (start > 0 && start < Math.Max(own.Length, other.Length) && !char.IsWhiteSpace(own[start - 1]))
        {
            start--;
        }

        while (end < least - start && own[^(end + 1)] == other[^(end + 1)])
        {
            end++;
        }

        while (end > 0 && !char.IsWhiteSpace(own[^end]))
        {
            end--;
        }

        var html = new HtmlContentBuilder();
        html.Append(own.Length == 0 ? "—" : own[..start]);
        if (start < own.Length - end)
        {
            html.AppendHtml("<mark>").Append(own[start..^end]).AppendHtml("</mark>");
        }

        html.Append(own[^end..]);
        return html;
    }
}
