using System.Text;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Loading;
using Liant.Platform.Imports;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue;

public sealed class LoadingSheets
{
    private static readonly Dictionary<string, SheetFile.SharedSource> NoSources = [];

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_same_file_twice_changes_nothing_and_a_corrected_one_updates(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var (mill, shop) = (Sheets.Of("moulin", "Le Moulin"), Sheets.Of("boutique", "La Boutique") with { Commune = "33227", StartedIn = 2019, Aliases = ["Boutik"] });
        Assert.Equal(2, (await host.LoadSheetsAsync(SheetKind.Initiative, mill, shop)).Added);
        var again = await host.LoadSheetsAsync(SheetKind.Initiative, mill, shop);
        Assert.Equal((0, 0, 2), (again.Added, again.Updated, again.Unchanged));
        var corrected = await host.LoadSheetsAsync(SheetKind.Initiative, mill, shop with { StartedIn = 2020 });
        Assert.Equal((0, 1, 1), (corrected.Added, corrected.Updated, corrected.Unchanged));
        var sheet = await host.WithDbAsync(db => db.Set<Initiative>().SingleAsync(s => s.OriginKey == "boutique"));
        Assert.Equal((2020, 2, false), (sheet.StartedIn, sheet.Version, sheet.IsEditedByHand));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_sheet_corrected_by_a_person_is_not_overwritten(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        await host.LoadSheetsAsync(SheetKind.Organisation, Sheets.Of("moulin", "Le Moulin"));
        await host.WithDbAsync(async db =>
        {
            var sheet = await db.Set<Sheet>().SingleAsync(s => s.OriginKey == "moulin");
            sheet.Revise(Sheets.Of("moulin", "Le Moulin à eau").ToContent(NoSources), DateTimeOffset.UnixEpoch, byHand: true);
            await db.SaveChangesAsync();
        });
        var report = await host.LoadSheetsAsync(SheetKind.Organisation, Sheets.Of("moulin", "Le Moulin") with { Summary = "Autre chose." });
        Assert.Equal(1, report.Unchanged);
        Assert.Equal("Le Moulin à eau", (await host.WithDbAsync(db => db.Set<Sheet>().SingleAsync(s => s.OriginKey == "moulin"))).Title);
    }

    [Fact]
    public async Task A_refused_sheet_says_why_and_the_others_are_loaded()
    {
        await using var host = await LiantHost.StartAsync();
        var good = Sheets.Of("bon", "Le Bon");
        var report = await host.LoadSheetsAsync(SheetKind.Initiative,
            good, good with { Key = "1", Title = "" }, good with { Key = "2", Themes = ["inconnu"] }, good with { Key = "3", Sources = [] }, good with { Key = "4", Commune = "99999" },
            good with { Key = "5", Lat = 91, Lon = 0 }, good with { Key = "6", StartedIn = 2020, EndedIn = 2019 }, good with { Key = "" }, good with { Key = "8", Summary = new string('x', 501) },
            good with { Key = "9", Title = "a\u0000b" }, good with { Key = "10", Url = "javascript:alert(1)" }, good with { Key = "11", Links = [new Link("x", "data:text/html,x")] },
            good with { Key = "12", Figures = [new Figure("habitants", 1, null, null, "autre")] }, good with { Key = "13", LegalForm = "sarl" });
        Assert.Equal(1, report.Added);
        Assert.Equal(Enumerable.Range(2, 13).Select(line => (long)line), report.Refusals.Select(refusal => refusal.Line));
        Assert.All(report.Refusals, refusal => Assert.Contains(" : ", refusal.Reason, StringComparison.Ordinal));
        Assert.Equal(14, report.Read);
        using var printed = new StringWriter();
        report.Print(printed);
        Assert.Contains("14 lues : 1 ajoutées, 0 mises à jour, 0 inchangées, 13 refusées.", printed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_of_funding_that_is_not_in_the_list_is_refused()
    {
        await using var host = await LiantHost.StartAsync();
        var report = await host.LoadSheetsAsync(SheetKind.Initiative,
            Sheets.Of("a", "La Halle aux dons") with { Funding = [new("dons", null, 12, null, "s1"), new("tombola-imaginaire", null, 12, null, "s1")] });
        Assert.Contains("« tombola-imaginaire »", Assert.Single(report.Refusals).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_sheets_of_one_name_have_two_addresses()
    {
        await using var host = await LiantHost.StartAsync();
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("a", "La Petite Halle") with { Commune = "33227" }, Sheets.Of("b", "La Petite Halle") with { Commune = "33227" }, Sheets.Of("c", "La petite halle !"));
        var slugs = await host.WithDbAsync(db => db.Set<Sheet>().Where(s => s.Origin == "test").OrderBy(s => s.OriginKey).Select(s => s.Slug).ToListAsync());
        Assert.Equal(["la-petite-halle", "la-petite-halle-langon", "la-petite-halle-2"], slugs);
    }

    [Fact]
    public async Task A_relation_to_a_sheet_that_does_not_exist_is_said()
    {
        await using var host = await LiantHost.StartAsync();
        var report = await host.LoadSheetsAsync("test",
            (SheetKind.Organisation, [Sheets.Of("porteur", "Le Porteur") with { Relations = [new("carries", "initiatives/lieu", "s1"), new("carries", "initiatives/absent", "s1"), new("porte", "initiatives/lieu", "s1")] }]),
            (SheetKind.Initiative, [Sheets.Of("lieu", "Le Lieu porté")]));
        Assert.Equal((2, 0, 2), (report.Added, report.Refusals.Count, report.Remarks.Count));
        Assert.Contains(report.Remarks, remark => remark.Reason.Contains("initiatives/absent", StringComparison.Ordinal));
        Assert.Equal(1, await host.WithDbAsync(db => db.Set<Relation>().CountAsync(r => r.Source == "s1" && r.Kind == "carries")));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[{\"key\":1}]")]
    [InlineData("[{\"publishedOn\":\"hier\"}]")]
    [InlineData("pas du json")]
    [InlineData("")]
    public void A_file_of_another_shape_is_refused_whole(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        Assert.Contains("JSON illisible", Assert.Throws<UnreadableFile>(() => SheetFile.Read(stream)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_in_the_file_is_refused_in_words()
    {
        string[] files =
        [
            "[null]",
            """[{"key":"a","title":"A","summary":"S","themes":null,"sources":[{"title":"T"}]}]""",
            """[{"key":"b","title":null,"summary":"S","sources":[{"title":"T"}]}]""",
            """[{"key":null,"title":"A","summary":"S","sources":[{"title":"T"}]}]""",
            """[{"key":"c","title":"A","summary":"S","sources":[null]}]""",
            """[{"key":"d","title":"A","summary":"S","sources":[{"title":"T"}],"links":[{"label":"L"}]}]""",
            """[{"key":"e","title":"A","summary":"S","sources":[{"title":"T"}],"relations":[{"kind":"carries"}]}]""",
            """[{"key":"f","title":"A","summary":"S","sources":[{"title":"T"}],"area":{}}]""",
            """[{"key":"g","title":"A","summary":"S","sources":[{"title":"T"}],"funding":[{"amount":1}]}]""",
            """[{"key":"h","title":"A","summary":"S","sources":[{"title":"T"}],"keywords":[null]}]""",
        ];
        await using var host = await LiantHost.StartAsync();
        var problems = new List<string>();
        foreach (var file in files)
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file));
            var problem = await Record.ExceptionAsync(async () => await host.LoadSheetsAsync("test", (SheetKind.Initiative, SheetFile.Read(stream))));
            if (problem is not (null or UnreadableFile))
            {
                problems.Add($"{file} : {problem.GetType().Name} {problem.StackTrace?.Split(" in ")[0].Trim()}");
            }
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Words_longer_than_their_column_are_refused_on_both_engines(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var (plain, longText) = (Sheets.Of("long", "Le Long"), new string('x', 130));
        SheetFile[] files =
        [
            plain with { Key = "source", Sources = [new SheetFile.SourceInFile(longText, null, "Titre", null, null, null)], Relations = [new("carries", "initiatives/autre", longText)] },
            plain with { Key = "autre", Title = "Un autre" },
        ];
        var problem = await Record.ExceptionAsync(() => host.LoadSheetsAsync(SheetKind.Initiative, files));
        Assert.True(problem is null, problem?.InnerException?.Message ?? problem?.Message);
        await Assert.ThrowsAsync<UnreadableFile>(() => host.LoadSheetsAsync(longText, (SheetKind.Initiative, [plain with { Title = "Une autre origine" }])));
    }

    [Fact]
    public async Task The_demonstration_town_is_loaded_only_when_asked_for_and_is_marked_as_such()
    {
        await using var host = await LiantHost.StartAsync(settings: settings => settings with { IsDemonstration = true });
        var demonstration = await host.WithDbAsync(db => db.Set<Sheet>().CountAsync(sheet => sheet.Origin == DemonstrationTown.Origin));
        await using var ordinary = await LiantHost.StartAsync();
        Assert.Equal(0, await ordinary.WithDbAsync(db => db.Set<Sheet>().CountAsync(sheet => sheet.Origin == DemonstrationTown.Origin)));
        Assert.SkipWhen(demonstration == 0, "ignoré : les fiches de démonstration ne sont pas encore écrites");
        Assert.All(await host.WithDbAsync(db => db.Set<Sheet>().Where(sheet => sheet.Origin == DemonstrationTown.Origin).ToListAsync()),
            sheet => Assert.Contains(sheet.Sources, source => source.Title.Contains("fict", StringComparison.OrdinalIgnoreCase) || source.Situation?.Contains("fict", StringComparison.OrdinalIgnoreCase) == true));
    }
}
