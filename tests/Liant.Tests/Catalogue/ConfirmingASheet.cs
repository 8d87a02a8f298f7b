using System.Net;
using System.Text.RegularExpressions;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Confirming;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue;

/// <summary>"Is your sheet still true?": asked once a year of whoever was named for that, a click answers.</summary>
public sealed partial class ConfirmingASheet
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_contact_is_asked_by_mail_a_year_later_and_one_click_confirms(Engine engine)
    {
        using var mail = await MailServer.StartAsync();
        var clock = Clock.At(2026, 11, 22);
        await using var host = await LiantHost.StartAsync(engine, clock, settings => settings with { Smtp = mail.Settings, Address = "https://liant.example" });
        var clerk = await host.SignInOperatorAsync();
        using var written = await clerk.PostFormAsync("/saisie/organisations", ("Title", "Café zinzolin"), ("Summary", "Un café."), ("Sources[0].Title", "Un journal"), ("Contact", "cafe@zinzolin.example"));
        Assert.Equal(HttpStatusCode.Found, written.StatusCode);
        var path = written.Headers.Location!.OriginalString;
        Assert.DoesNotContain("cafe@zinzolin.example", (await host.Visitor.GetPageAsync(path)).DocumentElement.OuterHtml, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromDays(360));
        Assert.Equal(0, await TurnAsync(host));
        clock.Advance(TimeSpan.FromDays(6));
        await TurnAsync(host);
        var sent = (await mail.LettersAsync(1))[0];
        Assert.Contains("To: cafe@zinzolin.example", sent, StringComparison.Ordinal);
        var letter = MailServer.BodyOf(sent);
        Assert.Contains("Café zinzolin", letter, StringComparison.Ordinal);
        var link = new Uri(Link().Match(letter).Value).PathAndQuery;

        // A mail scanner opens it, twice: nothing is confirmed.
        foreach (var _ in new[] { 1, 2 })
        {
            Assert.Equal("Café zinzolin", (await host.Visitor.GetPageAsync(link)).QuerySelector("main h2")!.TextContent);
        }

        Assert.DoesNotContain("Confirmée", (await host.Visitor.GetPageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        var page = await host.Visitor.GetPageAsync(link);
        using var confirmed = await host.Visitor.SendFormAsync(link, page);
        Assert.Contains("Merci", (await confirmed.ReadPageAsync()).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Confirmée le 23 novembre 2027", (await host.Visitor.GetPageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        using var again = await host.Visitor.SendFormAsync(link, page);
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        Assert.Equal("sheet-confirmed", await host.WithDbAsync(db => db.AuditEntries.OrderByDescending(entry => entry.Id).Select(entry => entry.Act).FirstAsync()));

        // Answered: nobody is asked for another year.
        clock.Advance(TimeSpan.FromDays(300));
        Assert.Equal(0, await TurnAsync(host));
        clock.Advance(TimeSpan.FromDays(70));
        await TurnAsync(host);
        await mail.LettersAsync(2);
    }

    [Fact]
    public async Task Three_letters_a_month_apart_then_silence_and_of_two_nodes_one_writes_them()
    {
        using var mail = await MailServer.StartAsync();
        var clock = Clock.At(2026, 11, 22);
        using var storage = await Storage.LoadedAsync(Engine.PostgreSql);
        await using var host = await LiantHost.StartAsync(storage, clock, settings => settings with { Smtp = mail.Settings });
        await using var other = await LiantHost.StartAsync(storage, clock, settings => settings with { Smtp = mail.Settings });
        await NameAsync(host, "Salle zinzoline", "salle@zinzolin.example");
        var written = new List<int>();
        clock.Advance(TimeSpan.FromDays(370));
        for (var week = 0; week < 20; week++)
        {
            await Task.WhenAll(TurnAsync(host), TurnAsync(other), TurnAsync(host), TurnAsync(other));
            written.Add(await host.WithDbAsync(db => db.Set<OutgoingMail>().CountAsync()));
            clock.Advance(TimeSpan.FromDays(7));
        }

        Assert.Equal([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3], written);
        // An editor went over the sheet: that is an answer, and a year begins.
        await host.WithDbAsync(async db =>
        {
            var sheet = await db.Set<Sheet>().SingleAsync(one => one.Title == "Salle zinzoline");
            sheet.Revise(SheetContent.Of(sheet) with { Summary = "Revue." }, clock.GetUtcNow(), byHand: true);
            await db.SaveChangesAsync();
        });
        clock.Advance(TimeSpan.FromDays(360));
        await TurnAsync(host);
        Assert.Equal(3, await host.WithDbAsync(db => db.Set<OutgoingMail>().CountAsync()));
        clock.Advance(TimeSpan.FromDays(10));
        await TurnAsync(host);
        Assert.Equal(4, await host.WithDbAsync(db => db.Set<OutgoingMail>().CountAsync()));
    }

    [Fact]
    public async Task A_sheet_kept_for_a_space_is_asked_of_its_managers_and_a_draft_of_nobody()
    {
        using var mail = await MailServer.StartAsync();
        var clock = Clock.At(2026, 11, 22);
        await using var host = await LiantHost.StartAsync(clock: clock, settings: settings => settings with { Smtp = mail.Settings });
        var space = await host.OpenSpaceAsync("Réseau");
        var (manager, _) = await host.JoinAsync(space, SpaceRole.Manager);
        await host.JoinAsync(space, SpaceRole.Reader);
        await NameAsync(host, "Note zinzoline", null, content => content with { IsPrivate = true, Readers = [space.Id] });
        await NameAsync(host, "Brouillon zinzolin", "brouillon@zinzolin.example", isDraft: true);
        clock.Advance(TimeSpan.FromDays(370));
        await TurnAsync(host);
        Assert.Equal([manager.Email!], await host.WithDbAsync(db => db.Set<OutgoingMail>().Select(one => one.Recipient).ToListAsync()));
    }

    [Fact]
    public async Task Whoever_is_asked_may_ask_to_be_left_alone()
    {
        using var mail = await MailServer.StartAsync();
        var clock = Clock.At(2026, 11, 22);
        await using var host = await LiantHost.StartAsync(clock: clock, settings: settings => settings with { Smtp = mail.Settings, Address = "https://liant.example" });
        await NameAsync(host, "Four zinzolin", "four@zinzolin.example");
        clock.Advance(TimeSpan.FromDays(370));
        await TurnAsync(host);
        var link = new Uri(Link().Match(MailServer.BodyOf((await mail.LettersAsync(1))[0])).Value).PathAndQuery;
        var page = await host.Visitor.GetPageAsync(link);
        using var left = await host.Visitor.PostAsync("/confirmer?handler=Leave", new FormUrlEncodedContent(new Dictionary<string, string> { ["jeton"] = link[^32..], ["jeton_formulaire"] = page.ValueOf("jeton_formulaire")! }), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        Assert.Null(await host.WithDbAsync(db => db.Set<SheetContact>().Select(one => one.Email).SingleAsync()));
        clock.Advance(TimeSpan.FromDays(400));
        await TurnAsync(host);
        Assert.Equal(1, await host.WithDbAsync(db => db.Set<OutgoingMail>().CountAsync()));
    }

    [Fact]
    public async Task An_address_that_is_none_is_said_and_nothing_is_lost()
    {
        await using var host = await LiantHost.StartAsync();
        var clerk = await host.SignInOperatorAsync();
        using var refused = await clerk.PostFormAsync("/saisie/organisations", ("Title", "Café"), ("Summary", "Un café."), ("Sources[0].Title", "Moi"), ("Contact", "cafe chez nous"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.ReadPageAsync();
        Assert.Equal("cafe chez nous", page.ValueOf("Contact"));
        Assert.NotNull(page.QuerySelector("#f-contact-erreur"));
    }

    private static Task NameAsync(LiantHost host, string title, string? email, Func<SheetContent, SheetContent>? change = null, bool isDraft = false) => host.WithDbAsync(async db =>
    {
        var sheet = new Initiative();
        var content = new SheetContent { Title = title, Summary = "Un lieu.", Sources = [new Source("s1", "Gazette")] };
        var id = Guid.CreateVersion7(host.Now);
        sheet.Write(id, id.ToString("N"), change?.Invoke(content) ?? content, host.Now);
        if (isDraft)
        {
            sheet.Publish(Liant.Modules.Catalogue.Publishing.Publication.Draft, host.Now);
        }

        db.Add(sheet);
        if (email is not null)
        {
            var contact = SheetContact.Of(id);
            contact.Name(email);
            db.Add(contact);
        }

        await db.SaveChangesAsync();
    });

    private static Task<int> TurnAsync(LiantHost host) => host.Services.GetServices<IHostedService>().OfType<ConfirmationLetters>().Single().TurnAsync(TestContext.Current.CancellationToken);

    [GeneratedRegex("https://liant.example/\\S+")]
    private static partial Regex Link();
}
