using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
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

    private static async Task<string> TokenAsync(HttpClient client) => (await client.GetPageAsync("/compte")).ValueOf("jeton_formulaire")!;

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path, string token, params (string Name, string Value)[] fields)
    {
        using var answer = await client.PostAsync(path, new FormUrlEncodedContent(fields.Append(("jeton_formulaire", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
        return answer.StatusCode;
    }
}
