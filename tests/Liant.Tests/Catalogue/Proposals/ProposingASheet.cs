using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Proposals;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;
using static Liant.Tests.World.SearchAnswers;

namespace Liant.Tests.Catalogue.Proposals;

public sealed class ProposingASheet : IAsyncLifetime
{
    private readonly Clock clock = Clock.At(2026, 11, 22);
    private LiantHost host = null!;

    public async ValueTask InitializeAsync() => host = await LiantHost.StartAsync(clock: clock);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_visitor_proposes_an_editor_corrects_and_publishes_and_everyone_finds_it()
    {
        using var sent = await ProposeAsync("/proposer/initiatives", ("nom", "La Fabrique zinzoline"), ("resume", "Un atelier de teinture partagé."), ("commune", "Langon (Gironde)"), ("source", "J’y travaille"), ("courriel", "noé@exemple.example"), ("auteur", "Noé"));
        Assert.Contains("Merci", (await sent.ReadPageAsync()).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, (await host.Visitor.SearchAsync(Q("zinzoline"))).GetProperty("total").GetInt32());

        var editor = await EditorAsync();
        var desk = await editor.GetPageAsync("/bureau");
        var link = desk.QuerySelector("main .members a")!;
        Assert.Equal("La Fabrique zinzoline", link.TextContent);
        var form = (await editor.GetPageAsync(link.GetAttribute("href")!)).QuerySelector("main a.button")!.GetAttribute("href")!;
        var filled = await editor.GetPageAsync(form);
        Assert.Equal(("La Fabrique zinzoline", "Langon (Gironde)", "J’y travaille"), (filled.ValueOf("Title"), filled.ValueOf("Commune"), filled.ValueOf("Sources[0].Title")));
        using var published = await editor.SendFormAsync(form, filled, ("Summary", "Un atelier de teinture partagé, ouvert à tous."));
        Assert.Equal(HttpStatusCode.Found, published.StatusCode);
        Assert.Equal(1, (await host.Visitor.SearchAsync(Q("zinzoline"))).GetProperty("total").GetInt32());
        Assert.Contains("ouvert à tous", (await host.Visitor.GetPageAsync(published.Headers.Location!.OriginalString)).Body!.TextContent, StringComparison.Ordinal);

        var (proposal, mail) = await host.WithDbAsync(async db => (await db.Set<Proposal>().SingleAsync(), await db.Set<OutgoingMail>().SingleAsync()));
        Assert.Equal(ProposalState.Published, proposal.State);
        Assert.Equal("noé@exemple.example", mail.Recipient);
        Assert.Contains(published.Headers.Location!.OriginalString, mail.Text, StringComparison.Ordinal);
        // The back button, or a second editor: nothing is published twice.
        using var again = await editor.SendFormAsync(form, filled, ("Submission", Guid.CreateVersion7().ToString()), ("NotADuplicate", "true"));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal(1, (await host.Visitor.SearchAsync(Q("zinzoline"))).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_correction_of_one_field_is_shown_beside_what_stands_and_changes_nothing_before_it_is_published()
    {
        var sheet = await host.WithDbAsync(db => db.Set<Initiative>().Where(one => one.Slug == "la-smalah").SingleAsync());
        using var sent = await ProposeAsync($"/proposer/initiatives/{sheet.Id:N}", ("champ", "Summary"), ("valeur", "Un résumé corrigé zinzolin."), ("source", "https://journal.example/article"));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.DoesNotContain("zinzolin", (await host.Visitor.GetPageAsync("/initiatives/la-smalah")).Body!.TextContent, StringComparison.Ordinal);
        var editor = await EditorAsync();
        var page = await editor.GetPageAsync((await editor.GetPageAsync("/bureau")).QuerySelector("main .members a")!.GetAttribute("href")!);
        Assert.Equal([sheet.Summary, "Un résumé corrigé zinzolin."], page.QuerySelectorAll(".difference")[0].QuerySelectorAll("dd").Select(cell => cell.TextContent));
        var form = page.QuerySelector("main a.button")!.GetAttribute("href")!;
        using var published = await editor.PostFormAsync(form);
        Assert.Equal(HttpStatusCode.Found, published.StatusCode);
        var revised = await host.WithDbAsync(db => db.Set<Initiative>().SingleAsync(one => one.Id == sheet.Id));
        Assert.Equal(("Un résumé corrigé zinzolin.", sheet.Title, sheet.Version + 1), (revised.Summary, revised.Title, revised.Version));
        Assert.Contains(revised.AllSources, source => source.Url == "https://journal.example/article");
    }

    [Fact]
    public async Task A_refusal_has_its_reason_which_the_author_receives()
    {
        using var sent = await ProposeAsync("/proposer/organisations", ("nom", "Vendeur de rien"), ("resume", "Achetez."), ("source", "moi"), ("courriel", "vendeur@exemple.example"));
        var editor = await EditorAsync();
        var path = (await editor.GetPageAsync("/bureau")).QuerySelector("main .members a")!.GetAttribute("href")!;
        using var silent = await editor.PostFormAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
        var before = await editor.GetPageAsync(path);
        using var refused = await editor.SendFormAsync(path, before, ("reponse", "Ce n’est pas de l’économie sociale."));
        Assert.Equal(HttpStatusCode.Found, refused.StatusCode);
        Assert.Contains("Ce n’est pas de l’économie sociale.", (await host.WithDbAsync(db => db.Set<OutgoingMail>().SingleAsync())).Text, StringComparison.Ordinal);
        using var second = await editor.SendFormAsync(path, before, ("reponse", "Trop tard."));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Null((await editor.GetPageAsync("/bureau")).QuerySelector("main .members a"));
        Assert.NotNull((await editor.GetPageAsync("/bureau?decidees=true")).QuerySelector("main .members a"));
    }

    [Fact]
    public async Task What_is_missing_is_said_by_its_field_and_nothing_typed_is_lost()
    {
        using var refused = await ProposeAsync("/proposer/ressources", ("nom", "Guide"), ("resume", ""), ("lien", "exemple.fr"), ("courriel", "noé@"), ("themes", "habitat"), ("source", new string('x', 301)));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.ReadPageAsync();
        Assert.Equal(["f-resume-erreur", "f-lien-erreur", "f-source-erreur", "f-courriel-erreur"], page.QuerySelectorAll(".field-error").Select(error => error.Id));
        Assert.Equal(("Guide", "exemple.fr"), (page.ValueOf("nom"), page.ValueOf("lien")));
        Assert.True(page.QuerySelector("input[name=themes][value=habitat]")!.HasAttribute("checked"));
        Assert.Empty(await host.WithDbAsync(db => db.Set<Proposal>().ToListAsync()));
    }

    [Fact]
    public async Task A_year_that_is_none_is_said_to_who_typed_it()
    {
        using var refused = await ProposeAsync("/proposer/initiatives", ("nom", "La Halle"), ("resume", "Une halle."), ("annee", "abc"), ("source", "moi"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.ReadPageAsync();
        Assert.Equal(("f-annee-erreur", "abc"), (page.QuerySelector(".field-error")!.Id, page.ValueOf("annee")));
    }

    [Fact]
    public async Task Who_corrects_a_sheet_reads_what_it_says_today()
    {
        var sheet = await host.WithDbAsync(db => db.Set<Initiative>().Where(one => one.Slug == "la-smalah").SingleAsync());
        var today = (await host.Visitor.GetPageAsync($"/proposer/initiatives/{sheet.Id:N}")).QuerySelector("main details")!.TextContent;
        Assert.Contains(sheet.Summary, today, StringComparison.Ordinal);
        Assert.Contains("Saint-Julien-en-Born (Landes)", today, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_proposes_once()
    {
        using var client = host.NewClient("203.0.113.70");
        var page = await client.GetPageAsync("/proposer/initiatives");
        clock.Advance(TimeSpan.FromSeconds(5));
        var sends = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.SendFormAsync("/proposer/initiatives", page, ("nom", "Une fois"), ("resume", "Une seule."), ("source", "moi"))));
        Assert.All(sends, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Single(await host.WithDbAsync(db => db.Set<Proposal>().ToListAsync()));
    }

    [Fact]
    public async Task A_program_that_fills_every_field_or_answers_at_once_proposes_nothing()
    {
        using var trapped = await ProposeAsync("/proposer/initiatives", ("nom", "Robot"), ("resume", "Robot"), ("source", "robot"), ("telephone_fixe", "0102030405"));
        Assert.Equal(HttpStatusCode.OK, trapped.StatusCode);
        using var client = host.NewClient("203.0.113.71");
        using var tooFast = await client.PostFormAsync("/proposer/initiatives", ("nom", "Robot"), ("resume", "Robot"), ("source", "robot"));
        Assert.Equal(HttpStatusCode.BadRequest, tooFast.StatusCode);
        Assert.Equal("Robot", (await tooFast.ReadPageAsync()).ValueOf("nom"));
        using var forged = await client.PostFormAsync("/proposer/initiatives", ("nom", "Robot"), ("resume", "Robot"), ("source", "robot"), ("depuis", "0"));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Empty(await host.WithDbAsync(db => db.Set<Proposal>().ToListAsync()));
    }

    [Theory]
    [InlineData(SpaceKind.Network, SpaceRole.Contributor, false)]
    [InlineData(SpaceKind.Network, SpaceRole.Manager, true)]
    [InlineData(SpaceKind.Authority, SpaceRole.Administrator, false)]
    public async Task The_desk_is_for_those_who_run_a_network(SpaceKind kind, SpaceRole role, bool isOpen)
    {
        var (_, client) = await host.JoinAsync(await host.OpenSpaceAsync("Un espace", kind: kind), role);
        foreach (var path in new[] { "/bureau", "/saisie", "/saisie/initiatives" })
        {
            using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(isOpen ? HttpStatusCode.OK : HttpStatusCode.Found, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_proposal_about_a_sheet_that_an_editor_may_not_see_is_not_on_her_desk()
    {
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("secret", "Projet secret") with { Private = true });
        var sheet = await host.WithDbAsync(db => db.Set<Sheet>().SingleAsync(one => one.OriginKey == "secret"));
        var administrator = await host.SignInOperatorAsync();
        var page = await administrator.GetPageAsync($"/proposer/initiatives/{sheet.Id:N}");
        clock.Advance(TimeSpan.FromSeconds(5));
        using var sent = await administrator.SendFormAsync($"/proposer/initiatives/{sheet.Id:N}", page, ("champ", "Title"), ("valeur", "Autre nom"), ("source", "moi"));
        var proposal = await host.WithDbAsync(db => db.Set<Proposal>().SingleAsync());
        var editor = await EditorAsync();
        Assert.Contains("Rien n’attend", (await editor.GetPageAsync("/bureau")).QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        await editor.GetPageAsync($"/bureau/{proposal.Id:N}", HttpStatusCode.NotFound);
        await administrator.GetPageAsync($"/bureau/{proposal.Id:N}");
        await host.Visitor.GetPageAsync($"/proposer/initiatives/{sheet.Id:N}", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Of_two_editors_who_publish_at_the_same_moment_the_second_is_told_and_keeps_what_was_typed(Engine engine)
    {
        await using var site = await LiantHost.StartAsync(engine);
        var proposal = Proposal.Make(Guid.CreateVersion7(), SheetKind.Initiative, null, new ProposedSheet("La Fabrique zinzoline", "Un atelier.", "Langon (Gironde)", null, [], null, null, null, null, "J’y travaille", null), null, null, null, site.Now);
        await site.WithDbAsync(async db =>
        {
            db.Add(proposal);
            await db.SaveChangesAsync();
        });
        var editor = (await site.JoinAsync(await site.OpenSpaceAsync("Réseau"), SpaceRole.Manager)).Client;
        var path = $"/saisie/initiatives?proposition={proposal.Id}";
        var forms = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => editor.GetPageAsync(path)));
        var sends = await Task.WhenAll(forms.Select((form, i) => editor.SendFormAsync(path, form, ("Summary", $"Longuement tapé, {i}."), ("NotADuplicate", "true"))));
        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict], sends.Select(answer => answer.StatusCode).Order());
        foreach (var (i, answer) in sends.Index().Where(one => one.Item.StatusCode == HttpStatusCode.Conflict))
        {
            var page = await answer.ReadPageAsync();
            Assert.Contains("déjà traité", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
            Assert.Equal($"Longuement tapé, {i}.", page.ValueOf("Summary"));
        }

        Assert.Equal(1, await site.WithDbAsync(db => db.Set<Sheet>().CountAsync(sheet => sheet.Title == "La Fabrique zinzoline")));
    }

    [Theory]
    [InlineData("StartedIn", "pas un an", "Nombre entier attendu", "2016")]
    [InlineData("StartedIn", "12016", "Année attendue", "2016")]
    [InlineData("Commune", "Nulle-Part-sur-Rien", "Commune inconnue", "Langon (Gironde)")]
    [InlineData("Commune", "Langon", "Plusieurs communes", "33227")]
    public async Task A_correction_that_the_sheet_could_not_hold_is_refused_to_who_proposes_it(string field, string wrong, string words, string right)
    {
        var sheet = await host.WithDbAsync(db => db.Set<Initiative>().Where(one => one.Slug == "la-smalah").SingleAsync());
        var path = $"/proposer/initiatives/{sheet.Id:N}";
        using var refused = await ProposeAsync(path, ("champ", field), ("valeur", wrong), ("source", "J’y travaille"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.ReadPageAsync();
        Assert.Contains(words, page.QuerySelector("#f-valeur-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(wrong, page.ValueOf("valeur"));
        using var sent = await ProposeAsync(path, ("champ", field), ("valeur", right), ("source", "J’y travaille"));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal(right, (await host.WithDbAsync(db => db.Set<Proposal>().SingleAsync())).Said.Value);
    }

    private async Task<HttpClient> EditorAsync() => (await host.JoinAsync(await host.OpenSpaceAsync("Réseau"), SpaceRole.Manager, "Une animatrice")).Client;

    /// <summary>As a person does: the page is read for five seconds.</summary>
    private async Task<HttpResponseMessage> ProposeAsync(string path, params (string Name, string? Value)[] fields)
    {
        using var client = host.NewClient($"203.0.114.{Random.Shared.Next(250)}");
        var page = await client.GetPageAsync(path);
        clock.Advance(TimeSpan.FromSeconds(5));
        return await client.SendFormAsync(path, page, fields);
    }
}
