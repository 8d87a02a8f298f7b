using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Territories.Contract;
using Liant.Tests.World;

namespace Liant.Tests.Memberships;

/// <summary>
/// A network brings its list of members, in the proportions of the RTES on 1 November 2019 (134: 45 towns, 62 inter-municipalities, 17 départements, 10 régions); the territories are drawn from the official code.
/// </summary>
public sealed class ImportingMembers : IAsyncDisposable
{
    private LiantHost host = null!;
    private Space network = null!;
    private HttpClient manager = null!;

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_hundred_and_thirty_four_members_come_in_once_are_called_stand_on_the_map_and_come_back_the_same(Engine engine)
    {
        await OpenAsync(engine);
        var list = AHundredAndThirtyFour(host.Services.GetRequiredService<Geography>().Gazetteer);
        Assert.Equal((134, 0, 0, 0), Counts(await ImportAsync(list)));
        Assert.Equal((0, 0, 134, 0), Counts(await ImportAsync(list)));

        var directory = await host.Visitor.GetPageAsync($"/espaces/{network.Slug}/adherents");
        Assert.Equal(["Tous 134", "Communes 45", "Intercommunalités 62", "Départements 17", "Régions 10"], directory.QuerySelectorAll("main .chips a").Select(chip => string.Join(' ', chip.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        var svg = await host.Visitor.GetStringAsync($"/espaces/{network.Slug}/adherents/carte.svg", TestContext.Current.CancellationToken);
        var marks = Enumerable.Range(0, 4).Sum(mark => svg.Split($"class=\"k{mark}\"").Length - 1);
        var unseen = directory.QuerySelector("figcaption")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => int.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : 0).Max();
        Assert.Equal(134, marks + unseen);

        // What was computed for each is what a count by hand gives.
        using var schedule = await manager.PostFormAsync(Address("bareme/2026"), [
            .. Rows("commune", 0, ("0", "4999", "100"), ("5000", "", "300")), .. Rows("intercommunalite", 2, ("", "", "500")), .. Rows("departement", 3, ("", "", "1000")), .. Rows("region", 4, ("", "", "2000,50"))]);
        Assert.Equal(HttpStatusCode.Found, schedule.StatusCode);
        var gazetteer = host.Services.GetRequiredService<Geography>().Gazetteer;
        var members = await host.MembersOfAsync(network);
        var expected = members.Sum(one => one.Kind switch
        {
            AffiliateKind.Commune => gazetteer.Find(one.TerritoryCode)!.Population!.Inhabitants < 5000 ? 100m : 300m, AffiliateKind.Epci => 500m, AffiliateKind.Departement => 1000m, _ => 2000.50m,
        });
        var fees = await manager.GetPageAsync(Address("appels/2026"));
        var shown = fees.QuerySelectorAll("main tbody tr td.number").Sum(cell => decimal.Parse(cell.TextContent.Replace("€", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.GetCultureInfo("fr-FR")));
        Assert.Equal(expected, shown);

        foreach (var extension in new[] { "csv", "xlsx" })
        {
            var file = await manager.GetByteArrayAsync(Address("")[..^1] + "." + extension, TestContext.Current.CancellationToken);
            Assert.Equal((0, 0, 134, 0), Counts(await ImportAsync(file)));
            var again = await host.OpenSpaceAsync("Copie");
            var (_, theirs) = await host.JoinAsync(again, SpaceRole.Manager);
            Assert.Equal((134, 0, 0, 0), Counts(await SendAsync(theirs, $"/espaces/{again.Slug}/adhesions/import", file)));
            Assert.Equal(members.Select(Told), (await host.MembersOfAsync(again)).Select(Told));
        }
    }

    [Fact]
    public async Task What_a_row_has_wrong_is_said_by_its_line_and_the_others_come_in()
    {
        await OpenAsync(Engine.Sqlite);
        var report = await ImportAsync(Encoding.UTF8.GetBytes("""
            Type;Collectivité;Code INSEE;Depuis;Courriel;Remarque
            Ville;;33227;2019;mairie@langon.example;x
            Royaume;Ici;;;;
            Ville;;99999;;;
            Ville;;33227;;;
            Association;"=cmd|' /C calc'!A0";;2020;;
            Région;;75;depuis toujours;;
            EPCI;;;;;
            Association;L’Épicerie;;;pas une adresse;
            """));
        Assert.Equal((2, 0, 0, 6), Counts(report));
        Assert.Equal([(3, "Dites s’il s’agit"), (4, "Aucune commune ne répond à « 99999 »"), (5, "déjà à la ligne 2"), (7, "Des années de"), (8, "Dites de quel territoire"), (9, "n’en est pas une")],
            report.QuerySelectorAll("main tbody tr").Select((row, i) => (int.Parse(row.Children[0].TextContent, CultureInfo.InvariantCulture), row.Children[1].TextContent))
                .Zip(["Dites s’il s’agit", "Aucune commune ne répond à « 99999 »", "déjà à la ligne 2", "Des années de", "Dites de quel territoire", "n’en est pas une"], (found, words) => (found.Item1, found.Item2.Contains(words, StringComparison.Ordinal) ? words : found.Item2)));
        Assert.Contains("Remarque", report.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        var langon = (await host.MembersOfAsync(network)).Single(one => one.TerritoryCode == "33227");
        Assert.Equal("Langon", langon.Name);
        Assert.Equal(Enumerable.Range(2019, 8), langon.Years);

        // A name that a spreadsheet would run leaves guarded, and comes back as it was.
        var csv = await manager.GetStringAsync(Address("")[..^1] + ".csv", TestContext.Current.CancellationToken);
        Assert.Contains("\"'=cmd|", csv.Replace(";'=cmd|", ";\"'=cmd|", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal((0, 0, 2, 0), Counts(await ImportAsync(Encoding.UTF8.GetBytes(csv))));
    }

    [Fact]
    public async Task A_trial_writes_nothing_and_neither_a_missing_column_nor_an_empty_cell_takes_away_what_is_known()
    {
        await OpenAsync(Engine.Sqlite);
        var first = "nature;nom;code_territoire;contact_nom;contact_fonction;contact_courriel;population_retenue;annees\ncommune;Langon en Bazadais;33227;Noé;Adjoint;mairie@langon.example;7000;2024-2026"u8.ToArray();
        Assert.Equal((1, 0, 0, 0), Counts(await SendAsync(manager, Address("import"), first, isTrial: true)));
        Assert.Empty(await host.MembersOfAsync(network));
        await ImportAsync(first);
        Assert.Equal((0, 1, 0, 0), Counts(await ImportAsync("nature;code_territoire;situation\ncommune;33227;parti"u8.ToArray())));
        var left = Assert.Single(await host.MembersOfAsync(network));
        Assert.Equal((AffiliateState.Left, "mairie@langon.example", "Langon en Bazadais"), (left.State, left.ContactEmail, left.Name));
        Assert.Equal([2024, 2025, 2026], left.Years);
        Assert.Equal((0, 1, 0, 0), Counts(await ImportAsync("nature;nom;code_territoire;situation;contact_nom;fonction;courriel;population\ncommune;;33227;adhérent;;;;"u8.ToArray())));
        var back = Assert.Single(await host.MembersOfAsync(network));
        Assert.Equal((AffiliateState.Member, "Langon en Bazadais", 7000, "Noé", "Adjoint", "mairie@langon.example"), (back.State, back.Name, back.StatedPopulation, back.ContactName, back.ContactRole, back.ContactEmail));
        // One cell that says something corrects that, and leaves the rest.
        Assert.Equal((0, 1, 0, 0), Counts(await ImportAsync("nature;code_territoire;contact_nom;courriel\ncommune;33227;Maud;"u8.ToArray())));
        var corrected = Assert.Single(await host.MembersOfAsync(network));
        Assert.Equal(("Maud", "Adjoint", "mairie@langon.example"), (corrected.ContactName, corrected.ContactRole, corrected.ContactEmail));
    }

    [Theory]
    [InlineData("nom;téléphone\nLangon;05", "Il manque une colonne")]
    [InlineData("<html><script>alert(1)</script>", "page web")]
    [InlineData("%PDF-1.7 x", "n’est pas un tableau")]
    [InlineData("", "vide")]
    public async Task A_file_that_is_no_list_is_refused_in_words(string content, string words)
    {
        await OpenAsync(Engine.Sqlite);
        using var answer = await UploadAsync(manager, Address("import"), Encoding.UTF8.GetBytes(content), false);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, (await answer.ReadPageAsync()).QuerySelector("#f-fichier-erreur")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>The most peopled of each kind, a few far ones among them: their codes, and what else a network knows.</summary>
    private static byte[] AHundredAndThirtyFour(Gazetteer gazetteer)
    {
        var lines = new StringBuilder("nature;code_territoire;annees;contact_nom;contact_courriel\n");
        var i = 0;
        foreach (var (kind, territories, count) in new[] { ("commune", gazetteer.Communes, 45), ("intercommunalite", gazetteer.Epcis, 62), ("departement", gazetteer.Departements, 17), ("region", gazetteer.Regions, 10) })
        {
            var sorted = territories.Where(one => one.Population is not null && !one.IsFictional).OrderBy(one => one.Code, StringComparer.Ordinal).ToList();
            foreach (var territory in Enumerable.Range(0, count).Select(n => sorted[n * sorted.Count / count]))
            {
                lines.Append(CultureInfo.InvariantCulture, $"{kind};{territory.Code};{2010 + i % 12}-2026;Contact {i};contact{i}@collectivite.example\n");
                i++;
            }
        }

        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private async Task OpenAsync(Engine engine)
    {
        host = await LiantHost.StartAsync(engine, Clock.At(2026, 11, 22));
        network = await host.OpenSpaceAsync("Réseau des halles");
        manager = (await host.JoinAsync(network, SpaceRole.Manager)).Client;
    }

    private string Address(string page) => $"/espaces/{network.Slug}/adhesions/{page}";

    private Task<IHtmlDocument> ImportAsync(byte[] file) => SendAsync(manager, Address("import"), file);

    private static async Task<IHtmlDocument> SendAsync(HttpClient client, string path, byte[] file, bool isTrial = false)
    {
        using var answer = await UploadAsync(client, path, file, isTrial);
        var page = await answer.ReadPageAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, page.QuerySelector(".field-error")?.TextContent ?? page.Title);
        return page;
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, string path, byte[] file, bool isTrial)
    {
        var page = await client.GetPageAsync(path);
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(page.ValueOf("jeton_formulaire")!), "jeton_formulaire");
        form.Add(new StringContent(isTrial ? "true" : "false"), "essai");
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(content, "fichier", "adherents.csv");
        return await client.PostAsync(path, form);
    }

    /// <summary>Added, corrected, unchanged, refused.</summary>
    private static (int, int, int, int) Counts(IHtmlDocument page)
    {
        var numbers = page.QuerySelector("[role=status] p")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => int.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : (int?)null).OfType<int>().ToList();
        return (numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static IEnumerable<(string, string?)> Rows(string kind, int first, params (string From, string UpTo, string Amount)[] bands) => bands.Index().SelectMany(band => new (string, string?)[]
    {
        ($"tranches[{first + band.Index}].genre", kind), ($"tranches[{first + band.Index}].de", band.Item.From), ($"tranches[{first + band.Index}].a", band.Item.UpTo), ($"tranches[{first + band.Index}].montant", band.Item.Amount),
    });

    private static string Told(Affiliate one) => $"{one.Kind} {one.Name} {one.TerritoryCode} {string.Join(',', one.Years)} {one.State} {one.ContactName} {one.ContactEmail}";
}
