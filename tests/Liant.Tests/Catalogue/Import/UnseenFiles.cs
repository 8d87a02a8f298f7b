using Liant.Modules.Catalogue;
using Liant.Tests.World;

namespace Liant.Tests.Catalogue.Import;

/// <summary>Small files of the known kinds, as other producers write them.</summary>
public sealed class UnseenFiles(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Fact]
    public async Task Organisations_with_headings_in_capitals_with_accents_and_in_another_order()
    {
        var sheet = await OneAsync<Organisation>("OBSERVATIONS;Ville;Code Postal;Nom de la structure;Courriel;Téléphone;Site internet;Année de création\nrien;Langon;33210;Le Fil;a@exemple.fr;0556000000;exemple.fr;2013\n");
        Assert.Equal(("Le Fil", "33227", 2013, "https://exemple.fr"), (sheet.Title, sheet.CommuneCode, sheet.StartedIn, Assert.Single(sheet.Links).Url));
        Assert.DoesNotContain("exemple.fr", sheet.Summary + sheet.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_with_their_dates()
    {
        var sheet = await OneAsync<Event>("Date de début,Date de fin,Intitulé,Lieu,Organisateur,Commune,Département\n05/12/2026,06/12/2026,Fête du pain,Salle des fêtes,Comité des fêtes,Langon,33\n", SheetKind.Event);
        Assert.Equal(("Fête du pain", "2026-12-05", "2026-12-06", "Salle des fêtes", "Comité des fêtes", "33227"),
            (sheet.Title, sheet.StartsOn!.Value.Text, sheet.EndsOn!.Value.Text, sheet.Venue, Assert.Single(sheet.Organisers), sheet.CommuneCode));
    }

    [Fact]
    public async Task A_gogocarto_map_with_its_licence_and_named_categories()
    {
        var sheet = await OneAsync<Initiative>("""{"licence":"https://opendatacommons.org/licenses/odbl/summary/","ontology":"gogofull","data":[{"id":"3Xa","name":"Le Fil","geo":{"latitude":44.555,"longitude":-0.243},"sourceKey":"x","address":{"streetAddress":"3 rue du Pont","addressLocality":"Langon","postalCode":"33210","addressCountry":"FR"},"createdAt":"2024-01-01T00:00:00+01:00","updatedAt":"2024-01-01T00:00:00+01:00","status":1,"categories":["Habitat partagé","Jardin"],"categoriesFull":[{"id":10,"name":"Habitat partagé","description":"","index":0}],"openHours":{"Mo":"09:00-12:00"},"telephone":"0556000000","email":"a@exemple.fr","website":"https://exemple.fr","images":["https://exemple.fr/a.jpg"]}]}""", null);
        Assert.Equal(("Le Fil", "3Xa", "33227", "3 rue du Pont", 44.555), (sheet.Title, sheet.OriginKey, sheet.CommuneCode, sheet.Address, sheet.Lat));
        Assert.Contains("Habitat partagé", sheet.Keywords);
        Assert.Contains("habitat", sheet.Themes);
        Assert.Equal("https://exemple.fr", Assert.Single(sheet.Links).Url);
    }

    [Fact]
    public async Task Gogocarto_linked_data_as_its_servers_give_it()
    {
        var sheet = await OneAsync<Initiative>("""{"@context":"https://rawgit.com/jmvanel/rdf-convert/master/context-gogo.jsonld","@graph":[{"@id":"https://carte.exemple.fr/#/fiche/a/1","@type":"gogo:Place","id":"1","name":"Le Fil","geo":{"latitude":44.555,"longitude":-0.243},"address":{"streetAddress":"3 rue du Pont","addressLocality":"Langon","postalCode":"33210"},"description":"Atelier partagé","categories":["Jardin"],"website":"exemple.fr"}]}""", null);
        Assert.Equal(("Le Fil", "33227", "Atelier partagé"), (sheet.Title, sheet.CommuneCode, sheet.Summary));
        Assert.Contains("Jardin", sheet.Keywords);
    }

    [Fact]
    public async Task A_compact_gogocarto_map_needs_its_taxonomy_and_says_so()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var imported = (await host.ImportAsync("""{"ontology":"gogocompact","data":[["a1","Le Fil",44.555,-0.243,[71,72]],["a2",null,44.5,-0.2,[]]]}""", null)).AddsUp();
        Assert.Contains("taxonomie", Assert.Single(imported.Remarks).Reason, StringComparison.Ordinal);
        Assert.Contains("titre", Assert.Single(imported.Refused).Reason, StringComparison.Ordinal);
        Assert.Equal(44.555, Assert.Single(await host.SheetsOfAsync(imported.Origin)).Lat);
    }

    [Fact]
    public async Task Transiscope_sheets_with_properties_missing()
    {
        var sheet = await OneAsync<Initiative>("""[{"id":"t1","title":"Le Fil","address":{"city":"Langon","postalCode":"33210"},"location":{"lat":44.555,"lon":-0.243},"commitment":"Local","categories":[{"id":3,"name":"Habitat"}],"url":"https://exemple.fr/t1"},{"id":"t2","title":"La Maille","address":{"city":"Langon","postalCode":"33210"}}]""", null, 2);
        Assert.Equal(("Le Fil", "t1", "33227"), (sheet.Title, sheet.OriginKey, sheet.CommuneCode));
        Assert.Equal(("Engagement", "Local"), Assert.Single(sheet.Particulars) is var p ? (p.Label, p.Text) : default);
    }

    [Fact]
    public async Task Places_of_the_national_scheme_for_digital_help()
    {
        var sheet = await OneAsync<Organisation>("id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,typologie,telephone,courriels,site_web,services,modalites_accompagnement,dispositif_programmes_nationaux\nx-1,73282932000074,Le Fil,Langon,33210,33227,3 rue du Pont,44.555,-0.243,ASSO,0556000000,a@exemple.fr,https://exemple.fr|https://exemple.org,Aide aux démarches|Jeux,En autonomie,France Services|Conseillers numériques\n", null);
        Assert.Equal(("Le Fil", "x-1", "33227", "73282932000074", "association"), (sheet.Title, sheet.OriginKey, sheet.CommuneCode, sheet.Siret, sheet.LegalForm));
        Assert.Equal(["numerique"], sheet.Themes);
        Assert.Equal(["france-services"], sheet.Statuses);
        Assert.Equal(2, sheet.Links.Count);
    }

    [Theory]
    [InlineData("""[{"id":"d1","siret":"73282932000074","nom":"Le Fil","commune":"Langon","code_postal":"33210","code_insee":"33227","adresse":"3 rue du Pont","longitude":-0.243,"latitude":44.555,"typologie":"ASSO","telephone":"0556000000","courriel":"a@exemple.fr","source":"dora","date_maj":"2024-01-01","labels_nationaux":["france-service"],"thematiques":["logement-hebergement"],"presentation_resume":"Un lieu"}]""")]
    [InlineData("""{"items":[{"_di_surrogate_id":"dora-d1","id":"d1","source":"dora","siret":"73282932000074","rna":null,"nom":"Le Fil","commune":"Langon","code_postal":"33210","code_insee":"33227","date_maj":"2024-01-01","description":"Un lieu","reseaux_porteurs":["mission-locale"]}],"total":1,"page":1}""")]
    public async Task Structures_of_data_inclusion(string json)
    {
        var sheet = await OneAsync<Organisation>(json, null);
        Assert.Equal(("Le Fil", "d1", "33227", "73282932000074", "Un lieu"), (sheet.Title, sheet.OriginKey, sheet.CommuneCode, sheet.Siret, sheet.Summary));
        Assert.DoesNotContain("0556", Imports.Published(sheet), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_of_data_inclusion()
    {
        var sheet = await OneAsync<Organisation>("""[{"id":"s1","structure_id":"d1","source":"dora","nom":"Aide au permis","presentation_resume":"Un service","thematiques":["mobilite--preparer-un-permis"],"frais":["gratuit"],"profils":["jeunes"],"commune":"Langon","code_insee":"33227","date_maj":"2024-01-01","contact_nom_prenom":"Jeanne Dupont","telephone":"0556000000"}]""", null);
        Assert.Equal(("Aide au permis", "33227"), (sheet.Title, sheet.CommuneCode));
        Assert.Contains("mobilite", sheet.Themes);
        Assert.DoesNotContain("Dupont", Imports.Published(sheet), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aids_of_the_aides_territoires_api()
    {
        var sheet = await OneAsync<Resource>("""{"count":1,"next":null,"results":[{"id":7,"url":"/aides/7/","name":"Aide aux halles","short_title":null,"financers":["Conseil départemental de l'Ain","Région Sud"],"instructors":[],"programs":["Fonds vert"],"description":"<p>Pour les <b>halles</b></p>","eligibility":"<p>Tous</p>","perimeter":"Ain (Département)","perimeter_scale":"Département","mobilization_steps":["Réflexion"],"origin_url":"https://exemple.fr/aide","application_url":"","is_call_for_project":false,"aid_types":["Subvention"],"destinations":["Investissement"],"targeted_audiences":["Communes"],"start_date":null,"predeposit_date":null,"submission_deadline":"2026-12-31","subvention_rate_lower_bound":20,"subvention_rate_upper_bound":80,"categories":["Habitat|Logement"],"contact":"<p>Jeanne Dupont</p>"}]}""", null);
        Assert.Equal(("Aide aux halles", "aide", "https://exemple.fr/aide"), (sheet.Title, sheet.ResourceType, sheet.Url));
        Assert.Equal(["Conseil départemental de l'Ain", "Région Sud"], sheet.Publishers);
        Assert.Contains(sheet.Particulars, p => p is { Label: "Date de clôture", Text: "2026-12-31" });
        Assert.Equal("01", sheet.AreaCode);
        Assert.DoesNotContain("Dupont", Imports.Published(sheet), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{'nom': 'Région Sud', 'id': '1'}, {'nom': 'ADEME', 'id': '2'}]", "Région Sud", "ADEME")]
    [InlineData("[{\"\"nom\"\": \"\"Conseil départemental de l'Ain\"\"}, {\"\"nom\"\": \"\"Région d'Île-de-France\"\"}]", "Conseil départemental de l'Ain", "Région d'Île-de-France")]
    [InlineData("ADEME|Région Sud", "ADEME", "Région Sud")]
    [InlineData("Conseil départemental de l'Ain", "Conseil départemental de l'Ain")]
    public async Task An_aid_of_the_national_scheme_names_all_its_backers(string backers, params string[] names)
    {
        var sheet = await OneAsync<Resource>($"id,titre,promesse,description,porteurs,url_source,eligibilite_geographique,date_cloture\na1,Aide aux halles,Une halle,Texte,\"{backers}\",https://exemple.fr,DEP-01,2026-12-31\n", null);
        Assert.Equal(("Aide aux halles", "aide", "01", "Une halle"), (sheet.Title, sheet.ResourceType, sheet.AreaCode, sheet.Summary));
        Assert.Equal(names, sheet.Publishers);
    }

    [Fact]
    public async Task Labelled_places_and_lists_of_communes_are_told_apart()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var imported = (await host.ImportAsync("commune,code_insee,libelle,id,date_signature,lon,lat\nLangon,33227,France services de Langon,fs-1,,-0.243,44.555\nLangon,33227,Langon,pvd-1,2021-05-28,-0.243,44.555\nLangon,33227,La Fabrique,manuprox-9,,-0.243,44.555\n", null)).AddsUp();
        Assert.Equal((2, 1), (imported.Import.Added, imported.Import.Refused));
        Assert.Contains("import programmes", imported.Refused[0].Reason, StringComparison.Ordinal);
        Assert.Equal([["france-services"], ["manufacture-de-proximite"]], (await host.SheetsOfAsync(imported.Origin)).Cast<Organisation>().Select(o => o.Statuses));
    }

    private async Task<T> OneAsync<T>(string text, SheetKind? kind = SheetKind.Organisation, int rows = 1) where T : Sheet
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var imported = (await host.ImportAsync(text, kind)).AddsUp();
        Assert.True(imported.Import.Added == rows, string.Join(" ; ", imported.Refused.Select(line => line.Reason)));
        return Assert.IsType<T>((await host.SheetsOfAsync(imported.Origin))[0]);
    }
}
