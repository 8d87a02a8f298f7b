using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Catalogue;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue;

/// <summary>Several networks keep one catalogue: none decides on what another keeps for its people, nor takes from the others what is for everyone.</summary>
public sealed class SharingTheCatalogue
{
    private const string Written = "/saisie/ressources";

    private static readonly (string, string?)[] Guide = [("Title", "Guide zinzolin"), ("Summary", "Un guide d’essai."), ("Sources[0].Title", "Le réseau"), ("Type", "guide")];

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Who_reads_with_a_network_decides_nothing_of_its_private_sheets(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var (theirs, hers) = (await host.OpenSpaceAsync("Réseau des Halles"), await host.OpenSpaceAsync("Réseau Bis"));
        var (_, keeper) = await host.JoinAsync(theirs, SpaceRole.Manager);
        var (nina, reader) = await host.JoinAsync(hers, SpaceRole.Manager);
        await host.WithDbAsync(async db =>
        {
            db.Add(Membership.Join(theirs.Id, nina.Id, SpaceRole.Reader, host.Now));
            await db.SaveChangesAsync();
        });
        using var written = await keeper.PostFormAsync(Written, [.. Guide, ("Private", "true"), ("Readers", theirs.Id.ToString()), ("SeriesName", "Série zinzoline"), ("SeriesNumber", "7")]);
        Assert.Equal(HttpStatusCode.Found, written.StatusCode);
        var sheet = await host.WithDbAsync(db => db.Set<Sheet>().AsNoTracking().SingleAsync(one => one.Title == "Guide zinzolin"));
        using var read = await reader.GetAsync(sheet.Address(), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.DoesNotContain("/saisie/", await read.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        foreach (var path in new[] { $"/saisie/ressources/{sheet.Id:N}", $"/saisie/ressources/{sheet.Id:N}/historique" })
        {
            using var shown = await reader.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, shown.StatusCode);
        }

        using var opened = await reader.SendFormAsync($"/saisie/ressources/{sheet.Id:N}", await reader.GetPageAsync(Written), [.. Guide, ("Version", "1")]);
        Assert.Equal(HttpStatusCode.NotFound, opened.StatusCode);
        using var anyone = await host.Visitor.GetAsync(sheet.Address(), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, anyone.StatusCode);
    }

    [Fact]
    public async Task The_number_of_a_sheet_that_she_may_not_see_is_free_for_her()
    {
        await using var host = await LiantHost.StartAsync();
        var (theirs, hers) = (await host.OpenSpaceAsync("Réseau des Halles"), await host.OpenSpaceAsync("Réseau Bis"));
        var ((_, keeper), (_, other)) = (await host.JoinAsync(theirs, SpaceRole.Manager), await host.JoinAsync(hers, SpaceRole.Manager));
        (string, string?)[] numbered = [.. Guide, ("SeriesName", "Série zinzoline"), ("SeriesNumber", "7")];
        using var hidden = await keeper.PostFormAsync(Written, [.. numbered, ("Private", "true"), ("Readers", theirs.Id.ToString())]);
        Assert.Equal(HttpStatusCode.Found, hidden.StatusCode);
        using var hersToo = await other.PostFormAsync(Written, numbered);
        Assert.Equal(HttpStatusCode.Found, hersToo.StatusCode);
        using var twice = await other.PostFormAsync(Written, [.. numbered, ("Title", "Autre guide")]);
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
    }

    [Fact]
    public async Task A_sheet_kept_for_nobody_is_refused_by_its_field()
    {
        await using var host = await LiantHost.StartAsync();
        var (hers, others) = (await host.OpenSpaceAsync("Réseau Bis"), await host.OpenSpaceAsync("Réseau des Halles"));
        var (_, editor) = await host.JoinAsync(hers, SpaceRole.Manager);
        foreach (var readers in new (string, string?)[][] { [], [("Readers", others.Id.ToString())] })
        {
            using var refused = await editor.PostFormAsync(Written, [.. Guide, ("Private", "true"), .. readers]);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            var page = await refused.ReadPageAsync();
            Assert.Contains("au moins un espace", page.QuerySelector("#f-readers .field-error")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("Guide zinzolin", page.ValueOf("Title"));
        }

        Assert.Equal(0, await host.WithDbAsync(db => db.Set<Sheet>().CountAsync(one => one.Title == "Guide zinzolin")));
    }

    [Fact]
    public async Task What_is_for_everyone_is_not_taken_away_by_one_network_where_there_are_several()
    {
        await using var host = await LiantHost.StartAsync();
        var hers = await host.OpenSpaceAsync("Réseau Bis");
        var (_, editor) = await host.JoinAsync(hers, SpaceRole.Manager);
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("a", "La Halle zinzoline"));
        await host.CatchUpAsync();
        await host.OpenSpaceAsync("Réseau des Halles");
        using var many = await editor.PostFormAsync("/bureau/fiches?q=zinzoline", ("acte", "reserver"), ("espace", hers.Id.ToString()));
        Assert.Equal(HttpStatusCode.Conflict, many.StatusCode);
        Assert.Contains("administration du site", (await many.ReadPageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);

        var sheet = await host.WithDbAsync(db => db.Set<Sheet>().AsNoTracking().SingleAsync(one => one.OriginKey == "a"));
        var path = $"/saisie/initiatives/{sheet.Id:N}";
        using var one = await editor.SendFormAsync(path, await editor.GetPageAsync(path), ("Private", "true"), ("Readers", hers.Id.ToString()));
        Assert.Equal(HttpStatusCode.BadRequest, one.StatusCode);
        using var still = await host.Visitor.GetAsync(sheet.Address(), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }
}
