using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Memberships.Affiliates;
using Liant.Platform.Audit;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Memberships;

/// <summary>A town asks to join a network by its public form; the network's managers answer.</summary>
public sealed class JoiningANetwork : IAsyncLifetime
{
    private static readonly (string, string?)[] Langon =
        [("genre", "commune"), ("territoire", "Langon (Gironde)"), ("contact_nom", "Noé Lafitte"), ("contact_fonction", "Adjoint"), ("contact_courriel", "Noe.Lafitte@langon.example"), ("message", "Nous ouvrons une halle.")];

    private readonly Clock clock = Clock.At(2026, 11, 22);
    private LiantHost host = null!;
    private Space network = null!;
    private HttpClient manager = null!;

    public async ValueTask InitializeAsync()
    {
        host = await LiantHost.StartAsync(clock: clock);
        network = await host.OpenSpaceAsync("Réseau des halles");
        await host.TakeRequestsAsync(network);
        manager = (await host.JoinAsync(network, SpaceRole.Manager)).Client;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_town_asks_a_manager_accepts_and_the_directory_shows_it()
    {
        using var asked = await AskAsync(Langon);
        Assert.Contains("Merci", (await asked.ReadPageAsync()).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Langon", await TextOfDirectoryAsync(), StringComparison.Ordinal);

        var link = (await manager.GetPageAsync(Address("adhesions"))).QuerySelector("main .members a")!;
        Assert.Equal("Langon", link.TextContent);
        var request = await manager.GetPageAsync(link.GetAttribute("href")!);
        Assert.Contains("noe.lafitte@langon.example", request.Body!.TextContent, StringComparison.Ordinal);
        using var accepted = await manager.SendHandlerAsync(link.GetAttribute("href")!, "Accept");
        Assert.Equal(HttpStatusCode.Found, accepted.StatusCode);

        var member = Assert.Single(await host.MembersOfAsync(network));
        Assert.Equal((AffiliateState.Member, "33227", "commune:33227"), (member.State, member.TerritoryCode, member.Identity));
        Assert.Equal([2026], member.Years);
        var directory = await TextOfDirectoryAsync();
        Assert.Contains("Langon", directory, StringComparison.Ordinal);
        Assert.DoesNotContain("Lafitte", directory, StringComparison.OrdinalIgnoreCase);
        var letter = await host.WithDbAsync(db => db.Set<OutgoingMail>().SingleAsync());
        Assert.Equal(("noe.lafitte@langon.example", MailChannel.Statutory), (letter.Recipient, letter.Channel));
        Assert.Contains("Noé Lafitte", letter.Text, StringComparison.Ordinal);
        Assert.Equal(["affiliate-asked", "affiliate-accepted"], await host.WithDbAsync(db => db.Set<AuditEntry>().Where(entry => entry.Act.StartsWith("affiliate")).OrderBy(entry => entry.Id).Select(entry => entry.Act).ToListAsync()));

        // The back button, or another manager.
        using var again = await manager.SendHandlerAsync(link.GetAttribute("href")!, "Decline", ("version", "1"), ("motif", "Non."));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Single(await host.MembersOfAsync(network));
    }

    [Fact]
    public async Task A_refusal_says_why_and_leaves_nothing_of_the_request()
    {
        using var asked = await AskAsync(Langon);
        var path = (await manager.GetPageAsync(Address("adhesions"))).QuerySelector("main .members a")!.GetAttribute("href")!;
        using var silent = await manager.SendHandlerAsync(path, "Decline");
        Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
        Assert.NotNull((await silent.ReadPageAsync()).QuerySelector("#f-motif-erreur"));
        using var declined = await manager.SendHandlerAsync(path, "Decline", ("motif", "Le réseau ne compte que des régions."));
        Assert.Equal(HttpStatusCode.Found, declined.StatusCode);
        Assert.Empty(await host.MembersOfAsync(network));
        Assert.Contains("que des régions", (await host.WithDbAsync(db => db.Set<OutgoingMail>().SingleAsync())).Text, StringComparison.Ordinal);
        await manager.GetPageAsync(path, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_missing_or_wrong_is_said_by_its_field_and_nothing_typed_is_lost()
    {
        using var refused = await AskAsync(("genre", "commune"), ("territoire", "Langon"), ("contact_nom", ""), ("contact_courriel", "noé@"), ("message", "Bonjour"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.ReadPageAsync();
        Assert.Equal(["f-territoire-erreur", "f-contact_nom-erreur", "f-contact_courriel-erreur"], page.QuerySelectorAll(".field-error").Select(error => error.Id));
        Assert.Contains("Langon (Gironde)", page.QuerySelector("#f-territoire-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("commune", "Langon", "noé@", "Bonjour"), (page.ValueOf("genre"), page.ValueOf("territoire"), page.ValueOf("contact_courriel"), page.ValueOf("message")));
        using var kindless = await AskAsync(("genre", ""), ("territoire", "Langon (Gironde)"));
        Assert.NotNull((await kindless.ReadPageAsync()).QuerySelector("#f-genre-erreur"));
        using var otherKind = await AskAsync(("genre", "region"), ("territoire", "Langon (Gironde)"));
        Assert.Contains("Aucune région", (await otherKind.ReadPageAsync()).QuerySelector("#f-territoire-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await host.MembersOfAsync(network));
    }

    [Theory]
    [InlineData("departement", "Gironde", "33")]
    [InlineData("departement", "1", "01")]
    [InlineData("region", "75", "reg-75")]
    [InlineData("commune", "8053", "08053")]
    [InlineData("commune", "Paris", "75056")]
    [InlineData("intercommunalite", "200043974", "200043974")]
    public async Task A_territory_is_said_by_its_name_or_its_code_and_its_kind_settles_the_rest(string kind, string typed, string code)
    {
        using var asked = await AskAsync(("genre", kind), ("territoire", typed), ("contact_nom", "Noé"), ("contact_courriel", "noe@collectivite.example"));
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.Equal(code, Assert.Single(await host.MembersOfAsync(network)).TerritoryCode);
    }

    [Fact]
    public async Task The_same_form_sent_twice_asks_once_and_a_member_does_not_ask_again()
    {
        using var client = host.NewClient("203.0.113.90");
        var page = await client.GetPageAsync(Address("adherer"));
        clock.Advance(TimeSpan.FromSeconds(5));
        var sends = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.SendFormAsync(Address("adherer"), page, Langon)));
        Assert.All(sends, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var request = Assert.Single(await host.MembersOfAsync(network));
        using var accepted = await manager.SendHandlerAsync(Address($"adhesions/{request.Id:N}"), "Accept");
        using var again = await AskAsync(Langon);
        Assert.Contains("déjà adhérent", (await again.ReadPageAsync()).QuerySelector("#f-territoire-erreur")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_asks_nothing()
    {
        using var trapped = await AskAsync([.. Langon, ("telephone_fixe", "0102030405")]);
        Assert.Equal(HttpStatusCode.OK, trapped.StatusCode);
        using var client = host.NewClient("203.0.113.91");
        using var tooFast = await client.PostFormAsync(Address("adherer"), Langon);
        Assert.Equal(HttpStatusCode.BadRequest, tooFast.StatusCode);
        Assert.Equal("Noé Lafitte", (await tooFast.ReadPageAsync()).ValueOf("contact_nom"));
        Assert.Empty(await host.MembersOfAsync(network));
    }

    [Fact]
    public async Task A_network_that_takes_no_request_and_a_space_that_is_no_network_have_no_form()
    {
        var (closed, town) = (await host.OpenSpaceAsync("Fermé"), await host.OpenSpaceAsync("Une mairie", kind: SpaceKind.Authority));
        await host.Visitor.GetPageAsync($"/espaces/{closed.Slug}/adherents");
        await host.Visitor.GetPageAsync($"/espaces/{closed.Slug}/adherer", HttpStatusCode.NotFound);
        await host.TakeRequestsAsync(town);
        var mayor = (await host.JoinAsync(town, SpaceRole.Administrator)).Client;
        foreach (var page in new[] { "adherents", "adherents/carte.svg", "adherer", "adhesions", "adhesions/nouvelle", "adhesions/reglages" })
        {
            await mayor.GetPageAsync($"/espaces/{town.Slug}/{page}", HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_member_of_another_network_is_not_there()
    {
        var other = await host.OpenSpaceAsync("Autre réseau");
        var theirs = await host.EnterMemberAsync(other, AffiliateKind.Organisation, "L’Épicerie", email: "elle@epicerie.example");
        await manager.GetPageAsync($"/espaces/{network.Slug}/adhesions/{theirs.Id:N}", HttpStatusCode.NotFound);
        await manager.GetPageAsync($"/espaces/{other.Slug}/adhesions/{theirs.Id:N}", HttpStatusCode.NotFound);
        var token = (await manager.GetPageAsync(Address("adhesions/nouvelle"))).ValueOf("jeton_formulaire")!;
        foreach (var handler in new[] { "", "Accept", "Decline", "Leave" })
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["jeton_formulaire"] = token, ["version"] = "1", ["motif"] = "x", ["genre"] = "organisation", ["nom"] = "Volée" });
            using var sent = await manager.PostAsync($"/espaces/{network.Slug}/adhesions/{theirs.Id:N}?handler={handler}", form, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);
        }

        var still = Assert.Single(await host.MembersOfAsync(other));
        Assert.Equal(("L’Épicerie", AffiliateState.Member, theirs.Version), (still.Name, still.State, still.Version));
    }

    [Fact]
    public async Task A_member_leaves_and_comes_back_with_its_years()
    {
        var member = await host.EnterMemberAsync(network, AffiliateKind.Commune, "Langon", "33227", null, 2019, 2020);
        var path = Address($"adhesions/{member.Id:N}");
        using var left = await manager.SendHandlerAsync(path, "Leave");
        Assert.DoesNotContain("Langon", await TextOfDirectoryAsync(), StringComparison.Ordinal);
        using var asked = await AskAsync(Langon);
        var request = Assert.Single(await host.MembersOfAsync(network), one => one.State == AffiliateState.Asked);
        using var accepted = await manager.SendHandlerAsync(Address($"adhesions/{request.Id:N}"), "Accept");
        Assert.Equal(path, accepted.Headers.Location!.OriginalString);
        var back = Assert.Single(await host.MembersOfAsync(network));
        Assert.Equal((member.Id, AffiliateState.Member, "noe.lafitte@langon.example"), (back.Id, back.State, back.ContactEmail));
        Assert.Equal([2019, 2020, 2026], back.Years);
    }

    [Fact]
    public async Task Two_managers_do_not_overwrite_each_other()
    {
        var member = await host.EnterMemberAsync(network, AffiliateKind.Organisation, "L’Épicerie", null, null, 2025);
        var path = Address($"adhesions/{member.Id:N}");
        var shown = await manager.GetPageAsync(path);
        using var first = await manager.SendFormAsync(path, shown, ("annees", "2024-2026"), ("nom", "L’Épicerie du pont"));
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        using var second = await manager.SendFormAsync(path, shown, ("nom", "Autre nom"));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        using var wrong = await manager.PostFormAsync(path, ("annees", "l’an dernier"), ("nom", "Troisième"));
        var page = await wrong.ReadPageAsync();
        Assert.Equal(("l’an dernier", "Troisième"), (page.ValueOf("annees"), page.ValueOf("nom")));
        Assert.NotNull(page.QuerySelector("#f-annees-erreur"));
        var kept = Assert.Single(await host.MembersOfAsync(network));
        Assert.Equal("L’Épicerie du pont", kept.Name);
        Assert.Equal([2024, 2025, 2026], kept.Years);
    }

    private string Address(string page) => $"/espaces/{network.Slug}/{page}";

    private async Task<string> TextOfDirectoryAsync() => (await host.Visitor.GetPageAsync(Address("adherents"))).QuerySelector("main")!.TextContent;

    /// <summary>As a person does: the page is read for five seconds.</summary>
    private async Task<HttpResponseMessage> AskAsync(params (string Name, string? Value)[] fields)
    {
        using var client = host.NewClient($"203.0.115.{Random.Shared.Next(250)}");
        var page = await client.GetPageAsync(Address("adherer"));
        clock.Advance(TimeSpan.FromSeconds(5));
        return await client.SendFormAsync(Address("adherer"), page, fields);
    }
}
