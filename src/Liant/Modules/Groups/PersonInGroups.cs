using System.Runtime.CompilerServices;
using Liant.Modules.Groups.Discussions;
using Liant.Modules.Groups.Meetings;
using Liant.Modules.Groups.Papers;
using Liant.Modules.Groups.Pathways;
using Liant.Platform.Database;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Groups;

/// <summary>What groups keep about a person. What she wrote for others stays with them once she is gone, and is nobody's.</summary>
internal static class PersonInGroups
{
    public static async IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone who, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var one in await db.Set<GroupMember>().Where(one => one.PersonId == who.Id).Join(db.Set<Group>(), one => one.GroupId, group => group.Id, (one, group) => new { Group = group.Name, one.IsFacilitator, one.GetsLetters, one.Since }).ToListAsync(cancel))
        {
            yield return new KeptAbout("group-member", one);
        }

        foreach (var one in await db.Set<Message>().Where(one => one.AuthorId == who.Id).OrderBy(one => one.SentAt).Select(one => new { one.Text, one.SentAt, one.CorrectedAt, one.WithdrawnAt }).ToListAsync(cancel))
        {
            yield return new KeptAbout("group-message", one);
        }

        foreach (var one in await db.Set<Paper>().Where(one => one.AddedById == who.Id).OrderBy(one => one.AddedAt).Select(one => new { one.Name, one.Length, one.AddedAt }).ToListAsync(cancel))
        {
            yield return new KeptAbout("group-document", one);
        }

        foreach (var one in await db.Set<Attendance>().Where(one => one.PersonId == who.Id).Join(db.Set<Meeting>(), one => one.MeetingId, meeting => meeting.Id, (one, meeting) => new { Meeting = meeting.Title, meeting.StartsAt, one.Coming, one.AnsweredAt }).ToListAsync(cancel))
        {
            yield return new KeptAbout("meeting-answer", new { one.Meeting, one.StartsAt, Coming = one.Coming.ToString(), one.AnsweredAt });
        }

        foreach (var one in await db.Set<FollowUp>().Where(one => one.AuthorId == who.Id).OrderBy(one => one.WrittenAt).Select(one => new { one.HappenedOn, one.Text, one.WrittenAt }).ToListAsync(cancel))
        {
            yield return new KeptAbout("pathway-note", one);
        }
    }

    public static async Task ForgetAsync(LiantDb db, Someone who, CancellationToken cancel)
    {
        await db.Set<GroupMember>().Where(one => one.PersonId == who.Id).ExecuteDeleteAsync(cancel);
        await db.Set<Attendance>().Where(one => one.PersonId == who.Id).ExecuteDeleteAsync(cancel);
        await db.Set<Message>().Where(one => one.AuthorId == who.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.AuthorId, (Guid?)null), cancel);
        await db.Set<Paper>().Where(one => one.AddedById == who.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.AddedById, (Guid?)null), cancel);
        await db.Set<FollowUp>().Where(one => one.AuthorId == who.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.AuthorId, (Guid?)null), cancel);
    }
}
