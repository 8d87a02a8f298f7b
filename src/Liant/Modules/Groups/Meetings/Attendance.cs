using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Groups.Meetings;

/// <summary>Whether somebody comes.</summary>
public enum Coming
{
    /// <summary>In the room.</summary>
    There,

    /// <summary>By video or telephone.</summary>
    Remote,

    /// <summary>Does not come.</summary>
    Absent,
}

/// <summary>What a person answered to a meeting; the last answer counts.</summary>
public sealed class Attendance
{
    private Attendance(Guid meetingId, Guid personId) => (MeetingId, PersonId) = (meetingId, personId);

    public Guid MeetingId { get; private set; }

    public Guid PersonId { get; private set; }

    public Coming Coming { get; private set; }

    public DateTimeOffset AnsweredAt { get; private set; }

    public static Attendance Of(Meeting meeting, Guid person) => new(meeting.Id, person);

    public void Answer(Coming coming, DateTimeOffset now) => (Coming, AnsweredAt) = (coming, now);
}

internal sealed class AttendanceMapping : IEntityTypeConfiguration<Attendance>
{
    public void Configure(EntityTypeBuilder<Attendance> builder)
    {
        builder.ToTable("groups_attendances").HasKey(one => new { one.MeetingId, one.PersonId });
        builder.Property(one => one.Coming).HasConversion<string>().HasMaxLength(20);
        builder.HasOne<Meeting>().WithMany().HasForeignKey(one => one.MeetingId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(one => one.PersonId);
    }
}
