using System.Net;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Ingestion.Batches;
using Liant.Modules.Ingestion.Review;
using Liant.Modules.Ingestion.Understanding;
using Liant.Platform.Files;
using Liant.Platform.Text;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Ingestion.Review;

/// <summary>Resources, calls, figures and partners at the desk: accepted, corrected, taken back; and a batch that nothing came of, deleted.</summary>
public sealed class ReviewingOtherKinds(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_resource_is_a_sheet_of_its_series_and_a_private_one_stays_private(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var name = $"Lettre du bourg zinzolin n° 7 {engine}";
        var said = Readings.Initiative(name, name) with { Kind = ProposalKind.Resource, Published = new Published($"Lettre du bourg {engine}", 7, PartialDate.Parse("2019-05"), "Ressources internes", "lettre", true) };
        var draft = (await host.ReadAsync($"lettre-{engine}", name, said))[0];
        var page = await clerk.GetPageAsync(draft.Path());
        Assert.Equal(($"Lettre du bourg {engine}", "7", "Ressources internes"), (page.ValueOf("seriesName"), page.ValueOf("seriesNumber"), page.ValueOf("category")));
        using var accepted = await clerk.DecideAsync(draft, "Accept", ("category", "Lettres"), ("isPrivate", "true"));
        Assert.Equal(HttpStatusCode.Found, accepted.StatusCode);
        var sheet = await host.WithDbAsync(db => db.Set<Resource>().AsNoTracking().SingleAsync(one => one.Title == name));
        Assert.Equal(($"Lettre du bourg {engine}", 7, "Lettres", "lettre", true), (sheet.SeriesName, sheet.SeriesNumber, sheet.Category, sheet.ResourceType, sheet.IsPrivate));
        Assert.Equal(["category"], (await host.AgainAsync(draft)).Corrected);

        // The same number again is said, not written.
        var twin = (await host.ReadAsync($"lettre-bis-{engine}", "Une tout autre feuille", said with { Name = "Une tout autre feuille" }))[0];
        using var refused = await clerk.DecideAsync(twin, "Accept");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("déjà celui d’une autre fiche", (await refused.ReadPageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);

        using var back = await clerk.DecideAsync(draft, "TakeBack");
        Assert.False(await host.WithDbAsync(db => db.Set<Resource>().AnyAsync(one => one.Title == name)));
    }

    [Fact]
    public async Task A_call_is_an_event_that_says_its_limit()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        const string Name = "Appel à projets Vitrines zinzolines";
        var draft = (await host.ReadAsync("appel", Name, Readings.Initiative(Name, Name) with { Kind = ProposalKind.Call, On = new DateOnly(2027, 4, 30) }))[0];
        using var accepted = await clerk.DecideAsync(draft, "Accept");
        var sheet = await host.WithDbAsync(db => db.Set<Event>().AsNoTracking().SingleAsync(one => one.Title == Name));
        Assert.Equal(("2027-04-30", new Particular("Date limite", "30 avril 2027")), (sheet.StartsOn?.Text, sheet.Particulars.Single()));
    }

    [Fact]
    public async Task Figures_that_the_reviewer_keeps_are_lines_of_the_sheet()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        const string Text = "La Halle aux chiffres a crû de +38 % et réunit 1 250 adhérents.";
        var said = Readings.Initiative(Text, "La Halle aux chiffres") with { Figures = [new ReadFigure("+38 %", "évolution", 38, "%", 2019), new ReadFigure("1 250 adhérents", "adhérents", 1250, null)] };
        var draft = (await host.ReadAsync("chiffres", Text, said))[0];
        Assert.Equal(2, (await clerk.GetPageAsync(draft.Path())).QuerySelectorAll("#f-figures input:checked").Length);
        using var accepted = await clerk.DecideAsync(draft, "Accept", ("figures", "0"));
        Assert.Equal(HttpStatusCode.Found, accepted.StatusCode);
        var sheet = await host.WithDbAsync(db => db.Set<Initiative>().AsNoTracking().SingleAsync(one => one.Title == "La Halle aux chiffres"));
        var figure = Assert.Single(sheet.Figures);
        Assert.Equal(("évolution", 38m, 2019, sheet.AllSources[0].Key), (figure.Label, figure.Value, figure.Year, figure.Source));
        Assert.Contains("38 %", Fold.Readable((await clerk.GetPageAsync("/initiatives/" + sheet.Slug)).Body!.TextContent), StringComparison.Ordinal);
        Assert.Equal(["figures"], (await host.AgainAsync(draft)).Corrected);
    }

    [Theory]
    [InlineData(Engine.Sqlite, true)]
    [InlineData(Engine.Sqlite, false)]
    [InlineData(Engine.PostgreSql, true)]
    public async Task A_partner_that_has_a_sheet_is_related_to_it_whichever_is_accepted_first_and_another_is_a_line(Engine engine, bool carrierFirst)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var mark = $"{engine} {carrierFirst}";
        var (name, carrier) = ($"Le Fournil commun {mark}", $"Les Boulangers unis {mark}");
        var text = $"{name} est porté par {carrier}, avec l’aide du Syndicat introuvable {mark}.";
        var drafts = await host.ReadAsync("partenaires " + mark, text,
            Readings.Initiative(text, name) with { Partners = [new Partner(carrier, "carries"), new Partner("Syndicat introuvable " + mark, "supports")] },
            Readings.Initiative(text, carrier) with { Kind = ProposalKind.Organisation });
        var (initiative, organisation) = (drafts.Single(one => one.SheetKind == "initiative"), drafts.Single(one => one.SheetKind == "organisation"));
        foreach (var draft in carrierFirst ? new[] { organisation, initiative } : [initiative, organisation])
        {
            using var accepted = await clerk.DecideAsync(draft, "Accept");
            Assert.Equal(HttpStatusCode.Found, accepted.StatusCode);
        }

        var (from, to) = ((await host.AgainAsync(organisation)).SheetId!.Value, (await host.AgainAsync(initiative)).SheetId!.Value);
        var relation = Assert.Single(await host.WithDbAsync(db => db.Set<Relation>().AsNoTracking().Where(one => one.ToId == to).ToListAsync()));
        Assert.Equal((from, "carries"), (relation.FromId, relation.Kind));
        var sheet = await host.WithDbAsync(db => db.Set<Initiative>().AsNoTracking().SingleAsync(one => one.Id == to));
        Assert.Equal([new Particular("Soutenu par", "Syndicat introuvable " + mark)], sheet.Particulars);
        Assert.Contains(carrier, (await clerk.GetPageAsync("/initiatives/" + sheet.Slug)).Body!.TextContent, StringComparison.Ordinal);

        using var back = await clerk.DecideAsync(initiative, "TakeBack");
        Assert.Equal(HttpStatusCode.Found, back.StatusCode);
        Assert.False(await host.WithDbAsync(db => db.Set<Relation>().AnyAsync(one => one.FromId == from)));
    }

    [Fact]
    public async Task A_partner_known_from_elsewhere_is_related_and_taken_back_it_is_not()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var known = (await host.ReadAsync("connue", "La Régie d’autrefois", Readings.Initiative("La Régie d’autrefois", "La Régie d’autrefois") with { Kind = ProposalKind.Organisation }))[0];
        using var first = await clerk.DecideAsync(known, "Accept");
        var from = (await host.AgainAsync(known)).SheetId!.Value;
        const string Text = "Le Pressoir neuf est soutenu par la Régie d’autrefois.";
        var draft = (await host.ReadAsync("neuf", Text, Readings.Initiative(Text, "Le Pressoir neuf") with { Partners = [new Partner("Régie d’autrefois", "supports")] }))[0];
        using var accepted = await clerk.DecideAsync(draft, "Accept");
        Assert.Equal(HttpStatusCode.Found, accepted.StatusCode);
        var sheet = await host.WithDbAsync(db => db.Set<Sheet>().Include(one => one.Relations).AsNoTracking().SingleAsync(one => one.Id == from));
        Assert.Equal("supports", Assert.Single(sheet.Relations).Kind);
        Assert.Contains(sheet.AllSources, source => source.Key == sheet.Relations[0].Source);
        using var back = await clerk.DecideAsync(draft, "TakeBack");
        Assert.False(await host.WithDbAsync(db => db.Set<Relation>().AnyAsync(one => one.FromId == from)));
    }

    [Fact]
    public async Task A_document_that_a_sheet_knows_under_another_key_is_not_added_twice()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var sheet = new Initiative();
        sheet.Write(Guid.CreateVersion7(), "le-sechoir-commun", new SheetContent { Title = "Le Séchoir commun", Summary = "Un séchoir.", Sources = [new Source("apes", "Document sechoir")] }, host.Now);
        await host.WithDbAsync(async db =>
        {
            db.Add(sheet);
            await db.SaveChangesAsync();
        });
        var draft = (await host.ReadAsync("sechoir", "Le Séchoir commun", Readings.Initiative("Le Séchoir commun", "Le Séchoir commun", founded: 2015)))[0];
        using var joined = await clerk.DecideAsync(draft, "Accept", ("into", sheet.Id.ToString("N")));
        var after = await host.WithDbAsync(db => db.Set<Initiative>().AsNoTracking().SingleAsync(one => one.Id == sheet.Id));
        Assert.Equal((2015, "apes"), (after.StartedIn, Assert.Single(after.AllSources).Key));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_batch_goes_with_its_originals_unless_a_sheet_came_of_it(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        using var sent = await clerk.SendDocumentsAsync($"À jeter {engine}", ($"jeter-{engine}.txt", System.Text.Encoding.UTF8.GetBytes($"Le Grenier {engine}, à Felletin (Creuse), est un café associatif.")));
        var own = sent.Headers.Location!.OriginalString.Split('?')[0];
        var document = (await host.ReadToTheEndAsync(own))[0];
        var draft = await host.WithDbAsync(db => db.Set<Draft>().AsNoTracking().FirstAsync(one => one.DocumentId == document.Id));
        using var accepted = await clerk.DecideAsync(draft, "Accept");
        using var kept = await DeleteAsync(clerk, own);
        Assert.Equal(HttpStatusCode.Conflict, kept.StatusCode);
        Assert.Contains("vient de ce lot", (await kept.ReadPageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.True(await host.WithDbAsync(db => db.Set<Draft>().AnyAsync(one => one.Id == draft.Id)));

        using var back = await clerk.DecideAsync(draft, "TakeBack");
        using var gone = await DeleteAsync(clerk, own);
        Assert.Equal(HttpStatusCode.Found, gone.StatusCode);
        Assert.Contains($"À jeter {engine}", (await clerk.GetPageAsync(gone.Headers.Location!.OriginalString)).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.False(await host.WithDbAsync(async db => await db.Set<StoredFile>().AnyAsync(file => file.Id == document.FileId) || await db.Set<BatchDocument>().AnyAsync(one => one.Id == document.Id) || await db.Set<ReadingBatch>().AnyAsync(one => one.Id == document.BatchId)));
        using var twice = await DeleteAsync(clerk, own, "/bureau/lectures");
        Assert.Equal(HttpStatusCode.NotFound, twice.StatusCode);
    }

    private static async Task<HttpResponseMessage> DeleteAsync(HttpClient clerk, string batch, string? form = null) =>
        await clerk.PostAsync(batch + "?handler=Delete", new FormUrlEncodedContent([new("jeton_formulaire", (await clerk.GetPageAsync(form ?? batch)).ValueOf("jeton_formulaire"))]), TestContext.Current.CancellationToken);
}
