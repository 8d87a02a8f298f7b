using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Liant.Tests.Accounts;

/// <summary>An address is hers who read a letter sent to it, or of whom a provider that is believed says so; one that was only typed opens nothing.</summary>
public sealed class ProvingAnAddress
{
    private const string Domain = "ville.example";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_made_up_address_of_a_town_does_not_open_its_space(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var town = await host.OpenSpaceAsync("La ville", mailDomain: Domain, kind: SpaceKind.Authority);
        // Where the site sends no mail, she invites an address that she makes up, and opens the link herself.
        using var pirate = host.NewClient("203.0.113.61");
        await AcceptAsync(pirate, await ShownLinkAsync(host, "maire@" + Domain));
        var page = await pirate.GetPageAsync("/espaces/" + town.Slug);
        Assert.Contains("faites une demande", page.Body!.TextContent, StringComparison.Ordinal);
        using var joined = await pirate.SendFormAsync("/espaces/" + town.Slug, page);
        await pirate.GetPageAsync($"/espaces/{town.Slug}/membres", HttpStatusCode.NotFound);
        Assert.Equal(1, await host.WithDbAsync(db => db.Set<JoinRequest>().CountAsync(request => request.SpaceId == town.Id)));

        // Nor does the link that makes an administrator.
        using var first = host.NewClient("203.0.113.62");
        using var entered = await first.PostFormAsync("/premier-acces?jeton=" + await host.NewOperatorTokenAsync(), ("nom", "Camille"), ("courriel", "camille@" + Domain));
        Assert.Equal(HttpStatusCode.Found, entered.StatusCode);
        Assert.False(await IsProvedAsync(host, "camille@" + Domain));
    }

    [Fact]
    public async Task An_invitation_that_was_read_in_a_letter_proves_the_address()
    {
        await using var host = await StartWithMailAsync();
        var town = await host.OpenSpaceAsync("La ville", mailDomain: Domain);
        var (_, manager) = await host.JoinAsync(await host.OpenSpaceAsync("Un réseau"), SpaceRole.Manager);
        await InviteAsync(manager, "agent@" + Domain);
        using var agent = host.NewClient("203.0.113.63");
        await AcceptAsync(agent, await LetterAsync(host, "agent@" + Domain, "/invitation"));
        using var joined = await agent.PostFormAsync("/espaces/" + town.Slug);
        await agent.GetPageAsync($"/espaces/{town.Slug}/membres");
    }

