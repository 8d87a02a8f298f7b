using System.Text.RegularExpressions;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Import;
using Liant.Platform.Database;
using Liant.Platform.Imports;
using Liant.Platform.Tables;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue.Import;

/// <summary>Files that other networks and administrations publish.</summary>
public sealed partial class ImportingRealFiles(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    public static TheoryData<string> Files() =>
    [
        "annuaire/gogocarto-gogocompact.json", "annuaire/gogocarto-gogofull.json", "annuaire/mednum-hub-lo.csv", "annuaire/mednum-la-creuse.json", "annuaire/transiscope-deux-sevres.json",
        "programmes/action-coeur-de-ville.csv", "programmes/cites-educatives.csv", "programmes/fabriques-de-territoire.csv", "programmes/fonds-restructuration-locaux-activite.csv",
        "programmes/france-services.csv", "programmes/manufactures-de-proximite.csv", "programmes/petites-villes-de-demain.csv", "programmes/villages-d-avenir.csv",
        "aides/aides-departement-drome.json", "aides/aides-territoires-exemple-valide.csv", "aides/aides-territoires-periurbain.csv", "aides/etalab-dispositif-aide-exemple.csv", "aides/fonds-vert-2023-export.csv",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_row_is_a_sheet_or_a_reason_and_the_second_time_changes_nothing(string path)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        await using var file = File.OpenRead(SharedFiles.Need("data/" + path));
        var first = (await host.ImportAsync(file, null, "Réel " + path)).AddsUp();
        Assert.Equal((first.Import.Rows, 0, 0), (first.Import.Added + first.Import.Refused + first.Import.Unchanged, first.Import.Updated, first.Import.Absent));
        var sheets = await host.SheetsOfAsync(first.Origin);
        Assert.Equal(first.Import.Added, sheets.Count);
        foreach (var sheet in sheets)
        {
            Assert.False(Contact().IsMatch(Imports.Published(sheet)), $"{sheet.Title} : {Contact().Match(Imports.Published(sheet))}");
            Assert.DoesNotContain("<p>", Imports.Published(sheet), StringComparison.Ordinal);
            Assert.Equal(first.Import.FileSourceId, sheet.FileSourceId);
        }

        file.Position = 0;
        var second = (await host.ImportAsync(file, null, "Réel " + path)).AddsUp();
        Assert.Equal((0, 0, first.Import.Added + first.Import.Unchanged, first.Import.Refused, 0L), (second.Import.Added, second.Import.Updated, second.Import.Unchanged, second.Import.Refused, second.Import.Absent));
        Assert.Equal(sheets.Select(s => (s.Id, s.Version, s.Title, s.Slug, s.UpdatedAt)), (await host.SheetsOfAsync(first.Origin)).Select(s => (s.Id, s.Version, s.Title, s.Slug, s.UpdatedAt)));
    }

    [Theory]
    [InlineData("annuaire/README.md")]
    [InlineData("aides/aides-territoires-schema.json")]
    [InlineData("aides/etalab-dispositif-aide-schema.json")]
    [InlineData("aides/mots-cles-synonymes.csv")]
    public void A_file_that_holds_no_sheet_is_refused_or_names_none(string path)
    {
        using var file = File.OpenRead(SharedFiles.Need("data/" + path));
        try
        {
            using var table = TableFile.Open(file);
            Assert.DoesNotContain("titre", KnownColumns.Guess(table).Columns.Values);
        }
        catch (UnreadableFile refused)
        {
            Assert.True(refused.Message.Length > 20);
        }
    }

    [Theory]
    [InlineData("programmes/france-services.csv", "fs-634", "France services Agora d'Ambérieu-en-Bugey", "01004", "france-services")]
    [InlineData("programmes/fabriques-de-territoire.csv", "fabt-59", "LAB 01", "01004", "fabrique-de-territoire")]
    [InlineData("programmes/manufactures-de-proximite.csv", "manuprox-1-29", "L'Atelien", "01053", "manufacture-de-proximite")]
    public async Task A_labelled_place_is_an_organisation_that_bears_its_label(string path, string key, string title, string commune, string label)
    {
        var place = Assert.IsType<Organisation>(await SheetAsync(path, key));
        Assert.Equal((title, commune, label), (place.Title, place.CommuneCode, Assert.Single(place.Statuses)));
    }

    [Fact]
    public async Task The_ruche_of_chenay_is_in_chenay()
    {
        var ruche = Assert.IsType<Initiative>(await SheetAsync("annuaire/gogocarto-gogofull.json", "10kw"));
        Assert.Equal(("La Ruche de Chenay", "79084", "5 rue Edmond Proust"), (ruche.Title, ruche.CommuneCode, ruche.Address));
    }

    [Fact]
    public async Task An_aid_of_the_drome_is_a_resource_of_its_backers()
    {
        var aid = Assert.IsType<Resource>(await SheetAsync("aides/aides-departement-drome.json", "162"));
        Assert.Equal("aide", aid.ResourceType);
        Assert.NotEmpty(aid.Publishers);
        Assert.Contains(aid.Particulars, p => p.Label == "Bénéficiaires");
    }

    [Fact]
    public async Task A_project_of_the_fonds_vert_has_its_commune_and_its_grant()
    {
        var project = Assert.IsType<Initiative>(await SheetAsync("aides/fonds-vert-2023-export.csv", "12487592"));
        Assert.Equal(("01004", 2166700L), (project.CommuneCode, Assert.Single(project.Funding).AmountCents!.Value));
    }

    [Fact]
    public async Task Numbers_become_categories_once_the_taxonomy_is_loaded()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        await using (var taxonomy = File.OpenRead(SharedFiles.Need("data/annuaire/gogocarto-taxonomy.json")))
        {
            using var table = TableFile.Open(taxonomy);
            await host.WithDbAsync(db => new CategoryLoader(db).LoadAsync(table, "carte-nommee", CancellationToken.None));
            Assert.Equal(0, (await host.WithDbAsync(db => new CategoryLoader(db).LoadAsync(table, "carte-nommee", CancellationToken.None))).Added);
        }

        await using var file = File.OpenRead(SharedFiles.Need("data/annuaire/gogocarto-gogofull.json"));
        await host.ImportAsync(file, null, "Carte nommée");
        var ruche = (await host.SheetsOfAsync("carte-nommee")).Single(s => s.OriginKey == "10kw");
        Assert.Contains("Agriculture & Alimentation", ruche.Keywords);
        Assert.Contains("alimentation", string.Join(' ', ruche.Themes), StringComparison.Ordinal);
    }

    private async Task<Sheet> SheetAsync(string path, string key)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        await using var file = File.OpenRead(SharedFiles.Need("data/" + path));
        var origin = (await host.ImportAsync(file, null, "Fait " + path)).Origin;
        return await host.WithDbAsync(db => db.Set<Sheet>().AsNoTracking().SingleAsync(s => s.Origin == origin && s.OriginKey == key));
    }

    [GeneratedRegex(@"\w@[\w-]+\.[a-z]{2,}|(?<!\d)0[1-9](?:[ .-]?\d{2}){4}(?!\d)|\+33 ?\d", RegexOptions.CultureInvariant)]
    private static partial Regex Contact();
}
