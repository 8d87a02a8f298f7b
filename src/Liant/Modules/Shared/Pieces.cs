using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using Liant.Modules.Search.Contract;
using Liant.Modules.Territories.Contract;
using Microsoft.AspNetCore.Html;

namespace Liant.Modules.Shared;

/// <summary>Small things that several pages write the same way.</summary>
internal static class Pieces
{
    private static readonly ConcurrentDictionary<string, IHtmlContent> Icons = [];

    public static string IconOf(string kind) => kind switch
    {
        "initiative" => "lightbulb", "organisation" => "building-2", "resource" => "file-text", "event" => "calendar-days", "programme" => "landmark", _ => "map-pin",
    };

    /// <summary>What &lt;icon name="…" /&gt; draws, for lists that hold a hundred of them: a tag helper costs more than the words beside it.</summary>
    public static IHtmlContent Icon(string name) => Icons.GetOrAdd(name, static one => new HtmlString($"<svg class=\"icon\" aria-hidden=\"true\">{IconTagHelper.Drawing(one)}</svg>"));

    /// <summary>Paragraphs of a text kept as typed: blank lines part them, everything is encoded.</summary>
    public static IHtmlContent Paragraphs(string? text)
    {
        var html = new HtmlContentBuilder();
        foreach (var paragraph in (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            html.AppendHtml("<p>").Append(paragraph).AppendHtml("</p>");
        }

        return html;
    }

    /// <summary>A "why" sentence whose « words » are marked; the rest is encoded.</summary>
    public static IHtmlContent Marked(string sentence) =>
        new HtmlString(HtmlEncoder.Default.Encode(sentence).Replace("&#xAB; ", "<mark>", StringComparison.Ordinal).Replace(" &#xBB;", "</mark>", StringComparison.Ordinal));

    /// <summary>"1 fiche|{0} fiches": French says zero in the singular, English does not.</summary>
    public static string Plural(string forms, int count)
    {
        var isOne = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? count == 1 : count < 2;
        var parts = forms.Split('|');
        return string.Format(CultureInfo.CurrentCulture, isOne ? parts[0] : parts[^1], Number(count));
    }

    public static string Number(decimal number) => number.ToString("#,0.##", CultureInfo.CurrentCulture);

    /// <summary>A pin of a server-drawn map.</summary>
    public static string PinOf(Location at, int number = 0) =>
        string.Create(CultureInfo.InvariantCulture, $"repere={at.Lat:F4},{at.Lon:F4},{number}{(at.IsApproximate ? ",~" : "")}");

    /// <summary>Address of the map picture for the results of a page, numbered from the first one shown.</summary>
    public static string MapPicture(IEnumerable<(SearchDocument Document, int Number)> pins) =>
        "/carte/apercu.svg?" + string.Join('&', pins.Where(pin => pin.Document.Location is not null).Take(30).Select(pin => PinOf(pin.Document.Location!.Value, pin.Number)));
}
