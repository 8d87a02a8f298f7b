using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Accounts.People;

/// <summary>One browser signed in. The cookie names it: without its line here the cookie opens nothing, so it can be closed from elsewhere.</summary>
public sealed class Session
{
    public const int LongestDevice = 80;

    /// <summary>Not seen for so long, it is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(14);

    private Session(Guid id, Guid personId, string device, DateTimeOffset openedAt, DateTimeOffset seenAt) =>
        (Id, PersonId, Device, OpenedAt, SeenAt) = (id, personId, device, openedAt, seenAt);

    /// <summary>Opened longer ago, it changes nothing of what opens the account.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    /// <summary>The space that she acts for there, if she chose one.</summary>
    public Guid? SpaceId { get; private set; }

    /// <summary>What the browser said it is, in two words.</summary>
    public string Device { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>To within five minutes.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>The identifier is random, not dated: it is half of a secret.</summary>
    public static Session Open(Guid personId, string userAgent, DateTimeOffset now) => new(new Guid(RandomNumberGenerator.GetBytes(16)), personId, DeviceOf(userAgent), now, now);

    /// <summary>She signed in a moment ago: it is she who sits there.</summary>
    public bool IsFresh(DateTimeOffset now) => OpenedAt >= now - Fresh;

    internal static string DeviceOf(string userAgent)
    {
        string? First(params (string Sign, string Name)[] known) => known.Where(one => userAgent.Contains(one.Sign, StringComparison.Ordinal)).Select(one => one.Name).FirstOrDefault();
        var browser = First(("Firefox/", "Firefox"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("Chrome/", "Chrome"), ("Safari/", "Safari"));
        var system = First(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"));
        return string.Join(", ", new[] { browser, system }.OfType<string>());
    }
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("accounts_sessions").HasKey(session => session.Id);
        builder.Property(session => session.Device).HasMaxLength(Session.LongestDevice);
        builder.HasIndex(session => session.PersonId);
        builder.HasOne<Person>().WithMany().HasForeignKey(session => session.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
