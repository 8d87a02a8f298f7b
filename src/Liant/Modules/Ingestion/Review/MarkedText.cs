using Liant.Modules.Ingestion.Understanding;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Liant.Modules.Ingestion.Review;

/// <summary>A document cut where its passages begin and end: each piece with the fields that it supports.</summary>
public static class MarkedText
{
    /// <summary>What is shown around the passages of a long document.</summary>
    private const int MostShown = 24_000;

    /// <param name="evidence">Passages by field; those that do not stand in the text are left out.</param>
    public static (IReadOnlyList<MarkedPiece> Pieces, bool IsPart) Of(string text, IReadOnlyDictionary<string, Passage> evidence, bool whole)
    {
        var passages = evidence.Where(one => one.Value.Start >= 0 && one.Value.Length > 0 && one.Value.End <= text.Length).ToList();
        var (from, to) = whole || text.Length <= MostShown ? (0, text.Length) : Window(text, passages.Count == 0 ? 0 : passages.Min(one => one.Value.Start));
        var cuts = passages.SelectMany(one => new[] { one.Value.Start, one.Value.End }).Append(from).Append(to).Where(at => at >= from && at <= to).Distinct().Order().ToList();
        var pieces = cuts.Zip(cuts.Skip(1), (start, end) => new MarkedPiece(
            text[start..end], passages.Where(one => one.Value.Start <= start && one.Value.End >= end).Select(one => Field(one.Key)).Distinct().ToList())).ToList();
        return (pieces, to - from < text.Length);
    }

    /// <summary>Everything is encoded; the first passage of a field is where its link leads.</summary>
    public static IHtmlContent Html(IReadOnlyList<MarkedPiece> pieces, Func<string, string> label)
    {
        var (html, anchored) = (new HtmlContentBuilder(), new HashSet<string>());
        foreach (var (text, fields) in pieces)
        {
            if (fields.Count == 0)
            {
                html.Append(text);
                continue;
            }

            var mark = new TagBuilder("mark");
            mark.Attributes["title"] = string.Join(", ", fields.Select(label));
            if (fields is ["summary"])
            {
                mark.AddCssClass("wide");
            }

            foreach (var field in fields.Where(anchored.Add))
            {
                var anchor = new TagBuilder("span");
                anchor.Attributes["id"] = "passage-" + field;
                mark.InnerHtml.AppendHtml(anchor);
            }

            mark.InnerHtml.Append(text);
            html.AppendHtml(mark);
        }

        return html;
    }

    /// <summary>"themes/mobilite" supports the field "themes".</summary>
    public static string Field(string key) => key.Split('/')[0] switch { "foundedIn" => "startedIn", "website" => "url", "on" => "startsOn", var field => field };

    private static (int From, int To) Window(string text, int at)
    {
        var from = Math.Max(0, at - (MostShown / 3));
        from = from == 0 ? 0 : text.LastIndexOf('\n', from) + 1;
        var to = Math.Min(text.Length, from + MostShown);
        var end = to == text.Length ? to : text.IndexOf('\n', to);
        // A text of one line: cut where it may be, never within a character.
        to = end < 0 || end > to + MostShown ? to : end;
        from = from < at - MostShown ? at - (MostShown / 3) : from;
        return (Whole(text, from), Whole(text, to));
    }

    private static int Whole(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}

/// <param name="Fields">None for plain text.</param>
public sealed record MarkedPiece(string Text, IReadOnlyList<string> Fields);
