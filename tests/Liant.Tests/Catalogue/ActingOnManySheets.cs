using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.History;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;
using static Liant.Tests.World.SearchAnswers;

namespace Liant.Tests.Catalogue;

public sealed class ActingOnManySheets
{
    private const string Path = "/bureau/fiches?q=zinzolin";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task How_many_is_said_first_then_all_are_changed_and_keep_their_versions(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var (space, editor) = await FurnishAsync(host);
        using var preview = await editor.PostFormAsync(Path, ("acte", "theme"), ("theme_a_ajouter", "habitat"));
        Assert.Equal(HttpStatusCode.OK, preview.StatusCode);
        var page = await preview.ReadPageAsync();
        Assert.Contains("3 fiches changeront", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await ThemedAsync(host));
        using var done = await editor.SendFormAsync(Path, page, ("combien", ToldBy(page)));
        Assert.Contains("3 fiches", (await done.ReadPageAsync()).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, await ThemedAsync(host));
        Assert.Equal(6, await host.WithDbAsync(db => db.Set<SheetRevision>().CountAsync()));
        // What was told of one act confirms no other.
        using var other = await editor.SendFormAsync(Path, page, ("acte", "retirer"), ("combien", ToldBy(page)));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        // Sent again, it is told: nothing is left to change.
        using var again = await editor.SendFormAsync(Path, page, ("combien", ToldBy(page)));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);

        await ActAsync(editor, Path, 3, ("acte", "reserver"), ("espace", space.Id.ToString()));
        Assert.Equal(0, (await host.Visitor.SearchAsync(Q("zinzolin"))).GetProperty("total").GetInt32());
        Assert.Equal(3, (await editor.SearchAsync(Q("zinzolin"))).GetProperty("total").GetInt32());
        await ActAsync(editor, Path, 3, ("acte", "retirer"));
        Assert.Equal(0, (await editor.SearchAsync(Q("zinzolin"))).GetProperty("total").GetInt32());
        await ActAsync(editor, "/bureau/fiches?non_publiees=true", 3, ("acte", "publier"));
        Assert.Equal(3, (await editor.SearchAsync(Q("zinzolin"))).GetProperty("total").GetInt32());
        Assert.Equal(3, await host.WithDbAsync(db => db.AuditEntries.CountAsync(entry => entry.Act == "sheet-withdrawn")));
    }

    [Fact]
    public async Task Of_two_editors_the_second_is_told_and_nothing_is_half_done()
    {
        await using var host = await LiantHost.StartAsync();
        var (_, editor) = await FurnishAsync(host);
        using var preview = await editor.PostFormAsync(Path, ("acte", "theme"), ("theme_a_ajouter", "habitat"));
        var page = await preview.ReadPageAsync();
        var id = await host.WithDbAsync(db => db.Set<Sheet>().Where(sheet => sheet.OriginKey == "a").Select(sheet => sheet.Id).SingleAsync());
        using var meanwhile = await editor.PostFormAsync($"/saisie/initiatives/{id:N}", ("Themes", "habitat"));
        Assert.Equal(HttpStatusCode.Found, meanwhile.StatusCode);
        using var late = await editor.SendFormAsync(Path, page, ("combien", ToldBy(page)));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("ont changé", (await late.ReadPageAsync()).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await ThemedAsync(host));
    }

    [Fact]
    public async Task A_sheet_that_is_unticked_is_left_as_it_is()
    {
        await using var host = await LiantHost.StartAsync();
        var (_, editor) = await FurnishAsync(host);
        var page = await editor.GetPageAsync(Path);
        var left = page.QuerySelectorAll("input[name=fiche]").Single(box => box.ParentElement!.TextContent.Contains("Four", StringComparison.Ordinal));
        left.RemoveAttribute("checked");
        ((AngleSharp.Html.Dom.IHtmlInputElement)left).IsChecked = false;
        using var preview = await editor.SendFormAsync(Path, page, ("acte", "theme"), ("theme_a_ajouter", "habitat"));
        var told = await preview.ReadPageAsync();
        Assert.StartsWith("2:", ToldBy(told), StringComparison.Ordinal);
        using var done = await editor.SendFormAsync(Path, told, ("combien", ToldBy(told)));
        Assert.Contains("2 fiches", (await done.ReadPageAsync()).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Four zinzolin"], await host.WithDbAsync(db => db.Set<Sheet>().Where(sheet => sheet.Origin == "test" && sheet.Version == 1).Select(sheet => sheet.Title).ToListAsync()));
    }

    [Fact]
    public async Task What_is_no_act_or_not_hers_to_do_is_refused()
    {
        await using var host = await LiantHost.StartAsync();
        var (_, editor) = await FurnishAsync(host);
        var stranger = await host.OpenSpaceAsync("Un autre réseau");
        foreach (var fields in new (string, string?)[][] { [], [("acte", "effacer")], [("acte", "theme"), ("theme_a_ajouter", "dragons")], [("acte", "reserver"), ("espace", stranger.Id.ToString())] })
        {
            using var refused = await editor.PostFormAsync(Path, [.. fields, ("combien", "3")]);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        using var everything = await editor.GetAsync("/bureau/fiches?kind=dragon", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, everything.StatusCode);
        Assert.All(await host.WithDbAsync(db => db.Set<Sheet>().Where(sheet => sheet.Origin == "test").ToListAsync()), sheet => Assert.Equal(1, sheet.Version));
    }

    private static string ToldBy(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelector("button[name=combien]")!.GetAttribute("value")!;

    private static async Task ActAsync(HttpClient editor, string path, int count, params (string, string?)[] fields)
    {
        using var preview = await editor.PostFormAsync(path, fields);
        var page = await preview.ReadPageAsync();
        Assert.StartsWith($"{count}:", ToldBy(page), StringComparison.Ordinal);
        using var done = await editor.SendFormAsync(path, page, ("combien", ToldBy(page)));
        Assert.True(done.StatusCode == HttpStatusCode.OK, (await done.ReadPageAsync()).QuerySelector("[role=alert]")?.TextContent);
    }

    private static async Task<(Liant.Modules.Accounts.Spaces.Space Space, HttpClient Editor)> FurnishAsync(LiantHost host)
    {
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("a", "Halle zinzoline"), Sheets.Of("b", "Four zinzolin"), Sheets.Of("c", "Puits zinzolin"));
        await host.CatchUpAsync();
        var space = await host.OpenSpaceAsync("Réseau");
        return (space, (await host.JoinAsync(space, SpaceRole.Manager)).Client);
    }

    private static async Task<int> ThemedAsync(LiantHost host) => (await host.WithDbAsync(db => db.Set<Sheet>().Where(sheet => sheet.Origin == "test").ToListAsync())).Count(sheet => sheet.Themes.Contains("habitat"));
}
