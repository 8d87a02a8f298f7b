using Liant.Modules.Groups.Discussions;
using Liant.Modules.Groups.Meetings;
using Liant.Modules.Groups.Papers;
using Liant.Modules.Groups.Pathways;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Groups.Letters;

/// <summary>What happened in a group between two moments, but for what its reader wrote or gave herself; and the meetings of the two days to come.</summary>
/// <param name="Told">Meetings convened, moved or cancelled.</param>
internal sealed record GroupNews(
    Group Group, IReadOnlyList<(Discussion Discussion, int Messages)> Discussions, IReadOnlyList<Meeting> Told, IReadOnlyList<Meeting> Minutes, IReadOnlyList<Paper> Papers, IReadOnlyList<Meeting> Soon, IReadOnlyList<Step> Late)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(2);

    /// <summary>What only reminds is told with what is new, and the day before.</summary>
    public bool IsWorthALetter => Discussions.Count + Told.Count + Minutes.Count + Papers.Count + Soon.Count > 0;

    public static async Task<GroupNews> OfAsync(LiantDb db, Group group, Guid reader, DateTimeOffset since, DateTimeOffset now, DateOnly today, CancellationToken cancel)
    {
        var discussions = await db.Set<Discussion>().AsNoTracking().Where(one => one.GroupId == group.Id && one.LastAt > since).OrderBy(one => one.LastAt)
            .Select(one => new { one, Count = db.Set<Message>().Count(message => message.DiscussionId == one.Id && message.SentAt > since && message.SentAt <= now && message.AuthorId != reader && message.WithdrawnAt == null) }).ToListAsync(cancel);
        var meetings = await db.Set<Meeting>().AsNoTracking().Where(meeting => meeting.GroupId == group.Id && (meeting.ToldAt > since || meeting.MinutesAt > since || (meeting.StartsAt > now && meeting.StartsAt <= now + Ahead))).OrderBy(meeting => meeting.StartsAt).ToListAsync(cancel);
        var papers = await db.Set<Paper>().AsNoTracking().Where(paper => paper.GroupId == group.Id && paper.AddedAt > since && paper.AddedAt <= now && paper.AddedById != reader).OrderBy(paper => paper.AddedAt).ToListAsync(cancel);
        var late = group.Kind != GroupKind.Advice ? [] : await db.Set<Step>().AsNoTracking().Where(step => step.GroupId == group.Id && step.DueOn < today && (step.State == StepState.ToDo || step.State == StepState.UnderWay)).OrderBy(step => step.DueOn).ToListAsync(cancel);
        return new GroupNews(group, discussions.Where(one => one.Count > 0).Select(one => (one.one, one.Count)).ToList(), meetings.Where(meeting => meeting.ToldAt > since && meeting.StartsAt > now).ToList(),
            meetings.Where(meeting => meeting.MinutesAt > since).ToList(), papers,
            // Reminded once: the letter of the day before had it beyond its two days.
            meetings.Where(meeting => meeting.CancelledAt is null && meeting.ToldAt <= since && meeting.StartsAt > now && meeting.StartsAt <= now + Ahead && meeting.StartsAt > since + Ahead).ToList(), late);
    }
}