    [Fact]
    public async Task A_colleague_without_an_account_enters_her_town_s_space_through_her_letter_box()
    {
        await using var host = await StartWithMailAsync();
        var town = await host.OpenSpaceAsync("La ville", mailDomain: Domain, kind: SpaceKind.Authority);
        using var colleague = host.NewClient("203.0.113.66");
        foreach (var address in new[] { "Collegue@" + Domain, "passant@ailleurs.example" })
        {
            var page = await colleague.GetPageAsync("/connexion");
            page.QuerySelector("main form:last-of-type")!.SetAttribute("action", "/connexion?handler=Link");
            using var asked = await colleague.SendFormAsync("/connexion", page, ("courriel", address), ("motdepasse", null));
            Assert.Contains("un lien lui est parti", (await asked.ReadPageAsync()).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(["collegue@" + Domain], await host.WithDbAsync(db => db.Set<OutgoingMail>().Select(letter => letter.Recipient).ToListAsync()));
        Assert.Equal(0, await host.WithDbAsync(db => db.Set<Person>().CountAsync()));
        await AcceptAsync(colleague, await LetterAsync(host, "collegue@" + Domain, "/invitation"));
        Assert.True(await IsProvedAsync(host, "collegue@" + Domain));
        await colleague.GetPageAsync($"/espaces/{town.Slug}/membres");
        Assert.Equal([SpaceRole.Reader], await host.WithDbAsync(db => db.Set<Membership>().Where(one => one.SpaceId == town.Id).Select(one => one.Role).ToListAsync()));
    }

    [Fact]
    public async Task Who_lost_her_invitation_is_sent_it_again_with_its_role()
    {
        await using var host = await StartWithMailAsync();
        var network = await host.OpenSpaceAsync("Un réseau");
        await host.WithDbAsync(async db =>
        {
            db.Add(Invitation.Send(network.Id, "animatrice@reseau.example", SpaceRole.Manager, Guid.CreateVersion7(), host.Now));
            await db.SaveChangesAsync();
        });
        using var client = host.NewClient("203.0.113.67");
        var page = await client.GetPageAsync("/connexion");
        page.QuerySelector("main form:last-of-type")!.SetAttribute("action", "/connexion?handler=Link");
        using var asked = await client.SendFormAsync("/connexion", page, ("courriel", "animatrice@reseau.example"), ("motdepasse", null));
        await AcceptAsync(client, await LetterAsync(host, "animatrice@reseau.example", "/invitation"));
        Assert.Equal(SpaceRole.Manager, await host.WithDbAsync(db => db.Set<Membership>().Where(one => one.SpaceId == network.Id).Select(one => one.Role).SingleAsync()));
    }

    [Fact]
    public async Task A_letter_proves_it_later_and_what_opened_the_account_before_opens_it_no_more()
    {
        using var storage = await Storage.LoadedAsync(Engine.Sqlite);
        await using var silent = await LiantHost.StartAsync(storage);
        using var pirate = silent.NewClient("203.0.113.64");
        await AcceptAsync(pirate, await ShownLinkAsync(silent, "maire@" + Domain));
        var account = await pirate.GetPageAsync("/compte");
        using var set = await pirate.PostAsync("/compte?handler=Password", new FormUrlEncodedContent(new Dictionary<string, string> { ["motdepasse"] = People.Password, ["jeton_formulaire"] = account.ValueOf("jeton_formulaire")! }), TestContext.Current.CancellationToken);
        await silent.SignInAsync("maire@" + Domain);

        await using var host = await LiantHost.StartAsync(storage, settings: settings => settings with { Smtp = Nowhere });
        using var mayor = host.NewClient("203.0.113.65");
        using var asked = await mayor.PostFormAsync("/connexion?handler=Link", ("courriel", "maire@" + Domain));
        var letter = await LetterAsync(host, "maire@" + Domain, "/connexion/lien");
        Assert.Contains("n’ouvriront plus", (await mayor.GetPageAsync(letter)).Body!.TextContent, StringComparison.Ordinal);
        using var came = await mayor.PostFormAsync(letter);
        Assert.Equal(HttpStatusCode.Found, came.StatusCode);
        Assert.True(await IsProvedAsync(host, "maire@" + Domain));
        await mayor.GetPageAsync("/compte");
        await pirate.GetPageAsync("/compte", HttpStatusCode.Found);
        using var again = await pirate.PostFormAsync("/connexion", ("courriel", "maire@" + Domain), ("motdepasse", People.Password));
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task Nothing_that_is_kept_under_an_address_alone_is_given_to_whoever_typed_it()
    {
        await using var host = await LiantHost.StartAsync();
        await host.WithDbAsync(async db =>
        {
            db.Add(OutgoingMail.To("maire@" + Domain, "Une lettre", "Une lettre.", MailChannel.Statutory, host.Now));
            await db.SaveChangesAsync();
        });
        using var pirate = host.NewClient("203.0.113.66");
        await AcceptAsync(pirate, await ShownLinkAsync(host, "maire@" + Domain));
        using var file = JsonDocument.Parse(await pirate.GetByteArrayAsync("/compte/donnees", TestContext.Current.CancellationToken));
        Assert.True(file.RootElement.TryGetProperty("account", out _));
        Assert.False(file.RootElement.TryGetProperty("letter", out _));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Of_the_accounts_that_were_there_those_that_once_came_by_a_letter_or_a_provider_stay_proved(Engine engine)
    {
        using var storage = await Storage.EmptyAsync(engine);
        await using (var db = storage.OpenContext())
        {
            await db.GetService<IMigrator>().MigrateAsync("20261122080001_Groups", TestContext.Current.CancellationToken);
            foreach (var (number, way) in new[] { (1, "password"), (2, "link"), (3, "provider"), (4, "invitation") })
            {
                var id = Guid.Parse($"abcdef00-0000-7000-8000-00000000000{number}");
                await db.Database.ExecuteSqlAsync($"""INSERT INTO "accounts_people" ("Id", "Name", "CreatedAt", "SeenAt", "IsAdministrator", "Email", "EmailConfirmed", "TwoFactorEnabled", "LockoutEnabled", "AccessFailedCount") VALUES ({id}, {way}, 0, 0, {false}, {way}, {true}, {false}, {true}, 0)""", TestContext.Current.CancellationToken);
                await db.Database.ExecuteSqlAsync($"""INSERT INTO "platform_audit" ("At", "Actor", "Act", "Subject", "Detail") VALUES (0, {id.ToString("N")}, 'signed-in', '', {way})""", TestContext.Current.CancellationToken);
            }

            await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
            Assert.Equal(["link", "provider"], await db.Set<Person>().Where(person => person.EmailConfirmed).OrderBy(person => person.Name).Select(person => person.Name).ToListAsync(TestContext.Current.CancellationToken));
        }
    }

    private static SmtpSettings Nowhere => new("127.0.0.1", 9, null, null, UsesTls: false);

    private static Task<LiantHost> StartWithMailAsync() => LiantHost.StartAsync(settings: settings => settings with { Smtp = Nowhere });

    private static Task<bool> IsProvedAsync(LiantHost host, string email) => host.WithDbAsync(db => db.Set<Person>().Where(person => person.Email == email).Select(person => person.EmailConfirmed).SingleAsync());

    /// <summary>As whoever invites reads it, where the site sends no mail.</summary>
    private static async Task<string> ShownLinkAsync(LiantHost host, string email)
    {
        var (_, manager) = await host.JoinAsync(await host.OpenSpaceAsync("Un réseau"), SpaceRole.Manager);
        var members = await InviteAsync(manager, email);
        return Regex.Match((await manager.GetPageAsync(members)).QuerySelector(".notice code")!.TextContent, "/invitation\\?jeton=[0-9a-f]+").Value;
    }

    private static async Task<string> InviteAsync(HttpClient manager, string email)
    {
        var space = (await manager.GetPageAsync("/compte")).QuerySelector("a[href^='/espaces/espace']")!.GetAttribute("href")!;
        var token = (await manager.GetPageAsync(space + "/membres")).ValueOf("jeton_formulaire")!;
        using var invited = await manager.PostAsync(space + "/membres?handler=Invite", new FormUrlEncodedContent(new Dictionary<string, string> { ["courriel"] = email, ["role"] = "Reader", ["jeton_formulaire"] = token }));
        Assert.Equal(HttpStatusCode.Found, invited.StatusCode);
        return space + "/membres";
    }

    private static async Task AcceptAsync(HttpClient client, string link)
    {
        using var accepted = await client.PostFormAsync(link, ("nom", "Sacha Morel"));
        Assert.Equal(HttpStatusCode.Found, accepted.StatusCode);
    }

    private static async Task<string> LetterAsync(LiantHost host, string email, string path) =>
        Regex.Match(await host.WithDbAsync(db => db.Set<OutgoingMail>().Where(mail => mail.Recipient == email).OrderByDescending(mail => mail.Id).Select(mail => mail.Text).FirstAsync()), path + "\\?jeton=[0-9a-f]+").Value;
}
