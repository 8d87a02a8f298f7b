using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Liant.Modules.Interop.Alerts;

/// <summary>What each letter holds to stop the next: the alert's identifier, sealed by the site's keys, which every node shares. Nobody stops another's.</summary>
public sealed class AlertKey(IDataProtectionProvider protection)
{
    private readonly IDataProtector seal = protection.CreateProtector("alert");

    public string Of(Guid alert) => seal.Protect(alert.ToString("N"));

    public Guid? Read(string? key)
    {
        try
        {
            return key is { Length: > 0 and < 400 } ? Guid.ParseExact(seal.Unprotect(key), "N") : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
