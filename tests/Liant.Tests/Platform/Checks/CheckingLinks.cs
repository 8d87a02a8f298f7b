using System.Collections.Concurrent;
using System.Net;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Loading;
using Liant.Platform.Checks;
using Liant.Tests.World;

namespace Liant.Tests.Platform.Checks;

/// <summary>"./run check --links" against a site of our own.</summary>
public sealed class CheckingLinks
{
    [Fact]
    public async Task Dead_addresses_are_reported_with_their_sheets_and_live_ones_are_not()
    {
        await using var web = await Web.StartAsync();
        await using var host = await LiantHost.StartAsync();
        await host.WithDbAsync(db => Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, "DELETE FROM catalogue_sheets"));
        string[] paths = ["bien", "disparue", "sans-head", "renvoi", "renvoi-mort", "boucle", "garde", "panne"];
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("a", "Le café") with { Links = [.. paths.Select(path => new Link(path, web.Address + path)), new Link("éteint", "http://127.0.0.1:1/")] });
        await host.LoadSheetsAsync("autre", (SheetKind.Resource, [Sheets.Of("b", "Le guide") with { Url = web.Address + "disparue", Sources = [new SheetFile.SourceInFile(null, null, "x", null, null, web.Address + "source-morte")] }]));

        using var links = new WebLinks(asksPrivateNetworks: true, pause: TimeSpan.FromMilliseconds(1));
        var (code, words) = await host.Storage.CheckAsync(links: links);
        Assert.Equal(1, code);
        var found = words.Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..]).Order(StringComparer.Ordinal);
        Assert.Equal(new[]
        {
            "lien mort, le site ne répond pas : http://127.0.0.1:1/ — fiche /initiatives/le-cafe",
            $"lien mort, renvoie d’adresse en adresse sans fin : {web.Address}boucle — fiche /initiatives/le-cafe",
            $"lien mort, réponse 404 : {web.Address}disparue — fiche /initiatives/le-cafe, fiche /ressources/le-guide",
            $"lien mort, réponse 404 : {web.Address}renvoi-mort — fiche /initiatives/le-cafe",
            $"lien mort, réponse 404 : {web.Address}source-morte — fiche /ressources/le-guide",
            $"lien mort, réponse 500 : {web.Address}panne — fiche /initiatives/le-cafe",
        }.Order(StringComparer.Ordinal), found);
        Assert.Contains($"à regarder vous-même, le site refuse les programmes : réponse 403 : {web.Address}garde", words, StringComparison.Ordinal);
        Assert.Contains("10 adresses demandées, 6 mortes", words, StringComparison.Ordinal);

        Assert.All(web.Agents, agent => Assert.StartsWith("Liant/", agent, StringComparison.Ordinal));
        Assert.Equal(1, web.MostAtOnce);
        Assert.Equal(["HEAD /bien"], web.Requests.Where(request => request.EndsWith("/bien", StringComparison.Ordinal)).Distinct());
        Assert.Contains("GET /sans-head", web.Requests);
    }

    [Fact]
    public async Task Private_networks_are_not_asked_not_even_through_a_name()
    {
        await using var web = await Web.StartAsync();
        using var links = new WebLinks(pause: TimeSpan.Zero);
        var port = new Uri(web.Address).Port;
        string[] urls = [web.Address + "bien", $"http://localhost:{port}/bien", $"http://[::1]:{port}/bien", $"http://0.0.0.0:{port}/", $"http://[::ffff:127.0.0.1]:{port}/", $"http://{Dns.GetHostName()}.localhost:{port}/", "http://10.0.0.1/", "http://169.254.169.254/"];
        var answers = await links.AskAsync(urls.Select(url => new WebAddress(url, "fiche")).ToAsyncEnumerable(), TestContext.Current.CancellationToken);
        Assert.Empty(web.Requests);
        Assert.Equal(0, answers.Broken.Count(broken => !broken.What.Contains(".localhost", StringComparison.Ordinal)));
        Assert.True(answers.NotAsked >= urls.Length - 1);
    }

    [Fact]
    public async Task Another_kind_of_address_is_dead_without_being_asked()
    {
        using var links = new WebLinks(pause: TimeSpan.Zero);
        var answers = await links.AskAsync(new[] { "pas une adresse", "ftp://example.org/x" }.Select(url => new WebAddress(url, "fiche")).ToAsyncEnumerable(), TestContext.Current.CancellationToken);
        Assert.Equal(2, answers.Broken.Count);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("100.128.0.1", false)]
    [InlineData("0.0.0.0", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("192.0.2.1", false)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("2001:db8::1", false)]
    public void Private_addresses_are_known(string address, bool isPrivate) => Assert.Equal(isPrivate, WebLinks.IsPrivate(IPAddress.Parse(address)));

    /// <summary>A site with good and bad pages, which remembers who asked.</summary>
    private sealed class Web(WebApplication app) : IAsyncDisposable
    {
        private int atOnce;

        public string Address => app.Urls.First() + "/";

        public ConcurrentBag<string> Requests { get; } = [];

        public ConcurrentBag<string> Agents { get; } = [];

        public int MostAtOnce { get; private set; }

        public static async Task<Web> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var web = new Web(app);
            app.Run(web.AnswerAsync);
            await app.StartAsync();
            return web;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task AnswerAsync(HttpContext http)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref atOnce));
            Requests.Add($"{http.Request.Method} {http.Request.Path}");
            Agents.Add(http.Request.Headers.UserAgent.ToString());
            await Task.Delay(5);
            http.Response.StatusCode = http.Request.Path.Value switch
            {
                "/bien" => 200,
                "/sans-head" => http.Request.Method == "HEAD" ? 405 : 200,
                "/renvoi" or "/renvoi-mort" or "/boucle" => 302,
                "/garde" => 403,
                "/panne" => 500,
                _ => 404,
            };
            http.Response.Headers.Location = http.Request.Path.Value switch { "/renvoi" => "/bien", "/renvoi-mort" => "/disparue", "/boucle" => "/boucle", _ => default };
            Interlocked.Decrement(ref atOnce);
        }
    }
}
