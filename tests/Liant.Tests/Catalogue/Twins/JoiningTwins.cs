using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.Twins;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue.Twins;

public sealed class JoiningTwins(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Fact]
    public void A_union_keeps_what_is_said_fills_what_is_empty_and_loses_no_source()
    {
        var kept = new SheetContent
        {
            Title = "La Halle", Summary = "Gardé.", Aliases = ["Halle"], Themes = ["culture"], CommuneCode = "23079",
            Sources = [new Source("s1", "Gazette"), new Source("s2", "Registre")], Figures = [new Figure("places", 40, null, 2020, "s1")],
        };
        var absorbed = new SheetContent
        {
            Title = "La Halle aux blés", Summary = "Absorbé.", Aliases = ["Halle"], Body = "Un texte.", Themes = ["culture", "tiers-lieux"], CommuneCode = "33227", Address = "1 rue Haute", StartedIn = 2012,
            Sources = [new Source("s1", "Annuaire"), new Source("x", "Registre")], Particulars = [new Particular("Horaires", "le lundi")],
            Figures = [new Figure("emplois", 3, null, 2021, "s1")], Funding = [new FundingLine("ventes", null, 100, null, "x")],
        };
        var union = SheetUnion.Of(kept, absorbed);
        var content = union.Content;
        Assert.Equal(("La Halle", "Gardé.", "Un texte.", "23079", null, 2012), (content.Title, content.Summary, content.Body, content.CommuneCode, content.Address, content.StartedIn));
        Assert.Equal(["Halle", "La Halle aux blés"], content.Aliases);
        Assert.Equal(["culture", "tiers-lieux"], content.Themes);
        Assert.Equal(["s1 Gazette", "s2 Registre", "s1-2 Annuaire"], content.Sources.Select(s => $"{s.Key} {s.Title}"));
        Assert.Equal(["places s1", "emplois s1-2"], content.Figures.Select(f => $"{f.Label} {f.Source}"));
        Assert.Equal("s2", content.Funding.Single().Source);
        Assert.Equal("le lundi", content.Particulars.Single().Text);
        Assert.Equal(("s1-2", "s2"), (union.Keys["s1"], union.Keys["x"]));
    }

    [Fact]
    public void The_file_of_an_absorbed_sheet_stays_among_the_sources_and_a_private_word_stays_private()
    {
        var (one, two) = (FileSource.Name(Guid.CreateVersion7(), "un"), FileSource.Name(Guid.CreateVersion7(), "deux"));
        one.Describe("Fichier un", null, null, null, "odbl");
        two.Describe("Fichier deux", null, null, null, "cc-by");
        var (kept, absorbed) = (new SheetContent { Title = "A", Summary = "A.", FileSource = one }, new SheetContent { Title = "B", Summary = "B.", FileSource = two, IsPrivate = true });
        var content = SheetUnion.Of(kept, absorbed).Content;
        Assert.Equal([("fichier", "Fichier un"), ("fichier-2", "Fichier deux")], content.AllSources.Select(s => (s.Key, s.Title)));
        Assert.True(content.IsPrivate);
        var byHand = SheetUnion.Of(new SheetContent { Title = "A", Summary = "A.", Sources = [new Source("s1", "Gazette")] }, absorbed);
        Assert.Same(two, byHand.Content.FileSource);
        Assert.Equal("fichier", byHand.Keys["fichier"]);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task What_a_sheet_says_is_what_it_was_written_with(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        await host.WithDbAsync(async db =>
        {
            foreach (var sheet in await db.Set<Sheet>().ToListAsync())
            {
                Assert.True(db.SaysTheSame(sheet, SheetContent.Of(sheet)), sheet.Slug);
            }
        });
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Joined_sheets_are_one_and_everything_that_led_to_the_other_leads_to_it(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var (kept, absorbed, third, pointing, old) = (Sheets.Entity($"Le Four {engine}"), Sheets.Entity($"Le Four banal {engine}"), Sheets.Entity($"Le Fournil {engine}"), Sheets.Entity($"Qui relie {engine}"), Guid.CreateVersion7());
        absorbed.Relate("supports", third.Id, absorbed.AllSources[0].Key);
        absorbed.Relate("documents", kept.Id, absorbed.AllSources[0].Key);
        pointing.Relate("hosts", absorbed.Id, pointing.AllSources[0].Key);
        await host.WithDbAsync(async db =>
        {
            db.AddRange(kept, absorbed, third, pointing);
            await db.SaveChangesAsync();
            db.Add(new AbsorbedSheet { Id = old, IntoId = absorbed.Id, KindSlug = "initiative", Slug = "vieille-" + engine, AbsorbedAt = TimeProvider.System.GetUtcNow() });
            db.AddRange(Pair(absorbed, kept), Pair(third, absorbed));
            await db.SaveChangesAsync();
        });
        var page = await clerk.GetPageAsync("/saisie/doublons");
        Assert.Contains(kept.Title, page.Body!.TextContent, StringComparison.Ordinal);
        using var sent = await DecideAsync(clerk, "Join", kept, absorbed);
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        await host.WithDbAsync(async db =>
        {
            var one = await db.Set<Sheet>().AsNoTracking().Include(s => s.Relations).SingleAsync(s => s.Id == kept.Id);
            Assert.Equal((2, true), (one.Version, one.IsEditedByHand));
            Assert.Contains(absorbed.Title, one.Aliases);
            Assert.Equal(("supports", third.Id), (one.Relations.Single().Kind, one.Relations.Single().ToId));
            Assert.False(await db.Set<Sheet>().AnyAsync(s => s.Id == absorbed.Id));
            Assert.Equal(kept.Id, (await db.Set<Sheet>().Include(s => s.Relations).SingleAsync(s => s.Id == pointing.Id)).Relations.Single().ToId);
            Assert.Equal([kept.Id, kept.Id], await db.Set<AbsorbedSheet>().Where(a => a.Id == old || a.Id == absorbed.Id).Select(a => a.IntoId).ToListAsync());
            var pair = await db.Set<LikelyTwins>().SingleAsync(t => t.SheetId == kept.Id || t.OtherId == kept.Id);
            Assert.Equal((kept.Id, third.Id, null), (pair.SheetId, pair.OtherId, pair.ToldApartAt));
            Assert.Equal(1, await db.AuditEntries.CountAsync(a => a.Act == "sheets-joined" && a.Subject.EndsWith(kept.Id.ToString("N"))));
        });
        foreach (var (from, to) in new[] { (absorbed.Address(), kept.Address()), ("/initiatives/vieille-" + engine, kept.Address()), ($"/api/v1/initiatives/{absorbed.Id:N}", $"/api/v1/initiatives/{kept.Id:N}") })
        {
            using var moved = await host.Visitor.GetAsync(from, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.MovedPermanently, to), (moved.StatusCode, moved.Headers.Location?.OriginalString));
        }

        using var again = await DecideAsync(clerk, "Join", kept, absorbed);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("n’est plus à examiner", (await again.ReadPageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        using var apart = await DecideAsync(clerk, "Apart", kept, third);
        Assert.Equal(HttpStatusCode.Found, apart.StatusCode);
        Assert.True(Guid.TryParse((await host.WithDbAsync(db => db.Set<LikelyTwins>().SingleAsync(t => t.SheetId == kept.Id))).ToldApartBy, out _));
        using var apartAgain = await DecideAsync(clerk, "Apart", kept, third);
        Assert.Equal(HttpStatusCode.Conflict, apartAgain.StatusCode);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Of_two_people_who_join_the_same_pair_each_their_way_one_is_told(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var (a, b) = (Sheets.Entity($"La Grange à deux {engine}"), Sheets.Entity($"La Grange {engine}"));
        await host.WithDbAsync(async db =>
        {
            db.AddRange(a, b);
            await db.SaveChangesAsync();
            db.Add(Pair(a, b));
            await db.SaveChangesAsync();
        });
        var both = await Task.WhenAll(DecideAsync(clerk, "Join", a, b), DecideAsync(clerk, "Join", b, a));
        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Conflict], both.Select(answer => answer.StatusCode).Order());
        Assert.Equal(1, await host.WithDbAsync(db => db.Set<Sheet>().CountAsync(s => s.Id == a.Id || s.Id == b.Id)));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task An_editor_settles_the_pairs_that_she_reads_and_knows_nothing_of_the_others(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var (_, editor) = await host.JoinAsync(await host.OpenSpaceAsync("Réseau des halles"), SpaceRole.Manager);
        var (open, alike, hidden) = (Sheets.Entity("La Halle ouverte"), Sheets.Entity("La Halle ouverte à tous"), Sheets.Entity("La Halle cachée", isPrivate: true));
        async Task<(string Pairs, string? Link)> SeenAsync() =>
            ((await editor.GetPageAsync("/saisie/doublons")).QuerySelector("main")!.TextContent, (await editor.GetPageAsync("/saisie")).QuerySelector("a[href='/saisie/doublons']")?.TextContent);

        var before = await SeenAsync();
        await host.WithDbAsync(async db =>
        {
            db.AddRange(open, alike, hidden);
            await db.SaveChangesAsync();
            db.Add(Pair(hidden, open));
            await db.SaveChangesAsync();
        });
        Assert.Equal(before, await SeenAsync());
        foreach (var handler in new[] { "Apart", "Join" })
        {
            using var blind = await DecideAsync(editor, handler, hidden, open);
            Assert.Equal(HttpStatusCode.Conflict, blind.StatusCode);
            Assert.DoesNotContain("cachée", await blind.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Null((await host.WithDbAsync(db => db.Set<LikelyTwins>().AsNoTracking().SingleAsync(pair => pair.SheetId == hidden.Id))).ToldApartAt);
        await host.WithDbAsync(async db =>
        {
            db.Add(Pair(alike, open));
            await db.SaveChangesAsync();
        });
        var (pairs, link) = await SeenAsync();
        Assert.Contains("La Halle ouverte à tous", pairs, StringComparison.Ordinal);
        Assert.NotEqual(before.Link, link);
        using var joined = await DecideAsync(editor, "Join", open, alike);
        Assert.Equal(HttpStatusCode.Found, joined.StatusCode);
        Assert.Equal(2, await host.WithDbAsync(db => db.Set<Sheet>().CountAsync(sheet => sheet.Title.StartsWith("La Halle"))));
    }

    [Fact]
    public async Task The_address_of_a_sheet_joined_to_a_private_one_is_a_404_for_a_visitor()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var kept = Sheets.Entity("La Cave privée", isPrivate: true);
        await host.WithDbAsync(async db =>
        {
            db.Add(kept);
            await db.SaveChangesAsync();
            db.Add(new AbsorbedSheet { Id = Guid.CreateVersion7(), IntoId = kept.Id, KindSlug = "initiative", Slug = "cave-absorbee", AbsorbedAt = TimeProvider.System.GetUtcNow() });
            await db.SaveChangesAsync();
        });
        using var visitor = await host.Visitor.GetAsync("/initiatives/cave-absorbee", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, visitor.StatusCode);
        using var one = await clerk.GetAsync("/initiatives/cave-absorbee", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MovedPermanently, one.StatusCode);
    }

    [Fact]
    public void A_source_that_one_side_says_more_of_is_there_once()
    {
        var known = new Source("a", "Lettre", "Le réseau", PartialDate.Parse("2021"), null, "fiche 3", "vers 2021", "odbl");
        var said = known with { Key = "b", Situation = null, Licence = null };
        var union = SheetUnion.Of(new SheetContent { Title = "La Halle", Summary = "Une halle.", Sources = [known] }, new SheetContent { Title = "La Halle", Summary = "Une halle.", Sources = [said, said with { Key = "c", Locator = "fiche 4" }] });
        Assert.Equal(["fiche 3", "fiche 4"], union.Content.Sources.Select(source => source.Locator));
        Assert.Equal("a", union.Keys["b"]);
    }

    private static LikelyTwins Pair(Sheet sheet, Sheet other) => new() { SheetId = sheet.Id, OtherId = other.Id, NoticedAt = TimeProvider.System.GetUtcNow() };

    private static async Task<HttpResponseMessage> DecideAsync(HttpClient clerk, string handler, Sheet one, Sheet other)
    {
        var token = (await clerk.GetPageAsync("/saisie/ressources")).ValueOf("jeton_formulaire")!;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("jeton_formulaire", token), KeyValuePair.Create("one", one.Id.ToString()), KeyValuePair.Create("other", other.Id.ToString())]);
        return await clerk.PostAsync($"/saisie/doublons?handler={handler}", form, TestContext.Current.CancellationToken);
    }
}
