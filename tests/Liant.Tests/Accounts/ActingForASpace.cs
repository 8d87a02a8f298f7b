using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Catalogue.Proposals;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Accounts;

/// <summary>Who is of several spaces acts for one of them: it is named on every page, and what she proposes is in its name.</summary>
public sealed class ActingForASpace(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task She_changes_space_proposes_in_its_name_and_follows_what_became_of_it(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var (town, network) = (await host.OpenSpaceAsync("Ville de Langon", kind: SpaceKind.Authority), await host.OpenSpaceAsync("Réseau des épiceries"));
        var (person, client) = await host.JoinAsync(town, SpaceRole.Contributor);
        Assert.Contains("Ville de Langon", await ActingAsync(client), StringComparison.Ordinal);
        await JoinAsync(host, network, person, SpaceRole.Reader);
        // Of two, none until she chooses.
        Assert.Equal("", await ActingAsync(client));
        await ChooseAsync(client, network);
        Assert.Contains("Réseau des épiceries", await ActingAsync(client), StringComparison.Ordinal);
        // A reader proposes as anyone.
        Assert.Null(await ProposeAsync(host, client, "Comme tout le monde"));
        await ChooseAsync(client, town);
        Assert.Contains("au nom de Ville de Langon", (await client.GetPageAsync("/proposer/initiatives")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(town.Id, await ProposeAsync(host, client, "Au nom de la ville"));

        var mine = await client.GetPageAsync($"/espaces/{town.Slug}/propositions");
        Assert.Equal(["Au nom de la ville"], mine.QuerySelectorAll("main .members strong").Select(one => one.TextContent));
        var (_, editor) = await host.JoinAsync(network, SpaceRole.Manager);
        var id = await host.WithDbAsync(db => db.Set<Proposal>().Where(one => one.SpaceId == town.Id).Select(one => one.Id).SingleAsync());
        Assert.Contains("Proposée au nom de Ville de Langon", (await editor.GetPageAsync($"/bureau/{id:N}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var refused = await editor.PostFormAsync($"/bureau/{id:N}", ("reponse", "Déjà au catalogue."));
        Assert.Contains("Déjà au catalogue.", (await client.GetPageAsync($"/espaces/{town.Slug}/propositions")).QuerySelector("main .members")!.TextContent, StringComparison.Ordinal);
        // Another device has its own choice; a role taken away is gone at once.
        Assert.Equal("", await ActingAsync(await host.SignInAsync(person.Email!)));
        await host.WithDbAsync(db => db.Set<Membership>().Where(one => one.PersonId == person.Id && one.SpaceId == town.Id).ExecuteDeleteAsync());
        Assert.Contains("Réseau des épiceries", await ActingAsync(client), StringComparison.Ordinal);
        await client.GetPageAsync($"/espaces/{town.Slug}/propositions", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_acts_for_a_space_that_she_is_not_of()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var (own, other) = (await host.OpenSpaceAsync("La sienne"), await host.OpenSpaceAsync("Une autre"));
        var (person, client) = await host.JoinAsync(own, SpaceRole.Administrator);
        using var forged = await client.PostAsync("/compte?handler=ActFor", new FormUrlEncodedContent(new Dictionary<string, string> { ["espace"] = other.Id.ToString(), ["jeton_formulaire"] = (await client.GetPageAsync("/compte")).ValueOf("jeton_formulaire")! }), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
        // Even written in the database by mischance, it counts for nothing.
        await host.WithDbAsync(db => db.Set<Session>().Where(session => session.PersonId == person.Id).ExecuteUpdateAsync(set => set.SetProperty(session => session.SpaceId, other.Id)));
        Assert.Contains("La sienne", await ActingAsync(client), StringComparison.Ordinal);
    }

    private static async Task<string> ActingAsync(HttpClient client) => (await client.GetPageAsync("/themes")).QuerySelector("header a.space-name")?.TextContent.Trim() ?? "";

    private static async Task ChooseAsync(HttpClient client, Space space)
    {
        var account = await client.GetPageAsync("/compte");
        Assert.NotNull(account.QuerySelector($"form[action*=ActFor] input[value='{space.Id}']"));
        using var chosen = await client.PostAsync("/compte?handler=ActFor", new FormUrlEncodedContent(new Dictionary<string, string> { ["espace"] = space.Id.ToString(), ["jeton_formulaire"] = account.ValueOf("jeton_formulaire")! }), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, chosen.StatusCode);
    }

    private static Task JoinAsync(LiantHost host, Space space, Person person, SpaceRole role) => host.WithDbAsync(async db =>
    {
        db.Add(Membership.Join(space.Id, person.Id, role, host.Now));
        await db.SaveChangesAsync();
    });

    private static async Task<Guid?> ProposeAsync(LiantHost host, HttpClient client, string title)
    {
        var page = await client.GetPageAsync("/proposer/initiatives");
        await Task.Delay(3300, TestContext.Current.CancellationToken);
        using var sent = await client.SendFormAsync("/proposer/initiatives", page, ("nom", title), ("resume", "Une idée."), ("source", "La mairie"));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        return (await host.WithDbAsync(db => db.Set<Proposal>().OrderByDescending(one => one.Id).FirstAsync())).SpaceId;
    }
}
