using System.Net;
using System.Text.RegularExpressions;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Catalogue;
using Liant.Modules.Interop.Alerts;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Interop;

/// <summary>The news of a search by mail: asked for twice, told once, stopped by one click.</summary>
public sealed partial class FollowingASearchByMail
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_visitor_confirms_is_told_what_is_new_once_and_stops_with_one_click(Engine engine)
    {
        using var mail = await MailServer.StartAsync();
        var clock = Clock.At(2026, 11, 24);
        await using var host = await LiantHost.StartAsync(engine, clock, settings => settings with { Smtp = mail.Settings, Address = "https://liant.example" });
        Assert.Contains("/alerte?q=zinzolin", (await host.Visitor.GetPageAsync("/?q=zinzolin")).QuerySelectorAll(".take-away a").Select(link => link.GetAttribute("href")));
        using var asked = await host.Visitor.PostFormAsync("/alerte?q=zinzolin", ("courriel", "Noe@exemple.example"), ("rythme", "Daily"));
        Assert.Contains("Ouvrez le courriel", (await asked.ReadPageAsync()).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        var first = (await mail.LettersAsync(1))[0];
        Assert.DoesNotContain("List-Unsubscribe", first, StringComparison.Ordinal);
        var link = LinkIn(first);

        // Until she confirms nothing is sent, and opening the link (a mail scanner does) does not.
        await host.Visitor.GetPageAsync(link);
        await LoadAsync(host, "un", "Guide zinzolin");
        clock.Advance(TimeSpan.FromDays(1));
        await TurnAsync(host);
        Assert.Equal(1, await LettersAsync(host));
        var page = await host.Visitor.GetPageAsync(link);
        using var confirmed = await host.Visitor.SendFormAsync(link, page);
        Assert.NotNull((await confirmed.ReadPageAsync()).QuerySelector("[role=status]"));
        using var twice = await host.Visitor.SendFormAsync(link, page);
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);

        // What was there when she confirmed is no news.
        clock.Advance(TimeSpan.FromHours(1));
        await LoadAsync(host, "deux", "Carnet zinzolin");
        await LoadAsync(host, "trois", "Une halle");
        clock.Advance(TimeSpan.FromDays(1));
        await TurnAsync(host);
        await TurnAsync(host);
        var letter = (await mail.LettersAsync(2))[1];
        Assert.Equal(2, await LettersAsync(host));
        var body = MailServer.BodyOf(letter);
        Assert.Contains("Carnet zinzolin\n", body.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("https://liant.example/ressources/carnet-zinzolin", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Guide zinzolin", body, StringComparison.Ordinal);
        Assert.DoesNotContain("halle", body, StringComparison.Ordinal);
        Assert.Contains("https://liant.example/alerte/arret?cle=", body, StringComparison.Ordinal);

        // As a mail program does: no cookie, no form, one POST (RFC 8058).
        var unfolded = letter.Replace("\r\n ", "", StringComparison.Ordinal).Replace("\r\n\t", "", StringComparison.Ordinal);
        Assert.Matches("(?m)^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$", unfolded);
        var leave = Regex.Match(unfolded, "(?m)^List-Unsubscribe: <https://liant.example([^>]+)>\r?$").Groups[1].Value;
        using var program = host.NewClient();
        using var refused = await program.PostAsync("/alerte/arret/direct?cle=" + new string('x', 100), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var left = await program.PostAsync(leave, new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" }), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        Assert.Empty(await host.WithDbAsync(db => db.Set<SearchAlert>().ToListAsync()));
        await LoadAsync(host, "quatre", "Fanal zinzolin");
        clock.Advance(TimeSpan.FromDays(2));
        await TurnAsync(host);
        Assert.Equal(2, await LettersAsync(host));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task With_an_account_she_is_told_what_she_may_see_that_day_and_no_more(Engine engine)
    {
        using var mail = await MailServer.StartAsync();
        var clock = Clock.At(2026, 11, 24);
        await using var host = await LiantHost.StartAsync(engine, clock, settings => settings with { Smtp = mail.Settings });
        var space = await host.OpenSpaceAsync("Réseau");
        var (person, member) = await host.JoinAsync(space, SpaceRole.Reader);
        await FollowAsync(host, "?q=zinzolin", person.Email!, person.Id);
        await FollowAsync(host, "?q=zinzolin", "dehors@exemple.example", null);
        await ReserveAsync("reserve", "Note zinzoline");
        clock.Advance(TimeSpan.FromDays(1));
        await TurnAsync(host);
        Assert.Equal([person.Email!], await RecipientsAsync());
        // Hers is on her account, where she stops it; another's is not there.
        var mine = await member.GetPageAsync("/compte/alertes");
        Assert.Equal("« zinzolin »", Assert.Single(mine.QuerySelectorAll("main .members a")).TextContent);

        await host.WithDbAsync(db => db.Set<Membership>().Where(one => one.PersonId == person.Id).ExecuteDeleteAsync());
        await ReserveAsync("reserve-2", "Autre note zinzoline");
        await host.LoadSheetsAsync("autre", (SheetKind.Resource, [Sheets.Of("public", "Guide zinzolin")]));
        clock.Advance(TimeSpan.FromDays(1));
        await TurnAsync(host);
        await mail.LettersAsync(3);
        var letters = (await mail.LettersAsync(3)).Skip(1).Select(MailServer.BodyOf).ToList();
        Assert.All(letters, letter => Assert.Contains("Guide zinzolin", letter, StringComparison.Ordinal));
        Assert.All(letters, letter => Assert.DoesNotContain("note zinzoline", letter, StringComparison.OrdinalIgnoreCase));

        var hers = await host.WithDbAsync(db => db.Set<SearchAlert>().ToListAsync());
        using var notHers = await member.SendFormAsync("/compte/alertes", await member.GetPageAsync("/compte/alertes"), ("alerte", hers.Single(alert => alert.PersonId is null).Id.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, notHers.StatusCode);
        using var stopped = await member.PostFormAsync("/compte/alertes");
        Assert.Equal(HttpStatusCode.Found, stopped.StatusCode);
        Assert.Equal("dehors@exemple.example", Assert.Single(await host.WithDbAsync(db => db.Set<SearchAlert>().ToListAsync())).Email);

        async Task ReserveAsync(string key, string title)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await host.LoadSheetsAsync(SheetKind.Resource, Sheets.Of(key, title) with { Private = true });
            await host.WithDbAsync(async db =>
            {
                var sheet = await db.Set<Sheet>().SingleAsync(one => one.OriginKey == key);
                sheet.Revise(SheetContent.Of(sheet) with { Readers = [space.Id] }, host.Now, byHand: true);
                await db.SaveChangesAsync();
            });
        }

        Task<List<string>> RecipientsAsync() => host.WithDbAsync(db => db.Set<OutgoingMail>().Select(one => one.Recipient).ToListAsync());
    }

    [Fact]
    public async Task Of_two_nodes_one_writes_each_letter()
    {
        using var mail = await MailServer.StartAsync();
        var clock = Clock.At(2026, 11, 24);
        using var storage = await Storage.LoadedAsync(Engine.PostgreSql);
        await using var one = await LiantHost.StartAsync(storage, clock, settings => settings with { Smtp = mail.Settings });
        await using var other = await LiantHost.StartAsync(storage, clock, settings => settings with { Smtp = mail.Settings });
        for (var i = 0; i < 10; i++)
        {
            await FollowAsync(one, "?q=zinzolin", $"lectrice-{i}@exemple.example", null);
        }

        await LoadAsync(one, "un", "Guide zinzolin");
        clock.Advance(TimeSpan.FromDays(1));
        await Task.WhenAll(TurnAsync(one), TurnAsync(other), TurnAsync(one), TurnAsync(other));
        Assert.Equal(10, (await one.WithDbAsync(db => db.Set<OutgoingMail>().Select(letter => letter.Recipient).ToListAsync())).Distinct().Count());
        Assert.Equal(10, await LettersAsync(one));
    }

    [Fact]
    public async Task A_search_asked_for_twice_is_told_once_and_one_way_out_ends_it()
    {
        using var mail = await MailServer.StartAsync();
        var clock = Clock.At(2026, 11, 24);
        await using var host = await LiantHost.StartAsync(clock: clock, settings: settings => settings with { Smtp = mail.Settings, Address = "https://liant.example" });
        foreach (var rhythm in new[] { "Weekly", "Daily" })
        {
            using var asked = await host.Visitor.PostFormAsync("/alerte?q=zinzolin", ("courriel", "noe@exemple.example"), ("rythme", rhythm));
        }

        foreach (var link in (await mail.LettersAsync(2)).Select(LinkIn))
        {
            var page = await host.Visitor.GetPageAsync(link);
            Assert.Contains("zinzolin", page.QuerySelector("main .lead")!.TextContent, StringComparison.Ordinal);
            using var confirmed = await host.Visitor.SendFormAsync(link, page);
        }

        await LoadAsync(host, "un", "Guide zinzolin");
        clock.Advance(TimeSpan.FromDays(7));
        await TurnAsync(host);
        var letter = MailServer.BodyOf((await mail.LettersAsync(3))[2]);
        Assert.Equal(3, await LettersAsync(host));
        var way = new Uri(Link().Matches(letter).Select(match => match.Value).Single(address => address.Contains("/alerte/arret?", StringComparison.Ordinal))).PathAndQuery;
        var leaving = await host.Visitor.GetPageAsync(way);
        Assert.Contains("zinzolin", leaving.QuerySelector("main .lead")!.TextContent, StringComparison.Ordinal);
        using var left = await host.Visitor.SendFormAsync(way, leaving);
        Assert.Equal(0, await host.WithDbAsync(db => db.Set<SearchAlert>().CountAsync()));
    }

    [Fact]
    public async Task Nobody_fills_another_s_letter_box()
    {
        var clock = Clock.At(2026, 11, 24);
        using var mail = await MailServer.StartAsync();
        await using var host = await LiantHost.StartAsync(clock: clock, settings: settings => settings with { Smtp = mail.Settings });
        for (var i = 0; i < 6; i++)
        {
            using var client = host.NewClient($"203.0.113.{i}");
            using var asked = await client.PostFormAsync("/alerte?q=mot" + i, ("courriel", "victime@exemple.example"));
            Assert.NotNull((await asked.ReadPageAsync()).QuerySelector("[role=status]"));
        }

        Assert.Equal(SearchAlert.MostAsked, await LettersAsync(host));
        using var trapped = await host.Visitor.PostFormAsync("/alerte?q=robot", ("courriel", "robot@exemple.example"), ("telephone_fixe", "01"));
        Assert.NotNull((await trapped.ReadPageAsync()).QuerySelector("[role=status]"));
        Assert.Equal(SearchAlert.MostAsked, await host.WithDbAsync(db => db.Set<SearchAlert>().CountAsync()));
    }

    [Fact]
    public async Task An_address_that_is_none_is_said_and_a_search_that_is_none_is_not_there()
    {
        await using var host = await LiantHost.StartAsync();
        using var refused = await host.Visitor.PostFormAsync("/alerte?q=zinzolin", ("courriel", "noé chez moi"), ("rythme", "Daily"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.ReadPageAsync();
        Assert.Equal(("noé chez moi", "f-courriel-erreur"), (page.ValueOf("courriel"), page.QuerySelector(".field-error")!.Id));
        Assert.True(page.QuerySelector("input[name=rythme][value=Daily]")!.HasAttribute("checked"));
        await host.Visitor.GetPageAsync("/alerte?kind=dragon", HttpStatusCode.NotFound);
        await host.Visitor.GetPageAsync("/alerte?q=" + new string('x', 600), HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(AlertRhythm.Daily, "2026-11-25T06:00")]
    [InlineData(AlertRhythm.Weekly, "2026-11-30T06:00")]
    public void Letters_are_written_at_seven_in_Paris_each_morning_or_on_Mondays(AlertRhythm rhythm, string utc)
    {
        var alert = SearchAlert.Ask("?q=x", "a@b.example", null, rhythm, new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        Assert.Null(alert.NextAt);
        alert.Confirm(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        Assert.Equal(utc, alert.NextAt!.Value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static Task FollowAsync(LiantHost host, string search, string email, Guid? person) => host.WithDbAsync(async db =>
    {
        var alert = SearchAlert.Ask(search, email, person, AlertRhythm.Daily, host.Now);
        alert.Confirm(host.Now);
        db.Add(alert);
        await db.SaveChangesAsync();
    });

    /// <summary>A moment later than anything before: news is what is later.</summary>
    private static async Task LoadAsync(LiantHost host, string key, string title)
    {
        ((Clock)host.Services.GetRequiredService<TimeProvider>()).Advance(TimeSpan.FromMinutes(1));
        await host.LoadSheetsAsync(SheetKind.Resource, Sheets.Of(key, title));
        await host.CatchUpAsync();
    }

    private static Task<int> LettersAsync(LiantHost host) => host.WithDbAsync(db => db.Set<OutgoingMail>().CountAsync());

    private static Task TurnAsync(LiantHost host) => host.Services.GetServices<IHostedService>().OfType<AlertLetters>().Single().TurnAsync(TestContext.Current.CancellationToken);

    private static string LinkIn(string letter) => new Uri(Link().Match(MailServer.BodyOf(letter)).Value).PathAndQuery;

    [GeneratedRegex("https://liant.example/\\S+")]
    private static partial Regex Link();
}
