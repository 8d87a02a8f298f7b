using Liant.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Liant.Modules.Accounts.SigningIn;

internal static class OidcSettings
{
    /// <summary>The address that the provider sends people back to; it must be declared there.</summary>
    public const string Return = "/connexion/fournisseur/retour";

    /// <summary>The scheme is always there; the page that starts it is a 404 while no provider is set.</summary>
    public static void AddOidc(this IServiceCollection services)
    {
        services.AddAuthentication().AddOAuth<OidcOptions, OidcHandler>(OidcHandler.Named, oidc =>
        {
            // Read from the settings below; the framework wants something here at once.
            (oidc.ClientId, oidc.ClientSecret, oidc.AuthorizationEndpoint, oidc.TokenEndpoint) = ("none", "none", "https://localhost/", "https://localhost/");
            (oidc.CallbackPath, oidc.SignInScheme, oidc.UsePkce) = (Return, IdentityConstants.ExternalScheme, true);
            // Back by a link, not by a form: a stricter cookie than the framework's is enough.
            (oidc.CorrelationCookie.SameSite, oidc.CorrelationCookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
            oidc.Scope.Add("openid");
            oidc.Scope.Add("email");
            oidc.Scope.Add("given_name");
            oidc.Scope.Add("usual_name");
            oidc.Events.OnRemoteFailure = context =>
            {
                context.HttpContext.RequestServices.GetRequiredService<ILogger<OidcHandler>>().LogWarning(context.Failure, "Une connexion par le fournisseur d’identité a échoué");
                context.Response.Redirect("/connexion?echec=fournisseur");
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
        services.AddOptions<OidcOptions>(OidcHandler.Named).Configure<LiantSettings>((oidc, settings) =>
        {
            if (settings.Oidc is not { } known)
            {
                return;
            }

            (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (known.Authority, known.Client, known.Secret);
            if (known.Scopes is { } scopes)
            {
                oidc.Scope.Clear();
                Array.ForEach(scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), oidc.Scope.Add);
            }

            var isHere = new Uri(known.Authority).IsLoopback;
            oidc.Provider = new ConfigurationManager<OpenIdConnectConfiguration>(
                known.Authority.TrimEnd('/') + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(new HttpClient { Timeout = TimeSpan.FromSeconds(10) }) { RequireHttps = !isHere });
        });
    }
}
