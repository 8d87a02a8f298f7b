using System.Diagnostics;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Liant.Platform.Imports;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Documents;

/// <summary>What a reader came for on a web page: its article, without menus, notices, forms and the blocks that it says twice.</summary>
internal static class HtmlPage
{
    private const int MostElements = 200_000;

    private const int DeepestElement = 400;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly HashSet<string> LeftOut =
        ["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "SVG", "IFRAME", "OBJECT", "CANVAS", "NAV", "FOOTER", "ASIDE", "FORM", "BUTTON", "SELECT", "INPUT", "TEXTAREA", "DIALOG", "HEAD", "AUDIO", "VIDEO", "MENU"];

    private static readonly HashSet<string> LeftOutRoles = ["navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alert", "menu", "menubar"];

    /// <summary>As whole words of a class or an identifier.</summary>
    private static readonly HashSet<string> LeftOutNames =
        ["nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "ariane", "sidebar", "footer", "cookie", "cookies", "rgpd", "share", "partage", "social", "pagination", "pager", "newsletter", "skip", "related", "comments", "hidden"];

    private static readonly HashSet<string> Blocks =
        ["P", "DIV", "UL", "OL", "LI", "DL", "DT", "DD", "TABLE", "TR", "H1", "H2", "H3", "H4", "H5", "H6", "SECTION", "BLOCKQUOTE", "ARTICLE", "MAIN", "HEADER", "FIGURE", "FIGCAPTION", "PRE", "ADDRESS", "HR", "BODY", "CAPTION", "DETAILS", "SUMMARY", "FIELDSET"];

    public static OpenedDocument Read(string html, string name, SiteFurniture? furniture)
    {
        var page = Parse(html);
        var title = page.QuerySelector("meta[property='og:title']")?.GetAttribute("content") ?? page.Title;
        var address = new[] { page.QuerySelector("link[rel=canonical]")?.GetAttribute("href"), page.QuerySelector("meta[property='og:url']")?.GetAttribute("content") }
            .FirstOrDefault(said => said is { Length: <= 500 } && Uri.TryCreate(said, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");
        var text = new StringBuilder();
        var said = new HashSet<string>();
        foreach (var (block, isTitle) in BlocksOf(page))
        {
            // What a page says twice (a teaser, then the article; a summary, then the text) is read once.
            if (furniture?.Holds(block) == true || (block.Length >= 60 && !said.Add(Fold.Words(block))))
            {
                continue;
            }

            text.Append(isTitle && text.Length > 0 ? "\n" : "").Append(block).Append('\n');
        }

        return new OpenedDocument(new DocumentText(name, text.ToString().Trim(), string.IsNullOrWhiteSpace(title) ? null : title.Trim().Shown(300)), "page web", address);
    }

    /// <summary>The blocks of text that a reader sees, in order.</summary>
    public static IEnumerable<(string Text, bool IsTitle)> BlocksOf(string html) => BlocksOf(Parse(html));

    private static IHtmlDocument Parse(string html)
    {
        // An element is told of before it has its place: how deep it will be is seen on the one before it.
        var (elements, since, before) = (0, Stopwatch.GetTimestamp(), (IElement?)null);
        var parser = new HtmlParser(new HtmlParserOptions
        {
            OnCreated = (element, _) =>
            {
                if (++elements > MostElements || (elements % 1000 == 0 && (Stopwatch.GetElapsedTime(since) > Longest || DepthOf(before) > DeepestElement)))
                {
                    throw new UnreadableFile("Cette page a trop d’éléments, ou trop emboîtés : elle est abîmée, ou faite pour nuire.");
                }

                before = element;
            },
        });
        return parser.ParseDocument(html);
    }

    private static int DepthOf(IElement? element)
    {
        var depth = 0;
        for (INode? node = element; node is not null && depth <= DeepestElement; node = node.Parent)
        {
            depth++;
        }

        return depth;
    }

    /// <summary>Node by node rather than by recursion: a page may be nested deeper than a stack.</summary>
    private static IEnumerable<(string Text, bool IsTitle)> BlocksOf(IHtmlDocument page)
    {
        var (root, block, linked, isTitle) = (RootOf(page), new StringBuilder(), 0, false);
        (string, bool)? End()
        {
            var text = string.Join(' ', block.ToString().Split([' ', '\t', '\n', '\r', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));
            // A short line that is a link and nothing else is a menu, unless it is the title of what follows.
            var isMenu = !isTitle && linked > 0 && text.Length < 40 && linked * 10 >= (text.StartsWith('•') ? text.Length - 2 : text.Length) * 9;
            (linked, _) = (0, block.Clear());
            return text.Length == 0 || text == "•" || isMenu ? null : (text, isTitle);
        }

        for (var node = (INode?)root; node is not null;)
        {
            var enters = false;
            switch (node)
            {
                case IText words:
                    block.Append(words.Data);
                    linked += IsInLink(words) ? words.Data.Trim().Length : 0;
                    break;
                case IHtmlBreakRowElement:
                    block.Append(' ');
                    break;
                case IElement element when node == root || !IsLeftOut(element):
                    enters = true;
                    if (Blocks.Contains(element.TagName))
                    {
                        if (End() is { } ended)
                        {
                            yield return ended;
                        }

                        isTitle = element.TagName is ['H', >= '1' and <= '6'];
                        block.Append(element.TagName == "LI" ? "• " : "");
                    }
                    else if (element.TagName is "TD" or "TH")
                    {
                        block.Append(' ');
                    }

                    break;
            }

            if (enters && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            while (node is not null && (node == root || node.NextSibling is null))
            {
                node = node == root ? null : node.Parent;
                if (node is IElement closed && Blocks.Contains(closed.TagName))
                {
                    if (End() is { } ended)
                    {
                        yield return ended;
                    }

                    isTitle = false;
                }
            }

            node = node?.NextSibling;
        }

        if (End() is { } last)
        {
            yield return last;
        }
    }

    /// <summary>The main part where the page says which it is, else its one article, else all of it.</summary>
    private static IElement RootOf(IHtmlDocument page)
    {
        var main = page.QuerySelector("main, [role=main]");
        var articles = page.QuerySelectorAll("article");
        return main ?? (articles.Length == 1 ? articles[0] : null) ?? page.Body ?? throw new UnreadableFile("Cette page n’a pas de contenu.");
    }

    private static bool IsLeftOut(IElement element) =>
        LeftOut.Contains(element.TagName)
        || element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true"
        || (element.GetAttribute("role") is { } role && LeftOutRoles.Contains(role))
        || (element.TagName == "HEADER" && element.ParentElement?.TagName is "BODY")
        // "has-sidebar" may be said of the whole page.
        || (Names(element.ClassName).Concat(Names(element.Id)).Any(LeftOutNames.Contains) && element.QuerySelector("h1, main, article") is null);

    private static string[] Names(string? said) => said?.ToLowerInvariant().Split([' ', '-', '_'], StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static bool IsInLink(INode node)
    {
        for (var parent = node.Parent; parent is IElement element; parent = parent.Parent)
        {
            if (element.TagName == "A" || Blocks.Contains(element.TagName))
            {
                return element.TagName == "A";
            }
        }

        return false;
    }
}
