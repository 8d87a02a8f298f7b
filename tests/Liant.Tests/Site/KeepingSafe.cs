using System.Net;
using Liant.Tests.World;

namespace Liant.Tests.Site;

public sealed class KeepingSafe(SharedHost shared)
{
    public static TheoryData<string> Pages() =>
    [
        "/", "/?q=caf%C3%A9", "/organisations", "/initiatives", "/ressources", "/agenda", "/programmes", "/initiatives/la-smalah", "/themes", "/themes/habitat",
        "/territoires", "/territoires/33227", "/territoires/33", "/territoires/reg-75", "/a-propos", "/accessibilite", "/mentions-legales", "/connexion", "/absente",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Each_page_forbids_inline_scripts_and_styles_and_has_none(string path)
    {
        using var answer = await shared.Visitor.GetAsync(path, TestContext.Current.CancellationToken);
        var policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.NotEmpty(answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
        var page = await answer.ReadPageAsync();
        Assert.Empty(page.QuerySelectorAll("script:not([src]):not([type='application/json']):not([type='application/ld+json']), style, [style], [onclick], [onload], [onerror]"));
        Assert.All(page.QuerySelectorAll("script[src], link[rel=stylesheet][href], img[src]").Select(e => e.GetAttribute("src") ?? e.GetAttribute("href")!),
            source => Assert.True(source.StartsWith('/') && !source.StartsWith("//", StringComparison.Ordinal) || source.StartsWith("data:", StringComparison.Ordinal), source));
    }

    [Theory]
    [InlineData("/api/v1/search")]
    [InlineData("/api/v1/search?size=0")]
    [InlineData("/health/live")]
    [InlineData("/dist/app.css")]
    [InlineData("/absente")]
    public async Task Every_kind_of_answer_carries_the_headers(string path)
    {
        using var answer = await shared.Visitor.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
        Assert.True(answer.Headers.Contains("X-Content-Type-Options"));
    }

    [Theory]
    [InlineData("/agenda?q=1", "/agenda?q=1")]
    [InlineData("/?q=caf%C3%A9&lieu=Langon", "/?q=caf%C3%A9&lieu=Langon")]
    [InlineData("https://pirate.example/", "/")]
    [InlineData("//pirate.example", "/")]
    [InlineData("/\\pirate.example", "/")]
    [InlineData("\\\\pirate.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/\t/pirate.example", null)]
    [InlineData("/\r\nSet-Cookie: a=b", null)]
    [InlineData("", "/")]
    public async Task Choosing_a_language_returns_to_this_site_only(string back, string? reached)
    {
        using var reader = shared.Host.NewClient();
        using var answer = await reader.GetAsync("/langue/en?retour=" + Uri.EscapeDataString(back), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var location = answer.Headers.Location!;
        Assert.False(new Uri(shared.Host.Address, location).Host != shared.Host.Address.Host, location.OriginalString);
        Assert.DoesNotContain("a=b", string.Join(' ', answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        if (reached is not null)
        {
            Assert.Equal(reached, location.OriginalString);
        }

        Assert.Contains("httponly", string.Join(' ', answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/langue/de")]
    [InlineData("/langue/%3Cscript%3E")]
    public async Task Another_language_is_not_found(string path)
    {
        using var answer = await shared.Visitor.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/saisie")]
    [InlineData("/saisie/organisations")]
    [InlineData("/saisie/initiatives/00000000000000000000000000000000")]
    public async Task The_entry_is_closed_to_visitors(string path)
    {
        using var answer = await shared.Visitor.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("/connexion", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_are_told_what_not_to_visit()
    {
        var robots = await shared.Visitor.GetStringAsync("/robots.txt", TestContext.Current.CancellationToken);
        Assert.Contains("Disallow: /saisie", robots, StringComparison.Ordinal);
        Assert.Contains("Sitemap: http", robots, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_public_sheet_is_on_the_map_of_the_site()
    {
        var listed = System.Xml.Linq.XDocument.Parse(await shared.Visitor.GetStringAsync("/sitemap.xml", TestContext.Current.CancellationToken)).Descendants()
            .Where(e => e.Name.LocalName == "loc").Select(e => new Uri(e.Value).AbsolutePath).ToHashSet();
        foreach (var kind in new[] { "organisation", "initiative", "resource", "event", "programme" })
        {
            Assert.All((await shared.Visitor.SearchAsync($"kind={kind}&size=100")).Texts("url"), url => Assert.Contains(url, listed));
        }
    }
}
