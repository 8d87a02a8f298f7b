using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Platform.Mail;

/// <summary>
/// A letter to send. It is written in the transaction of the act that it tells of, so that neither goes without the other.
/// <code>
///   (waiting) --Leave--> sent
///      |  ^ --Fail--> waiting, later each time
///      +--Fail, the last time--> given up
/// </code>
/// Once it left, its text is forgotten: it may hold a link that signs in.
/// </summary>
public sealed class OutgoingMail
{
    /// <summary>Minutes before the next try, then hours: a server that is down for a week-end loses no letter.</summary>
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(8), TimeSpan.FromHours(24), TimeSpan.FromHours(48)];

    public const int LongestError = 500;

    private OutgoingMail(Guid id, MailChannel channel, string recipient, string subject, string text, DateTimeOffset createdAt) =>
        (Id, Channel, Recipient, Subject, Text, CreatedAt, NextTryAt) = (id, channel, recipient, subject, text, createdAt, createdAt);

    public Guid Id { get; private set; }

    public MailChannel Channel { get; private set; }

    public string Recipient { get; private set; }

    public string Subject { get; private set; }

    /// <summary>Plain text, empty once sent.</summary>
    public string Text { get; private set; }

    /// <summary>Of a marketing letter: where a mail program stops the next ones with one click (RFC 8058).</summary>
    public string? LeaveAddress { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Null when it is sent or given up.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    public int Tries { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>What the server said the last time that it refused.</summary>
    public string? LastError { get; private set; }

    /// <summary>The same at each try, so that a letter sent twice by mischance is shown once.</summary>
    public string MessageId(string host) => $"<{Id:N}@{host}>";

    /// <exception cref="ArgumentException">A line break in the recipient or the subject: it would add a header.</exception>
    public static OutgoingMail To(string recipient, string subject, string text, MailChannel channel, DateTimeOffset now) =>
        recipient.AsSpan().IndexOfAny('\r', '\n') >= 0 || subject.AsSpan().IndexOfAny('\r', '\n') >= 0
            ? throw new ArgumentException("A header of one line was expected.")
            : new OutgoingMail(Guid.CreateVersion7(now), channel, recipient, subject, text, now);

    /// <summary>A letter that somebody chose to receive, with its way out.</summary>
    public static OutgoingMail ToSubscriber(string recipient, string subject, string text, string leaveAddress, DateTimeOffset now)
    {
        var letter = To(recipient, subject, text, MailChannel.Marketing, now);
        letter.LeaveAddress = leaveAddress;
        return letter;
    }

    public void Leave(DateTimeOffset now) => (SentAt, NextTryAt, Text, LeaveAddress, LastError, Tries) = (now, null, "", null, null, Tries + 1);

    /// <param name="isFinal">The server will never take it: no other try.</param>
    public void Fail(string error, bool isFinal, DateTimeOffset now)
    {
        LastError = error.Cut(LongestError);
        NextTryAt = isFinal || Tries >= Waits.Length ? null : now + Waits[Tries];
        Tries++;
    }
}

internal sealed class OutgoingMailMapping : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.ToTable("platform_mails").HasKey(mail => mail.Id);
        builder.Property(mail => mail.Channel).HasConversion<string>().HasMaxLength(20);
        builder.Property(mail => mail.Recipient).HasMaxLength(254);
        builder.Property(mail => mail.Subject).HasMaxLength(200);
        builder.Property(mail => mail.LeaveAddress).HasMaxLength(600);
        builder.Property(mail => mail.LastError).HasMaxLength(OutgoingMail.LongestError);
        builder.HasIndex(mail => mail.NextTryAt);
    }
}
