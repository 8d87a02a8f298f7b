using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.History;
using Liant.Modules.Catalogue.Proposals;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue.History;

public sealed class GoingBackToAVersion(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task What_a_file_had_brought_is_kept_when_a_person_changes_it_and_comes_back_word_for_word(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var path = await LoadedAsync(host, $"versions-{engine}", "La Halle aux grains");
        var before = await FactsAsync(host, path);
        Assert.Contains("telle que son fichier", (await clerk.GetPageAsync(path + "/historique")).Body!.TextContent, StringComparison.Ordinal);
        using var first = await clerk.PostFormAsync(path, ("Summary", "Une halle rouverte par ses habitants."), ("Commune", "Langogne"));
        using var second = await clerk.PostFormAsync(path, ("Summary", "Une halle refermée par ses habitants."), ("Themes", null));
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), (first.StatusCode, second.StatusCode));

        var list = await clerk.GetPageAsync(path + "/historique");
        Assert.Equal(["Saisie, par Camille Roux", "Saisie, par Camille Roux", "Avant la modification suivante"], list.QuerySelectorAll("main .members .soft").Select(cell => cell.TextContent.Trim()));
        var addresses = list.QuerySelectorAll("main .members a").Select(link => link.GetAttribute("href")!).ToList();

        var latest = await clerk.GetPageAsync(addresses[0]);
        Assert.Equal(["Résumé", "Thèmes"], latest.QuerySelectorAll("main h3").Select(field => field.TextContent));
        Assert.Equal(["rouverte", "refermée"], latest.QuerySelectorAll("main h3 + .difference")[0].QuerySelectorAll("mark").Select(mark => mark.TextContent.Trim()));
        Assert.Null(latest.QuerySelector("main form button"));

        var oldest = await clerk.GetPageAsync(addresses[2]);
        using var restored = await clerk.SendFormAsync(addresses[2], oldest);
        Assert.Equal(HttpStatusCode.Found, restored.StatusCode);
        var after = await FactsAsync(host, path);
        Assert.Equal(before.Said, after.Said);
        Assert.Equal(before.Version + 3, after.Version);
        using var fresh = host.NewClient();
        Assert.DoesNotContain("refermée", (await fresh.GetPageAsync(restored.Headers.Location!.OriginalString)).Body!.TextContent, StringComparison.Ordinal);
        // Nothing is lost: what was replaced by going back is there too, and going back twice from one page is told.
        Assert.Equal(4, (await clerk.GetPageAsync(path + "/historique")).QuerySelectorAll("main .members li").Length);
        using var again = await clerk.SendFormAsync(addresses[2], oldest);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("a changé depuis", (await again.ReadPageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Single(await host.WithDbAsync(db => db.AuditEntries.Where(entry => entry.Act == "sheet-restored" && entry.Detail == "La Halle aux grains").ToListAsync()));
    }

    [Fact]
    public async Task A_file_read_again_keeps_no_version()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        await LoadedAsync(host, "relue", "La Filature");
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("relue", "La Filature") with { Summary = "Le fichier dit autre chose." });
        var sheet = await host.WithDbAsync(db => db.Set<Sheet>().SingleAsync(one => one.OriginKey == "relue"));
        Assert.Equal((2, 0), (sheet.Version, await host.WithDbAsync(db => db.Set<SheetRevision>().CountAsync(one => one.SheetId == sheet.Id))));
    }

    [Fact]
    public async Task A_proposal_is_a_version_of_its_own()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var path = await LoadedAsync(host, "proposee", "Le Rucher commun");
        var id = Guid.ParseExact(path[^32..], "N");
        var proposal = Proposal.Make(Guid.CreateVersion7(), SheetKind.Initiative, id, new ProposedSheet(null, null, null, null, [], null, null, "Summary", "Douze ruches.", "moi", null), null, null, null, host.Now);
        await host.WithDbAsync(async db =>
        {
            db.Add(proposal);
            await db.SaveChangesAsync();
        });
        using var published = await clerk.PostFormAsync($"{path}?proposition={proposal.Id}");
        Assert.Equal(HttpStatusCode.Found, published.StatusCode);
        Assert.Equal([RevisionCause.Before, RevisionCause.Proposal], await host.WithDbAsync(db => db.Set<SheetRevision>().Where(one => one.SheetId == id).OrderBy(one => one.At).ThenBy(one => one.Id).Select(one => one.Cause).ToListAsync()));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_versions_of_a_private_sheet_are_for_those_who_could_read_it_and_going_back_opens_nothing(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var (theirs, others) = (await host.OpenSpaceAsync("Réseau des halles"), await host.OpenSpaceAsync("Un autre réseau"));
        var (_, editor) = await host.JoinAsync(theirs, SpaceRole.Manager);
        var (_, stranger) = await host.JoinAsync(others, SpaceRole.Manager);
        var path = await LoadedAsync(host, $"secrete-{engine}", "La Cache");
        using var closed = await clerk.PostFormAsync(path, ("Private", "true"), ("Readers", theirs.Id.ToString()), ("Summary", "Des mots cachottiers."));
        Assert.Equal(HttpStatusCode.Found, closed.StatusCode);
        await editor.GetPageAsync(path + "/historique");
        await stranger.GetPageAsync(path + "/historique", HttpStatusCode.NotFound);

        using var opened = await clerk.PostFormAsync(path, ("Private", null), ("Readers", null), ("Summary", "Des mots pour tous."));
        Assert.Equal(HttpStatusCode.Found, opened.StatusCode);
        var (all, some) = (await clerk.GetPageAsync(path + "/historique"), await stranger.GetPageAsync(path + "/historique"));
        Assert.Equal((3, 2), (all.QuerySelectorAll("main .members li").Length, some.QuerySelectorAll("main .members li").Length));
        Assert.Equal(3, (await editor.GetPageAsync(path + "/historique")).QuerySelectorAll("main .members li").Length);
        var hidden = all.QuerySelectorAll("main .members a")[1].GetAttribute("href")!;
        await stranger.GetPageAsync(hidden, HttpStatusCode.NotFound);
        // What changed since the private version is not told by comparing either.
        Assert.DoesNotContain("cachottiers", (await stranger.GetPageAsync(some.QuerySelectorAll("main .members a")[0].GetAttribute("href")!)).Body!.TextContent, StringComparison.Ordinal);

        // Private words brought back are private again; public words brought back onto a private sheet leave it private.
        using var back = await editor.PostFormAsync(hidden);
        Assert.Equal(HttpStatusCode.Found, back.StatusCode);
        Assert.Equal((true, "Des mots cachottiers."), await PrivacyAsync(host, path));
        await stranger.GetPageAsync(path + "/historique", HttpStatusCode.NotFound);
        using var further = await editor.PostFormAsync((await editor.GetPageAsync(path + "/historique")).QuerySelectorAll("main .members a")[^1].GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.Found, further.StatusCode);
        Assert.Equal((true, "Un lieu imaginaire où les habitants se retrouvent."), await PrivacyAsync(host, path));
    }

    [Fact]
    public async Task A_version_that_is_not_of_this_sheet_is_not_there()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var (one, other) = (await LoadedAsync(host, "une", "Le Pressoir"), await LoadedAsync(host, "autre", "La Tonnellerie"));
        using var changed = await clerk.PostFormAsync(one, ("Summary", "Du jus."));
        var version = (await clerk.GetPageAsync(one + "/historique")).QuerySelector("main .members a")!.GetAttribute("href")!.Split('?')[1];
        await clerk.GetPageAsync($"{other}/historique?{version}", HttpStatusCode.NotFound);
        using var chosenNone = await clerk.PostAsync(one + "/historique", new FormUrlEncodedContent([KeyValuePair.Create("jeton_formulaire", (await clerk.GetPageAsync(one)).ValueOf("jeton_formulaire")!)]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, chosenNone.StatusCode);
    }

    private static Task<(bool, string)> PrivacyAsync(LiantHost host, string path)
    {
        var id = Guid.ParseExact(path[^32..], "N");
        return host.WithDbAsync(async db => await db.Set<Sheet>().SingleAsync(sheet => sheet.Id == id) is var sheet ? (sheet.IsPrivate, sheet.Summary) : default);
    }

    private static Task<(string Said, int Version)> FactsAsync(LiantHost host, string path)
    {
        var id = Guid.ParseExact(path[^32..], "N");
        return host.WithDbAsync(async db => await db.Set<Sheet>().Include(sheet => sheet.Relations).SingleAsync(sheet => sheet.Id == id) is var sheet ? (KeptSheet.Of(sheet).Written(), sheet.Version) : default);
    }

    private static async Task<string> LoadedAsync(LiantHost host, string key, string title)
    {
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of(key, title));
        return $"/saisie/initiatives/{await host.WithDbAsync(db => db.Set<Sheet>().Where(s => s.OriginKey == key).Select(s => s.Id).SingleAsync()):N}";
    }
}
