using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Groups.Meetings;

/// <summary>
/// A meeting of a group.
/// <code>
///   Convene --> to come --(its hour passes)--> held --Report--> with its minutes
///                  +--Cancel--> cancelled --Convene again--> to come
/// </code>
/// </summary>
public sealed class Meeting
{
    public const int LongestTitle = 160;

    public const int LongestPlace = 300;

    public const int LongestAgenda = 5000;

    public const int LongestMinutes = 40_000;

    /// <summary>After it began, people still look for the room.</summary>
    public static readonly TimeSpan StillOn = TimeSpan.FromHours(3);

    private Meeting(Guid id, Guid groupId) => (Id, GroupId) = (id, groupId);

    public Guid Id { get; private set; }

    public Guid GroupId { get; private set; }

    public string Title { get; private set; } = "";

    public DateTimeOffset StartsAt { get; private set; }

    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>A room, an address, the link of a video meeting.</summary>
    public string Place { get; private set; } = "";

    public string Agenda { get; private set; } = "";

    public string Minutes { get; private set; } = "";

    public DateTimeOffset? MinutesAt { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>When it was convened, moved or cancelled: news for the group.</summary>
    public DateTimeOffset ToldAt { get; private set; }

    public int Version { get; private set; }

    public static Meeting Convene(Guid id, Group group, MeetingDescription said, DateTimeOffset now)
    {
        var meeting = new Meeting(id, group.Id);
        meeting.Convene(said, now);
        return meeting;
    }

    /// <summary>Also moves it, and takes back that it was cancelled.</summary>
    public void Convene(MeetingDescription said, DateTimeOffset now)
    {
        var isNews = said.StartsAt != StartsAt || said.Place != Place || CancelledAt is not null;
        (Title, StartsAt, EndsAt, Place, Agenda, CancelledAt) = (said.Title, said.StartsAt, said.EndsAt, said.Place, said.Agenda, null);
        ToldAt = isNews ? now : ToldAt;
        Version++;
    }

    public void Cancel(DateTimeOffset now) => (CancelledAt, ToldAt, Version) = (now, now, Version + 1);

    /// <summary>The minutes; corrected, they are not news again.</summary>
    public void Report(string minutes, DateTimeOffset now) => (Minutes, MinutesAt, Version) = (minutes, minutes.Length == 0 ? null : MinutesAt ?? now, Version + 1);

    public bool IsComing(DateTimeOffset now) => CancelledAt is null && (EndsAt ?? StartsAt + StillOn) >= now;
}

/// <summary>What is said of a meeting, checked.</summary>
public sealed record MeetingDescription(string Title, DateTimeOffset StartsAt, DateTimeOffset? EndsAt, string Place, string Agenda);

internal sealed class MeetingMapping : IEntityTypeConfiguration<Meeting>
{
    public void Configure(EntityTypeBuilder<Meeting> builder)
    {
        builder.ToTable("groups_meetings").HasKey(meeting => meeting.Id);
        builder.Property(meeting => meeting.Id).ValueGeneratedNever();
        builder.Property(meeting => meeting.Title).HasMaxLength(Meeting.LongestTitle);
        builder.Property(meeting => meeting.Place).HasMaxLength(Meeting.LongestPlace);
        builder.Property(meeting => meeting.Agenda).HasMaxLength(Meeting.LongestAgenda);
        builder.Property(meeting => meeting.Minutes).HasMaxLength(Meeting.LongestMinutes);
        builder.Property(meeting => meeting.Version).IsConcurrencyToken();
        builder.HasOne<Group>().WithMany().HasForeignKey(meeting => meeting.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(meeting => new { meeting.GroupId, meeting.StartsAt });
    }
}
