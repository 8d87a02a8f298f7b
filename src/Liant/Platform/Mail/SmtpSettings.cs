namespace Liant.Platform.Mail;

/// <summary>Where letters leave from, as LIANT_SMTP says it: smtp://user:password@host:587.</summary>
/// <param name="UsesTls">STARTTLS before anything is said; always, but for a server on this machine.</param>
public sealed record SmtpSettings(string Host, int Port, string? User, string? Password, bool UsesTls)
{
    /// <exception cref="InvalidOperationException">Not such an address; the message is for the administrator.</exception>
    public static SmtpSettings? From(string? address)
    {
        if (string.IsNullOrWhiteSpace(address))
        {
            return null;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != "smtp" || uri.Host.Length == 0)
        {
            throw new InvalidOperationException("LIANT_SMTP doit être une adresse de la forme smtp://utilisateur:motdepasse@serveur:587 (STARTTLS ; le port 465 n’est pas pris en charge).");
        }

        var signIn = uri.UserInfo.Split(':', 2);
        return new SmtpSettings(uri.Host, uri.IsDefaultPort || uri.Port < 0 ? 587 : uri.Port,
            signIn[0].Length > 0 ? Uri.UnescapeDataString(signIn[0]) : null, signIn.Length > 1 ? Uri.UnescapeDataString(signIn[1]) : null, UsesTls: !uri.IsLoopback);
    }
}
