using System.Net;
using AngleSharp.Html.Dom;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Memberships.Fees;
using Liant.Modules.Memberships.Terms;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Memberships;

/// <summary>Two people of a network on the same page: the second is told what the first did, and nothing that she typed is lost.</summary>
public sealed class TwoManagersAtOnce : IAsyncDisposable
{
    private LiantHost host = null!;
    private Space network = null!;
    private HttpClient manager = null!;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_first_fee_schedule_is_saved_once(Engine engine)
    {
        await OpenAsync(engine);
        await OneWinsAsync(Address("bareme/2026"), i => ("tranches[0].montant", $"{100 + i}"), [("tranches[0].genre", "commune"), ("tranches[0].de", "0")]);
        Assert.Single(await host.WithDbAsync(db => db.Set<FeeSchedule>().ToListAsync()));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_first_terms_are_saved_once(Engine engine)
    {
        await OpenAsync(engine);
        await OneWinsAsync(Address("reglages"), i => ("beneficiaire", $"IBAN FR76 000{i}"), []);
        Assert.Single(await host.WithDbAsync(db => db.Set<MembershipTerms>().ToListAsync()));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_new_member_is_entered_once(Engine engine)
    {
        await OpenAsync(engine);
        foreach (var page in await OneWinsAsync(Address("nouvelle"), i => ("contact_nom", $"Maud {i}"), [("genre", "commune"), ("territoire", "Langon (Gironde)")]))
        {
            Assert.Contains("« Langon » est déjà dans la liste", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Single(await host.MembersOfAsync(network));
    }

    /// <summary>Four people were shown the same page and send it at the same moment, each with words of her own: one is saved, the others have their words still.</summary>
    private async Task<IReadOnlyList<IHtmlDocument>> OneWinsAsync(string path, Func<int, (string Name, string? Value)> own, (string, string?)[] same)
    {
        var shown = await manager.GetPageAsync(path);
        var sends = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => manager.SendFormAsync(path, shown, [own(i), .. same])));
        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict], sends.Select(answer => answer.StatusCode).Order());
        var pages = new List<IHtmlDocument>();
        foreach (var (i, answer) in sends.Index().Where(one => one.Item.StatusCode == HttpStatusCode.Conflict))
        {
            var page = await answer.ReadPageAsync();
            Assert.NotNull(page.QuerySelector("[role=alert]"));
            Assert.Equal(own(i).Value, page.ValueOf(own(i).Name));
            pages.Add(page);
        }

        return pages;
    }

    private async Task OpenAsync(Engine engine)
    {
        host = await LiantHost.StartAsync(engine, Clock.At(2026, 11, 22));
        network = await host.OpenSpaceAsync("Réseau des halles");
        manager = (await host.JoinAsync(network, SpaceRole.Manager)).Client;
    }

    private string Address(string page) => $"/espaces/{network.Slug}/adhesions/{page}";
}
