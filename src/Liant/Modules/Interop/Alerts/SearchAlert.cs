using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Interop.Alerts;

/// <summary>
/// A search whose news somebody wants by mail.
/// <code>
///   asked --Confirm (the link of a letter)--> followed --Send, each day or week--> followed
///     |                                          +--(a link, or one click in the mail program)--> gone
///     +--(a week)--> gone
/// </code>
/// </summary>
public sealed class SearchAlert
{
    public const int LongestSearch = 2000;

    /// <summary>An address follows no more searches than that, and is sent no more requests to confirm in a day.</summary>
    public const int MostOfAddress = 20;

    public const int MostAsked = 3;

    /// <summary>Not confirmed by then, it is forgotten.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>These letters, among those that have a way out.</summary>
    internal const string Letters = "alert";

    /// <summary>Before the day's work, in Paris.</summary>
    private const int Hour = 7;

    private SearchAlert(Guid id, string search, string email, Guid? personId, AlertRhythm rhythm, DateTimeOffset askedAt) =>
        (Id, Search, Email, PersonId, Rhythm, AskedAt, ToldUntil) = (id, search, email, personId, rhythm, askedAt, askedAt);

    public Guid Id { get; private set; }

    /// <summary>In the words of the API, from its question mark on.</summary>
    public string Search { get; private set; }

    public string Email { get; private set; }

    /// <summary>Whose account it is, if any: she is told of what she may see on the day of the letter.</summary>
    public Guid? PersonId { get; private set; }

    public AlertRhythm Rhythm { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>Null until it is confirmed.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>What was updated later was not told yet.</summary>
    public DateTimeOffset ToldUntil { get; private set; }

    /// <summary>Several nodes: the second to write the letter is told.</summary>
    public int Version { get; private set; }

    public static SearchAlert Ask(string search, string email, Guid? person, AlertRhythm rhythm, DateTimeOffset now) => new(Guid.CreateVersion7(now), search, email, person, rhythm, now);

    public void Confirm(DateTimeOffset now) => (ConfirmedAt, ToldUntil, NextAt, Version) = (now, now, After(now), Version + 1);

    public void Tell(DateTimeOffset now) => (ToldUntil, NextAt, Version) = (now, After(now), Version + 1);

    /// <summary>The way out of one letter is that of the search, however often it was asked for.</summary>
    public static async Task LeaveAsync(LiantDb db, Guid id, CancellationToken cancel)
    {
        if (await db.Set<SearchAlert>().AsNoTracking().SingleOrDefaultAsync(alert => alert.Id == id, cancel) is { } left)
        {
            await db.Set<SearchAlert>().Where(alert => alert.Email == left.Email && alert.Search == left.Search).ExecuteDeleteAsync(cancel);
        }
    }

    /// <summary>The next morning; of a weekly one, the next Monday's.</summary>
    private DateTimeOffset After(DateTimeOffset now)
    {
        var day = Paris.At(now).Date.AddDays(1);
        while (Rhythm == AlertRhythm.Weekly && day.DayOfWeek != DayOfWeek.Monday)
        {
            day = day.AddDays(1);
        }

        return Paris.Instant(day.AddHours(Hour));
    }
}

/// <summary>How often.</summary>
public enum AlertRhythm
{
    Daily,

    Weekly,
}

internal sealed class SearchAlertMapping : IEntityTypeConfiguration<SearchAlert>
{
    public void Configure(EntityTypeBuilder<SearchAlert> builder)
    {
        builder.ToTable("interop_alerts").HasKey(alert => alert.Id);
        builder.Property(alert => alert.Id).ValueGeneratedNever();
        builder.Property(alert => alert.Search).HasMaxLength(SearchAlert.LongestSearch);
        builder.Property(alert => alert.Email).HasMaxLength(254);
        builder.Property(alert => alert.Rhythm).HasConversion<string>().HasMaxLength(20);
        builder.Property(alert => alert.Version).IsConcurrencyToken();
        builder.HasIndex(alert => alert.NextAt);
        builder.HasIndex(alert => alert.Email);
    }
}
