using Liant.Modules.Accounts.Contract;
using Liant.Modules.Groups.Meetings;
using Liant.Modules.Groups.Pathways;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Groups;

/// <summary>A group in a list, for _Groups.cshtml.</summary>
/// <param name="Next">Its next meeting.</param>
/// <param name="Due">Of a pathway, the steps not done whose day is known, the first one.</param>
public sealed record GroupLine(Group Group, NamedSpace? Space, NamedSpace? Partner, Meeting? Next, PathwayStage? Stage, DateOnly? Due)
{
    public static async Task<IReadOnlyList<GroupLine>> OfAsync(LiantDb db, SpaceNames spaces, List<Group> groups, DateTimeOffset now, CancellationToken cancel)
    {
        var ids = groups.ConvertAll(group => group.Id);
        var names = await spaces.ByIdAsync(groups.SelectMany(group => new[] { group.SpaceId, group.PartnerId ?? group.SpaceId }).Distinct().ToList(), cancel);
        var next = (await db.Set<Meeting>().AsNoTracking().Where(meeting => ids.Contains(meeting.GroupId) && meeting.CancelledAt == null && meeting.StartsAt >= now - Meeting.StillOn).OrderBy(meeting => meeting.StartsAt).ToListAsync(cancel))
            .GroupBy(meeting => meeting.GroupId).ToDictionary(one => one.Key, one => one.First());
        var stages = await db.Set<Pathway>().AsNoTracking().Where(pathway => ids.Contains(pathway.GroupId)).ToDictionaryAsync(pathway => pathway.GroupId, pathway => pathway.Stage, cancel);
        var due = await db.Set<Step>().Where(step => ids.Contains(step.GroupId) && step.DueOn != null && (step.State == StepState.ToDo || step.State == StepState.UnderWay))
            .GroupBy(step => step.GroupId).Select(of => new { of.Key, First = of.Min(step => step.DueOn) }).ToDictionaryAsync(of => of.Key, of => of.First, cancel);
        return groups.ConvertAll(group => new GroupLine(group, names.GetValueOrDefault(group.SpaceId), group.PartnerId is { } partner ? names.GetValueOrDefault(partner) : null,
            next.GetValueOrDefault(group.Id), stages.TryGetValue(group.Id, out var stage) ? stage : null, due.GetValueOrDefault(group.Id)));
    }
}

/// <summary>For _Groups.cshtml.</summary>
/// <param name="InSpace">The page of a space says whose they are.</param>
public sealed record GroupLines(IReadOnlyList<GroupLine> Lines, DateOnly Today, bool InSpace);
