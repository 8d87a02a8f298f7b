using System.Net;
using Liant.Tests.World;

namespace Liant.Tests.Accounts;

public sealed class SigningInAsTheOperator(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Fact]
    public async Task Opening_the_link_uses_nothing_sending_the_form_uses_it_once()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var path = "/operateur?jeton=" + await host.NewOperatorTokenAsync();
        using var scanner = host.NewClient("203.0.113.50");
        await scanner.GetPageAsync(path);
        using var one = host.NewClient("203.0.113.1");
        using var entered = await one.PostFormAsync(path);
        Assert.Equal((HttpStatusCode.Found, "/saisie"), (entered.StatusCode, entered.Headers.Location!.OriginalString));
        await one.GetPageAsync("/saisie");
        using var other = host.NewClient("203.0.113.2");
        using var refused = await other.PostFormAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var sentAway = await other.GetAsync("/saisie", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, sentAway.StatusCode);
    }

    [Theory]
    [InlineData("faux")]
    [InlineData("")]
    [InlineData("<script>alert(1)</script>")]
    public async Task A_wrong_token_is_a_400_that_keeps_what_was_typed(string token)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        using var client = host.NewClient("203.0.113.3");
        using var refused = await client.PostFormAsync("/operateur", ("jeton", token));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.ReadPageAsync();
        Assert.Equal(token, page.ValueOf("jeton"));
        Assert.NotEmpty(page.QuerySelector(".field-error, [role=alert]")!.TextContent.Trim());
    }

    [Theory]
    [InlineData("/saisie/agenda", "/saisie/agenda")]
    [InlineData("https://pirate.example/", "/saisie")]
    [InlineData("//pirate.example/", "/saisie")]
    [InlineData("/\\pirate.example/", "/saisie")]
    public async Task One_returns_to_a_page_of_this_site_only(string back, string reached)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        using var client = host.NewClient("203.0.113.4");
        using var entered = await client.PostFormAsync($"/operateur?jeton={await host.NewOperatorTokenAsync()}&retour={Uri.EscapeDataString(back)}");
        Assert.Equal(reached, entered.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        using var client = host.NewClient("203.0.113.5");
        using var entered = await client.PostFormAsync("/operateur?jeton=" + await host.NewOperatorTokenAsync());
        var cookie = entered.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("liant.session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        using var client = host.NewClient("203.0.113.99");
        var answers = new List<HttpResponseMessage>();
        for (var attempt = 0; attempt < 25; attempt++)
        {
            answers.Add(await client.GetAsync("/operateur", TestContext.Current.CancellationToken));
        }

        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
        Assert.NotNull(answers[^1].Headers.RetryAfter);
        using var other = host.NewClient("203.0.113.98");
        await other.GetPageAsync("/operateur");
    }

    [Fact]
    public async Task Leaving_closes_the_entry()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var client = await host.SignInOperatorAsync();
        using var left = await client.PostFormAsync("/operateur");
        Assert.Equal(HttpStatusCode.Found, left.StatusCode);
        using var sentAway = await client.GetAsync("/saisie", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, sentAway.StatusCode);
    }
}
