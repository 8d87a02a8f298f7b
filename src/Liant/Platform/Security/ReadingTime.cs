using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Liant.Platform.Security;

/// <summary>When a form open to anyone was shown, sealed into the form: a program that answers before a person could read is turned away, without a riddle for the others.</summary>
public sealed class ReadingTime(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>Nobody reads and fills the form in less.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Most = TimeSpan.FromDays(2);

    private readonly IDataProtector seal = protection.CreateProtector("proposal");

    /// <summary>For a hidden field of the form.</summary>
    public string Begin() => seal.Protect(clock.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture));

    /// <param name="begun">As it came back.</param>
    public bool WasTaken(string? begun)
    {
        try
        {
            var shown = new DateTimeOffset(long.Parse(seal.Unprotect(begun ?? ""), CultureInfo.InvariantCulture), TimeSpan.Zero);
            return clock.GetUtcNow() - shown is var taken && taken >= Least && taken <= Most;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
