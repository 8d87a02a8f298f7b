using System.Net;
using Liant.Modules.Accounts.People;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Accounts;

/// <summary>Through a real provider on this machine: ProConnect, as far as the protocol goes.</summary>
public sealed class SigningInThroughAProvider : IAsyncLifetime
{
    private IdentityProvider provider = null!;
    private LiantHost host = null!;

    public async ValueTask InitializeAsync()
    {
        provider = await IdentityProvider.StartAsync();
        host = await LiantHost.StartAsync(settings: settings => settings with { Oidc = provider.Settings });
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task An_agent_comes_in_is_known_again_and_keeps_the_account_that_she_had()
    {
        var had = await host.RegisterAsync("Avec un mot de passe", People.NewEmail("agente"));
        Be("sub-1", had.Email!);
        foreach (var _ in new[] { 1, 2 })
        {
            using var client = host.NewClient();
            Assert.Contains("Fournisseur d’essai", (await client.GetPageAsync("/connexion")).Body!.TextContent, StringComparison.Ordinal);
            Assert.Equal("/espaces", await GoAsync(client, "/espaces"));
            Assert.Contains("Avec un mot de passe", (await client.GetPageAsync("/compte")).QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        }

        Be("sub-2", People.NewEmail("nouvelle"));
        using var other = host.NewClient();
        Assert.Equal("/compte", await GoAsync(other, "//pirate.example"));
        Assert.Contains("Anne Lebrun", (await other.GetPageAsync("/compte")).QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, await host.WithDbAsync(db => db.Set<Person>().CountAsync()));
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("no nonce")]
    [InlineData("audience")]
    [InlineData("issuer")]
    [InlineData("expired")]
    [InlineData("signature")]
    public async Task A_token_that_is_not_for_this_request_opens_nothing(string cheat)
    {
        Be("sub-3", People.NewEmail("pirate"));
        provider.SignsWithAnotherKey = cheat == "signature";
        provider.Cheat = claims =>
        {
            claims["nonce"] = cheat == "nonce" ? "un-autre" : claims["nonce"];
            claims["aud"] = cheat == "audience" ? "un-autre-site" : claims["aud"];
            claims["iss"] = cheat == "issuer" ? "https://pirate.example" : claims["iss"];
            claims["exp"] = cheat == "expired" ? (long)claims["iat"] - 3600 : claims["exp"];
            claims["nbf"] = cheat == "expired" ? (long)claims["iat"] - 7200 : claims["nbf"];
            if (cheat == "no nonce")
            {
                claims.Remove("nonce");
            }
        };
        using var client = host.NewClient();
        Assert.Equal("/connexion?echec=fournisseur", await GoAsync(client, "/compte"));
        Assert.NotNull((await client.GetPageAsync("/connexion?echec=fournisseur")).QuerySelector("[role=alert]"));
        using var sentAway = await client.GetAsync("/compte", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, sentAway.StatusCode);
        Assert.Equal(0, await host.WithDbAsync(db => db.Set<Person>().CountAsync()));
    }

    [Fact]
    public async Task An_answer_begun_in_another_browser_or_without_a_verified_address_opens_nothing()
    {
        Be("sub-4", People.NewEmail("agente"));
        using var one = host.NewClient();
        using var other = host.NewClient();
        var back = await AskAsync(one, "/compte");
        using var stolen = await other.GetAsync(back, TestContext.Current.CancellationToken);
        Assert.Equal("/connexion?echec=fournisseur", stolen.Headers.Location!.OriginalString);
        provider.Claims["email_verified"] = false;
        Assert.Equal("/connexion?echec=adresse", await GoAsync(one, "/compte"));
    }

    private void Be(string subject, string email) => (provider.Claims["sub"], provider.Claims["email"], provider.Claims["given_name"], provider.Claims["usual_name"]) = (subject, email, "Anne", "Lebrun");

    /// <summary>To the provider and back; the address that it sends back to.</summary>
    private static async Task<string> AskAsync(HttpClient client, string next)
    {
        using var away = await client.GetAsync("/connexion/fournisseur?retour=" + Uri.EscapeDataString(next));
        using var there = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answer = await there.GetAsync(away.Headers.Location);
        return answer.Headers.Location!.AbsoluteUri;
    }

    /// <summary>The whole way; where it ends.</summary>
    private static async Task<string> GoAsync(HttpClient client, string next)
    {
        using var back = await client.GetAsync(await AskAsync(client, next));
        var arrival = back.Headers.Location!.OriginalString;
        if (!arrival.Contains("/arrivee", StringComparison.Ordinal))
        {
            return arrival;
        }

        using var arrived = await client.GetAsync(arrival);
        return arrived.Headers.Location!.OriginalString;
    }
}
