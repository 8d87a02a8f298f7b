using System.Collections.Concurrent;
using System.Net;
using Liant.Modules.Ingestion.Batches;
using Liant.Modules.Ingestion.Web;
using Liant.Platform.Imports;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Ingestion.Web;

/// <summary>The pages of another site, read as a good guest: against a real server of this machine.</summary>
public sealed class ReadingASite(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_sitemap_is_read_slowly_within_its_rules_and_only_what_changed_is_read_again(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var asked = new ConcurrentQueue<(string Path, DateTimeOffset At, string? Etag)>();
        await using var site = await ServeAsync(engine, asked);
        var start = new Uri(site.Urls.First() + "/sitemap.xml");
        var refused = new List<string>();
        var first = await ReadAsync(host, start, refused);
        Assert.Equal((2, 0, 4), (first.Read, first.Known, first.Refused));
        Assert.Contains(refused, line => line.Contains("/secret", StringComparison.Ordinal) && line.Contains("robots.txt", StringComparison.Ordinal));
        Assert.Contains(refused, line => line.Contains("/absente", StringComparison.Ordinal) && line.Contains("404", StringComparison.Ordinal));
        Assert.Contains(refused, line => line.Contains("/enorme", StringComparison.Ordinal) && line.Contains("50 Mo", StringComparison.Ordinal));
        Assert.Contains(refused, line => line.Contains("/tourne", StringComparison.Ordinal) && line.Contains("redirections", StringComparison.Ordinal));
        Assert.DoesNotContain(asked, one => one.Path is "/secret" or "/ailleurs");
        var times = asked.Select(one => one.At).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First > Pause * 0.8));
        var documents = await host.WithDbAsync(db => db.Set<BatchDocument>().AsNoTracking().Where(document => document.BatchId == first.Batch).OrderBy(document => document.Rank).ToListAsync());
        Assert.Equal([$"{site.Urls.First()}/une", $"{site.Urls.First()}/deux"], documents.Select(document => document.Address));
        Assert.StartsWith($"La Halle {engine}", documents[0].Text, StringComparison.Ordinal);

        asked.Clear();
        var again = await ReadAsync(host, start, refused);
        Assert.Equal((0, 2), (again.Read, again.Known));
        Assert.Equal("\"v1\"", asked.Single(one => one.Path == "/une").Etag);
    }

    [Fact]
    public async Task A_list_of_addresses_is_read_by_the_same_rules_and_a_line_that_is_none_is_said()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var asked = new ConcurrentQueue<(string Path, DateTimeOffset At, string? Etag)>();
        // Other words than those of the test above, on the same site.
        await using var site = await ServeAsync(Engine.PostgreSql, asked);
        var (own, refused) = (site.Urls.First(), new List<string>());
        using var reader = new PoliteReader(Pause, IPAddress.IsLoopback, TimeProvider.System);
        var folders = ActivatorUtilities.CreateInstance<FolderReading>(host.Services);
        var count = await ActivatorUtilities.CreateInstance<WebReading>(host.Services, folders, reader).ReadAsync(
            "liste", ["# nos pages", own + "/une ", "", own + "/une", own + "/secret", "pas une adresse", "file:///etc/passwd"], (name, problem) => refused.Add($"{name} : {problem}"), TestContext.Current.CancellationToken);
        Assert.Equal((1, 3), (count.Read, count.Refused));
        Assert.DoesNotContain(asked, one => one.Path == "/secret");
        Assert.Contains(refused, line => line.StartsWith("pas une adresse : Ce n’est pas une adresse web", StringComparison.Ordinal));
        Assert.Equal("liste", await host.WithDbAsync(db => db.Set<ReadingBatch>().Where(batch => batch.Id == count.Batch).Select(batch => batch.Name).SingleAsync()));
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://localhost/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://[fd00::1]/")]
    public async Task An_address_of_a_private_network_is_never_asked(string address)
    {
        using var reader = new PoliteReader(TimeSpan.Zero, PublicAddresses.Has, TimeProvider.System);
        var refusal = await Assert.ThrowsAsync<UnreadableFile>(() => reader.GetAsync(new Uri(address), null, null, TestContext.Current.CancellationToken));
        Assert.Contains("réseau interne", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirection_to_a_private_network_or_to_a_file_is_not_followed()
    {
        await using var site = await ServeAsync(Engine.Sqlite, new());
        // As if this machine were public and the other address private.
        using var reader = new PoliteReader(TimeSpan.Zero, address => address.Equals(IPAddress.Loopback), TimeProvider.System);
        foreach (var (path, reason) in new[] { ("/vers-interne", "réseau interne"), ("/vers-fichier", "http et https") })
        {
            var refusal = await Assert.ThrowsAsync<UnreadableFile>(() => reader.GetAsync(new Uri(site.Urls.First() + path), null, null, TestContext.Current.CancellationToken));
            Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("User-agent: *\nDisallow: /prive\nAllow: /prive/ouvert", "/prive/page", false)]
    [InlineData("User-agent: *\nDisallow: /prive\nAllow: /prive/ouvert", "/prive/ouvert", true)]
    [InlineData("User-agent: autre\nDisallow: /\n\nUser-agent: *\nDisallow:", "/page", true)]
    [InlineData("User-agent: *\nAllow: /\n\nUser-agent: Liant\nDisallow: /", "/page", false)]
    [InlineData("User-agent: a\nUser-agent: *\nDisallow: /*.pdf$ # les PDF", "/doc.pdf", false)]
    [InlineData("User-agent: a\nUser-agent: *\nDisallow: /*.pdf$", "/doc.pdf.html", true)]
    public void Rules_of_a_site_are_read_as_they_are_written(string text, string path, bool allows) => Assert.Equal(allows, RobotsRules.Parse(text).Allow(path));

    private static async Task<FolderCount> ReadAsync(LiantHost host, Uri start, List<string> refused)
    {
        using var reader = new PoliteReader(Pause, IPAddress.IsLoopback, TimeProvider.System);
        var folders = ActivatorUtilities.CreateInstance<FolderReading>(host.Services);
        return await ActivatorUtilities.CreateInstance<WebReading>(host.Services, folders, reader).ReadAsync(start, (name, problem) => refused.Add($"{name} : {problem}"), TestContext.Current.CancellationToken);
    }

    private static async Task<WebApplication> ServeAsync(Engine engine, ConcurrentQueue<(string, DateTimeOffset, string?)> asked)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.Run(async context =>
        {
            var path = context.Request.Path.Value!;
            asked.Enqueue((path, TimeProvider.System.GetUtcNow(), context.Request.Headers.IfNoneMatch));
            var own = $"http://{context.Request.Host}";
            switch (path)
            {
                case "/robots.txt":
                    await context.Response.WriteAsync("User-agent: *\nDisallow: /secret\n");
                    break;
                case "/sitemap.xml":
                    await context.Response.WriteAsync("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">" + string.Concat(new[] { "une", "deux", "secret", "absente", "enorme", "tourne" }.Select(page => $"<url><loc>{own}/{page}</loc></url>")) + "<url><loc>http://autre.example/ailleurs</loc></url></urlset>");
                    break;
                case "/une" or "/deux" when context.Request.Headers.IfNoneMatch == "\"v1\"":
                    context.Response.StatusCode = StatusCodes.Status304NotModified;
                    break;
                case "/une" or "/deux":
                    context.Response.Headers.ETag = "\"v1\"";
                    context.Response.ContentType = "text/html; charset=utf-8";
                    await context.Response.WriteAsync($"<html><body><h1>La Halle {engine}</h1><p>Page {path} de {engine}.</p></body></html>");
                    break;
                case "/enorme":
                    for (var i = 0; i < 60 && !context.RequestAborted.IsCancellationRequested; i++)
                    {
                        await context.Response.Body.WriteAsync(new byte[1024 * 1024]);
                    }

                    break;
                case "/tourne":
                    context.Response.Redirect("/tourne");
                    break;
                case "/vers-interne":
                    context.Response.Redirect("http://10.1.2.3/");
                    break;
                case "/vers-fichier":
                    context.Response.Redirect("file:///etc/passwd");
                    break;
                default:
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    break;
            }
        });
        await site.StartAsync();
        return site;
    }
}
