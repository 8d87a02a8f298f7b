using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Liant.Modules.Accounts.SigningIn;

/// <summary>
/// OpenID Connect over the framework's OAuth: code flow with PKCE and state are the base's; discovery, nonce and the check of the identity token are added here, with the libraries of the framework's own handler, whose
/// package is not in the registry (decision 18).
/// </summary>
internal sealed class OidcHandler(IOptionsMonitor<OidcOptions> options, ILoggerFactory log, UrlEncoder encoder) : OAuthHandler<OidcOptions>(options, log, encoder)
{
    public const string Named = "oidc";

    private const string Nonce = "liant.nonce";

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Options.AuthorizationEndpoint = (await ProviderAsync()).AuthorizationEndpoint;
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        var nonce = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        properties.Items[Nonce] = nonce;
        return QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, redirectUri), "nonce", nonce);
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        Options.TokenEndpoint = (await ProviderAsync()).TokenEndpoint;
        return await base.ExchangeCodeAsync(context);
    }

    /// <exception cref="AuthenticationFailureException">The token is not the provider's, not for us, too old, or answers another question.</exception>
    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var claims = await CheckedAsync(tokens.Response!.RootElement.GetProperty("id_token").GetString()!);
        if (!claims.TryGetValue("nonce", out var nonce) || nonce as string != properties.Items[Nonce])
        {
            throw new AuthenticationFailureException("The identity token answers another request.");
        }

        var subject = (string)claims["sub"];
        if (!claims.ContainsKey("email") && (await ProviderAsync()).UserInfoEndpoint is { Length: > 0 } address)
        {
            var more = await UserInfoAsync(address, tokens.AccessToken!);
            claims = more.TryGetValue("sub", out var same) && same as string == subject ? more : throw new AuthenticationFailureException("The user information is somebody else's.");
        }

        string? Said(string name) => claims.TryGetValue(name, out var value) ? value.ToString() : null;
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, subject));
        if (Said("email") is { } email && Said("email_verified") is null or "True" or "true")
        {
            identity.AddClaim(new Claim(ClaimTypes.Email, Said("email") ?? ""));
        }

        identity.AddClaim(new Claim(ClaimTypes.Name, Said("name") ?? string.Join(' ', new[] { Said("given_name"), Said("usual_name") ?? Said("family_name") }.OfType<string>())));
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Named);
    }

    private Task<OpenIdConnectConfiguration> ProviderAsync() => Options.Provider.GetConfigurationAsync(Context.RequestAborted);

    private async Task<IDictionary<string, object>> CheckedAsync(string token)
    {
        for (var attempt = 0; ; attempt++)
        {
            var provider = await ProviderAsync();
            var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
            {
                ValidIssuer = provider.Issuer, ValidAudience = Options.ClientId, IssuerSigningKeys = provider.SigningKeys, RequireSignedTokens = true, RequireExpirationTime = true, ClockSkew = TimeSpan.FromMinutes(2),
            });
            if (result.IsValid)
            {
                return result.Claims;
            }

            if (attempt > 0 || result.Exception is not SecurityTokenSignatureKeyNotFoundException)
            {
                throw new AuthenticationFailureException("The identity token is refused.", result.Exception);
            }

            // The provider has a new key.
            Options.Provider.RequestRefresh();
        }
    }

    /// <summary>As JSON, or signed, as ProConnect gives it.</summary>
    private async Task<IDictionary<string, object>> UserInfoAsync(string address, string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) } };
        using var answer = await Backchannel.SendAsync(request, Context.RequestAborted);
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync(Context.RequestAborted);
        if (answer.Content.Headers.ContentType?.MediaType == "application/jwt")
        {
            return await CheckedAsync(text);
        }

        using var json = JsonDocument.Parse(text);
        return json.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => (object)one.Value.ToString());
    }
}
