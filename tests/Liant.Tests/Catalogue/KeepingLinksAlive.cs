using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Links;
using Liant.Platform.Checks;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue;

/// <summary>The weekly check of links; and numbers of series, given once.</summary>
public sealed class KeepingLinksAlive
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_dead_address_is_on_the_desk_until_it_is_corrected_and_one_node_asks_once_a_week(Engine engine)
    {
        var clock = Clock.At(2026, 11, 22);
        using var storage = await Storage.LoadedAsync(engine);
        await using var host = await LiantHost.StartAsync(storage, clock);
        await using var other = await LiantHost.StartAsync(storage, clock);
        await host.WithDbAsync(db => db.Set<Sheet>().ExecuteDeleteAsync());
        var dead = "http://127.0.0.1:1/page";
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("a", "Le café") with { Links = [new Link("Site", dead)] }, Sheets.Of("b", "La halle") with { Links = [new Link("Accueil", new Uri(host.Address, "/health/live").AbsoluteUri)] });
        await host.LoadSheetsAsync("autre", (SheetKind.Resource, [Sheets.Of("c", "Note secrète") with { Private = true, Url = dead }]));
        using var links = new WebLinks(asksPrivateNetworks: true, pause: TimeSpan.Zero);
        // Two nodes at once: one of them asks.
        var turns = await Task.WhenAll(TurnAsync(host, links), TurnAsync(other, links));
        Assert.Single(turns, asked => asked);
        Assert.False(await TurnAsync(host, links));
        var (_, editor) = await host.JoinAsync(await host.OpenSpaceAsync("Réseau"), SpaceRole.Manager);
        var row = Assert.Single((await editor.GetPageAsync("/bureau/liens")).QuerySelectorAll("main .members li"));
        Assert.Contains(dead, row.TextContent, StringComparison.Ordinal);
        Assert.Contains("le site ne répond pas, depuis le 22/11/2026", row.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await (await host.SignInOperatorAsync()).GetPageAsync("/bureau/liens")).QuerySelectorAll("main .members li").Length);

        clock.Advance(TimeSpan.FromDays(6));
        Assert.False(await TurnAsync(host, links));
        clock.Advance(TimeSpan.FromDays(2));
        Assert.True(await TurnAsync(other, links));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero), await host.WithDbAsync(db => db.Set<BrokenLink>().MinAsync(link => link.SinceAt)));
        Assert.False(await TurnAsync(host, links));
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("a", "Le café"));
        clock.Advance(TimeSpan.FromDays(8));
        Assert.True(await TurnAsync(host, links));
        Assert.Single(await host.WithDbAsync(db => db.Set<BrokenLink>().ToListAsync()));
    }

    [Fact]
    public async Task A_machine_that_reaches_no_site_calls_no_link_broken_and_tries_again()
    {
        var clock = Clock.At(2026, 11, 22);
        await using var host = await LiantHost.StartAsync(clock: clock);
        await host.WithDbAsync(db => db.Set<Sheet>().ExecuteDeleteAsync());
        var silent = Enumerable.Range(1, 5).Select(i => Sheets.Of($"s{i}", $"Fiche {i}") with { Links = [new Link("Site", $"http://127.0.0.{i}:1/")] }).ToArray();
        await host.LoadSheetsAsync(SheetKind.Initiative, silent);
        using var links = new WebLinks(asksPrivateNetworks: true, pause: TimeSpan.Zero);
        Assert.False(await TurnAsync(host, links));
        Assert.Equal(0, await host.WithDbAsync(db => db.Set<BrokenLink>().CountAsync()));
        // One site answers an hour later: the others are known to be silent.
        await host.LoadSheetsAsync(SheetKind.Initiative, [.. silent, Sheets.Of("b", "La halle") with { Links = [new Link("Accueil", new Uri(host.Address, "/rien").AbsoluteUri)] }]);
        Assert.False(await TurnAsync(host, links));
        clock.Advance(TimeSpan.FromHours(2));
        Assert.True(await TurnAsync(host, links));
        Assert.Equal(6, await host.WithDbAsync(db => db.Set<BrokenLink>().CountAsync()));
    }

    [Fact]
    public async Task A_number_of_a_series_is_given_once_and_the_next_is_proposed()
    {
        await using var host = await LiantHost.StartAsync();
        var clerk = await host.SignInOperatorAsync();
        Task<HttpResponseMessage> WriteAsync(string title, string number) =>
            clerk.PostFormAsync("/saisie/ressources", ("Title", title), ("Summary", "Une lettre."), ("Sources[0].Title", "Le réseau"), ("SeriesName", "Lettre zinzoline"), ("SeriesNumber", number));
        using var first = await WriteAsync("Printemps", "12");
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        Assert.Contains("Lettre zinzoline : 13", (await clerk.GetPageAsync("/saisie/ressources")).Body!.TextContent, StringComparison.Ordinal);
        using var taken = await WriteAsync("Été", "12");
        Assert.Equal(HttpStatusCode.BadRequest, taken.StatusCode);
        var page = await taken.ReadPageAsync();
        Assert.Contains("le suivant est 13", page.QuerySelector("#f-seriesNumber-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Été", page.ValueOf("Title"));
        using var next = await WriteAsync("Été", "13");
        Assert.Equal(HttpStatusCode.Found, next.StatusCode);
        // A sheet keeps its own number when it is revised.
        var id = await host.WithDbAsync(db => db.Set<Sheet>().Where(sheet => sheet.Title == "Printemps").Select(sheet => sheet.Id).SingleAsync());
        using var revised = await clerk.PostFormAsync($"/saisie/ressources/{id:N}", ("Summary", "Une lettre revue."));
        Assert.Equal(HttpStatusCode.Found, revised.StatusCode);
        using var moved = await clerk.PostFormAsync($"/saisie/ressources/{id:N}", ("SeriesNumber", "13"));
        Assert.Equal(HttpStatusCode.BadRequest, moved.StatusCode);
    }

    /// <summary>True when this node asked.</summary>
    private static Task<bool> TurnAsync(LiantHost host, WebLinks links) => host.Services.GetServices<IHostedService>().OfType<LinkKeeper>().Single().TurnAsync(links, TestContext.Current.CancellationToken);
}
