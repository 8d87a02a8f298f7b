using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Proposals;
using Liant.Modules.Groups;
using Liant.Modules.Groups.Discussions;
using Liant.Modules.Groups.Meetings;
using Liant.Modules.Groups.Papers;
using Liant.Modules.Groups.Pathways;
using Liant.Modules.Memberships.Affiliates;
using Liant.Platform.Files;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Accounts;

/// <summary>
/// Every route of the application, found in the application itself, asked by everyone who may come, against a table written by hand: a new route fails until somebody has thought about it.
/// A row has, for each of the seven, what the page answers, then whether the name of a private sheet kept for the space stands in it, then what sending each of its forms without filling it does.
/// <code>
///   o shown   c asked to sign in   f refused   n not there   b wrong as it is   4 too late as it is   r led elsewhere
/// </code>
/// Every form that somebody is shown is then sent, filled as it stands, by each of those to whom it is not shown and who may not send it: they are answered as in the table. No other verb does anything.
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
        ("alerte", "/alerte", "ooooooo", "", " boooooo"),
        ("alerte/arret/direct", "/alerte/arret/direct", "nnnnnnn", "", " bbbbbbb"),
        ("alerte/arret", "/alerte/arret?cle=faux", "ooooooo", "", " bbbbbbb"),
        ("alerte/confirmer", "/alerte/confirmer?jeton=faux", "ooooooo", "", " bbbbbbb"),
        ("compte/alertes", "/compte/alertes", "coooooo", "", " cnnnnnn"),
        ("bureau", "/bureau", "cfffooo", "", ""),
        ("bureau/lectures", "/bureau/lectures", "cfffooo", "", " cfffbbb"),
        ("bureau/lectures/{id}", "/bureau/lectures/[none]", "cfffnnn", "", "?handler=Delete cfffnnn, ?handler=Resume cfffnnn, ?handler=Stop cfffnnn"),
        ("bureau/lectures/fiches/{id}", "/bureau/lectures/fiches/[none]", "cfffnnn", "", "?handler=Accept cfffnnn, ?handler=Refuse cfffnnn, ?handler=Settle cfffnnn, ?handler=TakeBack cfffnnn"),
        ("bureau/{id}", "/bureau/[proposal]", "cfffooo", "", "?handler=Ask cfffbbb, ?handler=Refuse cfffbbb"),
        ("compte", "/compte", "coooooo", "", "?handler=Name cbbbbbb, ?handler=ActFor cnnnnnn, ?handler=Password cbbbbbb, ?handler=KeyOptions coooooo, ?handler=Key cbbbbbb, ?handler=ForgetKey cnnnnnn, ?handler=CloseSession cnnnnnn"),
        ("bureau/fiches", "/bureau/fiches?q=zinzolin", "cfffooo", "....ooo", " cfffbbb"),
        ("bureau/frequentation", "/bureau/frequentation", "cfffooo", "", ""),
        ("bureau/liens", "/bureau/liens", "cfffooo", "", ""),
        ("/compte/donnees", "/compte/donnees", "coooooo", "", ""),
        ("compte/effacer", "/compte/effacer", "coooooo", "", " cbbbbbb"),
        ("confirmer", "/confirmer?jeton=faux", "ooooooo", "", " bbbbbbb, ?handler=Leave bbbbbbb"),
        ("connexion", "/connexion", "ooooooo", "", " bbbbbbb, ?handler=Link bbbbbbb, ?handler=KeyOptions ooooooo, ?handler=Key bbbbbbb, ?handler=Leave rrrrrrr"),
        ("compte/second-facteur", "/compte/second-facteur", "coooooo", "", " cbbbbbb, ?handler=Off crrrrrr"),
        ("connexion/code", "/connexion/code", "rrrrrrr", "", " rrrrrrr"),
        ("/connexion/fournisseur", "/connexion/fournisseur", "nnnnnnn", "", ""),
        ("/connexion/fournisseur/arrivee", "/connexion/fournisseur/arrivee", "rrrrrrr", "", ""),
        ("connexion/lien", "/connexion/lien?jeton=faux", "ooooooo", "", " bbbbbbb"),
        ("erreur/{code:int}", "/erreur/404", "nnnnnnn", "", " nnnnnnn"),
        ("espaces", "/espaces", "ooooooo", "", " cfffffb"),
        ("espaces/{slug}", "/espaces/[space]", "ooooooo", "", " crrrrrr"),
        ("espaces/{slug}/adherents", "/espaces/[space]/adherents", "ooooooo", "", ""),
        ("/espaces/{slug}/adherents/carte.svg", "/espaces/[space]/adherents/carte.svg", "ooooooo", "", ""),
        ("espaces/{slug}/adherer", "/espaces/[space]/adherer", "ooooooo", "", " bbbbbbb"),
        ("espaces/{slug}/adhesions", "/espaces/[space]/adhesions", "cnnnooo", "", ""),
        ("espaces/{slug}/adhesions/nouvelle", "/espaces/[space]/adhesions/nouvelle", "cnnnooo", "", " cnnnbbb"),
        ("espaces/{slug}/adhesions/reglages", "/espaces/[space]/adhesions/reglages", "cnnnooo", "", " cnnnbbb"),
        ("espaces/{slug}/adhesions/{id}", "/espaces/[space]/adhesions/[affiliate]", "cnnnooo", "", " cnnnbbb, ?handler=Accept cnnn444, ?handler=Decline cnnn444, ?handler=Leave cnnnr44"),
        ("espaces/{slug}/adhesions/import", "/espaces/[space]/adhesions/import", "cnnnooo", "", " cnnnbbb"),
        ("/espaces/{slug}/adhesions.csv", "/espaces/[space]/adhesions.csv", "cnnnooo", "", ""),
        ("/espaces/{slug}/adhesions.xlsx", "/espaces/[space]/adhesions.xlsx", "cnnnooo", "", ""),
        ("espaces/{slug}/adhesions/bareme/{year:int}", "/espaces/[space]/adhesions/bareme/2026", "cnnnooo", "", " cnnnbbb"),
        ("espaces/{slug}/adhesions/appels/{year:int}", "/espaces/[space]/adhesions/appels/2026", "cnnnooo", "", " cnnn444"),
        ("espaces/{slug}/adhesions/appels/{year:int}/{number:int}", "/espaces/[space]/adhesions/appels/2026/1", "cnnnooo", "", "?handler=Pay cnnnbbb, ?handler=Reverse cnnnnnn, ?handler=Reminders cnnnrrr"),
        ("cotisations/{key}/{receipt?}", "/cotisations/[key]", "ooooooo", "", ""),
        ("espaces/{slug}/apparence", "/espaces/[space]/apparence", "cnnnnoo", "", "?handler=Colour cnnnnrr, ?handler=Logo cnnnnbb, ?handler=NoLogo cnnnnrr"),
        ("/espaces/{slug}/couleurs.css", "/espaces/[space]/couleurs.css", "nnnnnnn", "", ""),
        ("/espaces/{slug}/logo", "/espaces/[space]/logo", "nnnnnnn", "", ""),
        ("espaces/{slug}/brouillons/{kind}/{id?}", "/espaces/[space]/brouillons/initiatives", "cnnoooo", "", " cnnbbbb, ?handler=Discard cnnnnnn, ?handler=HandIn cnnbbbb"),
        ("espaces/{slug}/propositions", "/espaces/[space]/propositions", "cnnoooo", "", ""),
        ("espaces/{slug}/journal", "/espaces/[space]/journal", "cnnnnoo", "", ""),
        ("gestion/journal", "/gestion/journal", "cfffffo", "", ""),
        ("espaces/{slug}/membres", "/espaces/[space]/membres", "cnooooo", "", "?handler=Invite cnnnbbb, ?handler=Withdraw cnnnnnn, ?handler=Role cnnnnnn, ?handler=Remove cnnnnnn, ?handler=Answer cnnnnnn"),
        ("espaces/{slug}/reglages", "/espaces/[space]/reglages", "cnnnnoo", "", " cnnnn44"),
        ("gestion/registre", "/gestion/registre", "cfffffo", "", "GET?handler=File cfffffo"),
        ("gestion/acces", "/gestion/acces", "cfffffo", "", " cfffffb"),
        ("gestion/courriels", "/gestion/courriels", "cfffffo", "", " cfffffn"),
        ("groupes", "/groupes", "coooooo", "", ""),
        ("groupes/lettres/arret", "/groupes/lettres/arret?cle=faux", "ooooooo", "", " bbbbbbb"),
        ("espaces/{slug}/groupes", "/espaces/[space]/groupes", "cnooooo", "", ""),
        ("espaces/{slug}/groupes/nouveau", "/espaces/[space]/groupes/nouveau", "cnnnooo", "", " cnnnbbb"),
        ("espaces/{slug}/parcours/nouveau", "/espaces/[space]/parcours/nouveau", "cnnoooo", "", " cnnbbbb"),
        // A closed group of which the reader is; managers of its space answer for it. A pathway with the other space, whose administrator is a party to it.
        ("groupes/{id}", "/groupes/[group]", "cnonooo", "", "?handler=Join cnnnrrn, ?handler=Letters cnrnrrn"),
        ("groupes/{id}/personnes", "/groupes/[group]/personnes", "cnonooo", "", "?handler=Add cnnnbbb, ?handler=Role cnnnnnn, ?handler=Remove cnnnnnn"),
        ("groupes/{id}/discussions/nouvelle", "/groupes/[group]/discussions/nouvelle", "cnonooo", "", " cnbnbbb"),
        ("groupes/{id}/discussions/{discussion}", "/groupes/[group]/discussions/[discussion]", "cnonooo", "", " cnbnbbb, ?handler=Close cnnnrrr"),
        ("groupes/{id}/messages/{message}", "/groupes/[group]/messages/[discussion]", "cnonooo", "", " cnbnnnn, ?handler=Withdraw cnrnnnn"),
        ("groupes/{id}/reunions/modifier/{meeting?}", "/groupes/[group]/reunions/modifier/[meeting]", "cnnnooo", "", " cnnnbbb"),
        ("groupes/{id}/reunions/{meeting}", "/groupes/[group]/reunions/[meeting]", "cnonooo", "", "?handler=Answer cnbnbbn, ?handler=Minutes cnnn444, ?handler=Cancel cnnn444"),
        ("/groupes/{id}/reunions/{meeting}/agenda.ics", "/groupes/[group]/reunions/[meeting]/agenda.ics", "cnonooo", "", ""),
        ("groupes/{id}/documents", "/groupes/[group]/documents", "cnonooo", "", " cnbnbbb, ?handler=TakeAway cnnnnnn"),
        ("/groupes/{id}/documents/{paper}", "/groupes/[group]/documents/[paper]", "cnonooo", "", ""),
        ("groupes/{id}/reglages", "/groupes/[group]/reglages", "cnnnooo", "", " cnnnbbb, ?handler=Close cnnnrrr"),
        ("groupes/{id}/diagnostic", "/groupes/[pathway]/diagnostic", "connooo", "", " crnn444, ?handler=Agree c4nn44n, ?handler=Reconsider c4nn444"),
        ("groupes/{id}/plan", "/groupes/[pathway]/plan", "connooo", "", "?handler=State cnnnnnn, ?handler=Agree c4nn444"),
        ("groupes/{id}/plan/etape/{step?}", "/groupes/[pathway]/plan/etape", "connooo", "", " cbnnbbb, ?handler=Remove cnnnnnn"),
        ("groupes/{id}/suivi", "/groupes/[pathway]/suivi", "connooo", "", " cbnnbbb, ?handler=End cnnnbbb, ?handler=Word c4nnnnn"),
        ("imports", "/imports", "cfffffo", "", " cfffffb"),
        ("imports/{id}", "/imports/[import]", "cfffffo", "", "?handler=Preview cfffffb, ?handler=Start cfffffb, ?handler=Categories cfffffb, ?handler=Abandon cfffffr, ?handler=Stop cfffffn, ?handler=Resume cfffffn, GET?handler=Refused cfffffn"),
        ("imports/categories/{origin}", "/imports/categories/rien", "cfffffn", "", ""),
        ("invitation", "/invitation?jeton=faux", "ooooooo", "", " bbbbbbb"),
        ("mentions-legales", "/mentions-legales", "ooooooo", "", ""),
        ("premier-acces", "/premier-acces", "ooooooo", "", " bbbbbbb"),
        ("proposer/{kind?}/{id?}", "/proposer/ressources/[sheet]", "nnooooo", "..ooooo", " nnbbbbb"),
        ("saisie", "/saisie", "cfffooo", "....ooo", ""),
        ("saisie/" + Kinds, "/saisie/ressources", "cfffooo", "", " cfffbbb, ?handler=More cfffooo"),
        ("saisie/" + Kinds + "/{id}", "/saisie/ressources/[sheet]", "cfffooo", "....ooo", " cfffbbb, ?handler=More cfffooo"),
        ("saisie/" + Kinds + "/{id}/historique", "/saisie/ressources/[sheet]/historique", "cfffooo", "....ooo", " cfffbbb"),
        ("saisie/doublons", "/saisie/doublons", "cfffooo", "", "?handler=Apart cfff444, ?handler=Join cfff444"),
        ("territoires", "/territoires", "ooooooo", "", ""),
        ("territoires/{code}", "/territoires/33227", "ooooooo", "..ooooo", ""),
        ("themes", "/themes", "ooooooo", "", ""),
        ("themes/{slug:maxlength(60)}", "/themes/habitat", "ooooooo", "..ooooo", ""),
    ];

    [Fact]
    public async Task Every_route_answers_each_of_them_as_the_table_says()
    {
        await using var host = await LiantHost.StartAsync();
        var routes = await RoutesAsync(host);
        Assert.Equal(routes.Select(route => $"{route.Route} {string.Join(' ', route.Handlers)}").Order(), Table.Select(row => $"{row.Route} {string.Join(' ', FormsOf(row.Sent).Select(form => form.Handler).Order())}").Order());

        var (space, other) = (await host.OpenSpaceAsync("Réseau"), await host.OpenSpaceAsync("Une mairie", kind: SpaceKind.Authority));
        var (stranger, reader) = (await host.JoinAsync(other, SpaceRole.Administrator), await host.JoinAsync(space, SpaceRole.Reader));
        HttpClient[] clients =
        [
            host.NewClient(), stranger.Client, reader.Client, (await host.JoinAsync(space, SpaceRole.Contributor)).Client, (await host.JoinAsync(space, SpaceRole.Manager)).Client,
            (await host.JoinAsync(space, SpaceRole.Administrator)).Client, await host.SignInOperatorAsync(),
        ];
        Assert.Equal(Everyone, clients.Length);
        var places = await FurnishAsync(host, space, clients[^1]);
        foreach (var (name, value) in await FurnishGroupsAsync(host, space, other, reader.Person.Id))
        {
            places[name] = value;
        }

        string AddressOf(string path) => places.Aggregate(path, (text, place) => text.Replace(place.Key, place.Value, StringComparison.Ordinal));
        var (wrong, tokens, shown) = (new List<string>(), new List<string>(), Enumerable.Range(0, Everyone).Select(_ => new List<FormShown>()).ToArray());
        foreach (var client in clients)
        {
            tokens.Add((await client.GetPageAsync("/proposer/initiatives")).ValueOf("jeton_formulaire")!);
        }

        foreach (var (route, path, codes, secret, _) in Table)
        {
            var (found, saw) = ("", "");
            for (var who = 0; who < Everyone; who++)
            {
                using var answer = await SendAsync(clients[who], HttpMethod.Get, AddressOf(path));
                var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                (found, saw) = (found + CodeOf(answer), saw + (text.Contains(Secret, StringComparison.Ordinal) ? 'o' : '.'));
                shown[who].AddRange(await FormShown.AllAsync(answer, AddressOf(path)));
            }

            if (found != codes || saw != (secret.Length > 0 ? secret : new string('.', Everyone)))
            {
                wrong.Add($"{route}: {codes} {secret} in the table, {found} {saw} found");
            }
        }

        wrong.AddRange(await SendWhatOthersWereShownAsync(clients, tokens, shown, Table.SelectMany(row => FormsOf(row.Sent).Select(form => (Address: AddressOf(row.Path).Split('?')[0] + form.Handler, form.Codes))).ToDictionary()));
        foreach (var (route, path, _, _, _) in Table)
        {
            foreach (var verb in new[] { HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete }.Concat(routes.Single(one => one.Route == route).TakesForms ? [] : [HttpMethod.Post]))
            {
                for (var who = 0; who < Everyone; who++)
                {
                    using var answer = await SendAsync(clients[who], verb, AddressOf(path));
                    if (CodeOf(answer) is not ('v' or 'n'))
                    {
                        wrong.Add($"{verb} {route}: {CodeOf(answer)} for person {who}");
                    }
                }
            }
        }

        // Leaving comes last: nobody is anybody afterwards.
        foreach (var (path, handler, codes) in Table.SelectMany(row => FormsOf(row.Sent).Select(form => (row.Path, form.Handler, form.Codes))).OrderBy(form => form is { Path: "/connexion", Handler: "?handler=Leave" }))
        {
            var found = "";
            for (var who = 0; who < Everyone; who++)
            {
                using var answer = await SendAsync(clients[who], handler.StartsWith("GET", StringComparison.Ordinal) ? HttpMethod.Get : HttpMethod.Post, AddressOf(path).Split('?')[0] + handler.Replace("GET", "", StringComparison.Ordinal), KeyValuePair.Create("jeton_formulaire", tokens[who]));
                found += CodeOf(answer);
            }

            if (found != codes)
            {
                wrong.Add($"{path}{handler}: {codes} in the table, {found} found");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Whoever is shown a form may send it; who is not, and may not by the table, is answered as the table says, however well it is filled.</summary>
    private static async Task<List<string>> SendWhatOthersWereShownAsync(HttpClient[] clients, List<string> tokens, List<FormShown>[] shown, Dictionary<string, string> table)
    {
        var wrong = new List<string>();
        foreach (var form in shown.SelectMany(forms => forms).DistinctBy(form => form.Key))
        {
            if (!table.TryGetValue(form.Address, out var codes))
            {
                wrong.Add($"{form.Address}: a form is shown that no row of the table names");
                continue;
            }

            for (var who = 0; who < Everyone; who++)
            {
                var isShown = shown[who].Exists(one => one.Key == form.Key);
                if (codes[who] is not ('c' or 'f' or 'n') || (isShown && codes[who] == 'n'))
                {
                    continue;
                }

                using var answer = await SendAsync(clients[who], HttpMethod.Post, form.Address, [.. form.Fields, KeyValuePair.Create("jeton_formulaire", tokens[who])]);
                // Of a form that she has, with what only others may put in it: wrong, for her.
                var isRefused = CodeOf(answer) == codes[who] || (CodeOf(answer) == 'b' && shown[who].Exists(one => one.Address == form.Address));
                if (isShown || !isRefused)
                {
                    wrong.Add($"{form.Key}: {(isShown ? "shown to" : "sent by")} person {who}, {codes[who]} in the table, {CodeOf(answer)} found");
                }
            }
        }

        Assert.True(shown.Sum(forms => forms.Count) > 60, "Few forms were found: the test sees nothing.");
        return wrong;
    }

    /// <summary>From an address of its own each time: tries are counted by address.</summary>
    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod verb, string address, params KeyValuePair<string, string>[] fields)
    {
        using var request = new HttpRequestMessage(verb, address) { Content = verb == HttpMethod.Get ? null : new FormUrlEncodedContent(fields) };
        request.Headers.Add("X-Forwarded-For", $"198.{Random.Shared.Next(18, 20)}.{Random.Shared.Next(256)}.{Random.Shared.Next(256)}");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static IEnumerable<(string Handler, string Codes)> FormsOf(string sent) => sent.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(form => form.Split(' ')).Select(parts => (parts[0], parts[1]));

    /// <summary>The routes of the application, with what their pages do of a form: "" or "?handler=…".</summary>
    private static async Task<List<(string Route, List<string> Handlers, bool TakesForms)>> RoutesAsync(LiantHost host)
    {
        var (loader, routes) = (host.Services.GetRequiredService<PageLoader>(), new List<(string, List<string>, bool)>());
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null))
        {
            var page = endpoint.Metadata.GetMetadata<PageActionDescriptor>();
            var handlers = page is null ? [] : (await loader.LoadAsync(page, endpoint.Metadata)).HandlerMethods.Where(handler => handler.HttpMethod != "Get" || handler.Name is not null)
                .Select(handler => (handler.HttpMethod == "Get" ? "GET" : "") + (handler.Name is null ? "" : "?handler=" + handler.Name)).ToList();
            handlers.AddRange(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Except(["GET", "HEAD"]) ?? []);
            routes.Add((endpoint.RoutePattern.RawText!, handlers, page is not null));
        }

        // An address that takes several verbs has one endpoint for each.
        return routes.GroupBy(route => route.Item1).Select(same => (same.Key, same.SelectMany(one => one.Item2).Order().ToList(), same.Any(one => one.Item3))).ToList();
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
        405 => 'v',
        var other => (char)('0' + (other / 100)),
    };

    /// <summary>A group that is not open, with what it holds, of which one reader is; a pathway between both spaces.</summary>
    private static async Task<Dictionary<string, string>> FurnishGroupsAsync(LiantHost host, Space space, Space other, Guid reader) => await host.WithDbAsync(async db =>
    {
        var group = Group.Open(Guid.CreateVersion7(), space.Id, new GroupDescription(GroupKind.Working, "Un groupe", "", IsOpen: false), host.Now);
        var pathway = Group.Accompany(Guid.CreateVersion7(), space.Id, other.Id, "Un parcours", "", host.Now);
        var discussion = Discussion.Start(Guid.CreateVersion7(), group, "Un sujet", host.Now);
        var meeting = Meeting.Convene(Guid.CreateVersion7(), group, new MeetingDescription("Une réunion", host.Now.AddDays(3), null, "", ""), host.Now);
        using var content = new MemoryStream("Un texte."u8.ToArray());
        var file = await StoredFiles.AddAsync(db, content, "texte.txt", await StoredFiles.ChecksumAsync(content, TestContext.Current.CancellationToken), host.Now, TestContext.Current.CancellationToken);
        var paper = Paper.Give(Guid.CreateVersion7(), group, null, file, "text/plain", Guid.CreateVersion7(), host.Now);
        db.AddRange(group, pathway, GroupMember.Join(group, reader, space.Id, host.Now), Pathway.Begin(pathway), discussion, Message.Say(discussion.Id, discussion, reader, "Bonjour", host.Now), meeting, paper);
        await db.SaveChangesAsync();
        return new Dictionary<string, string> { ["[group]"] = group.Id.ToString("N"), ["[pathway]"] = pathway.Id.ToString("N"), ["[discussion]"] = discussion.Id.ToString("N"), ["[meeting]"] = meeting.Id.ToString("N"), ["[paper]"] = paper.Id.ToString("N") };
    });

    /// <summary>A private sheet of the space, a proposal, somebody who asks to join and somebody who was asked to, a file that waits to be imported.</summary>
    private static async Task<Dictionary<string, string>> FurnishAsync(LiantHost host, Space space, HttpClient operatorOfSite)
    {
        await host.LoadSheetsAsync(SheetKind.Resource, Sheets.Of("secret", Secret) with
        {
            Private = true, Summary = "Guide zinzolin des autres.", Themes = ["habitat"], Commune = "33227", Lat = 44.55, Lon = -0.25,
        });
        var proposal = Proposal.Make(Guid.CreateVersion7(), SheetKind.Initiative, null, new ProposedSheet("Proposée", "Une idée.", null, null, [], null, null, null, null, "moi", null), null, null, null, host.Now);
        var affiliate = await host.EnterMemberAsync(space, AffiliateKind.Organisation, "Une épicerie");
        await host.TakeRequestsAsync(space);
        var call = await host.CallAsync(affiliate);
        var asking = await host.RegisterAsync("Qui demande", People.NewEmail("demande"));
        var sheet = await host.WithDbAsync(async db =>
        {
            var one = await db.Set<Sheet>().SingleAsync(sheet => sheet.OriginKey == "secret");
            one.Revise(SheetContent.Of(one) with { Readers = [space.Id] }, host.Now, byHand: true);
            db.Add(proposal);
            db.Add(Invitation.Send(space.Id, "invitee@mairie.example", SpaceRole.Reader, Guid.CreateVersion7(), host.Now));
            db.Add(JoinRequest.Ask(space.Id, asking.Id, "Bonjour", host.Now));
            db.Add(OutgoingMail.To("invitee@mairie.example", "Invitation", "Bonjour", MailChannel.Statutory, host.Now));
            await db.SaveChangesAsync();
            return one;
        });
        await host.CatchUpAsync();
        var import = await operatorOfSite.PreparedAsync("Nom;Commune\nUne halle;Langon (Gironde)\n");
        return new() { ["[import]"] = import[^32..], ["[none]"] = Guid.CreateVersion7().ToString("N"), ["[sheet]"] = sheet.Id.ToString("N"), ["[proposal]"] = proposal.Id.ToString("N"), ["[space]"] = space.Slug, ["[affiliate]"] = affiliate.Id.ToString("N"), ["[key]"] = call.Key };
    }
}
