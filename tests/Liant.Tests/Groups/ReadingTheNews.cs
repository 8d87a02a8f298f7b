using System.Net;
using System.Text.RegularExpressions;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Groups;
using Liant.Modules.Groups.Letters;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Groups;

/// <summary>One letter a morning on all of a person's groups, when there is news; stopped by one click.</summary>
public sealed class ReadingTheNews
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task What_others_did_is_told_once_the_next_morning_and_a_meeting_is_recalled(Engine engine)
    {
        using var mail = await MailServer.StartAsync();
        var clock = Clock.At(2026, 11, 24);
        await using var host = await LiantHost.StartAsync(engine, clock, settings => settings with { Smtp = mail.Settings, Address = "https://liant.example" });
        var space = await host.OpenSpaceAsync("Réseau");
        var (_, manager) = await host.JoinAsync(space, SpaceRole.Manager);
        var (reader, client) = await host.JoinAsync(space, SpaceRole.Reader);
        var (gone, _) = await host.JoinAsync(space, SpaceRole.Reader);
        var groups = new[] { await manager.OpenGroupAsync(space, "Halles"), await manager.OpenGroupAsync(space, "Baux") };
        foreach (var person in new[] { reader, gone })
        {
            await manager.BringInAsync(groups[0], person.Id, space);
        }

        await manager.BringInAsync(groups[1], reader.Id, space);
        await host.WithDbAsync(db => db.Set<Membership>().Where(one => one.PersonId == gone.Id).ExecuteDeleteAsync());
        clock.Advance(TimeSpan.FromMinutes(1));
        var discussion = await manager.StartDiscussionAsync(groups[0], "Marché du samedi", "Qui en a un ?");
        using var answered = await client.PostFormAsync(discussion, ("texte", "Nous."));
        using var convened = await manager.PostFormAsync(groups[1] + "/reunions/modifier", ("titre", "Bail type"), ("jour", "2026-11-28"), ("debut", "14:00"));
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), (answered.StatusCode, convened.StatusCode));
        await TurnAsync(host);
        Assert.Equal(0, await LettersAsync(host));

        clock.Advance(TimeSpan.FromDays(1));
        await TurnAsync(host);
        await TurnAsync(host);
        var letters = await host.WithDbAsync(db => db.Set<OutgoingMail>().AsNoTracking().OrderBy(letter => letter.Recipient).ToListAsync());
        // One for her and one for the manager; none for whoever left the space.
        Assert.Equal(2, letters.Count);
        var hers = MailServer.BodyOf(Assert.Single(await mail.LettersAsync(2), letter => letter.Contains(reader.Email!, StringComparison.Ordinal))).ReplaceLineEndings("\n");
        Assert.Contains("- Réunion « Bail type » : samedi 28 novembre, 14:00\n", hers, StringComparison.Ordinal);
        Assert.Contains("- Discussion « Marché du samedi » : 1 nouveau(x) message(s)\n", hers, StringComparison.Ordinal);
        Assert.Contains("https://liant.example" + groups[0], hers, StringComparison.Ordinal);
        Assert.DoesNotContain("Qui en a un", hers, StringComparison.Ordinal);

        // Nothing new, no letter; two days before, the meeting is recalled, once.
        clock.Advance(TimeSpan.FromDays(1));
        await TurnAsync(host);
        Assert.Equal(2, await LettersAsync(host));
        clock.Advance(TimeSpan.FromDays(1));
        await TurnAsync(host);
        Assert.Equal(4, await LettersAsync(host));
        var recalled = (await mail.LettersAsync(4)).Skip(2).Select(MailServer.BodyOf).ToList();
        Assert.All(recalled, body => Assert.Contains("- Bientôt : « Bail type »", body, StringComparison.Ordinal));

        // As a mail program does: one POST, no cookie (RFC 8058).
        var letter = (await mail.LettersAsync(4)).First(one => MailServer.BodyOf(one).Contains("Bientôt", StringComparison.Ordinal) && one.Contains(reader.Email!, StringComparison.Ordinal)).Replace("\r\n ", "", StringComparison.Ordinal).Replace("\r\n\t", "", StringComparison.Ordinal);
        var leave = Regex.Match(letter, "(?m)^List-Unsubscribe: <https://liant.example([^>]+)>\r?$").Groups[1].Value;
        Assert.NotNull((await host.Visitor.GetPageAsync(leave)).QuerySelector("main form"));
        using var refused = await host.NewClient().PostAsync("/groupes/lettres/arret?cle=" + new string('x', 100), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var left = await host.NewClient().PostAsync(leave, new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" }), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        Assert.All(await host.WithDbAsync(db => db.Set<GroupMember>().Where(member => member.PersonId == reader.Id).ToListAsync()), member => Assert.False(member.GetsLetters));
    }

    private static Task TurnAsync(LiantHost host) => host.Services.GetRequiredService<GroupLetters>().TurnAsync(TestContext.Current.CancellationToken);

    private static Task<int> LettersAsync(LiantHost host) => host.WithDbAsync(db => db.Set<OutgoingMail>().CountAsync());
}
