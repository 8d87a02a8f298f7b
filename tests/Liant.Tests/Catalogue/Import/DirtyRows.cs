using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Import;
using Liant.Tests.World;

namespace Liant.Tests.Catalogue.Import;

/// <summary>Rows as people and spreadsheets leave them: put right when it can be, refused with a reason when it cannot.</summary>
public sealed class DirtyRows(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Theory]
    [InlineData("44.5550;-0.2430")]
    [InlineData("44,5550;-0,2430")]
    [InlineData("-0.2430;44.5550")]
    [InlineData("44.5550°; -0.2430°")]
    public async Task A_point_is_read_however_it_is_written(string point)
    {
        var sheet = await OneAsync("titre;commune;code_postal;lat;lon", $"Le Fil;Langon;33210;{point}");
        Assert.Equal(("33227", 44.5550, -0.2430), (sheet.CommuneCode, sheet.Lat, sheet.Lon));
    }

    [Theory]
    [InlineData("0;0", "0, 0")]
    [InlineData("48.85;2.35", "km de Langon")]
    public async Task A_point_that_cannot_be_there_is_left_out_with_a_remark(string point, string words)
    {
        var host = await HostAsync();
        var imported = await host.ImportAsync($"titre;commune;code_postal;lat;lon\nLe Fil;Langon;33210;{point}\n");
        Assert.Contains(words, Assert.Single(imported.Remarks).Reason, StringComparison.Ordinal);
        var sheet = Assert.Single(await host.SheetsOfAsync(imported.Origin));
        Assert.Equal(("33227", null), (sheet.CommuneCode, sheet.Location));
    }

    [Theory]
    [InlineData("91;181")]
    [InlineData("nord;est")]
    [InlineData("NaN;1e999")]
    [InlineData("44.5;")]
    [InlineData("6411234;412345")]
    public async Task Coordinates_that_are_none_refuse_the_row_or_say_why(string point)
    {
        var reason = await (await HostAsync()).RefusalOfAsync("titre;lat;lon", $"Le Fil;{point}");
        Assert.Contains("l", reason, StringComparison.Ordinal);
        Assert.True(reason.Length > 15, reason);
    }

    [Theory]
    [InlineData("code_insee", "1004", "01004")]
    [InlineData("code_insee", "2a004", "2A004")]
    [InlineData("code_insee", "97411", "97411")]
    [InlineData("commune;code_postal", "Ambérieu-en-Bugey;1500", "01004")]
    [InlineData("commune;code_postal", "AMBERIEU EN BUGEY CEDEX;01503", "01004")]
    [InlineData("commune;code_postal", "Amberieux en Bugey;01500", "01004")]
    [InlineData("commune;code_postal", "AJACCIO;20000", "2A004")]
    [InlineData("commune;code_postal", "Ajaccio Cedex 1;20176", "2A004")]
    [InlineData("commune;code_postal", "Bastia;20200", "2B033")]
    [InlineData("commune;code_postal", "St-Denis;97400", "97411")]
    [InlineData("commune;code_postal", "PARIS 10;75010", "75056")]
    [InlineData("commune;code_postal", "Lyon 3e Arrondissement;69003", "69123")]
    [InlineData("commune;code_postal", "Saint-Denis;93200", "93066")]
    [InlineData("commune", "Langon (33)", "33227")]
    [InlineData("commune", "Langon, Gironde", "33227")]
    [InlineData("ville;departement", "Langon;33", "33227")]
    [InlineData("commune;departement", "Saint-Denis;974", "97411")]
    public async Task A_commune_is_found_however_it_is_written(string columns, string cells, string code) =>
        Assert.Equal(code, (await OneAsync("titre;" + columns, "Le Fil;" + cells)).CommuneCode);

    [Theory]
    [InlineData("commune", "Saint-Denis", "plusieurs communes")]
    [InlineData("commune", "Lamgon-sur-Rien", "inconnue")]
    [InlineData("code_insee", "99999", "inconnu")]
    [InlineData("code_postal", "00000", "inconnu")]
    public async Task A_commune_that_is_not_one_refuses_the_row_with_what_to_do(string column, string cell, string words) =>
        Assert.Contains(words, await (await HostAsync()).RefusalOfAsync("titre;" + column, "Le Fil;" + cell), StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-11-21", "2026-11-21")]
    [InlineData("21/11/2026", "2026-11-21")]
    [InlineData("21 novembre 2026", "2026-11-21")]
    [InlineData("1er mars 2026", "2026-03-01")]
    [InlineData("samedi 21 novembre 2026", "2026-11-21")]
    [InlineData("novembre 2026", "2026-11")]
    [InlineData("11/2026", "2026-11")]
    [InlineData("2026", "2026")]
    [InlineData("46000", "2025-12-09")]
    [InlineData("2026-11-21T00:00:00+02:00", "2026-11-21")]
    [InlineData("2026-11-21T23:30:00Z", "2026-11-21")]
    [InlineData("2026-11-21T18:00:00.000000Z", "2026-11-21")]
    [InlineData("2026-11-21 18:00:00", "2026-11-21")]
    [InlineData("21/11/26", "2026-11-21")]
    public async Task A_date_is_read_however_it_is_written(string cell, string date) =>
        Assert.Equal(date, ((Event)await OneAsync("titre;debut", $"Fête;{cell}", SheetKind.Event)).StartsOn!.Value.Text);

    [Theory]
    [InlineData("31/02/2026")]
    [InlineData("bientôt")]
    [InlineData("13/2026")]
    public async Task A_date_that_is_none_refuses_the_row(string cell) =>
        Assert.Contains("date attendue", await (await HostAsync()).RefusalOfAsync("titre;debut", $"Fête;{cell}", SheetKind.Event), StringComparison.Ordinal);

    [Theory]
    [InlineData("2019", 2019)]
    [InlineData("01/09/2019", 2019)]
    [InlineData("septembre 2019", 2019)]
    [InlineData("2019-09-01", 2019)]
    [InlineData("2019.0", 2019)]
    public async Task A_year_is_read_out_of_a_date(string cell, int year) => Assert.Equal(year, ((Organisation)await OneAsync("titre;annee_debut", $"Le Fil;{cell}")).StartedIn);

    [Theory]
    [InlineData("21 667,00 €", 2166700)]
    [InlineData("21\u202F667,00\u00A0€", 2166700)]
    [InlineData("1.234,5", 123450)]
    [InlineData("1,234.50", 123450)]
    [InlineData("\"600 092,00 €\"", 60009200)]
    public async Task An_amount_is_read_however_it_is_written(string cell, long cents) =>
        Assert.Equal(cents, Assert.Single(((Initiative)await OneAsync("numero_dossier_ds;nom_du_projet;montant_engage", $"1;Halle;{cell}", SheetKind.Initiative)).Funding).AmountCents);

    [Theory]
    [InlineData("www.exemple.fr", "https://www.exemple.fr")]
    [InlineData("exemple.fr/lieu", "https://exemple.fr/lieu")]
    [InlineData("HTTP://exemple.fr", "HTTP://exemple.fr")]
    [InlineData("http:/exemple.fr", "http://exemple.fr")]
    [InlineData(" https://exemple.fr/a b ", "https://exemple.fr/a%20b")]
    public async Task A_web_address_gets_its_scheme(string cell, string url) => Assert.Equal(url, Assert.Single((await OneAsync("titre;site_web", $"Le Fil;{cell}")).Links).Url);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:text/html,x")]
    public async Task An_address_that_would_run_or_read_something_is_no_link(string cell) => Assert.Empty((await OneAsync("titre;site_web", $"Le Fil;{cell}")).Links);

    [Theory]
    [InlineData("73282932000074", "73282932000074")]
    [InlineData("732 829 320 00074", "73282932000074")]
    [InlineData("732829320", "732829320")]
    [InlineData("35600000000048", "35600000000048")]
    [InlineData("73282932000075", null)]
    [InlineData("123", null)]
    [InlineData("4.1E+13", null)]
    public async Task A_siret_is_kept_only_when_it_can_be_one(string cell, string? siret) => Assert.Equal(siret, ((Organisation)await OneAsync("titre;siret", $"Le Fil;{cell}")).Siret);

    [Theory]
    [InlineData("NULL")]
    [InlineData("N/A")]
    [InlineData("#N/A")]
    [InlineData("nan")]
    [InlineData("-")]
    [InlineData("None")]
    public async Task What_a_database_writes_for_nothing_is_nothing(string cell)
    {
        var sheet = await OneAsync("titre;resume;lat;lon;commune;siret;annee_debut;site_web", "Le Fil;" + string.Join(';', Enumerable.Repeat(cell, 7)));
        Assert.Equal(("Organisation.", null, null, 0), (sheet.Summary, sheet.CommuneCode, sheet.Location, sheet.Links.Count));
    }

    [Fact]
    public async Task Markup_is_never_kept_and_its_paragraphs_are()
    {
        var sheet = await OneAsync("titre;texte", "\"Caf&eacute; &amp; <b>Cie</b>\";\"<p>Un <script>alert(1)</script>lieu</p><ul><li>pain</li><li>vin &lt; 3&nbsp;€</li></ul><img src=x onerror=alert(1)>\"");
        Assert.Equal("Café & Cie", sheet.Title);
        Assert.Equal("Un lieu\n\n• pain\n• vin < 3 €", (sheet.Body ?? sheet.Summary).Replace('\u00A0', ' '));
    }

    [Theory]
    [InlineData("jean.dupont@exemple.fr")]
    [InlineData("Jean.Dupont+asso@mail.exemple-asso.fr")]
    [InlineData("06.12.34.56.78")]
    [InlineData("06-12-34-56-78")]
    [InlineData("06/12/34/56/78")]
    [InlineData("0612345678")]
    [InlineData("06 12 34 56 78")]
    [InlineData("+33 6 12 34 56 78")]
    [InlineData("+33(0)612345678")]
    [InlineData("0033 6 12 34 56 78")]
    [InlineData("Tél. : 6 12 34 56 78")]
    [InlineData("tel 612345678")]
    [InlineData("jean [at] exemple.fr")]
    [InlineData("jean(at)exemple.fr")]
    [InlineData("jean @ exemple.fr")]
    public async Task The_contacts_of_a_person_are_published_nowhere(string contact)
    {
        var host = await HostAsync();
        var cells = string.Join(';', Enumerable.Repeat($"\"Écrire à {contact} avant lundi\"", 8));
        var imported = await host.ImportAsync($"titre;resume;texte;mots_cles;autres_noms;libelle_territoire;categories;labels;adresse\nLe Fil;{cells}\n");
        var published = Imports.Published(Assert.Single(await host.SheetsOfAsync(imported.Origin)));
        Assert.DoesNotContain(contact[^8..], published, StringComparison.Ordinal);
        Assert.Contains("avant lundi", published, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_and_years_are_not_taken_for_telephones()
    {
        const string text = "De 2019 à 2024, 1 250 000 habitants ; budget de 10 500 000 euros ; SIRET 732 829 320 00074 ; tickets 0123456789012.";
        Assert.Equal(text, (await OneAsync("titre;resume", $"Le Fil;\"{text}\"")).Summary);
    }

    [Fact]
    public async Task A_title_too_long_is_shortened_at_a_word_and_the_whole_of_it_begins_the_text()
    {
        var title = string.Join(' ', Enumerable.Repeat("Réhabilitation", 20));
        var sheet = await OneAsync("titre;texte", $"{title};Un lieu.");
        Assert.True(sheet.Title.Length <= 200 && sheet.Title.EndsWith("Réhabilitation…", StringComparison.Ordinal));
        Assert.StartsWith(title, sheet.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("themes", "habitats", "habitat")]
    [InlineData("themes", "inconnu au bataillon", "n’est pas dans la liste")]
    [InlineData("forme_juridique", "asociation", "association")]
    public async Task An_unknown_word_is_refused_with_the_nearest_known_one(string column, string cell, string words) =>
        Assert.Contains(words, await (await HostAsync()).RefusalOfAsync("titre;" + column, "Le Fil;" + cell), StringComparison.Ordinal);

    [Fact]
    public async Task A_list_in_braces_is_read_item_by_item()
    {
        var sheet = await OneAsync("titre;categories", "Le Fil;\"{Médiathèque,\"\"Promeneur du net, jeunes\"\",Coworking}\"");
        Assert.Equal(["Médiathèque", "Promeneur du net, jeunes", "Coworking"], sheet.Keywords);
    }

    [Fact]
    public async Task A_sheet_without_a_name_is_refused()
    {
        var host = await HostAsync();
        foreach (var name in new[] { "\"\"", "NULL", "\"<b></b>\"", "…", "\u200B" })
        {
            Assert.Contains("titre", await host.RefusalOfAsync("titre;resume", $"{name};Un lieu"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("titre;texte", "Un atelier où l’on répare ensemble.\n", 1)]
    [InlineData("titre;texte", "Un atelier où l’on répare ensemble.\n", 30)]
    [InlineData("titre;resume;texte", "Un atelier où l’on répare ensemble.;", 30)]
    public async Task Where_the_beginning_of_a_text_serves_as_its_summary_the_page_says_it_once(string heading, string opening, int more)
    {
        var others = string.Concat(Enumerable.Repeat("Ouvert à tous. ", more));
        var sheet = await OneAsync(heading, $"Le Fil;{string.Join(';', (opening + others).Split(';').Select(cell => $"\"{cell}\""))}");
        var said = (await (await HostAsync()).Visitor.GetPageAsync(sheet.Address())).QuerySelector("main")!.TextContent;
        Assert.Equal((1, more), (said.Split("Un atelier où l’on répare ensemble.").Length - 1, said.Split("Ouvert à tous.").Length - 1));
    }

    private async Task<Sheet> OneAsync(string heading, string row, SheetKind kind = SheetKind.Organisation) => await (await HostAsync()).ImportOneAsync(heading, row, kind);

    private async Task<LiantHost> HostAsync() => (await hosts.OnAsync(Engine.Sqlite)).Host;
}
