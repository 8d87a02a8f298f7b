using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Liant.Platform;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Liant.Tests.World;

/// <summary>An OpenID Connect provider on this machine, which can be made to cheat.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    private const string Client = "liant";

    private const string Secret = "un-secret";

    private readonly RSA key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> codes = [];
    private readonly WebApplication app;

    private IdentityProvider(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public OidcProvider Settings => new(Address, Client, Secret, "Fournisseur d’essai", null);

    /// <summary>Of the person who signs in there.</summary>
    public Dictionary<string, object> Claims { get; } = [];

    /// <summary>Changes the token before it is signed.</summary>
    public Action<Dictionary<string, object>> Cheat { get; set; } = _ => { };

    /// <summary>Another key than the one that it shows.</summary>
    public bool SignsWithAnotherKey { get; set; }

    public static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new IdentityProvider(builder.Build());
        provider.Map();
        await provider.app.StartAsync();
        return provider;
    }

    private void Map()
    {
        app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, string> { ["issuer"] = Address, ["authorization_endpoint"] = Address + "/authorize", ["token_endpoint"] = Address + "/token", ["jwks_uri"] = Address + "/keys" });
        app.MapGet("/keys", () =>
        {
            var shown = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(key.ExportParameters(false)) { KeyId = "k1" });
            return new { keys = new[] { new { kty = shown.Kty, n = shown.N, e = shown.E, kid = shown.Kid, use = "sig" } } };
        });
        app.MapGet("/authorize", (string client_id, string redirect_uri, string state, string nonce, string code_challenge, string code_challenge_method, string scope) =>
        {
            Assert.Equal((Client, "S256"), (client_id, code_challenge_method));
            Assert.Contains("openid", scope, StringComparison.Ordinal);
            var code = Guid.CreateVersion7().ToString("N");
            codes[code] = (nonce, code_challenge);
            return Results.Redirect($"{redirect_uri}?code={code}&state={Uri.EscapeDataString(state)}");
        });
        app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var isRight = codes.TryRemove(form["code"].ToString(), out var asked) && form["client_secret"] == Secret && Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) == asked.Challenge;
            if (!isRight)
            {
                return Results.BadRequest(new { error = "invalid_grant" });
            }

            var now = TimeProvider.System.GetUtcNow();
            var claims = new Dictionary<string, object>(Claims) { ["iss"] = Address, ["aud"] = Client, ["nonce"] = asked.Nonce, ["iat"] = now.ToUnixTimeSeconds(), ["nbf"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds() };
            Cheat(claims);
            using var other = RSA.Create(2048);
            var signing = new RsaSecurityKey(SignsWithAnotherKey ? other : key) { KeyId = "k1" };
            var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(System.Text.Json.JsonSerializer.Serialize(claims), new SigningCredentials(signing, SecurityAlgorithms.RsaSha256));
            return Results.Json(new { access_token = "acces", token_type = "Bearer", id_token = token });
        });
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        key.Dispose();
    }
}
