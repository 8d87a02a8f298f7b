using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Liant.Platform.Mail;

/// <summary>What each letter of a list holds to stop the next: whose it is, sealed by the site's keys, which every node shares. Nobody stops another's.</summary>
public sealed class LeaveKeys(IDataProtectionProvider protection)
{
    /// <param name="list">Which letters; a key for some stops no others.</param>
    public string Of(string list, Guid whose) => protection.CreateProtector(list).Protect(whose.ToString("N"));

    public Guid? Read(string list, string? key)
    {
        try
        {
            return key is { Length: > 0 and < 400 } ? Guid.ParseExact(protection.CreateProtector(list).Unprotect(key), "N") : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
