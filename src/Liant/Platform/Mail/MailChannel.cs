namespace Liant.Platform.Mail;

/// <summary>Two channels that never mix: only the second can be unsubscribed from.</summary>
public enum MailChannel
{
    /// <summary>What the person asked for or must be told: a link to sign in, an answer to a proposal, a convening notice.</summary>
    Statutory,

    /// <summary>What she chose to receive: alerts, letters. Each bears a way out.</summary>
    Marketing,
}
