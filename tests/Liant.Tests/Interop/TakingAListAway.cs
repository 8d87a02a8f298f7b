using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CsvHelper;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Interop;
using Liant.Platform.Text;
using Liant.Tests.World;

namespace Liant.Tests.Interop;

/// <summary>The whole of a list in a file, read by programs that are not ours.</summary>
public sealed class TakingAListAway(ZinzolinTown town) : IClassFixture<ZinzolinTown>
{
    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";

    [Theory]
    [InlineData("export.csv?kind=organisation", "text/csv; charset=utf-8", "liant-2026-11-22-organisations.csv")]
    [InlineData("export.xlsx?kind=event", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "liant-2026-11-22-evenements.xlsx")]
    [InlineData("export.geojson?q=zinzolin", "application/geo+json", "liant-2026-11-22-fiches.geojson")]
    public async Task A_file_says_its_day_and_what_it_holds(string address, string type, string name)
    {
        using var answer = await town.Visitor.GetAsync("/api/v1/" + address, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, type, name), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString(), answer.Content.Headers.ContentDisposition!.FileName));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task It_holds_what_the_search_finds_in_its_order_all_pages_together()
    {
        var found = await town.Visitor.EveryIdAsync("kind=initiative&kind=organisation&kind=resource&kind=event&kind=programme");
        Assert.True(found.Count > 200);
        var file = await CsvAsync(town.Visitor, "size=3&page=2");
        Assert.Equal(found, file.ConvertAll(row => row["id_liant"]));
        Assert.Equal(found, (await town.Visitor.GetJsonAsync("/api/v1/export.geojson")).GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task A_private_sheet_is_in_the_operators_files_only()
    {
        foreach (var format in new[] { "csv", "geojson" })
        {
            var address = $"/api/v1/export.{format}?{ZinzolinTown.Find}";
            Assert.DoesNotContain("secr", await town.Visitor.GetStringAsync(address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            var all = await town.Operator.GetStringAsync(address, TestContext.Current.CancellationToken);
            Assert.Contains("Projet secret", all, StringComparison.Ordinal);
            Assert.Contains("Réunion secrète", all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_text_that_looks_like_a_formula_is_guarded_and_reads_back()
    {
        var bytes = await town.Visitor.GetByteArrayAsync("/api/v1/export.csv?" + ZinzolinTown.Find, TestContext.Current.CancellationToken);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.StartsWith(string.Join(';', SheetTable.Columns) + "\r\n", Encoding.UTF8.GetString(bytes[3..]), StringComparison.Ordinal);
        var row = Assert.Single(await CsvAsync(town.Visitor, ZinzolinTown.Find + "&kind=organisation"));
        Assert.Equal(("'" + ZinzolinTown.Formula, "'-2+3 zinzolin", "'@SUM(A1:A9)", "''+33", "'=1+1"), (row["titre"], row["resume"], row["texte"], row["sigle"], row["mots_cles"]));
        Assert.Equal((ZinzolinTown.Formula, "'+33"), (FormulaGuard.Unguarded(row["titre"]), FormulaGuard.Unguarded(row["sigle"])));
        // A number that begins with a sign is a number.
        Assert.Equal(("-20.88231", "55.45002", "2019"), Assert.Single(await CsvAsync(town.Visitor, ZinzolinTown.Find + "&kind=initiative")) is var cafe ? (cafe["lat"], cafe["lon"], cafe["annee_debut"]) : default);
    }

    [Fact]
    public async Task Long_texts_arrive_whole()
    {
        await using var host = await LiantHost.StartAsync();
        var text = string.Concat(Enumerable.Repeat("« Été » ; \"œuf\"\n", 1200));
        await host.LoadSheetsAsync(SheetKind.Initiative, Enumerable.Range(0, 20).Select(n => Sheets.Of("long" + n, "Amarante " + n) with { Body = text, Context = text, Activities = text, Outcome = text, Plans = text }).ToArray());
        await host.CatchUpAsync();
        var rows = await CsvAsync(host.Visitor, "q=amarante");
        Assert.Equal(20, rows.Count);
        Assert.All(rows, row => Assert.All(new[] { "texte", "contexte", "activites", "resultats", "projets" }, column => Assert.Equal(text.Trim(), row[column].Trim())));
        Assert.Equal(20, (await host.Visitor.GetJsonAsync("/api/v1/export.geojson?q=amarante")).GetProperty("features").GetArrayLength());
        Assert.True((await host.Visitor.GetByteArrayAsync("/api/v1/export.xlsx?q=amarante", TestContext.Current.CancellationToken)).Length > 1000);
    }

    [Fact]
    public async Task More_than_a_file_can_hold_is_refused_with_a_way_out()
    {
        await using var host = await LiantHost.StartAsync();
        host.Services.GetRequiredService<Exports>().MostRows = 60;
        foreach (var format in new[] { "csv", "xlsx", "geojson" })
        {
            var problem = await host.Visitor.GetJsonAsync("/api/v1/export." + format, HttpStatusCode.BadRequest);
            Assert.Equal("too-many-rows", problem.GetProperty("code").GetString());
            Assert.Contains("Précisez-la", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            using var narrowed = await host.Visitor.GetAsync($"/api/v1/export.{format}?kind=event", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, narrowed.StatusCode);
        }
    }

    [Fact]
    public async Task Ogr_reads_the_points_and_every_column()
    {
        using var ogr = OtherProgram.Need("ogr2ogr");
        var file = await ogr.FetchAsync(town.Visitor, "/api/v1/export.geojson?" + ZinzolinTown.Find, "liant.geojson");
        await ogr.RunAsync("-f", "CSV", ogr.FileOf("out.csv"), file, "-lco", "GEOMETRY=AS_XY");
        var rows = Read(await File.ReadAllBytesAsync(ogr.FileOf("out.csv"), TestContext.Current.CancellationToken), ',');
        Assert.Equal(7, rows.Count);
        Assert.Empty(SheetTable.Columns.Except(rows[0].Keys));
        var cafe = Assert.Single(rows, row => row["titre"] == "L’Œuvre d’été : café à Noël");
        Assert.Equal(("55.45002", "-20.88231", "2019"), (cafe["X"], cafe["Y"], cafe["annee_debut"]));
        // Without a point of its own, where its commune is; without a commune, nowhere, but there.
        Assert.StartsWith("44.", Assert.Single(rows, row => row["titre"] == "Veillée")["Y"], StringComparison.Ordinal);
        Assert.Equal(("", "42"), Assert.Single(rows, row => row["nature"] == "resource") is var guide ? (guide["X"], guide["pages"]) : default);
        using var info = OtherProgram.Need("ogrinfo");
        var summary = await info.RunAsync("-so", "-al", file);
        Assert.Contains("Feature Count: 7", summary, StringComparison.Ordinal);
        Assert.Contains("Geometry: Point", summary, StringComparison.Ordinal);
        Assert.Contains("lat: Real", summary, StringComparison.Ordinal);
        Assert.Contains("WGS 84", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LibreOffice_opens_the_workbook_with_its_accents_dates_and_numbers_and_runs_nothing()
    {
        using var office = OtherProgram.Need("soffice");
        var rows = await OpenedAsync(office, await office.FetchAsync(town.Visitor, "/api/v1/export.xlsx?" + ZinzolinTown.Find, "liant.xlsx"));
        Assert.Equal(8, rows.Count);
        Assert.Equal(SheetTable.Columns, rows[0].Select(Shown));
        string[] Cells(string title, params string[] columns) => columns.Select(column => Typed(rows.Single(row => Shown(row[ColumnOf("titre")]) == title)[ColumnOf(column)])).ToArray();
        Assert.Equal(["float -20.88231", "float 55.45002", "float 2019"], Cells("L’Œuvre d’été : café à Noël", "lat", "lon", "annee_debut"));
        Assert.Equal(["date 2026-12-05", "date 2026-12-06", "string Salle des fêtes, près du pont"], Cells("Fête de l’Œuf ; été, hiver", "debut", "fin", "lieu"));
        Assert.Equal(["string 2027-02"], Cells("Mois de la soif", "debut"));
        Assert.Equal(["date 2020-02-29", "float 42"], Cells("Guide <b>&amp;</b> « zinzolin »", "date_publication", "pages"));
        Assert.Equal(["string -2+3 zinzolin", "string @SUM(A1:A9)", "string '+33"], Cells(ZinzolinTown.Formula, "resume", "texte", "sigle"));
        Assert.Equal(["string 33227"], Cells("Veillée", "code_insee"));
    }

    [Fact]
    public async Task LibreOffice_opens_the_csv_and_runs_nothing()
    {
        using var office = OtherProgram.Need("soffice");
        var rows = await OpenedAsync(office, await office.FetchAsync(town.Visitor, "/api/v1/export.csv?" + ZinzolinTown.Find, "liant.csv"), "--infilter=CSV:59,34,76,1");
        Assert.Equal(8, rows.Count);
        Assert.Equal(SheetTable.Columns, rows[0].Select(Shown));
        Assert.Contains("'" + ZinzolinTown.Formula, rows.Select(row => Shown(row[ColumnOf("titre")])));
        Assert.Contains("L’Œuvre d’été : café à Noël", rows.Select(row => Shown(row[ColumnOf("titre")])));
    }

    private static int ColumnOf(string name) => SheetTable.Columns.ToList().IndexOf(name);

    /// <summary>What LibreOffice made of the file: no cell of it has a formula.</summary>
    private static async Task<List<List<XElement>>> OpenedAsync(OtherProgram office, string file, params string[] options)
    {
        await office.RunAsync(["--headless", $"-env:UserInstallation=file://{office.FileOf("profile")}", .. options, "--convert-to", "fods", "--outdir", office.Folder, file]);
        var document = XDocument.Load(Path.ChangeExtension(file, "fods"));
        Assert.DoesNotContain(document.Descendants(Table + "table-cell"), cell => cell.Attribute(Table + "formula") is not null);
        return document.Descendants(Table + "table-row").Select(row => row.Elements(Table + "table-cell")
                .SelectMany(cell => Enumerable.Repeat(cell, Math.Min(100, (int?)cell.Attribute(Table + "number-columns-repeated") ?? 1))).Take(SheetTable.Columns.Count).ToList())
            .Where(row => row.Exists(cell => cell.Attribute(Office + "value-type") is not null)).ToList();
    }

    private static string Shown(XElement cell) => string.Join("\n", cell.Elements().Where(e => e.Name.LocalName == "p").Select(e => e.Value));

    /// <summary>"float 42", "date 2026-12-05", "string Langon".</summary>
    private static string Typed(XElement cell)
    {
        var type = cell.Attribute(Office + "value-type")!.Value;
        return $"{type} {(cell.Attribute(Office + "value") ?? cell.Attribute(Office + "date-value"))?.Value ?? Shown(cell)}";
    }

    private static async Task<List<Dictionary<string, string>>> CsvAsync(HttpClient client, string query) => Read(await client.GetByteArrayAsync("/api/v1/export.csv?" + query), ';');

    private static List<Dictionary<string, string>> Read(byte[] file, char separator)
    {
        using var csv = CsvReader.Create(file, CsvReaderOptions.Default with { Separator = separator, HasHeader = false });
        Assert.True(csv.Read());
        var names = Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).ToList();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            Assert.Equal(names.Count, csv.FieldCount);
            rows.Add(names.Index().ToDictionary(name => name.Item, name => csv.GetString(name.Index)));
        }

        return rows;
    }
}
