using System.Net;
using System.Text.RegularExpressions;
using Liant.Modules.Accounts.People;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Accounts;

/// <summary>Where the site sends no mail, nobody loses her account for having left it.</summary>
public sealed class ComingBackWithoutMail(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Fact]
    public async Task Who_has_neither_key_nor_password_is_told_so_and_comes_back_by_a_link_from_the_administrator_of_the_site()
    {
        var (host, chief) = await hosts.OnAsync(Engine.Sqlite);
        using var client = host.NewClient("203.0.113.71");
        var email = People.NewEmail("sans-cle");
        using var entered = await client.PostFormAsync("/premier-acces?jeton=" + await host.NewOperatorTokenAsync(), ("nom", "Sans clé"), ("courriel", email));
        Assert.Contains("vous ne pourriez plus y revenir", (await client.GetPageAsync("/compte")).Body!.TextContent, StringComparison.Ordinal);
        using var left = await client.PostFormAsync("/compte");
        await client.GetPageAsync("/compte", HttpStatusCode.Found);

        Assert.NotNull((await chief.GetPageAsync("/gestion/courriels")).QuerySelector("a[href='/gestion/acces']"));
        using var given = await chief.PostFormAsync("/gestion/acces", ("courriel", email.ToUpperInvariant()));
        var link = Regex.Match((await given.ReadPageAsync()).QuerySelector(".notice code")!.TextContent, "/connexion/lien\\?jeton=[0-9a-f]+").Value;
        using var came = await client.PostFormAsync(link);
        Assert.Equal(HttpStatusCode.Found, came.StatusCode);
        Assert.Contains("Sans clé", (await client.GetPageAsync("/compte")).QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        await host.WithDbAsync(async db =>
        {
            var person = await db.Set<Person>().SingleAsync(one => one.Email == email);
            // Handed over, it says nothing of the letter box.
            Assert.False(person.EmailConfirmed);
            Assert.Equal(1, await db.AuditEntries.CountAsync(entry => entry.Act == "link-given" && entry.Subject == $"person/{person.Id:N}"));
        });
        var other = await host.RegisterAsync("Avec un mot de passe", People.NewEmail("avec"));
        Assert.DoesNotContain("vous ne pourriez plus", (await (await host.SignInAsync(other.Email!)).GetPageAsync("/compte")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_address_gets_none_and_with_a_mail_server_letters_do()
    {
        var (host, chief) = await hosts.OnAsync(Engine.Sqlite);
        using var refused = await chief.PostFormAsync("/gestion/acces", ("courriel", "inconnue@mairie.example"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.NotNull((await refused.ReadPageAsync()).QuerySelector("#f-courriel-erreur"));
        await using var sending = await LiantHost.StartAsync(settings: settings => settings with { Smtp = new SmtpSettings("127.0.0.1", 9, null, null, UsesTls: false) });
        await (await sending.SignInOperatorAsync()).GetPageAsync("/gestion/acces", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_invitation_opened_by_somebody_else_who_is_signed_in_makes_no_second_account()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (_, manager) = await host.JoinAsync(space, Liant.Modules.Accounts.Contract.SpaceRole.Manager, "Qui invite");
        var email = People.NewEmail("invitee");
        var members = $"/espaces/{space.Slug}/membres";
        var token = (await manager.GetPageAsync(members)).ValueOf("jeton_formulaire")!;
        Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] fields) =>
            manager.PostAsync(path, new FormUrlEncodedContent(fields.Append(("jeton_formulaire", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
        using var invited = await SendAsync(members + "?handler=Invite", ("courriel", email), ("role", "Reader"));
        var link = Regex.Match((await manager.GetPageAsync(members)).QuerySelector(".notice code")!.TextContent, "/invitation\\?jeton=[0-9a-f]+").Value;
        var page = await manager.GetPageAsync(link);
        Assert.Contains("Vous êtes connecté·e : Qui invite", page.Body!.TextContent, StringComparison.Ordinal);
        using var forced = await SendAsync(link, ("nom", "Un second compte"));
        Assert.Equal(HttpStatusCode.Conflict, forced.StatusCode);
        Assert.False(await host.WithDbAsync(db => db.Set<Person>().AnyAsync(person => person.Email == email)));
        // She leaves, is brought back here, and the link still waits for the other.
        using var left = await manager.SendFormAsync(link, page);
        Assert.Equal(link, left.Headers.Location!.OriginalString);
        using var joined = await manager.PostFormAsync(link, ("nom", "L’invitée"));
        Assert.Equal((HttpStatusCode.Found, "/compte"), (joined.StatusCode, joined.Headers.Location!.OriginalString));
    }
}
