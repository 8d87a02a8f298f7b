using System.Net;
using Liant.Modules.Accounts.People;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Accounts;

public sealed class BecomingTheFirstAdministrator(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Opening_the_link_uses_nothing_sending_the_form_uses_it_once(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var path = "/premier-acces?jeton=" + await host.NewOperatorTokenAsync();
        using var scanner = host.NewClient("203.0.113.50");
        await scanner.GetPageAsync(path);
        using var one = host.NewClient("203.0.113.1");
        var email = People.NewEmail("camille");
        using var entered = await one.PostFormAsync(path, ("nom", "Camille Roux"), ("courriel", email), ("motdepasse", People.Password));
        Assert.Equal((HttpStatusCode.Found, "/compte"), (entered.StatusCode, entered.Headers.Location!.OriginalString));
        await one.GetPageAsync("/saisie");
        var person = await host.WithDbAsync(db => db.Set<Person>().SingleAsync(person => person.Email == email));
        Assert.True(person.IsAdministrator);
        using var other = host.NewClient("203.0.113.2");
        using var refused = await other.PostFormAsync(path, ("nom", "Un autre"), ("courriel", People.NewEmail("autre")));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var sentAway = await other.GetAsync("/saisie", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, sentAway.StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_is_said_by_its_field_keeps_what_was_typed_and_uses_nothing()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var path = "/premier-acces?jeton=" + await host.NewOperatorTokenAsync();
        using var client = host.NewClient("203.0.113.3");
        using var refused = await client.PostFormAsync(path, ("nom", " "), ("courriel", "camille@"), ("motdepasse", "azertyuiop12"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.ReadPageAsync();
        Assert.Equal(["f-nom-erreur", "f-courriel-erreur", "f-motdepasse-erreur"], page.QuerySelectorAll(".field-error").Select(error => error.Id));
        Assert.Equal("camille@", page.ValueOf("courriel"));
        using var entered = await client.SendFormAsync(path, page, ("nom", "Camille Roux"), ("courriel", People.NewEmail("camille")));
        Assert.Equal(HttpStatusCode.Found, entered.StatusCode);
    }

    [Theory]
    [InlineData("faux")]
    [InlineData("")]
    [InlineData("<script>alert(1)</script>")]
    public async Task A_wrong_token_is_a_400_that_keeps_what_was_typed(string token)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        using var client = host.NewClient("203.0.113.4");
        using var refused = await client.PostFormAsync("/premier-acces", ("jeton", token), ("nom", "Camille Roux"), ("courriel", "camille@mairie.example"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.ReadPageAsync();
        Assert.Equal((token, "Camille Roux"), (page.ValueOf("jeton"), page.ValueOf("nom")));
        Assert.NotEmpty(page.QuerySelector("#f-jeton-erreur")!.TextContent.Trim());
    }

    [Fact]
    public async Task An_address_that_has_an_account_makes_no_second_one()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var known = await host.RegisterAsync("Déjà là", People.NewEmail("deja"));
        using var client = host.NewClient("203.0.113.5");
        using var refused = await client.PostFormAsync("/premier-acces?jeton=" + await host.NewOperatorTokenAsync(), ("nom", "Camille"), ("courriel", known.Email!.ToUpperInvariant()));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.False((await host.WithDbAsync(db => db.Set<Person>().SingleAsync(person => person.Id == known.Id))).IsAdministrator);
    }
}
