using System.Net;
using System.Text.Json;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Memberships.Affiliates;
using Liant.Tests.World;

namespace Liant.Tests.Memberships;

/// <summary>Whoever is the contact of a member finds it in the file of her data; erasing her account leaves no trace of her in any table, and the member stays.</summary>
public sealed class ForgettingAContact
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Her_file_says_it_and_nothing_names_her_afterwards(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var network = await host.OpenSpaceAsync("Réseau des halles");
        await host.TakeRequestsAsync(network);
        const string name = "Zéphyrine Quatrelivres";
        var email = $"zephyrine.{Guid.CreateVersion7():N}@mairie.example";
        var person = await host.RegisterAsync(name, email);
        var client = await host.SignInAsync(email);
        var form = await client.GetPageAsync($"/espaces/{network.Slug}/adherer");
        await Task.Delay(3100, TestContext.Current.CancellationToken);
        using var asked = await client.SendFormAsync($"/espaces/{network.Slug}/adherer", form, ("genre", "commune"), ("territoire", "33227"), ("contact_nom", name), ("contact_courriel", email.ToUpperInvariant()));
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var manager = (await host.JoinAsync(network, SpaceRole.Manager)).Client;
        var request = Assert.Single(await host.MembersOfAsync(network));
        using var accepted = await manager.SendHandlerAsync($"/espaces/{network.Slug}/adhesions/{request.Id:N}", "Accept");
        Assert.Equal(HttpStatusCode.Found, accepted.StatusCode);

        using var file = JsonDocument.Parse(await client.GetByteArrayAsync("/compte/donnees", TestContext.Current.CancellationToken));
        var kept = Assert.Single(file.RootElement.GetProperty("member-contact").EnumerateArray());
        Assert.Equal(("Langon", name), (kept.GetProperty("member").GetString(), kept.GetProperty("contactName").GetString()));

        using var erased = await client.PostFormAsync("/compte/effacer", ("courriel", email));
        Assert.Equal(HttpStatusCode.OK, erased.StatusCode);
        string[] names = ["Quatrelivres", email, person.Id.ToString("N"), person.Id.ToString()];
        Assert.Empty((await StoredRows.ReadAsync(host.Storage)).SelectMany(table => table.Value.Where(row => names.Any(one => row.Contains(one, StringComparison.OrdinalIgnoreCase))).Select(row => $"{table.Key}: {row}")));
        var member = Assert.Single(await host.MembersOfAsync(network));
        Assert.Equal((AffiliateState.Member, "Langon", (string?)null), (member.State, member.Name, member.ContactName));
    }
}
