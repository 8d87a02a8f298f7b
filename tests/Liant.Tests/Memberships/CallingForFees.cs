using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Memberships.Fees;
using Liant.Modules.Memberships.Terms;
using Liant.Platform.Audit;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Memberships;

/// <summary>Calls of a year, payments, receipts, reminders: as the network's managers do them.</summary>
public sealed class CallingForFees : IAsyncDisposable
{
    private readonly Clock clock = Clock.At(2026, 11, 22);
    private LiantHost host = null!;
    private Space network = null!;
    private HttpClient manager = null!;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Fees_are_shown_then_called_once_paid_taken_back_and_paid_again(Engine engine)
    {
        await OpenAsync(engine);
        var langon = await host.EnterMemberAsync(network, AffiliateKind.Commune, "Langon", "33227", "mairie@langon.example", 2025);
        await host.EnterMemberAsync(network, AffiliateKind.Region, "Nouvelle-Aquitaine", "reg-75", null, 2025);
        await host.EnterMemberAsync(network, AffiliateKind.Organisation, "L’Épicerie", null, null, 2025);
        await SetScheduleAsync(2027);

        var year = Address("appels/2027");
        var shown = await manager.GetPageAsync(year);
        Assert.Equal([["Langon", "300,00 €", "à appeler"], ["Nouvelle-Aquitaine", "4 000,00 €", "à appeler"], ["L’Épicerie", "—", "absent du barème"]],
            shown.QuerySelectorAll("main tbody tr").Select(row => new[] { row.Children[0], row.Children[2], row.Children[3] }.Select(cell => Plain(cell.TextContent)).ToArray()));
        // Two managers press at once: nobody is called twice.
        var sends = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => manager.SendFormAsync(year, shown)));
        Assert.All(sends, answer => Assert.True(answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.Conflict));
        using var again = await manager.SendFormAsync(year, shown);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        var calls = await host.WithDbAsync(db => db.Set<FeeCall>().OrderBy(call => call.Number).ToListAsync());
        Assert.Equal([("2027-001", "Langon", 300_00L), ("2027-002", "Nouvelle-Aquitaine", 4000_00L)], calls.Select(call => (call.Reference, call.Name, call.AmountCents)));
        Assert.Equal(new DateOnly(2026, 11, 22).AddDays(60), calls[0].DueOn);
        Assert.Equal([2025, 2027], (await host.MembersOfAsync(network)).Single(one => one.Id == langon.Id).Years);
        var letter = await host.WithDbAsync(db => db.Set<OutgoingMail>().SingleAsync());
        Assert.Equal(("mairie@langon.example", MailChannel.Statutory), (letter.Recipient, letter.Channel));
        Assert.Contains("300,00 €", letter.Text, StringComparison.Ordinal);

        // The paper, for whoever has the letter; it names no person.
        var paper = letter.Text[letter.Text.IndexOf("/cotisations/", StringComparison.Ordinal)..].Split('\n')[0].Trim();
        var page = await host.Visitor.GetPageAsync(paper);
        Assert.Contains("Appel de cotisation n° 2027-001", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("FR76 0000", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("mairie@langon.example", page.Body.TextContent, StringComparison.Ordinal);

        // A schedule that changes leaves the calls as they left.
        await SetScheduleAsync(2027, "999");
        var call = Address("appels/2027/1");
        using var tooMuch = await PayAsync(call, ("montant", "300,01"), ("moyen", "Transfer"), ("reference", "mandat 12"));
        Assert.Contains("Il reste 300,00 €", Plain((await tooMuch.ReadPageAsync()).QuerySelector("#f-montant-erreur")!.TextContent), StringComparison.Ordinal);
        Assert.Equal("mandat 12", (await tooMuch.ReadPageAsync()).ValueOf("reference"));
        using var bad = await PayAsync(call, ("montant", "beaucoup"), ("date", "2031-01-01"));
        Assert.Equal(["f-date-erreur", "f-montant-erreur", "f-moyen-erreur"], (await bad.ReadPageAsync()).QuerySelectorAll(".field-error").Select(error => error.Id));

        // The same form twice records once.
        var form = await manager.GetPageAsync(call);
        var submission = form.ValueOf("envoi");
        var paid = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PayAsync(call, ("envoi", submission), ("montant", "100"), ("moyen", "Transfer"))));
        Assert.All(paid, answer => Assert.Equal(HttpStatusCode.Found, answer.StatusCode));
        var ofLangon = (await manager.GetPageAsync(Address(langon.Id.ToString("N")))).QuerySelector($"a[href='{call}']")!.Closest("li")!;
        Assert.Contains("300,00 € reste 200,00 €", Plain(ofLangon.TextContent), StringComparison.Ordinal);
        using var rest = await PayAsync(call, ("montant", "150"), ("moyen", "Cheque"), ("reference", "chèque 7"));
        using var waived = await PayAsync(call, ("montant", "50"), ("moyen", "Waiver"));
        var ledger = await LedgerAsync();
        Assert.Equal([(100_00L, "R2026-001"), (150_00, "R2026-002"), (50_00, null)], ledger.Select(line => (line.AmountCents, line.Receipt)));
        Assert.Contains("payé", (await manager.GetPageAsync(year)).QuerySelector("main tbody tr")!.TextContent, StringComparison.Ordinal);

        // A mistake is taken back by a counter-entry, once; both lines stay, and the receipt says it.
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var reversed = await manager.SendHandlerAsync(call, "Reverse", ("ligne", ledger[1].Id.ToString()));
            Assert.Equal(HttpStatusCode.Found, reversed.StatusCode);
        }

        Assert.Equal([100_00L, 150_00, 50_00, -150_00], (await LedgerAsync()).Select(line => line.AmountCents));
        Assert.Contains("ne vaut plus", (await host.Visitor.GetPageAsync($"{paper}/2026-2")).Body!.TextContent, StringComparison.Ordinal);
        var receipt = await host.Visitor.GetPageAsync($"{paper}/2026-1");
        Assert.Contains("Reçu n° R2026-001", receipt.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("n’est pas un reçu fiscal", receipt.Body!.TextContent, StringComparison.Ordinal);
        await host.Visitor.GetPageAsync($"{paper}/2026-3", HttpStatusCode.NotFound);
        await host.Visitor.GetPageAsync("/cotisations/" + new string('0', 32), HttpStatusCode.NotFound);
        Assert.Equal(["fee-paid", "fee-paid", "fee-reversed", "fee-schedule", "fee-schedule", "fee-waived", "fees-called"],
            await host.WithDbAsync(db => db.Set<AuditEntry>().Where(entry => entry.Act.StartsWith("fee") && entry.Subject == $"space/{network.Id:N}").OrderBy(entry => entry.Act).Select(entry => entry.Act).ToListAsync()));
    }

    [Fact]
    public async Task A_call_to_another_network_is_not_there_and_no_line_of_the_ledger_can_be_taken_back_from_here()
    {
        await OpenAsync(Engine.Sqlite);
        var other = await host.OpenSpaceAsync("Un autre réseau");
        var theirs = FeeCall.Send(await host.EnterMemberAsync(other, AffiliateKind.Organisation, "La Halle"), 2026, 7, new FeeAnswer.Owed(new FeeBand(AffiliateKind.Organisation, 0, null, 50_00), null), "", new DateOnly(2026, 1, 1), 30, host.Now);
        var mine = FeeCall.Send(await host.EnterMemberAsync(network, AffiliateKind.Organisation, "L’Épicerie"), 2026, 1, new FeeAnswer.Owed(new FeeBand(AffiliateKind.Organisation, 0, null, 50_00), null), "", new DateOnly(2026, 1, 1), 30, host.Now);
        var line = FeePayment.Of(theirs, Guid.CreateVersion7(), 1, new DateOnly(2026, 2, 1), 50_00, PaymentMeans.Cash, null, host.Now);
        await host.WithDbAsync(async db =>
        {
            db.AddRange(theirs, mine, line);
            await db.SaveChangesAsync();
        });
        await manager.GetPageAsync(Address("appels/2026/7"), HttpStatusCode.NotFound);
        await manager.GetPageAsync($"/espaces/{other.Slug}/adhesions/appels/2026/7", HttpStatusCode.NotFound);
        using var reversed = await manager.SendHandlerAsync(Address("appels/2026/1"), "Reverse", ("ligne", line.Id.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, reversed.StatusCode);
        Assert.Single(await LedgerAsync());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_member_that_is_late_is_reminded_at_intervals_until_it_pays_or_somebody_stops_it(Engine engine)
    {
        await OpenAsync(engine);
        foreach (var name in new[] { "Payeuse", "Silencieuse", "En retard" })
        {
            await host.EnterMemberAsync(network, AffiliateKind.Commune, name, name switch { "Payeuse" => "33227", "Silencieuse" => "88160", _ => "33063" }, $"{name[..3].Trim()}@mairie.example", 2026);
        }

        await SetScheduleAsync(2026);
        using var sent = await manager.PostFormAsync(Address("appels/2026"));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        async Task<int> RemindAsync(int days)
        {
            clock.Advance(TimeSpan.FromDays(days));
            return await host.Services.GetRequiredService<ReminderRounds>().RemindAsync(CancellationToken.None);
        }

        Assert.Equal(0, await RemindAsync(60));
        // The day after the due date; and not again the same day, though two nodes ask.
        Assert.Equal(3, await RemindAsync(1));
        Assert.Equal(0, await RemindAsync(0));
        // Sessions are not as long.
        manager = (await host.JoinAsync(network, SpaceRole.Manager)).Client;
        var late = (await manager.GetPageAsync(Address("?etat=retard"))).QuerySelectorAll("main tbody tr").Length;
        Assert.Equal(3, late);
        var numbers = await host.WithDbAsync(db => db.Set<FeeCall>().ToDictionaryAsync(call => call.Name, call => call.Number));
        using var paid = await PayAsync(Address($"appels/2026/{numbers["Payeuse"]}"), ("moyen", "Transfer"));
        Assert.Equal(HttpStatusCode.Found, paid.StatusCode);
        using var silent = await manager.SendHandlerAsync(Address($"appels/2026/{numbers["Silencieuse"]}"), "Reminders", ("silence", "true"));
        Assert.Equal(0, await RemindAsync(29));
        Assert.Equal(1, await RemindAsync(1));
        Assert.Equal(1, await RemindAsync(30));
        // Three at most.
        Assert.Equal(0, await RemindAsync(30));
        var letters = await host.WithDbAsync(db => db.Set<OutgoingMail>().Where(mail => mail.Subject.StartsWith("Rappel")).ToListAsync());
        Assert.Equal([("En@mairie.example", 3), ("Pay@mairie.example", 1), ("Sil@mairie.example", 1)], letters.CountBy(mail => mail.Recipient).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
        Assert.All(letters, mail => Assert.Contains("300,00 €", mail.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_leaves_before_somebody_said_who_is_paid_nor_when_the_figures_changed()
    {
        await OpenAsync(Engine.Sqlite, payee: "");
        var member = await host.EnterMemberAsync(network, AffiliateKind.Commune, "Langon", "33227", null, 2026);
        await SetScheduleAsync(2026);
        var page = await manager.GetPageAsync(Address("appels/2026"));
        Assert.Null(page.QuerySelector("input[name=calcul]"));
        using var saved = await manager.PostFormAsync(Address("reglages"), ("beneficiaire", "Réseau des halles\nIBAN FR76 0000"), ("delai", "30"));
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        using var wrong = await manager.PostFormAsync(Address("reglages"), ("delai", "0"), ("relance", "souvent"));
        Assert.Equal(["f-delai-erreur", "f-relance-erreur"], (await wrong.ReadPageAsync()).QuerySelectorAll(".field-error").Select(error => error.Id));

        var shown = await manager.GetPageAsync(Address("appels/2026"));
        using var changed = await manager.PostFormAsync(Address($"{member.Id:N}"), ("population", "100"));
        Assert.Equal(HttpStatusCode.Found, changed.StatusCode);
        using var sent = await manager.SendFormAsync(Address("appels/2026"), shown);
        Assert.Equal(HttpStatusCode.Conflict, sent.StatusCode);
        Assert.Empty(await host.WithDbAsync(db => db.Set<FeeCall>().ToListAsync()));
        using var read = await manager.SendFormAsync(Address("appels/2026"), await sent.ReadPageAsync());
        Assert.Equal(HttpStatusCode.Found, read.StatusCode);
        Assert.Equal(100_00, (await host.WithDbAsync(db => db.Set<FeeCall>().SingleAsync())).AmountCents);
    }

    private async Task OpenAsync(Engine engine, string payee = "Réseau des halles\nIBAN FR76 0000")
    {
        host = await LiantHost.StartAsync(engine, clock);
        network = await host.OpenSpaceAsync("Réseau des halles");
        await host.WithDbAsync(async db =>
        {
            db.Add(MembershipTerms.Of(network.Id, TermsDescription.Usual with { Payee = payee }));
            await db.SaveChangesAsync();
        });
        manager = (await host.JoinAsync(network, SpaceRole.Manager)).Client;
    }

    private string Address(string page) => $"/espaces/{network.Slug}/adhesions/{page}".Replace("/?", "?", StringComparison.Ordinal);

    private async Task SetScheduleAsync(int year, string aboveFiveThousand = "300")
    {
        using var saved = await manager.PostFormAsync(Address($"bareme/{year}"),
            ("tranches[0].genre", "commune"), ("tranches[0].de", "0"), ("tranches[0].a", "4999"), ("tranches[0].montant", "100"),
            ("tranches[1].genre", "commune"), ("tranches[1].de", "5000"), ("tranches[1].a", ""), ("tranches[1].montant", aboveFiveThousand),
            ("tranches[2].genre", "region"), ("tranches[2].de", ""), ("tranches[2].a", ""), ("tranches[2].montant", "4 000"));
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
    }

    private async Task<HttpResponseMessage> PayAsync(string call, params (string Name, string? Value)[] fields)
    {
        var page = await manager.GetPageAsync(call);
        var form = page.QuerySelector("main form[action*=Pay]")!;
        foreach (var other in page.QuerySelectorAll("main form").Where(one => one != form).ToList())
        {
            other.Remove();
        }

        return await manager.SendFormAsync(call, page, fields);
    }

    private Task<List<FeePayment>> LedgerAsync() => host.WithDbAsync(db => db.Set<FeePayment>().OrderBy(line => line.Rank).ToListAsync());

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
