using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Liant.Tests.World;

namespace Liant.Tests.Site;

public sealed class ReadingPages(SharedHost shared)
{
    public static TheoryData<string> Pages() => [.. KeepingSafe.Pages().Select(row => row.Data).Where(path => path != "/absente")];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Each_page_has_a_language_one_title_landmarks_and_labelled_fields(string path)
    {
        var page = await shared.Visitor.GetPageAsync(path);
        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.False(string.IsNullOrWhiteSpace(page.Title));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.NotEmpty(page.QuerySelectorAll("a[href='#contenu'], a[href^='#']"));
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count());
        foreach (var field in page.QuerySelectorAll("input:not([type=hidden]):not([type=submit]), select, textarea"))
        {
            Assert.True(field.Closest("label") is not null || field.HasAttribute("aria-label") || field.HasAttribute("aria-labelledby")
                || (field.Id is { Length: > 0 } id && page.QuerySelector($"label[for='{id}']") is not null), field.OuterHtml);
        }

        Assert.All(page.QuerySelectorAll("img"), image => Assert.True(image.HasAttribute("alt"), image.OuterHtml));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Each_page_is_also_in_english_and_shows_no_bare_key(string path)
    {
        foreach (var language in new[] { "fr", "en" })
        {
            var page = await shared.Visitor.GetPageAsync(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "langue=" + language);
            Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
            Assert.DoesNotMatch(@"(?<![\w./@-])[A-Z][a-z]+\.[A-Z][A-Za-z]+(?![\w./])", string.Join('\n', page.QuerySelectorAll("h1, h2, h3, label, button, legend, th, nav a").Select(e => e.TextContent)));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_links_of_a_page_lead_somewhere(string path)
    {
        var page = await shared.Visitor.GetPageAsync(path);
        var links = page.QuerySelectorAll<IHtmlAnchorElement>("a[href^='/']").Select(a => a.GetAttribute("href")!.Split('#')[0]).Distinct().Where(href => !href.StartsWith("/langue/", StringComparison.Ordinal)).Take(25).ToList();
        foreach (var href in links)
        {
            using var answer = await shared.Visitor.GetAsync(href, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Found, $"{path} → {href} : {(int)answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("/absente")]
    [InlineData("/initiatives/absente")]
    [InlineData("/organisations/%3Cscript%3E")]
    [InlineData("/territoires/99999")]
    [InlineData("/territoires/%EF%BF%BE")]
    [InlineData("/themes/inconnu")]
    [InlineData("/initiatives/%EF%BF%BE")]
    [InlineData("/agenda/..%2F..%2Fetc%2Fpasswd")]
    [InlineData("/planetes")]
    public async Task What_is_not_there_is_a_french_404_page(string path)
    {
        var page = await shared.Visitor.GetPageAsync(path, HttpStatusCode.NotFound);
        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.NotEmpty(page.QuerySelector("h1")!.TextContent);
        Assert.NotNull(page.QuerySelector("a[href='/']"));
        Assert.DoesNotContain("<script>alert", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/Organisations")]
    [InlineData("/INITIATIVES/la-smalah")]
    public async Task An_address_in_capitals_is_answered(string path)
    {
        using var answer = await shared.Visitor.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.Found or HttpStatusCode.MovedPermanently, $"{(int)answer.StatusCode}");
    }

    [Theory]
    [InlineData("theme=inconnu")]
    [InlineData("nature=planete")]
    [InlineData("lieu=Zzyzx")]
    [InlineData("rayon=abc&lieu=Langon+33")]
    [InlineData("rayon=10")]
    [InlineData("cadre=1,2,3")]
    [InlineData("page=0")]
    [InlineData("taille=1000")]
    [InlineData("q=a&q=b")]
    [InlineData("annee=vingt")]
    [InlineData("departement=999")]
    [InlineData("region=75")]
    [InlineData("forme=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("lieu=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("programme=x")]
    [InlineData("cooperation=x")]
    public async Task A_wrong_address_of_the_search_is_a_french_page_that_says_so(string query)
    {
        using var answer = await shared.Visitor.GetAsync("/?" + query, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        var page = await answer.ReadPageAsync();
        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.NotNull(page.QuerySelector("[role=alert], .notice, .field-error"));
        Assert.DoesNotContain("<script>alert", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("q=%00%01")]
    [InlineData("q=%EF%BF%BE")]
    [InlineData("q=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E")]
    [InlineData("q=%27")]
    [InlineData("utm_source=lettre&fbclid=1")]
    [InlineData("q=&lieu=&rayon=&nature=&theme=")]
    public async Task A_strange_search_is_an_ordinary_page(string query)
    {
        using var answer = await shared.Visitor.GetAsync("/?" + query, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.DoesNotContain("<script>alert", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("[onerror]"));
    }

    [Fact]
    public async Task An_ambiguous_place_is_asked_about_with_links_that_work()
    {
        using var answer = await shared.Visitor.GetAsync("/?q=mobilit%C3%A9&lieu=Langon", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        var choices = page.QuerySelectorAll<IHtmlAnchorElement>("main a").Where(a => a.TextContent.Contains("Langon (", StringComparison.Ordinal)).Select(a => a.GetAttribute("href")!).ToList();
        Assert.True(choices.Count >= 2);
        foreach (var choice in choices)
        {
            Assert.Contains("mobilit", choice, StringComparison.Ordinal);
            await shared.Visitor.GetPageAsync(choice);
        }
    }

    [Fact]
    public async Task The_search_page_shows_the_same_results_as_the_api_in_the_same_order()
    {
        var page = await shared.Visitor.GetPageAsync("/?q=rouvrir+un+caf%C3%A9+dans+un+village");
        var shown = page.QuerySelectorAll<IHtmlAnchorElement>("main a").Select(a => a.GetAttribute("href")!).ToList();
        var urls = (await shared.Visitor.SearchAsync("q=rouvrir+un+caf%C3%A9+dans+un+village&size=10")).Texts("url");
        Assert.NotEmpty(urls);
        var positions = urls.ConvertAll(url => shown.IndexOf(url));
        Assert.DoesNotContain(-1, positions);
        Assert.Equal(positions.Order(), positions);
    }

    [Fact]
    public async Task The_page_of_a_sheet_bears_its_sources_its_town_and_initiatives_like_it()
    {
        var page = await shared.Visitor.GetPageAsync("/initiatives/la-smalah");
        Assert.Equal("La Smalah", page.QuerySelector("h1")!.TextContent.Trim());
        Assert.NotEmpty(page.QuerySelectorAll("a[href='/territoires/40266']"));
        Assert.Contains("RTES", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll<IHtmlAnchorElement>("main a[href^='/initiatives/']"), a => a.GetAttribute("href") != "/initiatives/la-smalah");
    }

    [Fact]
    public async Task The_page_of_a_territory_says_its_population_with_kind_and_year_and_what_exists_there()
    {
        var page = await shared.Visitor.GetPageAsync("/territoires/33227");
        var text = page.QuerySelector("main")!.TextContent;
        Assert.Contains("2023", text, StringComparison.Ordinal);
        Assert.Contains("Petites villes de demain", text, StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll("main a[href='/initiatives/cap-solidaire']"));
    }
}
