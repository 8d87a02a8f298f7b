namespace Liant.Platform;

/// <summary>An OpenID Connect provider, as the administrator sets it.</summary>
/// <param name="Authority">Address of the provider; https, but for one on this machine.</param>
/// <param name="Name">As its button says.</param>
/// <param name="Scopes">Separated by spaces; null for those of ProConnect.</param>
public sealed record OidcProvider(string Authority, string Client, string Secret, string Name, string? Scopes)
{
    /// <exception cref="InvalidOperationException">A part is missing or wrong; the message is for the administrator.</exception>
    public static OidcProvider? From(IConfiguration configuration)
    {
        if (configuration["LIANT_OIDC_AUTHORITY"] is not { Length: > 0 } authority)
        {
            return null;
        }

        if (!Uri.TryCreate(authority, UriKind.Absolute, out var uri) || !(uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)))
        {
            throw new InvalidOperationException($"LIANT_OIDC_AUTHORITY doit être l’adresse https du fournisseur d’identité ; reçu : {authority}");
        }

        return configuration["LIANT_OIDC_CLIENT"] is { Length: > 0 } client && configuration["LIANT_OIDC_SECRET"] is { Length: > 0 } secret
            ? new OidcProvider(authority, client, secret, configuration["LIANT_OIDC_NAME"] is { Length: > 0 } name ? name : uri.Host, configuration["LIANT_OIDC_SCOPES"])
            : throw new InvalidOperationException("LIANT_OIDC_CLIENT et LIANT_OIDC_SECRET doivent accompagner LIANT_OIDC_AUTHORITY.");
    }
}
