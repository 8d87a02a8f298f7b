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

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task On_a_member_s_page_the_second_keeps_what_she_typed_and_reads_what_is_stored_beside_it(Engine engine)
    {
        await OpenAsync(engine);
        var member = await host.EnterMemberAsync(network, AffiliateKind.Organisation, "L’Épicerie", null, "elle@epicerie.example", 2025);
        var path = Address($"{member.Id:N}");
        var shown = await manager.GetPageAsync(path);
        using var first = await manager.SendFormAsync(path, shown, ("annees", "2024-2026"), ("nom", "L’Épicerie du pont"));
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        using var second = await manager.SendFormAsync(path, shown, ("nom", "L’Épicerie du port"), ("contact_nom", "Maud Longuement"));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var told = await second.ReadPageAsync();
        Assert.Equal(("L’Épicerie du port", "Maud Longuement", "2025"), (told.ValueOf("nom"), told.ValueOf("contact_nom"), told.ValueOf("annees")));
        Assert.Equal([("Enregistré", "L’Épicerie du pont"), ("Ce que vous avez tapé", "L’Épicerie du port"), ("Enregistré", "Dominique Petit"), ("Ce que vous avez tapé", "Maud Longuement"), ("Enregistré", "2024-2026"), ("Ce que vous avez tapé", "2025")],
            told.QuerySelectorAll(".notice .difference div").Select(side => (side.QuerySelector("dt")!.TextContent, side.QuerySelector("dd")!.TextContent)));
        Assert.Equal("L’Épicerie du pont", Assert.Single(await host.MembersOfAsync(network)).Name);
        // Having read both, she saves.
        using var third = await manager.SendFormAsync(path, told, ("annees", "2024-2026"));
        Assert.Equal(HttpStatusCode.Found, third.StatusCode);
        var kept = Assert.Single(await host.MembersOfAsync(network));
        Assert.Equal(("L’Épicerie du port", "Maud Longuement", 3), (kept.Name, kept.ContactName, kept.Years.Count));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_member_given_the_name_of_another_is_not_saved_and_what_was_typed_stays(Engine engine)
    {
        await OpenAsync(engine);
        await host.EnterMemberAsync(network, AffiliateKind.Organisation, "La Recyclerie", null, null, 2025);
        var member = await host.EnterMemberAsync(network, AffiliateKind.Organisation, "L’Épicerie", null, null, 2025);
        using var answer = await manager.PostFormAsync(Address($"{member.Id:N}"), ("nom", "la recyclerie"), ("contact_nom", "Maud"));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.Equal(("la recyclerie", "Maud"), (page.ValueOf("nom"), page.ValueOf("contact_nom")));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Both_stop_the_reminders_and_they_are_stopped(Engine engine)
    {
        await OpenAsync(engine);
        var call = await host.CallAsync(await host.EnterMemberAsync(network, AffiliateKind.Organisation, "L’Épicerie", null, null, 2026));
        var path = Address($"appels/{call.Year}/{call.Number}");
        var shown = await manager.GetPageAsync(path);
        async Task PressAsync(IHtmlDocument page, bool isSilent)
        {
            page.QuerySelectorAll("main form").First(form => !form.GetAttribute("action")!.Contains("Reminders", StringComparison.Ordinal)).Remove();
            using var answer = await manager.SendFormAsync(path, page);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            Assert.Equal(isSilent, await host.WithDbAsync(db => db.Set<FeeCall>().Select(one => one.IsSilent).SingleAsync()));
        }

        var stale = await manager.GetPageAsync(path);
        await PressAsync(shown, true);
        await PressAsync(stale, true);
        var (resume, staleResume) = (await manager.GetPageAsync(path), await manager.GetPageAsync(path));
        await PressAsync(resume, false);
        await PressAsync(staleResume, false);
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
