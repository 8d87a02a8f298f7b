using System.Net;
using System.Net.Http.Headers;
using System.Xml;
using System.Xml.Linq;
using Liant.Modules.Catalogue;
using Liant.Modules.Interop.Feeds;
using Liant.Modules.Search.Contract;
using Liant.Tests.World;
using Microsoft.Data.Sqlite;
using static Liant.Tests.World.SearchAnswers;

namespace Liant.Tests.Interop;

/// <summary>The Atom feed of a search.</summary>
public sealed class FollowingASearch(ZinzolinTown town) : IClassFixture<ZinzolinTown>
{
    private const string Feed = "/api/v1/search.atom?";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task Newsboat_reads_it_with_its_accents_and_its_links()
    {
        using var newsboat = OtherProgram.Need("newsboat");
        var urls = newsboat.Write("urls", new Uri(town.Host.Address, Feed + ZinzolinTown.Find) + "\n");
        await newsboat.RunAsync("-u", urls, "-C", newsboat.Write("config", ""), "-c", newsboat.FileOf("cache.db"), "-x", "reload");
        var items = Rows(newsboat.FileOf("cache.db"), "SELECT title, url, content, pubDate FROM rss_item");
        Assert.Equal(7, items.Count);
        var cafe = Assert.Single(items, item => item[0] == "L’Œuvre d’été : café à Noël");
        Assert.Equal(new Uri(town.Host.Address, "/initiatives/l-oeuvre-d-ete-cafe-a-noel").AbsoluteUri, cafe[1]);
        Assert.Contains("imaginaire et zinzolin", cafe[2], StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), cafe[3]);
        Assert.Equal(["Liant · « zinzolin »"], Rows(newsboat.FileOf("cache.db"), "SELECT title FROM rss_feed").Select(feed => feed[0]));
    }

    [Fact]
    public async Task It_has_what_the_standard_asks_and_says_the_search_in_words()
    {
        var feed = await ReadAsync(town.Visitor, "q=zinzolin&place=33227&radius=50&kind=event&theme=tiers-lieux&page=3&size=1");
        Assert.Equal("Liant · « zinzolin » · Langon (Gironde), 50 km autour · Évènements · Tiers-lieux", feed.Element(Atom + "title")!.Value);
        var here = town.Host.Address.AbsoluteUri.TrimEnd('/');
        Assert.Equal(here + Feed + "q=zinzolin&place=insee%3A33227&radius=50&kind=event&theme=tiers-lieux", LinkOf(feed, "self"));
        Assert.Equal(here + "/?q=zinzolin&lieu=insee%3A33227&rayon=50&nature=event&theme=tiers-lieux", LinkOf(feed, "alternate"));
        Assert.Equal(HttpStatusCode.OK, (await town.Visitor.GetAsync(LinkOf(feed, "alternate"), TestContext.Current.CancellationToken)).StatusCode);
        Assert.NotNull(feed.Element(Atom + "author")!.Element(Atom + "name"));
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal(4, entries.Count);
        Assert.All(entries, entry =>
        {
            Assert.StartsWith("urn:uuid:", entry.Element(Atom + "id")!.Value, StringComparison.Ordinal);
            Assert.True(Guid.TryParse(entry.Element(Atom + "id")!.Value["urn:uuid:".Length..], out _));
            Assert.Equal("2026-11-22T09:00:00Z", entry.Element(Atom + "updated")!.Value);
            Assert.Equal(("tiers-lieux", "Tiers-lieux"), (entry.Element(Atom + "category")!.Attribute("term")!.Value, entry.Element(Atom + "category")!.Attribute("label")!.Value));
        });
        Assert.Equal("2026-11-22T09:00:00Z", feed.Element(Atom + "updated")!.Value);
    }

    [Fact]
    public async Task Its_identifiers_stay_and_each_search_has_its_own()
    {
        var first = await ReadAsync(town.Visitor, ZinzolinTown.Find);
        var again = await ReadAsync(town.Visitor, ZinzolinTown.Find + "&page=2");
        Assert.Equal(first.Elements().Where(e => e.Name.LocalName is "id" or "entry").Select(e => e.Value), again.Elements().Where(e => e.Name.LocalName is "id" or "entry").Select(e => e.Value));
        Assert.NotEqual(first.Element(Atom + "id")!.Value, (await ReadAsync(town.Visitor, Q("café"))).Element(Atom + "id")!.Value);
    }

    [Fact]
    public async Task Markup_in_a_title_is_text()
    {
        var feed = await ReadAsync(town.Visitor, ZinzolinTown.Find + "&kind=resource");
        Assert.Equal("Guide <b>&amp;</b> « zinzolin »", Assert.Single(feed.Elements(Atom + "entry")).Element(Atom + "title")!.Value);
    }

    [Fact]
    public async Task Everything_has_fifty_entries_without_a_territory()
    {
        var feed = await ReadAsync(town.Visitor, "");
        Assert.Equal("Liant · Tout le catalogue", feed.Element(Atom + "title")!.Value);
        Assert.Equal(50, feed.Elements(Atom + "entry").Count());
        Assert.Empty((await ReadAsync(town.Visitor, "kind=territory&departement=33")).Elements(Atom + "entry"));
    }

    [Fact]
    public void The_latest_come_first_whatever_their_rank()
    {
        var older = Document("Ancien", "", 1);
        var newer = Document("Neuf", "", 2);
        Assert.Equal(["Neuf", "Ancien"], Modules.Interop.Feeds.Feed.Latest([older, newer]).Select(entry => entry.Title));
    }

    [Fact]
    public async Task A_private_sheet_is_in_the_operators_feed_only()
    {
        Assert.DoesNotContain(await TitlesAsync(town.Visitor), title => title.Contains("secr", StringComparison.Ordinal));
        Assert.Equal(["Projet secret", "Réunion secrète"], (await TitlesAsync(town.Operator)).Where(title => title.Contains("secr", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("search.atom")]
    [InlineData("search.ics")]
    public async Task A_feed_that_did_not_change_is_answered_304_and_no_tag_tells_of_a_private_sheet(string name)
    {
        await using var host = await LiantHost.StartAsync(clock: Clock.At(2026, 11, 22));
        var open = Sheets.Of("a", "Réunion ouverte") with { StartsOn = Modules.Catalogue.Contract.PartialDate.Parse("2026-12-05") };
        await host.LoadSheetsAsync(SheetKind.Event, open);
        await host.CatchUpAsync();
        var address = $"/api/v1/{name}?{Q("réunion")}";
        using var operatorClient = await host.SignInOperatorAsync();
        var first = await AskAsync(host.Visitor, address);
        Assert.Equal((HttpStatusCode.OK, true), (first.StatusCode, first.Headers.ETag!.IsWeak));
        Assert.Equal(["Cookie"], first.Headers.Vary);
        Assert.True(first.Headers.CacheControl!.Private);
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(host.Visitor, address, tag: first.Headers.ETag)).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(host.Visitor, address, since: first.Content.Headers.LastModified)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host.Visitor, address, tag: new EntityTagHeaderValue("\"autre\"", true), since: first.Content.Headers.LastModified)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host.Visitor, address, since: first.Content.Headers.LastModified - TimeSpan.FromDays(1))).StatusCode);

        await host.LoadSheetsAsync("secret", (SheetKind.Event, [open with { Title = "Réunion secrète", Private = true }]));
        await host.CatchUpAsync();
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(host.Visitor, address, tag: first.Headers.ETag)).StatusCode);
        Assert.NotEqual(first.Headers.ETag, (await AskAsync(operatorClient, address)).Headers.ETag);

        await host.LoadSheetsAsync(SheetKind.Event, open with { Title = "Réunion ouverte à tous" });
        await host.CatchUpAsync();
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host.Visitor, address, tag: first.Headers.ETag)).StatusCode);
    }

    [Theory]
    [InlineData("search.atom")]
    [InlineData("search.ics")]
    [InlineData("export.csv")]
    [InlineData("export.xlsx")]
    [InlineData("export.geojson")]
    public async Task What_the_search_refuses_is_refused_alike(string name)
    {
        foreach (var (query, status) in new[] { ("kind=maison", 400), ("nature=event", 400), ("q=a&q=b", 400), ("place=Zzzzzz", 400), ("radius=5", 400), ("place=Langon", 409), ("place=33210", 409) })
        {
            using var here = await town.Visitor.GetAsync($"/api/v1/{name}?{query}", TestContext.Current.CancellationToken);
            using var there = await town.Visitor.GetAsync($"/api/v1/search?{query}", TestContext.Current.CancellationToken);
            Assert.Equal((status, status), ((int)here.StatusCode, (int)there.StatusCode));
            Assert.Equal("application/problem+json", here.Content.Headers.ContentType!.MediaType);
            Assert.Equal(await WithoutTraceAsync(there), await WithoutTraceAsync(here));
        }
    }

    [Fact]
    public void Characters_that_xml_cannot_hold_are_left_out()
    {
        var feed = new Feed(Guid.Empty, "a\u0000b\uD800c\uFFFE", "fr", "http://x", "http://x/a", "http://x/b");
        var written = AtomFeed.Write(feed, [Document("Un \u000B titre\u001F \uD83D\uDEB2", "Un r\u0008ésumé\uDC00", 1)]);
        using var reader = XmlReader.Create(new MemoryStream(written), new XmlReaderSettings { CheckCharacters = true });
        var read = XElement.Load(reader);
        Assert.Equal("abc", read.Element(Atom + "title")!.Value);
        Assert.Equal("Un  titre \uD83D\uDEB2", read.Element(Atom + "entry")!.Element(Atom + "title")!.Value);
        Assert.Equal("Un résumé", read.Element(Atom + "entry")!.Element(Atom + "summary")!.Value);
    }

    [Theory]
    [InlineData("/?q=zinzolin&lieu=33227&rayon=50", "?q=zinzolin&place=insee%3A33227&radius=50", true)]
    [InlineData("/?q=zinzolin&nature=initiative&annee=2019", "?q=zinzolin&kind=initiative&year=2019", false)]
    [InlineData("/agenda", "?kind=event", true)]
    [InlineData("/ressources", "?kind=resource", false)]
    public async Task A_list_offers_its_files_and_its_feeds(string page, string query, bool hasEvents)
    {
        var shown = await town.Visitor.GetPageAsync(page);
        Assert.Equal("/api/v1/search.atom" + query, shown.QuerySelector("head link[rel=alternate][type='application/atom+xml']")!.GetAttribute("href"));
        string[] expected = ["/api/v1/export.csv", "/api/v1/export.xlsx", "/api/v1/export.geojson", "/api/v1/search.atom", "/alerte", .. hasEvents ? ["/api/v1/search.ics"] : Array.Empty<string>()];
        var offered = shown.QuerySelectorAll(".take-away a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(expected.Select(address => address + query), offered);
        foreach (var address in offered)
        {
            using var answer = await town.Visitor.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("/?lieu=Langon")]
    [InlineData("/?nature=maison")]
    [InlineData("/?q=langon&nature=territory")]
    public async Task What_could_not_be_asked_for_again_is_not_offered(string page)
    {
        using var answer = await town.Visitor.GetAsync(page, TestContext.Current.CancellationToken);
        var shown = await answer.ReadPageAsync();
        Assert.Null(shown.QuerySelector(".take-away"));
        Assert.Null(shown.QuerySelector("head link[rel=alternate]"));
    }

    private static async Task<XElement> ReadAsync(HttpClient client, string query)
    {
        using var answer = await client.GetAsync(Feed + query);
        Assert.Equal("application/atom+xml; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        return XElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<List<string>> TitlesAsync(HttpClient client) =>
        (await ReadAsync(client, ZinzolinTown.Find)).Elements(Atom + "entry").Select(entry => entry.Element(Atom + "title")!.Value).ToList();

    private static string LinkOf(XElement feed, string relation) =>
        feed.Elements(Atom + "link").Single(link => link.Attribute("rel")!.Value == relation).Attribute("href")!.Value;

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string address, EntityTagHeaderValue? tag = null, DateTimeOffset? since = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (tag is not null)
        {
            request.Headers.IfNoneMatch.Add(tag);
        }

        request.Headers.IfModifiedSince = since;
        return await client.SendAsync(request);
    }

    private static async Task<string> WithoutTraceAsync(HttpResponseMessage answer)
    {
        using var document = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return string.Join("\n", document.RootElement.EnumerateObject().Where(p => p.Name != "traceId").Select(p => p.ToString()));
    }

    private static SearchDocument Document(string title, string summary, int day) => new(
        Guid.CreateVersion7().ToString("N"), "initiative", "/initiatives/x", title, summary, "", [title], [], [], null, [], [], null, null, "", null, null, false,
        new DateTimeOffset(2026, 1, day, 0, 0, 0, TimeSpan.Zero));

    private static List<string[]> Rows(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The two queries of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i).ToString()!).ToArray());
        }

        return rows;
    }
}
