using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Territories.Contract;
using Microsoft.AspNetCore.Html;

namespace Liant.Modules.Shared;

/// <summary>Small things that several pages write the same way.</summary>
internal static class Pieces
{
    private static readonly ConcurrentDictionary<string, IHtmlContent> Icons = [];

    /// <summary>Of all pages. Letters with accents stand as they are: by default each would be written in six characters (&amp;#xE9;), and a French page is full of them.</summary>
    public static HtmlEncoder Encoder { get; } = HtmlEncoder.Create(UnicodeRanges.All);

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
        new HtmlString(Encoder.Encode(sentence).Replace("« ", "<mark>", StringComparison.Ordinal).Replace(" »", "</mark>", StringComparison.Ordinal));

    /// <summary>The themes of a sheet, each with a link to its page; nothing where there is none. Not a view of its own, for one stands under every result.</summary>
    /// <param name="slugs">Those that the vocabulary does not know are left out.</param>
    /// <param name="label">What a screen reader says of the list.</param>
    public static IHtmlContent Themes(IReadOnlyList<string> slugs, string label) => slugs.Count == 0 ? HtmlString.Empty : new HtmlString(
        $"<ul class=\"chips\" aria-label=\"{Encoder.Encode(label)}\">" +
        string.Concat(slugs.Select(slug => Vocabulary.Themes.Find(slug)).OfType<Term>().Select(term => $"<li><a class=\"chip theme-{term.Slug}\" href=\"/themes/{term.Slug}\">{Icon(term.Icon!)} {Encoder.Encode(term.Label)}</a></li>")) + "</ul>");

    /// <summary>"1 fiche|{0} fiches": French says zero in the singular, English does not.</summary>
    public static string Plural(string forms, int count)
    {
        var isOne = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? count == 1 : count < 2;
        var parts = forms.Split('|');
        return string.Format(CultureInfo.CurrentCulture, isOne ? parts[0] : parts[^1], Number(count));
    }

    public static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public static string Number(decimal number) => number.ToString("#,0.##", CultureInfo.CurrentCulture);

    /// <summary>A pin of a server-drawn map.</summary>
    public static string PinOf(Location at, int number = 0) =>
        string.Create(CultureInfo.InvariantCulture, $"repere={at.Lat:F4},{at.Lon:F4},{number}{(at.IsApproximate ? ",~" : "")}");

    /// <summary>Address of the map picture for the results of a page, numbered from the first one shown.</summary>
    public static string MapPicture(IEnumerable<(SearchDocument Document, int Number)> pins) =>
        "/carte/apercu.svg?" + string.Join('&', pins.Where(pin => pin.Document.Location is not null).Take(30).Select(pin => PinOf(pin.Document.Location!.Value, pin.Number)));
}
