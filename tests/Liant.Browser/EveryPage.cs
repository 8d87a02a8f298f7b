using System.Text.RegularExpressions;
using Liant.Browser.World;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Playwright;

namespace Liant.Browser;

public sealed class EveryPage(Town town)
{
    [Theory]
    [MemberData(nameof(PageTypes.Public), MemberType = typeof(PageTypes))]
    public async Task Has_no_accessibility_fault_on_a_wide_screen(string path, int status) => await CheckAsync(path, status, 1280);

    [Theory]
    [MemberData(nameof(PageTypes.Public), MemberType = typeof(PageTypes))]
    public async Task Has_no_accessibility_fault_on_a_phone(string path, int status) => await CheckAsync(path, status, 390);

    [Theory]
    [MemberData(nameof(PageTypes.OfTheOperator), MemberType = typeof(PageTypes))]
    public async Task Of_the_operator_has_no_accessibility_fault(string path)
    {
        foreach (var width in new[] { 1280, 390 })
        {
            var page = await town.OpenAsOperatorAsync(width, withChecker: true);
            var answer = await page.GotoAsync(await town.AddressOfAsync(path));
            Assert.Equal(200, answer!.Status);
            Assert.Equal("", await page.AccessibilityFaultsAsync());
            Assert.False(await page.ScrollsSidewaysAsync());
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Is_one_of_these_or_is_visited_elsewhere_for_a_reason()
    {
        var routes = town.PageRoutes().DistinctBy(route => route.RawText).ToList();
        var visited = new HashSet<string>();
        foreach (var path in PageTypes.Public.Select(row => row.Data.Item1).Concat(PageTypes.OfTheOperator.Select(row => row.Data)))
        {
            var address = (await town.AddressOfAsync(path)).Split('?')[0].Trim('/').Split('/', StringSplitOptions.RemoveEmptyEntries);
            // The most literal route answers, as in the application.
            visited.Add(routes.Where(route => Answers(route, address)).MaxBy(route => route.PathSegments.Count(IsLiteral))!.RawText!);
        }

        Assert.Equal([], routes.Select(route => route.RawText!).Except(visited).Except(PageTypes.Elsewhere.Keys).Order());
        Assert.Equal([], PageTypes.Elsewhere.Keys.Where(route => visited.Contains(route) || !routes.Exists(one => one.RawText == route)));
    }

    private static bool IsLiteral(RoutePatternPathSegment segment) => segment.Parts[0].IsLiteral;

    private static bool Answers(RoutePattern route, string[] address) =>
        address.Length <= route.PathSegments.Count && route.PathSegments.Select((segment, i) => i >= address.Length ? segment.Parts[0] is RoutePatternParameterPart { IsOptional: true }
            : segment.Parts[0] is RoutePatternLiteralPart literal ? literal.Content == address[i]
            : segment.Parts[0] is not RoutePatternParameterPart parameter || parameter.ParameterPolicies.All(policy => policy.Content is not { } rule || !rule.StartsWith("regex(", StringComparison.Ordinal) || Regex.IsMatch(address[i], rule[6..^1]))).All(fits => fits);

    [Theory]
    [InlineData("/")]
    [InlineData("/?q=caf%C3%A9&lieu=Felletin")]
    [InlineData("/initiatives/la-smalah")]
    [InlineData("/territoires/33227")]
    [InlineData("/accessibilite")]
    public async Task Reads_in_English_with_its_French_passages_marked(string path)
    {
        var page = await town.OpenAsync(withChecker: true, language: "en");
        await page.GotoAsync(path);
        Assert.Equal("en", await page.GetAttributeAsync("html", "lang"));
        Assert.Equal("", await page.AccessibilityFaultsAsync());
        Assert.Equal(0, await page.Locator("text=/^[A-Z][a-z0-9]+\\.[A-Z][A-Za-z.]+$/").CountAsync());
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?q=caf%C3%A9&lieu=Felletin&theme=culture")]
    [InlineData("/initiatives/anima")]
    [InlineData("/themes")]
    [InlineData("/territoires/33227")]
    [InlineData("/connexion")]
    public async Task Has_no_accessibility_fault_in_the_dark(string path)
    {
        var page = await town.OpenAsync(withChecker: true, scheme: ColorScheme.Dark);
        await page.GotoAsync(path);
        Assert.Equal("", await page.AccessibilityFaultsAsync());
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?q=caf%C3%A9")]
    [InlineData("/initiatives/la-smalah")]
    [InlineData("/territoires/33227")]
    public async Task Fits_a_screen_of_320_pixels(string path)
    {
        var page = await town.OpenAsync(320);
        await page.GotoAsync(path);
        Assert.False(await page.ScrollsSidewaysAsync());
        await page.Context.CloseAsync();
    }

    private async Task CheckAsync(string path, int status, int width)
    {
        var page = await town.OpenAsync(width, withChecker: true);
        var answer = await page.GotoAsync(path);
        Assert.Equal(status, answer!.Status);
        Assert.Equal("", await page.AccessibilityFaultsAsync());
        Assert.False(await page.ScrollsSidewaysAsync(), "the page scrolls sideways");
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.Equal("fr", await page.GetAttributeAsync("html", "lang"));
        Assert.NotEqual("", await page.TitleAsync());
        await page.Context.CloseAsync();
    }
}
