using System.Net;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Loading;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue.Entry;

public sealed class RevisingASheet(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_revision_is_read_back_and_counts_as_made_by_hand(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var path = await LoadedAsync(host, "revisee", "Le Four à pain");
        using var sent = await clerk.PostFormAsync(path, ("Summary", "Un four rallumé."), ("Commune", "Langogne"));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        using var fresh = host.NewClient();
        Assert.Contains("Un four rallumé.", (await fresh.GetPageAsync(sent.Headers.Location!.OriginalString)).Body!.TextContent, StringComparison.Ordinal);
        var sheet = await host.WithDbAsync(db => db.Set<Sheet>().AsNoTracking().SingleAsync(s => s.OriginKey == "revisee"));
        Assert.Equal((2, true, "48080", "Le Four à pain"), (sheet.Version, sheet.IsEditedByHand, sheet.CommuneCode, sheet.Title));
        Assert.Equal("Gazette imaginaire", sheet.Sources.Single().Title);
    }

    [Fact]
    public async Task Wrong_fields_are_said_and_the_sheet_stays_as_it_was()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var path = await LoadedAsync(host, "fausse", "Le Lavoir");
        using var sent = await clerk.PostFormAsync(path, ("Title", ""), ("Summary", "Ce que je tape"));
        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        var page = await sent.ReadPageAsync();
        Assert.Contains("Ce que je tape", page.ValueOf("Summary")!, StringComparison.Ordinal);
        Assert.Equal((1, "Le Lavoir"), await host.WithDbAsync(async db => await db.Set<Sheet>().Where(s => s.OriginKey == "fausse").Select(s => ValueTuple.Create(s.Version, s.Title)).SingleAsync()));
    }

    [Fact]
    public async Task A_visitor_is_sent_away()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var path = await LoadedAsync(host, "gardee", "La Glacière");
        using var seen = await host.Visitor.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, seen.StatusCode);
        using var stranger = host.NewClient();
        using var sent = await stranger.SendFormAsync(path, await clerk.GetPageAsync(path), ("Title", "Piratée"));
        Assert.True(sent.StatusCode is HttpStatusCode.Found or HttpStatusCode.BadRequest);
        Assert.Equal("La Glacière", await host.WithDbAsync(db => db.Set<Sheet>().Where(s => s.OriginKey == "gardee").Select(s => s.Title).SingleAsync()));
    }

    [Fact]
    public async Task A_sheet_that_is_not_there_or_of_another_kind_is_a_french_404()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var path = await LoadedAsync(host, "autre", "Le Pigeonnier");
        foreach (var wrong in new[] { "/saisie/initiatives/abc", "/saisie/initiatives/00000000000000000000000000000000", path.Replace("initiatives", "organisations", StringComparison.Ordinal) })
        {
            var page = await clerk.GetPageAsync(wrong, HttpStatusCode.NotFound);
            Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
            Assert.NotEmpty(page.QuerySelector("h1")!.TextContent);
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Of_two_people_the_second_to_save_is_told_and_keeps_what_was_typed(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var path = await LoadedAsync(host, "disputee", "La Bascule");
        var (mine, theirs) = (await clerk.GetPageAsync(path), await clerk.GetPageAsync(path));
        using var first = await clerk.SendFormAsync(path, theirs, ("Summary", "Leur version."));
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        using var second = await clerk.SendFormAsync(path, mine, ("Summary", "Ma version."));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var told = await second.ReadPageAsync();
        Assert.NotNull(told.QuerySelector("[role=alert]"));
        Assert.Contains("Ma version.", told.ValueOf("Summary")!, StringComparison.Ordinal);
        Assert.Equal("Leur version.", await SummaryAsync(host));
        // Having read the sentence, she may save over it.
        using var third = await clerk.SendFormAsync(path, told);
        Assert.Equal(HttpStatusCode.Found, third.StatusCode);
        Assert.Equal("Ma version.", await SummaryAsync(host));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Saved_unchanged_every_sheet_of_the_starter_catalogue_says_the_same(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var sheets = await host.WithDbAsync(db => db.Set<Sheet>().AsNoTracking().Include(s => s.Relations).Where(s => s.Origin == StarterCatalogue.Origin).OrderBy(s => s.Id).ToListAsync());
        foreach (var before in sheets.Where((_, i) => i % (engine == Engine.Sqlite ? 12 : 30) == 0))
        {
            using var sent = await clerk.PostFormAsync($"/saisie/{before.Kind.Path()}/{before.Id:N}");
            Assert.True(sent.StatusCode == HttpStatusCode.Found, $"{before.Slug} : {(int)sent.StatusCode} {(await sent.ReadPageAsync()).QuerySelector("#resume-erreurs")?.TextContent}");
            var after = await host.WithDbAsync(db => db.Set<Sheet>().AsNoTracking().Include(s => s.Relations).SingleAsync(s => s.Id == before.Id));
            Assert.Equal(Facts(before), Facts(after));
        }
    }

    /// <summary>All that a sheet says, as lines to compare.</summary>
    private static List<string> Facts(Sheet sheet)
    {
        var (initiative, organisation, resource, e, programme) = (sheet as Initiative, sheet as Organisation, sheet as Resource, sheet as Event, sheet as Programme);
        return
        [
            $"{sheet.Title}|{sheet.Acronym}|{sheet.Summary}|{sheet.Slug}|{sheet.CommuneCode}|{sheet.AreaCode}|{sheet.AreaLabel}|{sheet.Lat}|{sheet.Lon}|{sheet.LocationPrecision}|{sheet.SeriesName}|{sheet.SeriesNumber}|{sheet.IsPrivate}|{sheet.Body}",
            $"{initiative?.Context}|{initiative?.Activities}|{initiative?.Outcome}|{initiative?.Plans}|{initiative?.LegalForm ?? organisation?.LegalForm}|{initiative?.Stage}|{initiative?.StartedIn ?? organisation?.StartedIn ?? programme?.StartedIn}|{initiative?.EndedIn}",
            $"{resource?.ResourceType}|{resource?.Category}|{resource?.PublishedOn}|{resource?.Pages}|{resource?.Url}|{e?.StartsOn}|{e?.EndsOn}|{e?.Venue}|{programme?.Operator}",
            .. sheet.Aliases.Concat(sheet.Themes).Concat(sheet.Keywords).Concat(sheet.Cooperation).Concat(sheet.Levers).Concat(initiative?.Statuses ?? organisation?.Statuses ?? []).Concat(resource?.Publishers ?? []).Concat(e?.Organisers ?? []).Order(StringComparer.Ordinal),
            .. sheet.Sources.Select(source => source.ToString()), .. sheet.Figures.Select(figure => figure.ToString()), .. sheet.Links.Select(link => link.ToString()),
            .. (initiative?.Funding ?? []).Select(line => line.ToString()), .. sheet.Relations.Select(relation => $"{relation.Kind} {relation.ToId} {relation.Source}").Order(StringComparer.Ordinal),
        ];
    }

    private static Task<string> SummaryAsync(LiantHost host) => host.WithDbAsync(db => db.Set<Sheet>().Where(s => s.OriginKey == "disputee").Select(s => s.Summary).SingleAsync());

    private static async Task<string> LoadedAsync(LiantHost host, string key, string title)
    {
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of(key, title));
        return $"/saisie/initiatives/{await host.WithDbAsync(db => db.Set<Sheet>().Where(s => s.OriginKey == key).Select(s => s.Id).SingleAsync()):N}";
    }
}
