using System.Net;
using AngleSharp.Html.Dom;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Catalogue.Proposals;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue.Proposals;

/// <summary>Those who contribute to a space write a sheet in its name in several goes, one after the other or at once; the desk sees it once it is handed in.</summary>
public sealed class WritingADraftTogether(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task One_begins_another_finishes_and_hands_in_and_only_then_the_desk_reads_it(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var (town, network) = (await host.OpenSpaceAsync("Ville de Langon", kind: SpaceKind.Authority), await host.OpenSpaceAsync("Réseau"));
        var (first, second) = ((await host.JoinAsync(town, SpaceRole.Contributor)).Client, await host.JoinAsync(town, SpaceRole.Contributor, "Zéphyrine"));
        var (reader, editor) = ((await host.JoinAsync(town, SpaceRole.Reader)).Client, (await host.JoinAsync(network, SpaceRole.Manager)).Client);
        using var begun = await first.PostFormAsync($"/espaces/{town.Slug}/brouillons/initiatives", ("nom", "La Halle chromatique"), ("resume", "Un marché."));
        Assert.Equal($"/espaces/{town.Slug}/propositions", begun.Headers.Location!.OriginalString);
        var path = await DraftAsync(second.Client, town);
        foreach (var other in new[] { reader, editor })
        {
            await other.GetPageAsync(path, HttpStatusCode.NotFound);
        }

        var id = path[^32..];
        await editor.GetPageAsync("/bureau/" + id, HttpStatusCode.NotFound);
        Assert.DoesNotContain("chromatique", (await editor.GetPageAsync("/bureau")).Body!.TextContent, StringComparison.Ordinal);

        // Not finished: what was typed is there, and the field says what is missing.
        using var tooEarly = await SendAsync(second.Client, path, "HandIn", ("resume", "Un marché couvert."));
        var page = await tooEarly.ReadPageAsync();
        Assert.Equal(HttpStatusCode.BadRequest, tooEarly.StatusCode);
        Assert.Equal("Un marché couvert.", page.ValueOf("resume"));
        Assert.NotNull(page.QuerySelector("#f-source-erreur"));
        using var handedIn = await SendAsync(second.Client, path, "HandIn", ("resume", "Un marché couvert."), ("source", "La mairie"), ("themes", "alimentation-durable"));
        Assert.Equal(HttpStatusCode.Found, handedIn.StatusCode);
        await second.Client.GetPageAsync(path, HttpStatusCode.NotFound);

        var review = await editor.GetPageAsync("/bureau/" + id);
        Assert.Contains("Proposée au nom de Ville de Langon", review.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Un marché couvert.", review.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Zéphyrine · " + second.Person.Email, review.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("La Halle chromatique", (await first.GetPageAsync($"/espaces/{town.Slug}/propositions")).QuerySelector("main .members strong")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Of_two_who_write_at_once_the_second_is_told_by_whom_and_both_texts_are_there(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var town = await host.OpenSpaceAsync("Ville de Cadillac", kind: SpaceKind.Authority);
        var (first, second) = ((await host.JoinAsync(town, SpaceRole.Contributor, "Zéphyrine")).Client, (await host.JoinAsync(town, SpaceRole.Contributor)).Client);
        using var begun = await first.PostFormAsync($"/espaces/{town.Slug}/brouillons/organisations", ("nom", "Le Lavoir"));
        var path = await DraftAsync(first, town);
        var (hers, his) = (await first.GetPageAsync(path), await second.GetPageAsync(path));
        using var saved = await first.SendFormAsync(path, hers, ("resume", "Elle écrit."));
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        using var overtaken = await second.SendFormAsync(path, his, ("resume", "Il écrit."));
        Assert.Equal(HttpStatusCode.Conflict, overtaken.StatusCode);
        var page = await overtaken.ReadPageAsync();
        Assert.Contains("Zéphyrine", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Elle écrit.", "Il écrit."], page.QuerySelectorAll("[role=alert] dd").Select(cell => cell.TextContent));
        Assert.Equal("Il écrit.", page.ValueOf("resume"));
        using var both = await second.SendFormAsync(path, page, ("resume", "Elle et il écrivent."));
        Assert.Equal(HttpStatusCode.Found, both.StatusCode);

        // Handed in by one while the other writes: what he typed is kept, and saved as a draft of its own.
        var late = await second.GetPageAsync(path);
        using var handedIn = await SendAsync(first, path, "HandIn", ("source", "J’y travaille"));
        Assert.Equal(HttpStatusCode.Found, handedIn.StatusCode);
        using var gone = await second.SendFormAsync(path, late, ("resume", "Trop tard."));
        Assert.Equal(HttpStatusCode.Conflict, gone.StatusCode);
        using var anew = await second.SendFormAsync(path, await gone.ReadPageAsync());
        Assert.Equal(HttpStatusCode.Found, anew.StatusCode);
        var kept = await host.WithDbAsync(db => db.Set<Proposal>().Where(one => one.SpaceId == town.Id).OrderBy(one => one.State == ProposalState.Draft).ToListAsync());
        Assert.Equal([(ProposalState.Waiting, "Elle et il écrivent."), (ProposalState.Draft, "Trop tard.")], kept.Select(one => (one.State, one.Said.Summary!)));
        using var discarded = await SendAsync(second, await DraftAsync(second, town), "Discard");
        Assert.Equal(1, await host.WithDbAsync(db => db.Set<Proposal>().CountAsync(one => one.SpaceId == town.Id)));
    }

    private static async Task<string> DraftAsync(HttpClient client, Space space) => (await client.GetPageAsync($"/espaces/{space.Slug}/propositions")).QuerySelector("main .members a")!.GetAttribute("href")!;

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string handler, params (string Name, string? Value)[] changes)
    {
        var page = await client.GetPageAsync(path);
        var button = page.QuerySelectorAll("main form button").Single(one => one.GetAttribute("formaction")?.EndsWith("handler=" + handler, StringComparison.Ordinal) == true);
        ((IHtmlFormElement)page.QuerySelector("main form")!).SetAttribute("action", button.GetAttribute("formaction"));
        return await client.SendFormAsync(path, page, changes);
    }
}
