using System.Net;
using System.Text;
using System.Text.Json;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Accounts;

/// <summary>What is kept about a person, in a file; and nothing of it once she erased her account.</summary>
public sealed class LeavingNoTrace
{
    private const string Name = "Zéphyrine Quatrelivres";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Her_file_is_complete_and_nothing_names_her_after_she_is_erased(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine, settings: settings => settings with { IndexKeptFrom = 1, IndexKeptEvery = TimeSpan.Zero });
        var space = await host.OpenSpaceAsync("Réseau des épiceries");
        var (person, client) = await host.JoinAsync(space, SpaceRole.Manager, Name);
        await host.JoinAsync(space, SpaceRole.Administrator);
        var token = (await client.GetPageAsync("/compte")).ValueOf("jeton_formulaire")!;
        Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
            client.PostAsync(path, new FormUrlEncodedContent(fields.Append(("jeton_formulaire", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));

        // She writes, invites, asks, is invited, is written to, proposes with and without her account.
        using var written = await client.PostFormAsync("/saisie/initiatives", ("Title", "L’Épicerie de tous"), ("Summary", "Une épicerie."), ("Sources[0].Title", "Un journal"), ("Contact", person.Email));
        Assert.Equal(HttpStatusCode.Found, written.StatusCode);
        await PostAsync($"/espaces/{space.Slug}/membres?handler=Invite", ("courriel", People.NewEmail("autre")), ("role", "Reader"));
        var other = await host.OpenSpaceAsync("Un autre réseau");
        await PostAsync("/espaces/" + other.Slug, ("message", "Bonjour"));
        var (_, administrator) = await host.JoinAsync(await host.OpenSpaceAsync("Un troisième"), SpaceRole.Administrator);
        var third = (await administrator.GetPageAsync("/compte")).QuerySelector("a[href^='/espaces/espace']")!.GetAttribute("href")!;
        var theirs = (await administrator.GetPageAsync(third + "/membres")).ValueOf("jeton_formulaire")!;
        using var invited = await administrator.PostAsync(third + "/membres?handler=Invite", new FormUrlEncodedContent(new Dictionary<string, string> { ["courriel"] = person.Email!, ["role"] = "Reader", ["jeton_formulaire"] = theirs }));
        Assert.Equal(HttpStatusCode.Found, invited.StatusCode);
        foreach (var asker in new[] { client, host.NewClient("203.0.113.80") })
        {
            var form = await asker.GetPageAsync("/proposer/organisations");
            await Task.Delay(3100, TestContext.Current.CancellationToken);
            using var proposed = await asker.SendFormAsync("/proposer/organisations", form, ("nom", "Une halle"), ("resume", "Une halle."), ("source", "J’y vais"), ("auteur", Name), ("courriel", person.Email));
            Assert.Equal(HttpStatusCode.OK, proposed.StatusCode);
        }

        // She sends documents and decides on what they suggest.
        using var read = await client.SendDocumentsAsync("Lettres", ("lettre.txt", Encoding.UTF8.GetBytes("Une lettre.")));
        Assert.Equal(HttpStatusCode.Found, read.StatusCode);
        using var decided = await client.DecideAsync((await host.ReadAsync("trace", "La Halle", Readings.Initiative("La Halle", "La Halle")))[0], "Accept");
        Assert.Equal(HttpStatusCode.Found, decided.StatusCode);
        using var followed = await client.PostFormAsync("/alerte?q=halle");
        Assert.Equal(HttpStatusCode.OK, followed.StatusCode);
        // She talks in a group, gives it a document, answers to a meeting, notes what happened in a pathway.
        var group = await client.OpenGroupAsync(space, "Halles");
        await client.StartDiscussionAsync(group, "Marchés", "Bonjour à tous.");
        using var given = await client.GiveDocumentAsync(group + "/documents", "note.txt", Encoding.UTF8.GetBytes("Une note."));
        using var convened = await client.PostFormAsync(group + "/reunions/modifier", ("titre", "Rencontre"), ("jour", "2027-12-01"), ("debut", "14:00"));
        using var answered = await client.DoAsync(convened.Headers.Location!.OriginalString, "Answer", ("reponse", "There"));
        using var advised = await client.PostFormAsync($"/espaces/{space.Slug}/parcours/nouveau", ("espace", other.Slug), ("nom", "Rouvrir l’épicerie"));
        using var noted = await client.PostFormAsync(advised.Headers.Location!.OriginalString + "/suivi", ("texte", "Une visite."));
        Assert.All([given, convened, answered, advised, noted], done => Assert.Equal(HttpStatusCode.Found, done.StatusCode));
        using var file = JsonDocument.Parse(await client.GetByteArrayAsync("/compte/donnees", TestContext.Current.CancellationToken));
        var kept = file.RootElement;
        Assert.Equal(["account", "act", "group-document", "group-member", "group-message", "invitation", "join-request", "letter", "meeting-answer", "membership", "pathway-note", "proposal", "reading", "reading-decision", "search-alert", "session", "sheet-contact", "sheet-version"], kept.EnumerateObject().Select(section => section.Name).Order());
        Assert.Equal((Name, 2), (kept.GetProperty("account")[0].GetProperty("name").GetString(), kept.GetProperty("proposal").GetArrayLength()));
        Assert.Contains(kept.GetProperty("act").EnumerateArray(), act => act.GetProperty("act").GetString() == "sheet-written");
        Assert.NotEmpty(await TracesAsync(host, person));

        using var mistyped = await client.PostFormAsync("/compte/effacer", ("courriel", "autre@mairie.example"));
        Assert.Equal(HttpStatusCode.BadRequest, mistyped.StatusCode);
        using var erased = await client.PostFormAsync("/compte/effacer", ("courriel", person.Email!.ToUpperInvariant()));
        Assert.Equal(HttpStatusCode.OK, erased.StatusCode);
        Assert.Empty(await TracesAsync(host, person));
        using var sentAway = await client.GetAsync("/compte", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, sentAway.StatusCode);
        await host.Visitor.GetPageAsync(written.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_last_administrator_of_a_space_or_of_the_site_names_another_first()
    {
        await using var host = await LiantHost.StartAsync();
        var (person, client) = await host.JoinAsync(await host.OpenSpaceAsync("Réseau"), SpaceRole.Administrator);
        using var ofSpace = await client.PostFormAsync("/compte/effacer", ("courriel", person.Email));
        Assert.Equal(HttpStatusCode.Conflict, ofSpace.StatusCode);
        var alone = await host.RegisterAsync("Seule", People.NewEmail("seule"), isAdministrator: true);
        var ofSite = await host.SignInAsync(alone.Email!);
        using var refused = await ofSite.PostFormAsync("/compte/effacer", ("courriel", alone.Email));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(2, await host.WithDbAsync(db => db.Set<Person>().CountAsync()));
    }

    /// <summary>Every row of every table, every file of the index and, on SQLite, of the database, that holds her name, her address or her identifier.</summary>
    private static async Task<List<string>> TracesAsync(LiantHost host, Person person)
    {
        string[] names = [Name, "Quatrelivres", person.Email!, person.Id.ToString("N"), person.Id.ToString()];
        bool Names(string text) => names.Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase));
        var rows = (await StoredRows.ReadAsync(host.Storage)).SelectMany(table => table.Value.Where(Names).Select(row => $"{table.Key}: {row}"));
        var index = Path.Combine(host.Storage.Settings.DataFolder, "index");
        var files = Directory.Exists(index) ? Directory.GetFiles(index).Where(file => Path.GetFileName(file) != "lock" && Names(Encoding.UTF8.GetString(File.ReadAllBytes(file)))) : [];
        // What was deleted stands on in the free pages of a file until something is written there.
        var pages = host.Storage.Engine == Engine.PostgreSql ? [] : new[] { host.Storage.SqliteFile, host.Storage.SqliteFile + "-wal" }.Where(file => File.Exists(file) && HoldsAny(file, names));
        return [.. rows, .. files, .. pages];
    }

    private static bool HoldsAny(string file, string[] names)
    {
        // Shared: the site has it open.
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return names.SelectMany(name => new[] { name, name.ToUpperInvariant() }).Any(name => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0);
    }
}
