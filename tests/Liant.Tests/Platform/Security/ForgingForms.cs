using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Catalogue.Proposals;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Platform.Security;

/// <summary>Forms with fields that nobody was shown, with somebody else's token, with headers or pages hidden in a text.</summary>
public sealed class ForgingForms(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Theory]
    [InlineData("/compte")]
    [InlineData("/espaces/[space]/membres")]
    [InlineData("/espaces/[space]/journal")]
    [InlineData("/espaces/[space]/apparence")]
    [InlineData("/bureau")]
    public async Task A_verb_that_a_page_does_not_have_is_not_there(string path)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (_, client) = await host.JoinAsync(space, SpaceRole.Administrator);
        path = path.Replace("[space]", space.Slug, StringComparison.Ordinal);
        var page = await client.GetPageAsync("/compte");
        page.QuerySelector("main form")!.SetAttribute("action", path + "?handler=Nope");
        using var unknown = await client.SendFormAsync(path, page);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Fields_that_the_form_does_not_have_change_nothing()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (person, client) = await host.JoinAsync(space, SpaceRole.Administrator);
        (string, string?)[] more = [.. new[] { "IsAdministrator", "Person.IsAdministrator", "person.isadministrator", "Viewer.SeesPrivate" }.Select(name => (name, (string?)"true")),
            ("Id", Guid.Empty.ToString()), ("Person.Id", Guid.Empty.ToString()), ("Space.Id", Guid.Empty.ToString()), ("Space.Slug", "pirate"), ("Slug", "pirate"), ("Kind", "Organisation"), ("genre", "Organisation"), ("Space.Kind", "Organisation"), ("Role", "4"), ("Form.Slug", "pirate"), ("Email", "pirate@pirate.example"), ("Person.Email", "pirate@pirate.example"), ("EmailConfirmed", "true")];
        var account = await client.GetPageAsync("/compte");
        account.QuerySelector("main form")!.SetAttribute("action", "/compte?handler=Name");
        using var renamed = await client.SendFormAsync("/compte", account, [("nom", "Autre nom"), .. more]);
        Assert.Equal(HttpStatusCode.Found, renamed.StatusCode);
        using var described = await client.PostFormAsync($"/espaces/{space.Slug}/reglages", [("nom", "Autre réseau"), .. more]);
        Assert.Equal(HttpStatusCode.Found, described.StatusCode);
        using var visitor = host.NewClient("203.0.113.91");
        var page = await visitor.GetPageAsync("/proposer/initiatives");
        await Task.Delay(3300, TestContext.Current.CancellationToken);
        using var proposed = await visitor.SendFormAsync("/proposer/initiatives", page, [("nom", "Une halle pirate"), ("resume", "Une halle."), ("source", "moi"), .. more, ("State", "Published"), ("Proposal.State", "Published"), ("SheetId", Guid.CreateVersion7().ToString()), ("AuthorId", person.Id.ToString()), ("DecidedBy", person.Id.ToString())]);
        Assert.Equal(HttpStatusCode.OK, proposed.StatusCode);
        await host.WithDbAsync(async db =>
        {
            var (her, kept, proposal) = (await db.Set<Person>().SingleAsync(one => one.Id == person.Id), await db.Set<Space>().SingleAsync(one => one.Id == space.Id), await db.Set<Proposal>().OrderByDescending(one => one.Id).FirstAsync());
            Assert.Equal(("Autre nom", false, person.Email), (her.Name, her.IsAdministrator, her.Email));
            Assert.Equal(("Autre réseau", space.Slug, space.Kind), (kept.Name, kept.Slug, kept.Kind));
            Assert.Equal(("Une halle pirate", ProposalState.Waiting, null, null, null), (proposal.Said.Title, proposal.State, proposal.SheetId, proposal.AuthorId, proposal.DecidedBy));
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("CfDJ8forged")]
    [InlineData("another's")]
    public async Task Without_the_token_of_her_own_form_nothing_is_done(string? token)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var person = await host.RegisterAsync("Dominique", People.NewEmail("dominique"));
        var client = await host.SignInAsync(person.Email!);
        if (token == "another's")
        {
            var other = await host.SignInAsync((await host.RegisterAsync("Pirate", People.NewEmail("pirate"))).Email!);
            token = (await other.GetPageAsync("/compte")).ValueOf("jeton_formulaire");
        }

        foreach (var path in new[] { "/compte?handler=Name", "/compte?handler=Password", "/compte/effacer", "/compte/second-facteur", "/connexion?handler=Leave", "/connexion", "/proposer/initiatives", "/espaces" })
        {
            using var forged = await client.PostAsync(path, new FormUrlEncodedContent(new[] { ("nom", "Pirate"), ("motdepasse", "quatre mots sans rapport"), ("courriel", person.Email!), ("jeton_formulaire", token) }.Where(field => field.Item2 is not null).Select(field => KeyValuePair.Create(field.Item1, field.Item2!))), TestContext.Current.CancellationToken);
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, forged.StatusCode));
        }

        Assert.Contains("Dominique", (await client.GetPageAsync("/compte")).QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@b.example\r\nBcc: tous@b.example")]
    [InlineData("a@b.example%0aBcc:tous@b.example")]
    [InlineData("a@b.example,tous@b.example")]
    [InlineData("a@b.example;tous@b.example")]
    [InlineData("\"a\r\nBcc: x\"@b.example")]
    [InlineData("Tous <tous@b.example>")]
    public async Task An_address_that_would_write_to_others_is_refused(string email)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var (_, client) = await host.JoinAsync(await host.OpenSpaceAsync("Un réseau"), SpaceRole.Administrator);
        var space = (await client.GetPageAsync("/compte")).QuerySelector("a[href^='/espaces/espace']")!.GetAttribute("href")!;
        var before = await host.WithDbAsync(db => db.Set<OutgoingMail>().CountAsync());
        var members = await client.GetPageAsync(space + "/membres");
        using var invited = await client.PostAsync(space + "/membres?handler=Invite", new FormUrlEncodedContent(new Dictionary<string, string> { ["courriel"] = email, ["role"] = "Reader", ["jeton_formulaire"] = members.ValueOf("jeton_formulaire")! }), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, invited.StatusCode);
        Assert.Equal(email.ReplaceLineEndings(""), (await invited.ReadPageAsync()).QuerySelector("#f-courriel")!.GetAttribute("value")!.ReplaceLineEndings(""));
        Assert.Equal(before, await host.WithDbAsync(db => db.Set<OutgoingMail>().CountAsync()));
    }

    [Fact]
    public async Task A_name_with_a_line_break_never_reaches_the_subject_of_a_letter()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (_, client) = await host.JoinAsync(space, SpaceRole.Administrator);
        using var refused = await client.PostFormAsync($"/espaces/{space.Slug}/reglages", ("nom", "Réseau\r\nBcc: tous@b.example"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.NotNull((await refused.ReadPageAsync()).QuerySelector("#f-nom-erreur"));
    }

    [Fact]
    public async Task A_page_hidden_in_a_text_is_shown_as_text()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        const string Page = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>";
        var space = await host.OpenSpaceAsync("Un réseau");
        var (_, manager) = await host.JoinAsync(space, SpaceRole.Administrator);
        using var described = await manager.PostFormAsync($"/espaces/{space.Slug}/reglages", ("nom", Page), ("description", Page));
        Assert.Equal(HttpStatusCode.Found, described.StatusCode);
        var asker = await host.SignInAsync((await host.RegisterAsync("Claude", People.NewEmail("claude"))).Email!);
        using var asked = await asker.PostFormAsync("/espaces/" + space.Slug, ("message", Page));
        using var visitor = host.NewClient("203.0.113.92");
        var form = await visitor.GetPageAsync("/proposer/initiatives");
        await Task.Delay(3300, TestContext.Current.CancellationToken);
        using var proposed = await visitor.SendFormAsync("/proposer/initiatives", form, ("nom", Page), ("resume", Page), ("source", Page), ("message", Page), ("auteur", "A"), ("lien", "https://journal.example/?" + Uri.EscapeDataString(Page)));
        Assert.Equal(HttpStatusCode.OK, proposed.StatusCode);
        var id = await host.WithDbAsync(db => db.Set<Proposal>().OrderByDescending(one => one.Id).Select(one => one.Id).FirstAsync());
        foreach (var path in new[] { "/espaces", "/espaces/" + space.Slug, $"/espaces/{space.Slug}/membres", $"/espaces/{space.Slug}/journal", "/bureau", $"/bureau/{id:N}", $"/saisie/initiatives?proposition={id}" })
        {
            var page = await manager.GetPageAsync(path);
            Assert.Contains("alert(1)", page.Source.Text, StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll("script:not([src]):not([type]), img[onerror], svg[onload], main img[src=x]"));
        }
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    public async Task An_address_that_runs_is_no_address(string address)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (_, client) = await host.JoinAsync(space, SpaceRole.Administrator);
        using var refused = await client.PostFormAsync($"/espaces/{space.Slug}/reglages", ("site", address));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var visitor = host.NewClient("203.0.113.93");
        var form = await visitor.GetPageAsync("/proposer/initiatives");
        using var proposed = await visitor.SendFormAsync("/proposer/initiatives", form, ("nom", "x"), ("resume", "x"), ("source", "x"), ("lien", address));
        Assert.NotNull((await proposed.ReadPageAsync()).QuerySelector("#f-lien-erreur"));
    }
}
