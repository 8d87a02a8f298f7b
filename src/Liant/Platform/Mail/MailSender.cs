using System.Net;
using System.Net.Mail;
using System.Text;
using Liant.Platform.Database;
using Liant.Platform.Start;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Mail;

/// <summary>Sends what waits in the database, one letter at a time. Each is taken for a while before it is sent, so that of several web nodes one sends it.</summary>
internal sealed class MailSender(IDbContextFactory<LiantDb> databases, Readiness readiness, LiantSettings settings, TimeProvider clock, ILogger<MailSender> log) : PeriodicWork(readiness, TimeSpan.FromSeconds(1), log)
{
    /// <summary>A node that dies while it sends leaves the letter to the others after that long.</summary>
    private static readonly TimeSpan Taken = TimeSpan.FromMinutes(5);

    protected override bool IsWanted => settings.Smtp is not null;

    protected override string Name => "File des courriels";

    protected override async Task WorkAsync(CancellationToken cancel)
    {
        while (await SendNextAsync(settings.Smtp!, cancel))
        {
        }
    }

    /// <summary>False when nothing waits.</summary>
    internal async Task<bool> SendNextAsync(SmtpSettings smtp, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        if (await db.Set<OutgoingMail>().Where(mail => mail.NextTryAt != null && mail.NextTryAt <= now).OrderBy(mail => mail.NextTryAt).FirstOrDefaultAsync(cancel) is not { } next)
        {
            return false;
        }

        var (planned, until) = (next.NextTryAt, (DateTimeOffset?)(now + Taken));
        if (await db.Set<OutgoingMail>().Where(mail => mail.Id == next.Id && mail.NextTryAt == planned).ExecuteUpdateAsync(set => set.SetProperty(mail => mail.NextTryAt, until), cancel) == 0)
        {
            return true;
        }

        await db.Entry(next).ReloadAsync(cancel);
        try
        {
            await SendAsync(next, smtp, cancel);
            next.Leave(clock.GetUtcNow());
        }
        catch (SmtpException e)
        {
            // 5xx: never (RFC 5321, 4.2.1), but for those that say the server is not well.
            next.Fail($"{(int)e.StatusCode} {e.Message} {e.InnerException?.Message}".Trim(), isFinal: (int)e.StatusCode is >= 500 and not 502 and not 503 and not 530, clock.GetUtcNow());
            log.LogWarning("Un courriel n’est pas parti (essai {Tries}) : {Error}", next.Tries, next.LastError);
        }

        // The letter left: saying so must not be given up with the request to stop.
        await db.SaveChangesAsync(CancellationToken.None);
        return true;
    }

    private async Task SendAsync(OutgoingMail mail, SmtpSettings smtp, CancellationToken cancel)
    {
        var from = new MailAddress(settings.MailFrom, settings.SpaceName ?? "Liant", Encoding.UTF8);
        using var message = new MailMessage(from, new MailAddress(mail.Recipient))
        {
            Subject = mail.Subject, SubjectEncoding = Encoding.UTF8, Body = mail.Text, BodyEncoding = Encoding.UTF8, HeadersEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", mail.MessageId(from.Host));
        // No "I am away" is sent back (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (mail.LeaveAddress is { } leave)
        {
            message.Headers.Add("List-Unsubscribe", $"<{leave}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        using var client = new SmtpClient(smtp.Host, smtp.Port)
        {
            EnableSsl = smtp.UsesTls, Credentials = smtp.User is null ? null : new NetworkCredential(smtp.User, smtp.Password), Timeout = 30_000,
        };
        await client.SendMailAsync(message, cancel);
    }
}
