using System.Text;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.Import;
using Liant.Modules.Catalogue.Twins;
using Liant.Platform.Database;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue.Import;

/// <summary>The same source, time after time.</summary>
public sealed class ImportingAgain(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    private const string File = "cle;titre;resume;commune;code_postal\n1;Le Fil;Atelier;Langon;33210\n2;La Maille;Café;Langon;33210\n3;Sans lieu;x;Nulle-Part-sur-Rien;\n";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_same_file_twice_changes_nothing(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var source = Named("Deux fois", engine);
        var first = (await host.ImportAsync(File, source: source)).AddsUp();
        Assert.Equal((2, 0, 0, 1), first.Counts);
        var (sheets, changes, audit) = (await ShownAsync(host, first.Origin), await ChangesAsync(host), await AuditAsync(host));
        Assert.Equal((0, 0, 2, 1), (await host.ImportAsync(File, source: source)).AddsUp().Counts);
        Assert.Equal(sheets, await ShownAsync(host, first.Origin));
        Assert.Equal((changes, audit), (await ChangesAsync(host), await AuditAsync(host)));
        Assert.Equal(4, Assert.Single(first.Refused).Line);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_row_that_changed_updates_its_sheet_which_keeps_what_it_is_known_by(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var source = Named("Corrigée", engine);
        var first = await host.ImportAsync(File, source: source);
        var before = (await host.SheetsOfAsync(first.Origin))[0];
        Assert.Equal((0, 1, 1, 1), (await host.ImportAsync(File.Replace("Le Fil;Atelier", "Le Grand Fil;Atelier", StringComparison.Ordinal), source: source)).AddsUp().Counts);
        var after = (await host.SheetsOfAsync(first.Origin))[0];
        Assert.Equal((before.Id, before.Slug, before.CreatedAt, "Le Grand Fil", before.Version + 1, false), (after.Id, after.Slug, after.CreatedAt, after.Title, after.Version, after.IsEditedByHand));
        await host.CatchUpAsync();
        Assert.Contains("Le Grand Fil", await host.Visitor.GetStringAsync("/api/v1/search?q=grand+fil&kind=organisation"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_sheet_corrected_by_a_person_is_left_with_a_remark(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var source = Named("À la main", engine);
        var first = await host.ImportAsync(File, source: source);
        await host.WithDbAsync(async db =>
        {
            var sheet = await db.Set<Sheet>().SingleAsync(s => s.Origin == first.Origin && s.OriginKey == "1");
            sheet.Revise(new SheetContent { Title = "Le Fil d’Ariane", Summary = "Corrigé", FileSource = sheet.FileSource }, new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), byHand: true);
            await db.SaveChangesAsync();
        });
        var again = (await host.ImportAsync(File.Replace("Atelier", "Ateliers", StringComparison.Ordinal), source: source)).AddsUp();
        Assert.Equal((0, 0, 2, 1), again.Counts);
        Assert.Contains("corrigée à l’écran", Assert.Single(again.Remarks).Reason, StringComparison.Ordinal);
        Assert.Equal("Le Fil d’Ariane", (await host.SheetsOfAsync(first.Origin))[0].Title);
    }

    [Fact]
    public async Task A_row_that_is_gone_leaves_its_sheet_and_is_counted()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var first = await host.ImportAsync(File, source: "Disparue");
        var again = await host.ImportAsync("cle;titre;resume;commune;code_postal\n2;La Maille;Café;Langon;33210\n", source: "Disparue");
        Assert.Equal((1, 1), (again.Import.Unchanged, again.Import.Absent));
        Assert.Equal(2, (await host.SheetsOfAsync(first.Origin)).Count);
    }

    [Fact]
    public async Task A_row_refused_this_time_is_not_counted_as_gone()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        await host.ImportAsync(File, source: "Abîmée");
        Assert.Equal(0, (await host.ImportAsync(File.Replace("Langon;33210\n2", "Lamgon-sur-Rien;\n2", StringComparison.Ordinal), source: "Abîmée")).Import.Absent);
    }

    [Theory]
    [InlineData("1;Le Fil;Atelier", "la même que la ligne 2", 0)]
    [InlineData("1;Le Fil;Autre chose", "déjà portée par la ligne 2", 1)]
    public async Task A_key_met_twice_is_told(string second, string words, int refused)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var imported = (await host.ImportAsync($"cle;titre;resume\n1;Le Fil;Atelier\n{second}\n")).AddsUp();
        Assert.Equal((1, refused), (imported.Import.Added, imported.Import.Refused));
        Assert.Contains(words, imported.Refused.Concat(imported.Remarks).Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_without_a_key_are_known_by_their_name_and_place()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        const string file = "titre;resume;code_insee\nLe Fil;A;33227\nLe Fil;A;01004\nLe Fil;autre;33227\n";
        var first = (await host.ImportAsync(file, source: "Sans clé")).AddsUp();
        Assert.Equal((3, 0, 0, 0), first.Counts);
        Assert.Contains("même nom et même lieu que la ligne 2", first.Remarks.Single().Reason, StringComparison.Ordinal);
        Assert.True(first.Import.LikelyDuplicates >= 1);
        Assert.Equal((0, 1, 2, 0), (await host.ImportAsync(file.Replace("Le Fil;A;33227", "Le Fil;B;33227", StringComparison.Ordinal), source: "Sans clé")).AddsUp().Counts);
    }

    [Fact]
    public async Task A_row_refused_for_its_key_and_sent_back_as_it_was_takes_no_place()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var first = (await host.ImportAsync("cle;titre;resume\n1;Le Fil;Atelier\n1;La Maille;Café\n", source: "Clé en double")).AddsUp();
        using var output = new MemoryStream();
        await host.WithDbAsync(async db =>
        {
            await RefusedRows.WriteAsync(db, first.Import, ["cle", "titre", "resume"], output, TestContext.Current.CancellationToken);
            return 0;
        });
        var again = (await host.ImportAsync(new MemoryStream(output.ToArray()), source: "Clé en double")).AddsUp();
        Assert.Equal((0, 0, 0, 1), again.Counts);
        Assert.Contains("toujours la clé d’une autre ligne", again.Refused[0].Reason, StringComparison.Ordinal);
        Assert.Equal("Le Fil", Assert.Single(await host.SheetsOfAsync(first.Origin)).Title);
        var corrected = Encoding.UTF8.GetString(output.ToArray()).Replace("\n1;", "\n2;", StringComparison.Ordinal);
        Assert.Equal((1, 0, 0, 0), (await host.ImportAsync(corrected, source: "Clé en double")).AddsUp().Counts);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_same_organisation_in_two_sources_is_proposed_and_never_merged(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var one = await host.ImportAsync("cle;titre;code_insee\n1;Régie de quartier des Amarantes;33227\n");
        var two = await host.ImportAsync("cle;titre;code_insee\nz;REGIE DE QUARTIER DES AMARANTES;33227\ny;Régie de quartiers des Amarantes;33227\nx;Régie de quartier des Amarantes;01004\n");
        Assert.Equal((3, 0, 0, 0), two.AddsUp().Counts);
        var there = Assert.Single(await host.SheetsOfAsync(one.Origin));
        var twins = await host.WithDbAsync(db => db.Set<LikelyTwins>().Where(t => t.OtherId == there.Id).Select(t => t.SheetId).ToListAsync());
        var keys = (await host.SheetsOfAsync(two.Origin)).Where(s => twins.Contains(s.Id)).Select(s => s.OriginKey);
        Assert.Equal(["y", "z"], keys);
        Assert.True(two.Import.LikelyDuplicates >= 2);
    }

    [Fact]
    public async Task The_source_its_date_and_its_licence_are_on_the_sheet_and_stay_when_they_are_not_said_again()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var said = new ImportDesk.SourceSaid("Annuaire imaginaire", "Réseau du Fil", PartialDate.Parse("2026-03"), "https://exemple.fr/annuaire", "odbl");
        var first = await host.ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(File)), said: said);
        await host.CatchUpAsync();
        var sheet = (await host.SheetsOfAsync(first.Origin))[0];
        var page = (await host.Visitor.GetPageAsync(sheet.Address())).Body!.TextContent;
        Assert.All(new[] { "Annuaire imaginaire", "Réseau du Fil", "mars 2026", "ODbL" }, words => Assert.Contains(words, page, StringComparison.Ordinal));
        await host.ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(File)), said: new ImportDesk.SourceSaid("Annuaire imaginaire", null, null, null, null));
        var source = (await host.SheetsOfAsync(first.Origin))[0].FileSource!;
        Assert.Equal(("Réseau du Fil", "2026-03", "https://exemple.fr/annuaire", "odbl"), (source.Publisher, source.PublishedOn!.Value.Text, source.Url, source.Licence));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_running_site_finds_what_was_imported_beside_it_and_the_record_has_one_line(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var (changes, audit) = (await ChangesAsync(host), await AuditAsync(host));
        var word = engine == Engine.Sqlite ? "sarcelle" : "garance";
        var imported = (await host.ImportAsync("cle;titre\n" + string.Concat(Enumerable.Range(1, 5_000).Select(n => $"{n};Lieu {word} {n}\n")))).AddsUp();
        Assert.Equal(audit + 1, await AuditAsync(host));
        Assert.InRange(await ChangesAsync(host) - changes, 1, 10);
        Assert.True(imported.Import.FirstChange <= imported.Import.LastChange);
        await host.CatchUpAsync();
        Assert.Equal(5_000, (await host.Visitor.GetJsonAsync("/api/v1/search?q=" + word)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task The_refused_rows_come_as_a_file_that_is_corrected_and_sent_again()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        const string file = "titre;commune;lat;lon;texte\n=1+1;Lamgon-sur-Rien;-0,5;x;\"deux\nlignes ; \"\"et\"\" guillemets\"\nLe Fil;Langon (33);;;\n'-2;Langon (33);91;-200;\n";
        var first = (await host.ImportAsync(file, source: "À corriger")).AddsUp();
        Assert.Equal((1, 2), (first.Import.Added, first.Import.Refused));
        Assert.Equal([2L, 5L], first.Refused.Select(line => line.Line));
        using var output = new MemoryStream();
        await host.WithDbAsync(db => RefusedRows.WriteAsync(db, first.Import, ["titre", "commune", "lat", "lon", "texte"], output, CancellationToken.None));
        var text = Encoding.UTF8.GetString(output.ToArray());
        Assert.StartsWith("\uFEFFtitre;commune;lat;lon;texte;motif du refus;ligne du fichier", text, StringComparison.Ordinal);
        Assert.Contains("Lamgon", text, StringComparison.Ordinal);
        var corrected = text.Replace(";Lamgon-sur-Rien;", ";Langon (33);", StringComparison.Ordinal).Replace("-0,5;x;", "-0,243;44,555;", StringComparison.Ordinal).Replace(";91;-200;", ";;;", StringComparison.Ordinal);
        var second = (await host.ImportAsync(corrected, source: "À corriger")).AddsUp();
        Assert.True(second.Import.Added == 2, string.Join(" ; ", second.Refused.Select(line => line.Reason)) + "\n" + corrected);
        var sheets = await host.SheetsOfAsync(first.Origin);
        Assert.Equal(["-2", "=1+1", "Le Fil"], sheets.Select(s => s.Title).Order(StringComparer.Ordinal));
        Assert.Equal("deux\nlignes ; \"et\" guillemets", sheets.Single(s => s.Title == "=1+1").Body);
        Assert.All(sheets, s => Assert.DoesNotContain("motif", Imports.Published(s), StringComparison.Ordinal));
    }

    private static string Named(string name, Engine engine) => $"{name} {engine}";

    private static async Task<List<string>> ShownAsync(LiantHost host, string origin) =>
        (await host.SheetsOfAsync(origin)).ConvertAll(s => $"{s.Id} {s.Slug} {s.Version} {s.UpdatedAt:O} {s.RowFingerprint} {Imports.Published(s)}");

    private static Task<long> ChangesAsync(LiantHost host) => host.WithDbAsync(db => db.Set<Change>().LongCountAsync());

    private static Task<int> AuditAsync(LiantHost host) => host.WithDbAsync(db => db.AuditEntries.CountAsync(entry => entry.Act == "sheets-imported"));
}
