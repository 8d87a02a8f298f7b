using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue;
using Liant.Modules.Ingestion.Batches;
using Liant.Modules.Ingestion.Review;
using Liant.Modules.Ingestion.Understanding;
using Liant.Platform.Audit;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Ingestion.Review;

/// <summary>The desk: a draft beside its document becomes a sheet, or nothing, by one person's decision.</summary>
public sealed class ReviewingDrafts(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    private static readonly (string, string) Felletin = ("23079", "Felletin");

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task An_accepted_draft_is_a_sheet_with_its_source_found_at_once_and_taken_back_it_is_gone(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var name = $"La Halle zinzoline {engine}";
        var text = $"Une lettre.\n{name}, à Felletin, emploie 12 personnes depuis 2014 <script>alert(1)</script>.\nFin.";
        var drafts = await host.ReadAsync($"accepte-{engine}", text, Readings.Initiative(text, name, Felletin, "association", 2014, 12, "culture"), Readings.Initiative(text, "Suivante " + engine));
        var page = await clerk.GetPageAsync(drafts[0].Path());
        Assert.Equal([name, "Felletin", "2014"], page.QuerySelectorAll(".review-text mark").Select(mark => mark.TextContent));
        Assert.Equal(text, page.QuerySelector(".review-text")!.TextContent);
        Assert.Null(page.QuerySelector(".review-text script"));
        Assert.Equal((name, "association", "2014", "12"), (page.ValueOf("title"), page.ValueOf("legalForm"), page.ValueOf("startedIn"), page.ValueOf("jobs")));
        Assert.StartsWith("Felletin", page.ValueOf("commune"), StringComparison.Ordinal);

        using var accepted = await clerk.DecideAsync(drafts[0], "Accept", ("startedIn", "2015"), ("summary", "Une halle ouverte à tous."));
        Assert.Equal((HttpStatusCode.Found, $"{drafts[1].Path()}?decidee={drafts[0].Id:N}"), (accepted.StatusCode, accepted.Headers.Location!.OriginalString));
        var draft = await host.AgainAsync(drafts[0]);
        Assert.Equal((DraftState.Accepted, "startedIn summary"), (draft.State, string.Join(' ', draft.Corrected.Order())));
        var sheet = await host.WithDbAsync(db => db.Set<Initiative>().AsNoTracking().SingleAsync(one => one.Id == draft.SheetId));
        Assert.Equal((name, "23079", "association", 2015), (sheet.Title, sheet.CommuneCode, sheet.LegalForm, sheet.StartedIn));
        Assert.Equal($"Document accepte-{engine}", sheet.AllSources.Single().Title);
        Assert.Equal((12m, sheet.AllSources[0].Key), (sheet.Figures.Single().Value, sheet.Figures[0].Source));
        Assert.True(await host.WithDbAsync(db => db.Set<AuditEntry>().AnyAsync(entry => entry.Act == "sheet-written" && entry.Subject == $"initiative/{sheet.Id:N}")));
        Assert.Contains(sheet.Slug, await clerk.GetStringAsync("/?q=" + Uri.EscapeDataString(name), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // Decided: the notice on the next page takes it back.
        Assert.NotNull((await clerk.GetPageAsync(accepted.Headers.Location!.OriginalString)).QuerySelector($"form[action*='{drafts[0].Id:N}'] button[data-key=u]"));
        using var back = await clerk.DecideAsync(drafts[0], "TakeBack");
        Assert.Equal(HttpStatusCode.Found, back.StatusCode);
        Assert.Equal(DraftState.Waiting, (await host.AgainAsync(drafts[0])).State);
        using var gone = await clerk.GetAsync($"/initiatives/{sheet.Slug}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var twice = await clerk.DecideAsync(drafts[0], "TakeBack");
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
    }

    [Fact]
    public async Task Wrong_fields_are_said_and_what_was_typed_stays()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var draft = (await host.ReadAsync("faux", "Le Four à Langon.", Readings.Initiative("Le Four à Langon.", "Le Four")))[0];
        using var sent = await clerk.DecideAsync(draft, "Accept", ("title", ""), ("commune", "Langon"), ("startedIn", "jadis"), ("jobs", "une dizaine"), ("url", "pas une adresse"), ("summary", "Écrire à a.b@exemple.fr."), ("startsOn", "hier"));
        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        var page = await sent.ReadPageAsync();
        Assert.Equal(["#f-commune", "#f-jobs", "#f-startedIn", "#f-startsOn", "#f-summary", "#f-title", "#f-url"], page.QuerySelectorAll("#resume-erreurs a").Select(link => link.GetAttribute("href")!).Order(StringComparer.Ordinal));
        Assert.Equal(("Langon", "jadis", "une dizaine", "pas une adresse"), (page.ValueOf("commune"), page.ValueOf("startedIn"), page.ValueOf("jobs"), page.ValueOf("url")));
        Assert.True((await host.AgainAsync(draft)).IsWaiting);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Two_reviewers_at_once_do_not_overwrite_each_other_and_the_second_keeps_what_she_typed(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var name = $"Le Lavoir partagé {engine}";
        var draft = (await host.ReadAsync($"deux-{engine}", name, Readings.Initiative(name, name)))[0];
        var page = await clerk.GetPageAsync(draft.Path());
        var both = await Task.WhenAll(clerk.SendDecisionAsync(draft, page, "Accept", ("summary", "Du premier.")), clerk.SendDecisionAsync(draft, page, "Accept", ("summary", "Du second.")));
        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Conflict], both.Select(answer => answer.StatusCode).Order());
        var late = both.Single(answer => answer.StatusCode == HttpStatusCode.Conflict);
        var shown = await late.ReadPageAsync();
        Assert.Contains("Une autre personne", shown.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Du ", shown.ValueOf("summary"), StringComparison.Ordinal);
        Assert.Equal(1, await host.WithDbAsync(db => db.Set<Sheet>().CountAsync(sheet => sheet.Title == name)));
        using var third = await clerk.SendDecisionAsync(draft, page, "Refuse");
        Assert.Equal(HttpStatusCode.Conflict, third.StatusCode);
        Assert.Equal(DraftState.Accepted, (await host.AgainAsync(draft)).State);
    }

    [Fact]
    public async Task A_sheet_revised_since_is_not_taken_back()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var draft = (await host.ReadAsync("revise", "Le Four banal", Readings.Initiative("Le Four banal", "Le Four banal")))[0];
        using var accepted = await clerk.DecideAsync(draft, "Accept");
        await host.WithDbAsync(async db =>
        {
            var sheet = await db.Set<Sheet>().SingleAsync(one => one.Title == "Le Four banal");
            sheet.Revise(SheetContent.Of(sheet) with { Summary = "Corrigé depuis." }, host.Now, byHand: true);
            await db.SaveChangesAsync();
        });
        using var back = await clerk.DecideAsync(draft, "TakeBack");
        Assert.Equal(HttpStatusCode.Conflict, back.StatusCode);
        Assert.Contains("modifiée depuis", (await back.ReadPageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(DraftState.Accepted, (await host.AgainAsync(draft)).State);
    }

    [Fact]
    public async Task A_refused_draft_publishes_nothing_and_what_reviewing_teaches_is_counted()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var drafts = await host.ReadAsync("refus", "Le Bief et La Forge", Readings.Initiative("Le Bief et La Forge", "Le Bief"), Readings.Initiative("Le Bief et La Forge", "La Forge"));
        using var refused = await clerk.DecideAsync(drafts[0], "Refuse");
        Assert.Equal((HttpStatusCode.Found, DraftState.Refused), (refused.StatusCode, (await host.AgainAsync(drafts[0])).State));
        Assert.False(await host.WithDbAsync(db => db.Set<Sheet>().AnyAsync(sheet => sheet.Title == "Le Bief")));
        using var corrected = await clerk.DecideAsync(drafts[1], "Accept", ("title", "La Forge commune"), ("shownAt", $"{host.Now.AddSeconds(-40).UtcTicks}"));
        Assert.Equal($"/bureau/lectures/{drafts[0].BatchId:N}?decidee={drafts[1].Id:N}", corrected.Headers.Location!.OriginalString);
        var batch = await host.WithDbAsync(db => db.Set<ReadingBatch>().AsNoTracking().SingleAsync(one => one.Id == drafts[0].BatchId));
        Assert.Equal(2, batch.Decisions);
        Assert.InRange(batch.SecondsSpent, 40, 60);
        var page = await clerk.GetPageAsync("/bureau/lectures");
        var rows = page.QuerySelectorAll(".grid tbody tr").ToDictionary(row => row.QuerySelector("th")!.TextContent, row => row.QuerySelector("td")!.TextContent);
        Assert.NotEqual("0", rows["Nom"].Split(' ')[0]);
        Assert.Equal("0", rows["Thèmes"].Split(' ')[0]);
    }

    [Fact]
    public async Task A_draft_that_is_not_there_is_a_404_and_a_contributor_is_kept_out()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        foreach (var path in new[] { "/bureau/lectures/fiches/abc", $"/bureau/lectures/fiches/{Guid.CreateVersion7():N}", $"/bureau/lectures/{Guid.CreateVersion7():N}" })
        {
            await clerk.GetPageAsync(path, HttpStatusCode.NotFound);
        }

        var draft = (await host.ReadAsync("interdit", "Le Puits", Readings.Initiative("Le Puits", "Le Puits")))[0];
        var (_, contributor) = await host.JoinAsync(await host.OpenSpaceAsync("Réseau"), SpaceRole.Contributor);
        using var seen = await contributor.GetAsync(draft.Path(), TestContext.Current.CancellationToken);
        Assert.Contains("/erreur/403", seen.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Personal_addresses_and_telephones_of_a_document_are_not_in_what_is_proposed()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        const string Text = "Le Relais du Bourg : contact Jeanne 06 12 34 56 78, jeanne@exemple.fr, ouvert à tous.";
        var draft = (await host.ReadAsync("contact", Text, Readings.Initiative(Text, "Le Relais du Bourg") with { Summary = Text }))[0];
        using var accepted = await clerk.DecideAsync(draft, "Accept");
        Assert.Equal(HttpStatusCode.Found, accepted.StatusCode);
        var summary = await host.WithDbAsync(db => db.Set<Sheet>().Where(sheet => sheet.Title == "Le Relais du Bourg").Select(sheet => sheet.Summary).SingleAsync());
        Assert.DoesNotContain("06 12", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("jeanne@", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Passages_that_overlap_are_cut_and_a_long_document_is_shown_around_them()
    {
        var evidence = new Dictionary<string, Passage> { ["name"] = new(4, 4), ["summary"] = new(0, 20), ["themes/culture"] = new(6, 6), ["commune"] = new(500, 3) };
        var (pieces, isPart) = MarkedText.Of("Une halle de bois ici et là.", evidence, whole: false);
        Assert.Equal("Une |hall|e de|bois ici"[..4], pieces[0].Text);
        Assert.Equal(["summary", "name,summary", "name,summary,themes", "summary,themes", "summary", ""], pieces.Select(piece => string.Join(',', piece.Fields.Order())));
        Assert.False(isPart);
        var text = string.Concat(Enumerable.Repeat("Une ligne de texte.\n", 5_000));
        (pieces, isPart) = MarkedText.Of(text, new Dictionary<string, Passage> { ["name"] = new(60_004, 5) }, whole: false);
        Assert.True(isPart);
        Assert.InRange(pieces.Sum(piece => piece.Text.Length), 20_000, 30_000);
        Assert.Equal("ligne", pieces.Single(piece => piece.Fields.Count > 0).Text);
    }
}
