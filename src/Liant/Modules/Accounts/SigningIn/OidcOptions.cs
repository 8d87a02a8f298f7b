using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Liant.Modules.Accounts.SigningIn;

/// <summary>A provider of the administrator's choice (ProConnect…). Its addresses and keys are read from its discovery document, again when a key is new.</summary>
internal sealed class OidcOptions : OAuthOptions
{
    /// <summary>Where discovery starts.</summary>
    public string Authority { get; set; } = "";

    public IConfigurationManager<OpenIdConnectConfiguration> Provider { get; set; } = null!;
}
