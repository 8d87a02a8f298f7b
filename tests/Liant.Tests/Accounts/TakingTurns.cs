using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Accounts;

/// <summary>What is sent at once by two people, or twice by one, comes out as if it had been sent one after the other.</summary>
public sealed class TakingTurns(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    private const int Rounds = 8;

    [Theory]
    [InlineData(Engine.Sqlite, "Remove")]
    [InlineData(Engine.PostgreSql, "Remove")]
    [InlineData(Engine.Sqlite, "Role")]
    [InlineData(Engine.PostgreSql, "Role")]
    public async Task Two_administrators_who_leave_at_once_leave_one_behind(Engine engine, string handler)
    {
        var (host, _) = await hosts.OnAsync(engine);
        for (var round = 0; round < Rounds; round++)
        {
            var space = await host.OpenSpaceAsync("Un réseau");
            var two = await TwoAsync(host, space);
            var answers = await Task.WhenAll(two.Select(one => PostAsync(one.Client, $"/espaces/{space.Slug}/membres?handler={handler}", one.Token, ("personne", one.Person.Id.ToString()), ("role", "Reader"))));
            Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Conflict], answers.Order());
            Assert.Equal(1, await host.WithDbAsync(db => db.Set<Membership>().CountAsync(one => one.SpaceId == space.Id && one.Role == SpaceRole.Administrator)));
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Two_administrators_who_erase_their_accounts_at_once_leave_one_behind(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        for (var round = 0; round < 3; round++)
        {
            var space = await host.OpenSpaceAsync("Un réseau");
            var two = await TwoAsync(host, space);
            var answers = await Task.WhenAll(two.Select(one => PostAsync(one.Client, "/compte/effacer", one.Token, ("courriel", one.Person.Email!))));
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Order());
        }

        // Of the whole site too.
        var chiefs = new[] { await host.RegisterAsync("Une", People.NewEmail("une"), isAdministrator: true), await host.RegisterAsync("Deux", People.NewEmail("deux"), isAdministrator: true), await host.RegisterAsync("Trois", People.NewEmail("trois"), isAdministrator: true) };
        var signedIn = await Task.WhenAll(chiefs.Select(async chief => await host.SignInAsync(chief.Email!)));
        var tokens = await Task.WhenAll(signedIn.Select(TokenAsync));
        var erased = await Task.WhenAll(chiefs.Select((chief, i) => PostAsync(signedIn[i], "/compte/effacer", tokens[i], ("courriel", chief.Email!))));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict], erased.Order());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_same_form_sent_four_times_at_once_does_one_thing_and_answers_the_same(Engine engine)
    {
        var (host, chief) = await hosts.OnAsync(engine);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (_, manager) = await host.JoinAsync(space, SpaceRole.Manager);
        var path = "/espaces/" + space.Slug;
        var person = await host.RegisterAsync("Qui demande", People.NewEmail("demande"));
        var asking = await host.SignInAsync(person.Email!);
        Assert.All(await FourTimesAsync(asking, path, ("message", "Bonjour")), status => Assert.Equal(HttpStatusCode.Found, status));
        Assert.Equal(1, await ActsAsync(host, space, "space-asked"));

        Assert.All(await FourTimesAsync(manager, path + "/membres?handler=Answer", ("personne", person.Id.ToString()), ("accepte", "non")), status => Assert.Equal(HttpStatusCode.Found, status));
        Assert.Equal((1, 1), (await ActsAsync(host, space, "request-declined"), await host.WithDbAsync(db => db.Set<OutgoingMail>().CountAsync(mail => mail.Recipient == person.Email))));

        var name = $"Ville {Guid.CreateVersion7():N}";
        Assert.All(await FourTimesAsync(chief, "/espaces", ("nom", name), ("genre", "Network")), status => Assert.Equal(HttpStatusCode.Found, status));
        Assert.Equal(1, await host.WithDbAsync(db => db.Set<Space>().CountAsync(one => one.Name == name)));
    }

    private static async Task<List<(Person Person, HttpClient Client, string Token)>> TwoAsync(LiantHost host, Space space)
    {
        var two = new List<(Person, HttpClient, string)>();
        for (var i = 0; i < 2; i++)
        {
            var (person, client) = await host.JoinAsync(space, SpaceRole.Administrator);
            two.Add((person, client, await TokenAsync(client)));
        }

        return two;
    }

    private static async Task<HttpStatusCode[]> FourTimesAsync(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        var token = await TokenAsync(client);
        return await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostAsync(client, path, token, fields)));
    }

    private static Task<int> ActsAsync(LiantHost host, Space space, string act) => host.WithDbAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == $"space/{space.Id:N}" && entry.Act == act));

    private static async Task<string> TokenAsync(HttpClient client) => (await client.GetPageAsync("/compte")).ValueOf("jeton_formulaire")!;

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path, string token, params (string Name, string Value)[] fields)
    {
        using var answer = await client.PostAsync(path, new FormUrlEncodedContent(fields.Append(("jeton_formulaire", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
        return answer.StatusCode;
    }
}
