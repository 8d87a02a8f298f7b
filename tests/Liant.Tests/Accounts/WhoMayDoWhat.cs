using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Proposals;
using Liant.Modules.Memberships.Affiliates;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Accounts;

/// <summary>
/// Every route of the application, found in the application itself, asked by everyone who may come, against a table written by hand: a new route fails until somebody has thought about it.
/// A row has, for each of the seven, what the page answers, then whether the name of a private sheet kept for the space stands in it, then what sending its form does.
/// <code>
///   o shown   c asked to sign in   f refused   n not there   b wrong as it is   4 too late as it is   r led elsewhere
/// </code>
/// </summary>
public sealed class WhoMayDoWhat
{
    /// <summary>The name of the private sheet. It is found by another of its words, so that the question never says it.</summary>
    private const string Secret = "Cachotterie";

    /// <summary>A visitor; the administrator of another space; of the space (a network), a reader, a contributor, a manager, an administrator; the administrator of the site.</summary>
    private const int Everyone = 7;

    private const string Kinds = "{kind:regex(^(organisations|initiatives|ressources|agenda|programmes)$)}";

    private static readonly (string Route, string Path, string Shown, string Secret, string Sent)[] Table =
    [
        ("", "/?q=zinzolin", "ooooooo", "..ooooo", ""),
        ("{**path:file}", "/absent.txt", "nnnnnnn", "", ""),
        (Kinds, "/ressources", "ooooooo", "..ooooo", ""),
        (Kinds + "/{slug:maxlength(100)}", "/ressources/cachotterie", "nnooooo", "..ooooo", ""),
        ("/api/{documentName}.json", "/api/openapi.json", "ooooooo", "", ""),
        ("/api/v1/events/{id}", "/api/v1/events/[none]", "nnnnnnn", "", ""),
        ("/api/v1/events/{id}.geojson", "/api/v1/events/[none].geojson", "nnnnnnn", "", ""),
        ("/api/v1/export.csv", "/api/v1/export.csv?kind=resource", "ooooooo", "..ooooo", ""),
        ("/api/v1/export.geojson", "/api/v1/export.geojson?kind=resource", "ooooooo", "..ooooo", ""),
        ("/api/v1/export.xlsx", "/api/v1/export.xlsx?kind=resource", "ooooooo", "", ""),
        ("/api/v1/initiatives/{id}", "/api/v1/initiatives/[none]", "nnnnnnn", "", ""),
        ("/api/v1/initiatives/{id}.geojson", "/api/v1/initiatives/[none].geojson", "nnnnnnn", "", ""),
        ("/api/v1/organisations/{id}", "/api/v1/organisations/[none]", "nnnnnnn", "", ""),
        ("/api/v1/organisations/{id}.geojson", "/api/v1/organisations/[none].geojson", "nnnnnnn", "", ""),
        ("/api/v1/programmes/{id}", "/api/v1/programmes/[none]", "nnnnnnn", "", ""),
        ("/api/v1/programmes/{id}.geojson", "/api/v1/programmes/[none].geojson", "nnnnnnn", "", ""),
        ("/api/v1/resources/{id}", "/api/v1/resources/[sheet]", "nnooooo", "..ooooo", ""),
        ("/api/v1/resources/{id}.geojson", "/api/v1/resources/[sheet].geojson", "nnooooo", "..ooooo", ""),
        ("/api/v1/search", "/api/v1/search?q=zinzolin", "ooooooo", "..ooooo", ""),
        ("/api/v1/search.atom", "/api/v1/search.atom?kind=resource&theme=habitat", "ooooooo", "..ooooo", ""),
        ("/api/v1/search.geojson", "/api/v1/search.geojson?q=zinzolin", "ooooooo", "..ooooo", ""),
        ("/api/v1/search.ics", "/api/v1/search.ics", "ooooooo", "", ""),
        ("/api/v1/suggest", "/api/v1/suggest?q=zinz", "ooooooo", ".......", ""),
        ("/api/v1/territories/{code}", "/api/v1/territories/33227", "ooooooo", ".......", ""),
        ("/api/v1/territories/{code}.geojson", "/api/v1/territories/33227.geojson", "ooooooo", ".......", ""),
        ("/api/v1/vocabularies", "/api/v1/vocabularies", "ooooooo", "", ""),
        ("/carte/apercu.svg", "/carte/apercu.svg", "ooooooo", ".......", ""),
        ("/carte/fond.json", "/carte/fond.json", "ooooooo", "", ""),
        ("/health/live", "/health/live", "ooooooo", "", ""),
        ("/health/ready", "/health/ready", "ooooooo", "", ""),
        ("/langue/{code}", "/langue/fr", "rrrrrrr", "", ""),
        ("/robots.txt", "/robots.txt", "ooooooo", "", ""),
        ("/sitemap.xml", "/sitemap.xml", "ooooooo", ".......", ""),
        ("/tuiles.json", "/tuiles.json?q=zinzolin", "ooooooo", "", ""),
        ("/tuiles/{z:int}/{x:int}/{y:int}.mvt", "/tuiles/5/15/11.mvt", "ooooooo", "", ""),
        ("a-propos", "/a-propos", "ooooooo", "", ""),
        ("accessibilite", "/accessibilite", "ooooooo", "", ""),
        ("bureau", "/bureau", "cfffooo", "", ""),
        ("bureau/lectures", "/bureau/lectures", "cfffooo", "", " cfffbbb"),
        ("bureau/lectures/{id}", "/bureau/lectures/[none]", "cfffnnn", "", "?handler=Stop cfffnnn"),
        ("bureau/lectures/fiches/{id}", "/bureau/lectures/fiches/[none]", "cfffnnn", "", "?handler=Accept cfffnnn"),
        ("bureau/{id}", "/bureau/[proposal]", "cfffooo", "", "?handler=Refuse cfffbbb"),
        ("compte", "/compte", "coooooo", "", "?handler=Name cbbbbbb"),
        ("/compte/donnees", "/compte/donnees", "coooooo", "", ""),
        ("compte/effacer", "/compte/effacer", "coooooo", "", " cbbbbbb"),
        ("confirmer", "/confirmer?jeton=faux", "ooooooo", "", " bbbbbbb"),
        ("connexion", "/connexion", "ooooooo", "", " bbbbbbb"),
        ("compte/second-facteur", "/compte/second-facteur", "coooooo", "", " cbbbbbb"),
        ("connexion/code", "/connexion/code", "rrrrrrr", "", " rrrrrrr"),
        ("/connexion/fournisseur", "/connexion/fournisseur", "nnnnnnn", "", ""),
        ("/connexion/fournisseur/arrivee", "/connexion/fournisseur/arrivee", "rrrrrrr", "", ""),
        ("connexion/lien", "/connexion/lien?jeton=faux", "ooooooo", "", " bbbbbbb"),
        ("erreur/{code:int}", "/erreur/404", "nnnnnnn", "", ""),
        ("espaces", "/espaces", "ooooooo", "", " cfffffb"),
        ("espaces/{slug}", "/espaces/[space]", "ooooooo", "", ""),
        ("espaces/{slug}/adherents", "/espaces/[space]/adherents", "ooooooo", "", ""),
        ("/espaces/{slug}/adherents/carte.svg", "/espaces/[space]/adherents/carte.svg", "ooooooo", "", ""),
        ("espaces/{slug}/adherer", "/espaces/[space]/adherer", "ooooooo", "", " bbbbbbb"),
        ("espaces/{slug}/adhesions", "/espaces/[space]/adhesions", "cnnnooo", "", ""),
        ("espaces/{slug}/adhesions/nouvelle", "/espaces/[space]/adhesions/nouvelle", "cnnnooo", "", " cnnnbbb"),
        ("espaces/{slug}/adhesions/reglages", "/espaces/[space]/adhesions/reglages", "cnnnooo", "", " cnnnbbb"),
        ("espaces/{slug}/adhesions/{id}", "/espaces/[space]/adhesions/[affiliate]", "cnnnooo", "", " cnnnbbb"),
        ("espaces/{slug}/adhesions/bareme/{year:int}", "/espaces/[space]/adhesions/bareme/2026", "cnnnooo", "", " cnnnbbb"),
        ("espaces/{slug}/adhesions/appels/{year:int}", "/espaces/[space]/adhesions/appels/2026", "cnnnooo", "", " cnnn444"),
        ("espaces/{slug}/adhesions/appels/{year:int}/{number:int}", "/espaces/[space]/adhesions/appels/2026/1", "cnnnooo", "", "?handler=Pay cnnnbbb"),
        ("cotisations/{key}/{receipt?}", "/cotisations/[key]", "ooooooo", "", ""),
        ("espaces/{slug}/journal", "/espaces/[space]/journal", "cnnnnoo", "", ""),
        ("gestion/journal", "/gestion/journal", "cfffffo", "", ""),
        ("espaces/{slug}/membres", "/espaces/[space]/membres", "cnooooo", "", "?handler=Invite cnnnbbb"),
        ("espaces/{slug}/reglages", "/espaces/[space]/reglages", "cnnnnoo", "", " cnnnn44"),
        ("gestion/courriels", "/gestion/courriels", "cfffffo", "", " cfffffn"),
        ("imports", "/imports", "cfffffo", "", " cfffffb"),
        ("imports/{id}", "/imports/[none]", "cfffffn", "", ""),
        ("imports/categories/{origin}", "/imports/categories/rien", "cfffffn", "", ""),
        ("invitation", "/invitation?jeton=faux", "ooooooo", "", " bbbbbbb"),
        ("mentions-legales", "/mentions-legales", "ooooooo", "", ""),
        ("premier-acces", "/premier-acces", "ooooooo", "", " bbbbbbb"),
        ("proposer/{kind?}/{id?}", "/proposer/ressources/[sheet]", "nnooooo", "..ooooo", " nnbbbbb"),
        ("saisie", "/saisie", "cfffooo", "....ooo", ""),
        ("saisie/" + Kinds, "/saisie/ressources", "cfffooo", "", " cfffbbb"),
        ("saisie/" + Kinds + "/{id}", "/saisie/ressources/[sheet]", "cfffooo", "....ooo", " cfffbbb"),
        ("saisie/" + Kinds + "/{id}/historique", "/saisie/ressources/[sheet]/historique", "cfffooo", "....ooo", " cfffbbb"),
        ("saisie/doublons", "/saisie/doublons", "cfffffo", "", ""),
        ("territoires", "/territoires", "ooooooo", "", ""),
        ("territoires/{code}", "/territoires/33227", "ooooooo", "..ooooo", ""),
        ("themes", "/themes", "ooooooo", "", ""),
        ("themes/{slug:maxlength(60)}", "/themes/habitat", "ooooooo", "..ooooo", ""),
    ];

