using System.Net.Mail;

namespace Liant.Platform.Mail;

/// <summary>An address to write to, as it is typed.</summary>
public static class EmailAddress
{
    public const int Longest = 254;

    /// <summary>Null when it is no address. No name before it, no comment in it: what is typed is what is written to.</summary>
    public static string? Parse(string? typed)
    {
        var email = typed?.Trim() ?? "";
        return email.Length is > 0 and <= Longest && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && MailAddress.TryCreate(email, out var known) && known.Address == email && known.Host.Contains('.', StringComparison.Ordinal) ? email : null;
    }
}
