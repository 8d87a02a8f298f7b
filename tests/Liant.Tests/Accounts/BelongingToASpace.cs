using System.Net;
using System.Text.RegularExpressions;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Accounts;

public sealed class BelongingToASpace(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_colleague_is_invited_joins_and_loses_her_right_when_her_role_changes(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var space = await host.OpenSpaceAsync("Ville de Langon");
        var (_, agent) = await host.JoinAsync(space, SpaceRole.Administrator);
        var members = $"/espaces/{space.Slug}/membres";
        var email = People.NewEmail("collegue");
        using var sent = await SendAsync(agent, members, "Invite", ("courriel", email), ("role", "Manager"));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        Assert.Contains(email, (await agent.GetPageAsync(members)).Body!.TextContent, StringComparison.Ordinal);
        using var colleague = host.NewClient("203.0.113.31");
        var link = await InvitationAsync(host, email);
        using var joined = await colleague.PostFormAsync(link, ("nom", "Sacha Morel"));
        Assert.Equal((HttpStatusCode.Found, "/compte"), (joined.StatusCode, joined.Headers.Location!.OriginalString));
        Assert.NotNull((await colleague.GetPageAsync(members)).QuerySelector("form[action*=Invite]"));
        using var late = host.NewClient("203.0.113.32");
        Assert.Contains("déjà acceptée", (await late.GetPageAsync(link)).QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);

        var person = await host.WithDbAsync(db => db.Set<Person>().SingleAsync(one => one.Email == email));
        using var changed = await SendAsync(agent, members, "Role", ("personne", person.Id.ToString()), ("role", "Reader"));
        Assert.Equal(HttpStatusCode.Found, changed.StatusCode);
        Assert.Null((await colleague.GetPageAsync(members)).QuerySelector("form[action*=Invite]"));
        using var refused = await SendAsync(colleague, members, "Invite", ("courriel", People.NewEmail("tiers")), ("role", "Reader"));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using var removed = await SendAsync(agent, members, "Remove", ("personne", person.Id.ToString()));
        await colleague.GetPageAsync(members, HttpStatusCode.NotFound);
        var acts = await host.WithDbAsync(db => db.AuditEntries.Where(entry => entry.Subject == $"space/{space.Id:N}").OrderBy(entry => entry.Id).Select(entry => entry.Act).ToListAsync());
        Assert.Equal(["member-invited", "space-joined", "member-role", "member-removed"], acts);
        var journal = (await agent.GetPageAsync($"/espaces/{space.Slug}/journal")).QuerySelectorAll(".members li").Select(line => string.Join(' ', line.FirstElementChild!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Equal(["Dominique Petit a retiré un membre Sacha Morel", "Dominique Petit a changé un rôle Sacha Morel: animation → lecture", "Sacha Morel a rejoint l’espace animation", $"Dominique Petit a invité {email}"], journal);
    }

    [Fact]
    public async Task An_invitation_never_signs_into_an_account_that_is_there()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var chief = await host.RegisterAsync("Qui administre le site", People.NewEmail("chef"), isAdministrator: true);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (_, manager) = await host.JoinAsync(space, SpaceRole.Manager);
        using var sent = await SendAsync(manager, $"/espaces/{space.Slug}/membres", "Invite", ("courriel", chief.Email!), ("role", "Reader"));
        // Without a mail server, the manager reads the link that is meant for the other.
        var link = Regex.Match((await manager.GetPageAsync($"/espaces/{space.Slug}/membres")).QuerySelector(".notice code")!.TextContent, "/invitation\\?jeton=[0-9a-f]+").Value;
        Assert.Contains("connectez-vous d’abord", (await manager.GetPageAsync(link)).Body!.TextContent, StringComparison.Ordinal);
        using var forced = await PostAsync(manager, link, null, (await manager.GetPageAsync("/compte")).ValueOf("jeton_formulaire")!);
        Assert.Equal(HttpStatusCode.Conflict, forced.StatusCode);
        Assert.DoesNotContain("Qui administre", (await manager.GetPageAsync("/compte")).QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        var own = await host.SignInAsync(chief.Email!);
        using var joined = await own.PostFormAsync(link);
        Assert.Equal((HttpStatusCode.Found, "/espaces/" + space.Slug), (joined.StatusCode, joined.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task To_people_of_another_space_its_members_are_not_there()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var (space, other) = (await host.OpenSpaceAsync("Un réseau"), await host.OpenSpaceAsync("Un autre"));
        var (theirs, _) = await host.JoinAsync(space, SpaceRole.Reader);
        var (_, stranger) = await host.JoinAsync(other, SpaceRole.Administrator);
        foreach (var path in new[] { "membres", "reglages" })
        {
            await stranger.GetPageAsync($"/espaces/{space.Slug}/{path}", HttpStatusCode.NotFound);
            using var sentAway = await host.Visitor.GetAsync($"/espaces/{space.Slug}/{path}", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Found, sentAway.StatusCode);
        }

        // A form of one's own space, sent to another.
        foreach (var handler in new[] { "Invite", "Role", "Remove", "Answer", "Withdraw" })
        {
            var own = await stranger.GetPageAsync($"/espaces/{other.Slug}/membres");
            using var refused = await PostAsync(stranger, $"/espaces/{space.Slug}/membres", handler, own.ValueOf("jeton_formulaire")!, ("personne", theirs.Id.ToString()), ("role", "Administrator"), ("courriel", People.NewEmail("x")));
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        Assert.Equal(SpaceRole.Reader, (await host.WithDbAsync(db => db.Set<Membership>().SingleAsync(one => one.PersonId == theirs.Id))).Role);
    }

    [Theory]
    [InlineData("Manager")]
    [InlineData("Administrator")]
    [InlineData("0")]
    [InlineData("99")]
    [InlineData("")]
    public async Task A_manager_gives_no_role_as_high_as_her_own(string role)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (manager, client) = await host.JoinAsync(space, SpaceRole.Manager);
        var members = $"/espaces/{space.Slug}/membres";
        using var invited = await SendAsync(client, members, "Invite", ("courriel", People.NewEmail("x")), ("role", role));
        Assert.Equal(HttpStatusCode.BadRequest, invited.StatusCode);
        using var raised = await SendAsync(client, members, "Role", ("personne", manager.Id.ToString()), ("role", role));
        Assert.Equal(HttpStatusCode.BadRequest, raised.StatusCode);
        Assert.Equal(SpaceRole.Manager, (await host.WithDbAsync(db => db.Set<Membership>().SingleAsync(one => one.PersonId == manager.Id))).Role);
    }

    [Fact]
    public async Task The_last_administrator_stays_until_there_is_another()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (last, client) = await host.JoinAsync(space, SpaceRole.Administrator);
        var members = $"/espaces/{space.Slug}/membres";
        using var leaves = await SendAsync(client, members, "Remove", ("personne", last.Id.ToString()));
        Assert.Equal(HttpStatusCode.Conflict, leaves.StatusCode);
        Assert.Contains("nommez-en une autre", (await leaves.ReadPageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        await host.JoinAsync(space, SpaceRole.Administrator, "Une autre");
        using var left = await SendAsync(client, members, "Remove", ("personne", last.Id.ToString()));
        Assert.Equal(HttpStatusCode.Found, left.StatusCode);
    }

    [Fact]
    public async Task Who_has_an_address_of_the_domain_joins_alone_and_others_ask()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var space = await host.OpenSpaceAsync("Une mairie", mailDomain: "mairie.example");
        var own = await host.RegisterAsync("De la mairie", People.NewEmail("agent"));
        var client = await host.SignInAsync(own.Email!);
        using var joined = await client.PostFormAsync("/espaces/" + space.Slug);
        Assert.Equal(SpaceRole.Reader, (await host.WithDbAsync(db => db.Set<Membership>().SingleAsync(one => one.PersonId == own.Id))).Role);

        var other = await host.RegisterAsync("D’ailleurs", $"ailleurs-{Guid.CreateVersion7():N}@sous.mairie.example.org");
        var outside = await host.SignInAsync(other.Email!);
        using var asked = await outside.PostFormAsync("/espaces/" + space.Slug, ("message", "Je tiens l’épicerie."));
        Assert.False(await host.WithDbAsync(db => db.Set<Membership>().AnyAsync(one => one.PersonId == other.Id)));
        var (_, manager) = await host.JoinAsync(space, SpaceRole.Manager);
        Assert.Contains("Je tiens l’épicerie.", (await manager.GetPageAsync($"/espaces/{space.Slug}/membres")).Body!.TextContent, StringComparison.Ordinal);
        using var accepted = await SendAsync(manager, $"/espaces/{space.Slug}/membres", "Answer", ("personne", other.Id.ToString()), ("accepte", "oui"));
        await outside.GetPageAsync($"/espaces/{space.Slug}/membres");
        Assert.Single(await host.WithDbAsync(db => db.Set<OutgoingMail>().Where(mail => mail.Recipient == other.Email).ToListAsync()));
    }

    [Fact]
    public async Task Those_who_answer_requests_are_written_to_and_a_word_too_long_is_refused_by_its_field()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var space = await host.OpenSpaceAsync("Réseau des lavoirs");
        var ((manager, _), (reader, _)) = (await host.JoinAsync(space, SpaceRole.Manager), await host.JoinAsync(space, SpaceRole.Reader));
        var asking = await host.RegisterAsync("Noé Bec", People.NewEmail("noe"));
        var client = await host.SignInAsync(asking.Email!);
        using var refused = await client.PostFormAsync("/espaces/" + space.Slug, ("message", new string('x', 501)));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.ReadPageAsync();
        Assert.Contains("501 reçus", page.QuerySelector("#f-message-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(501, page.QuerySelector("#f-message")!.TextContent.Trim().Length);
        using var asked = await client.PostFormAsync("/espaces/" + space.Slug, ("message", "Je tiens le lavoir."));
        Assert.Equal(HttpStatusCode.Found, asked.StatusCode);
        var letters = await host.WithDbAsync(db => db.Set<OutgoingMail>().Where(mail => mail.Recipient == manager.Email || mail.Recipient == reader.Email).ToListAsync());
        var letter = Assert.Single(letters);
        Assert.Equal(manager.Email, letter.Recipient);
        Assert.Contains("Je tiens le lavoir.", letter.Text, StringComparison.Ordinal);
        Assert.Contains($"/espaces/{space.Slug}/membres", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_two_spaces_bear_one_name()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        await host.OpenSpaceAsync("Réseau des Séchoirs");
        var other = await host.OpenSpaceAsync("Association quelconque", kind: SpaceKind.Organisation);
        var (_, client) = await host.JoinAsync(other, SpaceRole.Administrator);
        using var renamed = await client.PostFormAsync($"/espaces/{other.Slug}/reglages", ("nom", "réseau des sechoirs"));
        Assert.Equal(HttpStatusCode.BadRequest, renamed.StatusCode);
        Assert.Contains("déjà ce nom", (await renamed.ReadPageAsync()).QuerySelector("#f-nom-erreur")!.TextContent, StringComparison.Ordinal);
        var administrator = await host.SignInOperatorAsync();
        using var opened = await administrator.PostFormAsync("/espaces", ("nom", "Réseau des Séchoirs"), ("genre", "Network"));
        Assert.Equal(HttpStatusCode.BadRequest, opened.StatusCode);
        Assert.Equal(1, await host.WithDbAsync(db => db.Set<Space>().CountAsync(space => space.Name == "Réseau des Séchoirs")));
    }

    [Theory]
    [InlineData("wanadoo.fr")]
    [InlineData("Orange.fr")]
    [InlineData("@gmail.com")]
    [InlineData("mairie")]
    [InlineData("mairie langon.fr")]
    public async Task A_domain_where_anyone_has_an_address_opens_no_space(string domain)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var space = await host.OpenSpaceAsync("Une mairie");
        var (_, client) = await host.JoinAsync(space, SpaceRole.Administrator);
        using var refused = await client.PostFormAsync($"/espaces/{space.Slug}/reglages", ("domaine", domain));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.NotNull((await refused.ReadPageAsync()).QuerySelector("#f-domaine-erreur"));
    }

    [Theory]
    [InlineData("Langon (Gironde)", "33227")]
    [InlineData("33227", "33227")]
    [InlineData("Gironde", "33")]
    [InlineData("reg-75", "reg-75")]
    [InlineData("200043974", "200043974")]
    [InlineData("Langon", null)]
    [InlineData("Zzzzz", null)]
    public async Task Its_territory_is_typed_as_people_say_it(string typed, string? code)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var space = await host.OpenSpaceAsync("Une collectivité", kind: SpaceKind.Authority);
        var (_, client) = await host.JoinAsync(space, SpaceRole.Administrator);
        var path = $"/espaces/{space.Slug}/reglages";
        using var saved = await client.PostFormAsync(path, ("territoire", typed));
        Assert.Equal(code is null ? HttpStatusCode.BadRequest : HttpStatusCode.Found, saved.StatusCode);
        Assert.Equal(code, (await host.WithDbAsync(db => db.Set<Space>().SingleAsync(one => one.Id == space.Id))).TerritoryCode);
        if (code is not null)
        {
            // Saved again as it is shown, it stays.
            using var again = await client.PostFormAsync(path);
            Assert.Equal(HttpStatusCode.Found, again.StatusCode);
            Assert.Equal(code, (await host.WithDbAsync(db => db.Set<Space>().SingleAsync(one => one.Id == space.Id))).TerritoryCode);
        }
    }

    [Fact]
    public async Task The_site_s_administrator_opens_a_space_and_nobody_else_does()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var administrator = await host.SignInOperatorAsync();
        using var opened = await administrator.PostFormAsync("/espaces", ("nom", "Ville de Saint-Liant"), ("genre", "Authority"), ("territoire", "33227"));
        Assert.Equal((HttpStatusCode.Found, "/espaces/ville-de-saint-liant/membres"), (opened.StatusCode, opened.Headers.Location!.OriginalString));
        Assert.Contains("Langon", (await host.Visitor.GetPageAsync("/espaces/ville-de-saint-liant")).Body!.TextContent, StringComparison.Ordinal);
        var (_, member) = await host.JoinAsync(await host.OpenSpaceAsync("Un réseau"), SpaceRole.Administrator);
        var token = (await member.GetPageAsync("/compte")).ValueOf("jeton_formulaire")!;
        using var refused = await PostAsync(member, "/espaces", null, token, ("nom", "Pirate"), ("genre", "Network"));
        Assert.Equal("/erreur/403", refused.Headers.Location!.AbsolutePath);
        Assert.False(await host.WithDbAsync(db => db.Set<Space>().AnyAsync(space => space.Name == "Pirate")));
    }

    /// <summary>Through the form of the page, as a browser would.</summary>
    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string handler, params (string Name, string Value)[] fields)
    {
        var page = await client.GetPageAsync(path);
        return await PostAsync(client, path, handler, page.ValueOf("jeton_formulaire")!, fields);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string? handler, string token, params (string Name, string Value)[] fields) =>
        client.PostAsync(handler is null ? path : $"{path}?handler={handler}", new FormUrlEncodedContent(fields.Append(("jeton_formulaire", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));

    private static async Task<string> InvitationAsync(LiantHost host, string email) =>
        Regex.Match(await host.WithDbAsync(db => db.Set<OutgoingMail>().Where(mail => mail.Recipient == email).OrderByDescending(mail => mail.Id).Select(mail => mail.Text).FirstAsync()), "/invitation\\?jeton=[0-9a-f]+").Value;
}
