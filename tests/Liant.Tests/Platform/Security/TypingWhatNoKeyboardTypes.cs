using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Catalogue.Proposals;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Platform.Security;

/// <summary>NUL (which PostgreSQL refuses), half characters (which UTF-8 cannot write) and other control characters, in every field of every form: the text around them is kept, nothing is an error of the site.</summary>
public sealed class TypingWhatNoKeyboardTypes(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    /// <summary>In a form's own writing, so that each leaves as such.</summary>
    private const string Hostile = "%00%1B%ED%A0%80%EF%BF%BE";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_text_around_them_is_kept(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (administrator, client) = await host.JoinAsync(space, SpaceRole.Administrator);
        using var renamed = await SendAsync(client, "/compte", "/compte?handler=Name", ("nom", "Domi", "nique"));
        Assert.Equal(HttpStatusCode.Found, renamed.StatusCode);
        using var described = await client.PostFormAsync($"/espaces/{space.Slug}/reglages", ("description", "Une\0 présentation\u001B"), ("nom", "Un réseau\0"));
        Assert.Equal(HttpStatusCode.Found, described.StatusCode);
        var asker = await host.SignInAsync((await host.RegisterAsync("Claude", People.NewEmail("claude"))).Email!);
        using var asked = await SendAsync(asker, "/espaces/" + space.Slug, "/espaces/" + space.Slug, ("message", "Bon", "jour"));
        Assert.Equal(HttpStatusCode.Found, asked.StatusCode);
        await host.WithDbAsync(async db =>
        {
            Assert.StartsWith("Domi", (await db.Set<Person>().SingleAsync(one => one.Id == administrator.Id)).Name, StringComparison.Ordinal);
            Assert.EndsWith("nique", (await db.Set<Person>().SingleAsync(one => one.Id == administrator.Id)).Name, StringComparison.Ordinal);
            var kept = await db.Set<Space>().SingleAsync(one => one.Id == space.Id);
            Assert.Equal(("Un réseau", "Une présentation"), (kept.Name, kept.Description));
            Assert.EndsWith("jour", (await db.Set<JoinRequest>().SingleAsync(one => one.SpaceId == space.Id)).Message, StringComparison.Ordinal);
        });

        using var visitor = host.NewClient("203.0.113.90");
        var page = await visitor.GetPageAsync("/proposer/initiatives");
        await Task.Delay(3300, TestContext.Current.CancellationToken);
        using var proposed = await SendAsync(visitor, page, "/proposer/initiatives", ("nom", "La Fa", "brique"), ("resume", "Un ate", "lier"), ("commune", "Lan", "gon"), ("source", "Moi", "!"), ("message", "Bon", "jour"), ("auteur", "No", "é"), ("adresse", "1 r", "ue"));
        Assert.Equal(HttpStatusCode.OK, proposed.StatusCode);
        var said = await host.WithDbAsync(db => db.Set<Proposal>().OrderByDescending(one => one.Id).FirstAsync());
        Assert.EndsWith("é", said.AuthorName, StringComparison.Ordinal);
        Assert.DoesNotContain(new[] { said.AuthorName!, said.Said.Title!, said.Said.Summary!, said.Said.Source! }, text => text.Any(char.IsControl));
    }

    [Fact]
    public async Task Marks_that_turn_the_direction_of_writing_hide_nobody()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var (person, client) = await host.JoinAsync(await host.OpenSpaceAsync("Un réseau"), SpaceRole.Reader);
        var page = await client.GetPageAsync("/compte");
        page.QuerySelector("main form")!.SetAttribute("action", "/compte?handler=Name");
        using var renamed = await client.SendFormAsync("/compte", page, ("nom", "Ada \u202Ereiréd\u2066\u200B"));
        Assert.Equal(HttpStatusCode.Found, renamed.StatusCode);
        Assert.Equal("Ada reiréd", (await host.WithDbAsync(db => db.Set<Person>().SingleAsync(one => one.Id == person.Id))).Name);
    }

    /// <summary>One field at a time, the others as they stand, of each form that somebody is shown.</summary>
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task No_field_of_any_form_makes_an_error_of_the_site(Engine engine)
    {
        var (host, operatorOfSite) = await hosts.OnAsync(engine);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (_, member) = await host.JoinAsync(space, SpaceRole.Administrator);
        var asker = await host.SignInAsync((await host.RegisterAsync("Claude", People.NewEmail("claude"))).Email!);
        var (tried, wrong) = (0, new List<string>());
        foreach (var (client, paths) in new (HttpClient, string[])[]
        {
            (host.Visitor, ["/connexion", "/premier-acces", "/invitation?jeton=x", "/connexion/lien?jeton=x", "/proposer/initiatives", "/proposer/ressources"]),
            (asker, ["/espaces/" + space.Slug]),
            (member, ["/compte", "/compte/effacer", "/compte/second-facteur", $"/espaces/{space.Slug}/membres", $"/espaces/{space.Slug}/reglages", "/saisie/initiatives", "/saisie/agenda"]),
            (operatorOfSite, ["/espaces", "/imports", "/gestion/courriels", "/saisie/doublons"]),
        })
        {
            foreach (var path in paths)
            {
                using var shown = await client.GetAsync(path, TestContext.Current.CancellationToken);
                var token = (await shown.ReadPageAsync()).ValueOf("jeton_formulaire");
                foreach (var form in (await FormShown.AllAsync(shown, path)).Where(form => !form.Address.EndsWith("Leave", StringComparison.Ordinal)))
                {
                    foreach (var field in form.Fields.Select(one => one.Key).Distinct())
                    {
                        var body = string.Join('&', form.Fields.Append(KeyValuePair.Create("jeton_formulaire", token!)).Select(one => $"{Uri.EscapeDataString(one.Key)}={(one.Key == field ? "a" + Hostile + "b%40c.example" : Uri.EscapeDataString(one.Value))}"));
                        using var request = new HttpRequestMessage(HttpMethod.Post, form.Address) { Content = new StringContent(body, null, "application/x-www-form-urlencoded") };
                        request.Headers.Add("X-Forwarded-For", $"198.19.{Random.Shared.Next(256)}.{Random.Shared.Next(256)}");
                        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                        tried++;
                        if ((int)answer.StatusCode >= 500)
                        {
                            wrong.Add($"{form.Address} {field}: {(int)answer.StatusCode}");
                        }
                    }
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(tried > 100, $"{tried} fields were tried.");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task No_address_makes_one_either(Engine engine)
    {
        var (host, client) = await hosts.OnAsync(engine);
        foreach (var path in new[] { "/?q=", "/espaces/a", "/connexion/lien?jeton=", "/invitation?jeton=", "/territoires?nom=", "/saisie?q=", "/api/v1/search?q=", "/api/v1/suggest?q=", "/initiatives/a", "/imports/categories/a", "/langue/fr?retour=/", "/bureau?page_=", "/proposer/initiatives/" })
        {
            using var answer = await client.GetAsync(path + Hostile, TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode < 500, $"{path}: {(int)answer.StatusCode}");
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string page, string to, params (string Name, string Before, string After)[] fields) => await SendAsync(client, await client.GetPageAsync(page), to, fields);

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, AngleSharp.Html.Dom.IHtmlDocument page, string to, params (string Name, string Before, string After)[] fields)
    {
        var body = string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Before)}{Hostile}{Uri.EscapeDataString(field.After)}")
            .Concat(new[] { "jeton_formulaire", "envoi", "depuis" }.Select(name => (name, Value: page.ValueOf(name))).Where(one => one.Value is not null).Select(one => $"{one.name}={Uri.EscapeDataString(one.Value!)}")));
        return client.PostAsync(to, new StringContent(body, null, "application/x-www-form-urlencoded"));
    }
}