    [Fact]
    public async Task Every_route_answers_each_of_them_as_the_table_says()
    {
        await using var host = await LiantHost.StartAsync();
        var known = Table.Select(row => row.Route).ToHashSet();
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null).Select(endpoint => endpoint.RoutePattern.RawText!).ToHashSet();
        Assert.Equal(routes.Order(), known.Order());

        var (space, other) = (await host.OpenSpaceAsync("Réseau"), await host.OpenSpaceAsync("Une mairie", kind: SpaceKind.Authority));
        var clients = new[]
        {
            host.NewClient("198.52.0.1"), (await host.JoinAsync(other, SpaceRole.Administrator)).Client, (await host.JoinAsync(space, SpaceRole.Reader)).Client, (await host.JoinAsync(space, SpaceRole.Contributor)).Client,
            (await host.JoinAsync(space, SpaceRole.Manager)).Client, (await host.JoinAsync(space, SpaceRole.Administrator)).Client, await host.SignInOperatorAsync(),
        };
        Assert.Equal(Everyone, clients.Length);
        var places = await FurnishAsync(host, space);
        var (wrong, tokens) = (new List<string>(), new List<string>());
        foreach (var client in clients)
        {
            tokens.Add((await client.GetPageAsync("/proposer/initiatives")).ValueOf("jeton_formulaire")!);
        }

