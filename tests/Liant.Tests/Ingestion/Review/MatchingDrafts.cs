using System.Net;
using Liant.Modules.Catalogue;
using Liant.Modules.Ingestion.Batches;
using Liant.Modules.Ingestion.Review;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Ingestion.Review;

/// <summary>The same initiative in two documents is one sheet with two sources; where they disagree a person sees both.</summary>
public sealed class MatchingDrafts(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    private static readonly (string, string) Felletin = ("23079", "Felletin");

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_second_document_is_one_more_source_of_the_sheet_and_can_be_taken_off_again(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var name = $"L’Épi zinzolin {engine}";
        var first = (await host.ReadAsync($"un-{engine}", name, Readings.Initiative(name, name, Felletin, themes: "culture")))[0];
        using var accepted = await clerk.DecideAsync(first, "Accept");
        Assert.Equal(HttpStatusCode.Found, accepted.StatusCode);
        var other = $"Epi’Zinzolin {engine}".Replace("’Z", " z", StringComparison.Ordinal);
        var second = (await host.ReadAsync($"deux-{engine}", other, Readings.Initiative(other, other, founded: 2016, form: "scic", themes: "insertion")))[0];
        var page = await clerk.GetPageAsync(second.Path());
        var sheet = await host.WithDbAsync(db => db.Set<Sheet>().AsNoTracking().SingleAsync(one => one.Title == name));
        Assert.Equal(sheet.Id.ToString("N"), page.QuerySelector("input[name=into][checked]")!.GetAttribute("value"));
        using var joined = await clerk.SendDecisionAsync(second, page, "Accept");
        Assert.Equal(HttpStatusCode.Found, joined.StatusCode);
        var both = await host.WithDbAsync(db => db.Set<Initiative>().AsNoTracking().SingleAsync(one => one.Id == sheet.Id));
        Assert.Equal([$"Document un-{engine}", $"Document deux-{engine}"], both.AllSources.Select(source => source.Title));
        Assert.Equal((name, "23079", "scic", 2016, "culture insertion"), (both.Title, both.CommuneCode, both.LegalForm, both.StartedIn, string.Join(' ', both.Themes)));
        Assert.Equal(DraftState.Joined, (await host.AgainAsync(second)).State);

        using var back = await clerk.DecideAsync(second, "TakeBack");
        Assert.Equal(HttpStatusCode.Found, back.StatusCode);
        both = await host.WithDbAsync(db => db.Set<Initiative>().AsNoTracking().SingleAsync(one => one.Id == sheet.Id));
        Assert.Equal((1, null, null, "culture"), (both.AllSources.Count, both.LegalForm, both.StartedIn, string.Join(' ', both.Themes)));
    }

    [Fact]
    public async Task The_chosen_sheet_stays_chosen_when_the_form_comes_back_and_no_second_sheet_is_made()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        const string name = "Le Pressoir choisi";
        using var accepted = await clerk.DecideAsync((await host.ReadAsync("choix-un", name, Readings.Initiative(name, name, Felletin)))[0], "Accept");
        var second = (await host.ReadAsync("choix-deux", name, Readings.Initiative(name, name, Felletin)))[0];
        var page = await clerk.GetPageAsync(second.Path());
        var chosen = page.QuerySelector("input[name=into][checked]")!.GetAttribute("value");
        using var refused = await clerk.SendDecisionAsync(second, page, "Accept", ("title", ""), ("commune", "xx"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var again = await refused.ReadPageAsync();
        Assert.Equal(chosen, again.QuerySelector("input[name=into][checked]")!.GetAttribute("value"));
        using var joined = await clerk.SendDecisionAsync(second, again, "Accept", ("title", name), ("commune", "Felletin"), ("themes", "habitat"));
        Assert.Equal(HttpStatusCode.Found, joined.StatusCode);
        var sheet = await host.WithDbAsync(db => db.Set<Initiative>().AsNoTracking().SingleAsync(one => one.Title == name));
        Assert.Equal((2, "habitat"), (sheet.AllSources.Count, string.Join(' ', sheet.Themes)));

        // It was the last of its batch: taken back from there.
        var batch = await clerk.GetPageAsync(joined.Headers.Location!.OriginalString);
        Assert.Contains(name, batch.QuerySelector("main [role=status]")!.TextContent, StringComparison.Ordinal);
        using var back = await clerk.SendFormAsync(second.Path() + "?handler=TakeBack", batch);
        Assert.True((await host.AgainAsync(second)).IsWaiting);
    }

    [Fact]
    public async Task An_organisation_that_a_document_calls_by_its_acronym_is_recognised()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        await host.LoadSheetsAsync(SheetKind.Organisation, Sheets.Of("zin", "Union zinzoline des halles") with { Acronym = "UZH" });
        var draft = (await host.ReadAsync("sigle", "L’UZH soutient.", Readings.Initiative("L’UZH soutient.", "UZH")))[0];
        var page = await clerk.GetPageAsync(draft.Path());
        Assert.Contains("Union zinzoline des halles", page.QuerySelector(".review-like")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 2010)]
    [InlineData(true, 2012)]
    public async Task A_contradiction_is_shown_with_both_sources_before_anything_is_joined(bool believesTheDocument, int kept)
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var name = believesTheDocument ? "La Grange contestée" : "Un hangar disputé";
        using var accepted = await clerk.DecideAsync((await host.ReadAsync($"contre-un-{kept}", name, Readings.Initiative(name, name, Felletin, founded: 2010, jobs: 4)))[0], "Accept");
        var second = (await host.ReadAsync($"contre-deux-{kept}", name, Readings.Initiative(name, name, Felletin, founded: 2012, jobs: 9)))[0];
        var page = await clerk.GetPageAsync(second.Path());
        Assert.Equal(["Année de création : la fiche dit « 2010 », ce document « 2012 ».", "Salariés : la fiche dit « 4 », ce document « 9 »."], page.QuerySelectorAll(".contradiction p").Select(line => line.TextContent.Trim()));
        Assert.Contains($"Document contre-un-{kept}", page.QuerySelector(".review-like")!.TextContent, StringComparison.Ordinal);

        // Somebody who did not see them is shown them first.
        using var unseen = await clerk.SendDecisionAsync(second, page, "Accept", ("seen", null));
        Assert.Equal(HttpStatusCode.Conflict, unseen.StatusCode);
        Assert.True((await host.AgainAsync(second)).IsWaiting);
        using var joined = await clerk.SendDecisionAsync(second, page, "Accept", ("believed", believesTheDocument ? "startedIn" : null));
        Assert.Equal(HttpStatusCode.Found, joined.StatusCode);
        var sheet = await host.WithDbAsync(db => db.Set<Initiative>().AsNoTracking().SingleAsync(one => one.Title == name));
        Assert.Equal((kept, 4m, 2), (sheet.StartedIn, sheet.Figures.Single().Value, sheet.AllSources.Count));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Accepted_from_the_command_line_what_is_surely_the_same_is_joined_and_contradictions_stay_to_be_looked_at(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var name = $"Les Ateliers nacrés {engine}";
        var first = await host.ReadAsync($"ligne-un-{engine}", name, Readings.Initiative(name, name, Felletin, founded: 2001), Readings.Initiative(name, $"La Cour nacrée {engine}", Felletin));
        var second = await host.ReadAsync($"ligne-deux-{engine}", name, Readings.Initiative(name, $"Ateliers nacrés {engine}", Felletin, founded: 2003), Readings.Initiative(name, $"La Cour nacre {engine}", Felletin));
        var desk = host.Services.GetRequiredService<DraftDesk>();
        Assert.Equal(new AcceptedCount(2, 0, 0, 0), await desk.AcceptAllAsync(first[0].BatchId, 0, TestContext.Current.CancellationToken));
        // The second court merely looks like the first: a person decides.
        Assert.Equal(new AcceptedCount(0, 1, 1, 1), await desk.AcceptAllAsync(second[0].BatchId, 0, TestContext.Current.CancellationToken));
        var sheet = await host.WithDbAsync(db => db.Set<Initiative>().AsNoTracking().SingleAsync(one => one.Title == name));
        Assert.Equal((2001, 2), (sheet.StartedIn, sheet.AllSources.Count));
        await host.CatchUpAsync();
        var page = await clerk.GetPageAsync($"/bureau/lectures/{second[0].BatchId:N}");
        Assert.Contains("la fiche dit « 2001 », ce document « 2003 »", page.QuerySelector("[aria-labelledby=contradictions]")!.TextContent, StringComparison.Ordinal);
        using var settled = await clerk.SendDecisionAsync(second[0], await clerk.GetPageAsync(second[0].Path()), "Settle");
        Assert.Equal(HttpStatusCode.Found, settled.StatusCode);
        Assert.Null((await clerk.GetPageAsync($"/bureau/lectures/{second[0].BatchId:N}")).QuerySelector("[aria-labelledby=contradictions]"));
    }

    [Fact]
    public async Task What_the_command_line_is_not_sure_enough_of_waits_for_a_person()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var drafts = await host.ReadAsync("assez-sur", "Assez sûr", Readings.Initiative("Assez sûr", "Le Fournil certain", Felletin) with { Confidence = 0.95 }, Readings.Initiative("Assez sûr", "La Halle incertaine", Felletin) with { Confidence = 0.7 });
        var desk = host.Services.GetRequiredService<DraftDesk>();
        Assert.Equal(new AcceptedCount(1, 0, 0, 1), await desk.AcceptAllAsync(drafts[0].BatchId, 0.8, TestContext.Current.CancellationToken));
        Assert.Equal([false, true], (await Task.WhenAll(drafts.Select(host.AgainAsync))).OrderBy(draft => draft.Said.Confidence < 0.8).Select(draft => draft.IsWaiting));
    }

    [Fact]
    public async Task The_texts_of_the_networks_make_one_sheet_of_what_two_of_them_tell_of_and_add_nothing_the_second_time()
    {
        var seeds = SharedFiles.Need("seeds");
        await using var host = await LiantHost.StartAsync();
        var folder = Directory.CreateTempSubdirectory("liant-lus-");
        try
        {
            var texts = Directory.GetFiles(seeds, "*.txt").Order(StringComparer.Ordinal).ToList();
            await host.WithDbAsync(db => db.Set<Sheet>().ExecuteDeleteAsync());
            foreach (var text in texts[..2])
            {
                File.Copy(text, Path.Combine(folder.FullName, Path.GetFileName(text)));
            }

            await AcceptAsync(host, folder.FullName);
            foreach (var name in new[] { "epicerise", "ateliersjeanmoulin" })
            {
                var sheets = await host.WithDbAsync(async db => (await db.Set<Sheet>().AsNoTracking().ToListAsync()).FindAll(sheet => sheet.Aliases.Prepend(sheet.Title).Any(known => Liant.Modules.Catalogue.Contract.SheetDesk.NameKey(known) == name)));
                Assert.Equal((name, 1, 2), (name, sheets.Count, sheets.SelectMany(sheet => sheet.AllSources).Count()));
            }

            var count = await AcceptAsync(host, seeds);
            Assert.Equal((3, 2), (count.Read, count.Known));
            var before = await host.WithDbAsync(async db => (await db.Set<Sheet>().CountAsync(), await db.Set<Sheet>().SumAsync(sheet => sheet.Version), await db.Set<Draft>().CountAsync(), await db.Set<BatchDocument>().CountAsync()));
            count = await AcceptAsync(host, seeds);
            Assert.Equal((0, 5, 0), (count.Read, count.Known, count.Drafts));
            Assert.Equal(before, await host.WithDbAsync(async db => (await db.Set<Sheet>().CountAsync(), await db.Set<Sheet>().SumAsync(sheet => sheet.Version), await db.Set<Draft>().CountAsync(), await db.Set<BatchDocument>().CountAsync())));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<FolderCount> AcceptAsync(LiantHost host, string folder)
    {
        var reading = ActivatorUtilities.CreateInstance<FolderReading>(host.Services);
        var count = await reading.ReadAsync(folder, (_, _) => { }, TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<DraftDesk>().AcceptAllAsync(count.Batch, 0, TestContext.Current.CancellationToken);
        return count;
    }
}
