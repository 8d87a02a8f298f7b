using System.Net;
using System.Text;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Groups.Discussions;
using Liant.Modules.Groups.Meetings;
using Liant.Modules.Groups.Papers;
using Liant.Platform.Files;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Groups;

/// <summary>A group of a space: who finds it, what is said in it, its documents.</summary>
public sealed class WorkingTogether
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Its_people_talk_and_nobody_else_reads(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var space = await host.OpenSpaceAsync("Réseau");
        var (_, manager) = await host.JoinAsync(space, SpaceRole.Manager, "Alix Manet");
        var (reader, client) = await host.JoinAsync(space, SpaceRole.Reader, "Lou Berger");
        var (_, outsider) = await host.JoinAsync(await host.OpenSpaceAsync("Un autre"), SpaceRole.Administrator);
        var group = await manager.OpenGroupAsync(space, "Commerces vacants");

        // Open: those of the space see what it is for and join; what it holds is for its people.
        Assert.Contains("Commerces vacants", (await client.GetPageAsync($"/espaces/{space.Slug}/groupes")).Body!.TextContent, StringComparison.Ordinal);
        var discussion = await manager.StartDiscussionAsync(group, "Baux précaires", "Qui a un modèle ?");
        Assert.DoesNotContain("Baux précaires", (await client.GetPageAsync(group)).Body!.TextContent, StringComparison.Ordinal);
        foreach (var path in new[] { group, discussion, $"/espaces/{space.Slug}/groupes" })
        {
            await outsider.GetPageAsync(path, HttpStatusCode.NotFound);
        }

        await client.GetPageAsync(discussion, HttpStatusCode.NotFound);
        using var joined = await client.DoAsync(group, "Join");
        Assert.Equal(HttpStatusCode.Found, joined.StatusCode);
        var page = await client.GetPageAsync(discussion);
        Assert.Contains("Alix Manet", page.QuerySelector(".thread")!.TextContent, StringComparison.Ordinal);

        // Sent twice, an answer is there once; an empty one is refused.
        using var first = await client.SendFormAsync(discussion, page, ("texte", "Oui : <b>celui</b> de la CCI.\nJe l’envoie."));
        using var second = await client.SendFormAsync(discussion, page, ("texte", "Oui : <b>celui</b> de la CCI.\nJe l’envoie."));
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), (first.StatusCode, second.StatusCode));
        using var empty = await client.PostFormAsync(discussion, ("texte", "  "));
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        var messages = (await client.GetPageAsync(discussion)).QuerySelectorAll(".thread li");
        Assert.Equal(2, messages.Length);
        Assert.Contains("<b>celui</b> de la CCI.", messages[1].TextContent, StringComparison.Ordinal);

        // Hers to correct; a facilitator may withdraw it; nobody else touches the first.
        var answer = await host.WithDbAsync(db => db.Set<Message>().SingleAsync(message => message.AuthorId == reader.Id));
        using var corrected = await client.PostFormAsync($"{group}/messages/{answer.Id:N}", ("texte", "Oui, celui de la chambre de commerce."));
        Assert.Equal(HttpStatusCode.Found, corrected.StatusCode);
        var of = await host.WithDbAsync(db => db.Set<Message>().Where(message => message.AuthorId != reader.Id).Select(message => message.Id).SingleAsync());
        await client.GetPageAsync($"{group}/messages/{of:N}", HttpStatusCode.NotFound);
        using var withdrawn = await manager.DoAsync($"{group}/messages/{answer.Id:N}", "Withdraw");
        Assert.Equal(HttpStatusCode.Found, withdrawn.StatusCode);
        Assert.Equal("", await host.WithDbAsync(db => db.Set<Message>().Where(message => message.Id == answer.Id).Select(message => message.Text).SingleAsync()));

        // No longer of the space, she no longer reads the group.
        await host.WithDbAsync(db => db.Set<Membership>().Where(one => one.PersonId == reader.Id).ExecuteDeleteAsync());
        await client.GetPageAsync(discussion, HttpStatusCode.NotFound);
        Assert.DoesNotContain("Commerces vacants", (await client.GetPageAsync("/groupes")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_is_not_open_is_not_there_for_those_who_were_not_asked_in()
    {
        await using var host = await LiantHost.StartAsync();
        var space = await host.OpenSpaceAsync("Réseau");
        var (_, manager) = await host.JoinAsync(space, SpaceRole.Manager);
        var (reader, client) = await host.JoinAsync(space, SpaceRole.Reader);
        var (stranger, _) = await host.JoinAsync(await host.OpenSpaceAsync("Un autre"), SpaceRole.Reader);
        var group = await manager.OpenGroupAsync(space, "Bureau", isOpen: false);
        await client.GetPageAsync(group, HttpStatusCode.NotFound);
        Assert.DoesNotContain("Bureau", (await client.GetPageAsync($"/espaces/{space.Slug}/groupes")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var joined = await client.PostAsync(group + "?handler=Join", new FormUrlEncodedContent(new Dictionary<string, string> { ["jeton_formulaire"] = (await client.GetPageAsync("/compte")).ValueOf("jeton_formulaire")! }), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, joined.StatusCode);

        // Only people of the space are brought in.
        using var wrong = await manager.DoAsync(group + "/personnes", "Add", ("personne", $"{stranger.Id:N}-{space.Id:N}"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        await manager.BringInAsync(group, reader.Id, space);
        await client.GetPageAsync(group);
        await client.GetPageAsync(group + "/reglages", HttpStatusCode.NotFound);
        using var made = await manager.DoAsync(group + "/personnes", "Role", ("personne", reader.Id.ToString("N")), ("anime", "true"));
        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
        await client.GetPageAsync(group + "/reglages");
        using var left = await client.DoAsync(group + "/personnes", "Remove", ("personne", reader.Id.ToString("N")));
        Assert.Equal($"/espaces/{space.Slug}/groupes", left.Headers.Location!.OriginalString);
        await client.GetPageAsync(group, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Whoever_was_taken_out_of_the_space_finds_no_place_kept_when_she_comes_back(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var space = await host.OpenSpaceAsync("Réseau");
        var (_, manager) = await host.JoinAsync(space, SpaceRole.Administrator);
        var (person, client) = await host.JoinAsync(space, SpaceRole.Contributor);
        var group = await manager.OpenGroupAsync(space, "Bureau", isOpen: false);
        await manager.BringInAsync(group, person.Id, space);
        using var made = await manager.DoAsync(group + "/personnes", "Role", ("personne", person.Id.ToString("N")), ("anime", "true"));
        await client.GetPageAsync(group + "/reglages");
        using var removed = await manager.DoAsync($"/espaces/{space.Slug}/membres", "Remove", ("personne", person.Id.ToString()));
        Assert.Equal(HttpStatusCode.Found, removed.StatusCode);
        await client.GetPageAsync(group, HttpStatusCode.NotFound);
        await host.WithDbAsync(async db =>
        {
            db.Add(Membership.Join(space.Id, person.Id, SpaceRole.Reader, host.Now));
            await db.SaveChangesAsync();
        });
        await client.GetPageAsync(group, HttpStatusCode.NotFound);
        await manager.BringInAsync(group, person.Id, space);
        await client.GetPageAsync(group);
        await client.GetPageAsync(group + "/reglages", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Forms_that_are_sent_several_times_at_once_do_once(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var space = await host.OpenSpaceAsync("Réseau");
        var (_, manager) = await host.JoinAsync(space, SpaceRole.Manager);
        async Task<string> SendAsync(string path, params (string, string?)[] fields)
        {
            var page = await manager.GetPageAsync(path);
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => manager.SendFormAsync(path, page, fields)));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Found, answer.StatusCode));
            return Assert.Single(answers.Select(answer => answer.Headers.Location!.OriginalString).Distinct());
        }

        var group = await SendAsync($"/espaces/{space.Slug}/groupes/nouveau", ("nom", "Halles"));
        var discussion = await SendAsync(group + "/discussions/nouvelle", ("titre", "Marchés"), ("texte", "Quel jour ?"));
        await SendAsync(discussion, ("texte", "Le samedi."));
        var meeting = await SendAsync(group + "/reunions/modifier", ("titre", "Point"), ("jour", "2027-12-01"), ("debut", "14:00"));
        await SendAsync(meeting, ("reponse", "There"));
        Assert.Equal((1, 2, 1, 1), await host.WithDbAsync(async db => (await db.Set<Discussion>().CountAsync(), await db.Set<Message>().CountAsync(), await db.Set<Meeting>().CountAsync(), await db.Set<Attendance>().CountAsync())));
        var given = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => manager.GiveDocumentAsync(group + "/documents", "note.txt", "Une note."u8.ToArray())));
        Assert.All(given, answer => Assert.Equal(HttpStatusCode.Found, answer.StatusCode));
    }

    [Fact]
    public async Task A_closed_group_is_read_and_no_longer_written_and_what_was_typed_is_shown_again()
    {
        await using var host = await LiantHost.StartAsync();
        var space = await host.OpenSpaceAsync("Réseau");
        var (_, manager) = await host.JoinAsync(space, SpaceRole.Manager);
        var group = await manager.OpenGroupAsync(space, "Halles");
        var discussion = await manager.StartDiscussionAsync(group, "Marchés", "Quel jour ?");
        var page = await manager.GetPageAsync(discussion);
        // Pressed from two pages, it is closed once and stays so.
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var closed = await manager.DoAsync(group + "/reglages", "Close", ("ferme", "true"));
            Assert.Equal(HttpStatusCode.Found, closed.StatusCode);
        }

        using var late = await manager.SendFormAsync(discussion, page, ("texte", "Le samedi matin."));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("vient d’être fermé", (await late.ReadPageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await manager.GetPageAsync(discussion)).QuerySelectorAll("textarea"));
        using var reopened = await manager.DoAsync(group + "/reglages", "Close", ("ferme", "false"));
        using var said = await manager.SendFormAsync(discussion, page, ("texte", "Le samedi matin."));
        Assert.Equal(HttpStatusCode.Found, said.StatusCode);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Documents_are_kept_for_its_people_and_only_documents_are_taken(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var space = await host.OpenSpaceAsync("Réseau");
        var (_, manager) = await host.JoinAsync(space, SpaceRole.Manager);
        var (reader, client) = await host.JoinAsync(space, SpaceRole.Reader);
        var group = await manager.OpenGroupAsync(space, "Halles");
        await manager.BringInAsync(group, reader.Id, space);
        var bytes = Enumerable.Range(0, 600_000).Select(n => (byte)n).ToArray();
        byte[] pdf = [.. "%PDF-1.7\n"u8, .. bytes];
        foreach (var (name, content) in new (string, byte[])[] { ("bail.html", "<script>alert(1)</script>"u8.ToArray()), ("bail.pdf", "<html></html>"u8.ToArray()), ("bail.svg", "<svg/>"u8.ToArray()), ("bail.txt", "  <script>"u8.ToArray()), ("bail.docx", pdf), ("vide.txt", []) })
        {
            using var refused = await client.GiveDocumentAsync(group + "/documents", name, content);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        using var given = await client.GiveDocumentAsync(group + "/documents", "../../Bail précaire.pdf", pdf);
        Assert.Equal(HttpStatusCode.Found, given.StatusCode);
        var paper = await host.WithDbAsync(db => db.Set<Paper>().SingleAsync());
        Assert.Equal(("Bail précaire.pdf", (long)pdf.Length), (paper.Name, paper.Length));
        var address = $"{group}/documents/{paper.Id:N}";
        using var taken = await manager.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(pdf, await taken.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("attachment", "application/pdf", "nosniff"), (taken.Content.Headers.ContentDisposition!.DispositionType, taken.Content.Headers.ContentType!.MediaType, taken.Headers.GetValues("X-Content-Type-Options").Single()));
        var (_, other) = await host.JoinAsync(space, SpaceRole.Contributor);
        using var hidden = await other.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var away = await client.DoAsync(group + "/documents", "TakeAway", ("document", paper.Id.ToString("N")));
        Assert.Equal(HttpStatusCode.Found, away.StatusCode);
        Assert.Equal((0, 0), await host.WithDbAsync(async db => (await db.Set<Paper>().CountAsync(), await db.Set<StoredFile>().CountAsync())));
    }

    [Fact]
    public async Task Two_people_who_write_the_minutes_at_once_lose_nothing()
    {
        await using var host = await LiantHost.StartAsync();
        var space = await host.OpenSpaceAsync("Réseau");
        var (_, one) = await host.JoinAsync(space, SpaceRole.Manager);
        var (_, other) = await host.JoinAsync(space, SpaceRole.Manager);
        var group = await one.OpenGroupAsync(space, "Halles");
        using var wrong = await one.PostFormAsync(group + "/reunions/modifier", ("titre", "Trésorerie"), ("jour", "31/02/2027"), ("debut", "14h"), ("fin", "13:00"));
        var errors = (await wrong.ReadPageAsync()).QuerySelectorAll(".field-error").Select(error => error.Id);
        Assert.Equal(["f-jour-erreur", "f-fin-erreur"], errors);
        var today = Liant.Platform.Text.Paris.At(host.Now).ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);
        using var convened = await one.PostFormAsync(group + "/reunions/modifier", ("titre", "Trésorerie; et baux"), ("jour", today), ("debut", "0h00"), ("lieu", "Mairie, salle 2"));
        var path = convened.Headers.Location!.OriginalString;
        var (mine, theirs) = (await one.GetPageAsync(path), await other.GetPageAsync(path));
        var version = mine.ValueOf("version")!;
        using var first = await one.DoAsync(path, "Minutes", ("compterendu", "Décidé : un bail d’un an."), ("version", version));
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        using var second = await other.DoAsync(path, "Minutes", ("compterendu", "Présents : huit."), ("version", theirs.ValueOf("version")!));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var shown = await second.ReadPageAsync();
        Assert.Equal("Présents : huit.", shown.ValueOf("compterendu"));
        Assert.Contains("Décidé : un bail d’un an.", shown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var third = await other.DoAsync(path, "Minutes", ("compterendu", "Présents : huit.\nDécidé : un bail d’un an."), ("version", shown.ValueOf("version")!));
        Assert.Equal(HttpStatusCode.Found, third.StatusCode);
        Assert.Equal("Présents : huit.\nDécidé : un bail d’un an.", await host.WithDbAsync(db => db.Set<Meeting>().Select(meeting => meeting.Minutes).SingleAsync()));

        var calendar = Encoding.UTF8.GetString(await one.GetByteArrayAsync(path + "/agenda.ics", TestContext.Current.CancellationToken));
        Assert.Contains("SUMMARY:Trésorerie\\; et baux\r\n", calendar, StringComparison.Ordinal);
        Assert.Contains("LOCATION:Mairie\\, salle 2\r\n", calendar, StringComparison.Ordinal);
    }
}