        foreach (var (route, path, shown, secret, sent) in Table)
        {
            var address = places.Aggregate(path, (text, place) => text.Replace(place.Key, place.Value, StringComparison.Ordinal));
            var (codes, saw, done) = ("", "", "");
            for (var who = 0; who < Everyone; who++)
            {
                using var answer = await clients[who].GetAsync(address, TestContext.Current.CancellationToken);
                codes += CodeOf(answer);
                saw += (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains(Secret, StringComparison.Ordinal) ? 'o' : '.';
                if (sent.Length > 0)
                {
                    using var form = new FormUrlEncodedContent([KeyValuePair.Create("jeton_formulaire", tokens[who])]);
                    using var posted = await clients[who].PostAsync(address.Split('?')[0] + sent[..sent.IndexOf(' ', StringComparison.Ordinal)], form, TestContext.Current.CancellationToken);
                    done += CodeOf(posted);
                }
            }

            if (codes != shown || (secret.Length > 0 ? saw != secret : saw.Contains('o', StringComparison.Ordinal)) || done != sent[(sent.IndexOf(' ', StringComparison.Ordinal) + 1)..])
            {
                wrong.Add($"{route}: {shown} {secret} {sent} in the table, {codes} {saw} {done} found");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static char CodeOf(HttpResponseMessage answer) => (int)answer.StatusCode switch
    {
        200 => 'o',
        404 => 'n',
        400 => 'b',
        301 or 302 => answer.Headers.Location!.OriginalString switch
        {
            var to when to.Contains("/connexion?retour=", StringComparison.Ordinal) => 'c',
            var to when to.Contains("/erreur/403", StringComparison.Ordinal) => 'f',
            _ => 'r',
        },
        var other => (char)('0' + (other / 100)),
    };

    /// <summary>A private sheet of the space, and a proposal.</summary>
    private static async Task<Dictionary<string, string>> FurnishAsync(LiantHost host, Space space)
    {
        await host.LoadSheetsAsync(SheetKind.Resource, Sheets.Of("secret", Secret) with
        {
            Private = true, Summary = "Guide zinzolin des autres.", Themes = ["habitat"], Commune = "33227", Lat = 44.55, Lon = -0.25,
        });
        var proposal = Proposal.Make(Guid.CreateVersion7(), SheetKind.Initiative, null, new ProposedSheet("Proposée", "Une idée.", null, null, [], null, null, null, null, "moi", null), null, null, null, host.Now);
        var affiliate = await host.EnterMemberAsync(space, AffiliateKind.Organisation, "Une épicerie");
        await host.TakeRequestsAsync(space);
        var call = await host.CallAsync(affiliate);
        var sheet = await host.WithDbAsync(async db =>
        {
            var one = await db.Set<Sheet>().SingleAsync(sheet => sheet.OriginKey == "secret");
            one.Revise(SheetContent.Of(one) with { Readers = [space.Id] }, host.Now, byHand: true);
            db.Add(proposal);
            await db.SaveChangesAsync();
            return one;
        });
        await host.CatchUpAsync();
        return new() { ["[none]"] = Guid.CreateVersion7().ToString("N"), ["[sheet]"] = sheet.Id.ToString("N"), ["[proposal]"] = proposal.Id.ToString("N"), ["[space]"] = space.Slug, ["[affiliate]"] = affiliate.Id.ToString("N"), ["[key]"] = call.Key };
    }
}
