using Liant.Modules.Accounts.Contract;
using Liant.Modules.Groups.Discussions;
using Liant.Modules.Groups.Meetings;
using Liant.Modules.Groups.Papers;
using Liant.Modules.Groups.Pathways;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups;

/// <summary>A group: what it is for, its next meeting, its discussions, its documents; of a pathway, how far it is. Whoever may join sees what it is for.</summary>
public sealed class DetailsModel(LiantDb db, SpaceNames spaces, SpacePeople people, TimeProvider clock, IStringLocalizer<Texts> texts) : GroupPage(db, spaces, clock, texts)
{
    public const int PageSize = 30;

    private const int MostShown = 5;

    [BindProperty(Name = "suite", SupportsGet = true)]
    public int PageNumber { get; set; } = 1;

    [BindProperty(Name = "lettres")]
    public bool Letters { get; set; }

    /// <summary>She only sees what it is for.</summary>
    public bool IsOutside { get; private set; }

    public IReadOnlyList<Meeting> Coming { get; private set; } = [];

    public IReadOnlyList<Meeting> Past { get; private set; } = [];

    public IReadOnlyList<(Discussion Discussion, int Messages)> Discussions { get; private set; } = [];

    public bool HasMore { get; private set; }

    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    public int PaperCount { get; private set; }

    public int PeopleCount { get; private set; }

    public Pathway? Pathway { get; private set; }

    public IReadOnlyList<Step> Steps { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        if (!await SeeAsync(id, cancel))
        {
            return NotFound();
        }

        if (!IsOutside)
        {
            await ReadAsync(cancel);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostJoinAsync(string id, CancellationToken cancel)
    {
        if (!await SeeAsync(id, cancel) || !Viewer.Roles.ContainsKey(Group.SpaceId) || !(Group.IsOpen || Facilitates))
        {
            return NotFound();
        }

        if (Group.IsClosed)
        {
            await ReadAsync(cancel);
            return Hindered("Group.IsClosed");
        }

        if (Own is null)
        {
            await BringInAsync(Viewer.PersonId!.Value, Group.SpaceId, cancel);
            Record("group-joined");
            await Db.SaveOnceAsync(Db.Set<GroupMember>().Where(member => member.GroupId == Group.Id && member.PersonId == Viewer.PersonId), cancel);
        }

        return To("", "Group.Joined");
    }

    public async Task<IActionResult> OnPostLettersAsync(string id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel) || Own is null)
        {
            return NotFound();
        }

        Own.Want(Letters, Now);
        await Db.SaveChangesAsync(cancel);
        return To("", Letters ? "Letters.On" : "Letters.Off");
    }

    /// <summary>Also for whoever is of the space, where the group is open to her.</summary>
    private async Task<bool> SeeAsync(string id, CancellationToken cancel) => await FindAsync(id, cancel) || (IsOutside = await FindListedAsync(id, cancel));

    private async Task ReadAsync(CancellationToken cancel)
    {
        var from = (Math.Clamp(PageNumber, 1, 10_000) - 1) * PageSize;
        var found = await Db.Set<Discussion>().AsNoTracking().Where(one => one.GroupId == Group.Id).OrderByDescending(one => one.LastAt).ThenBy(one => one.Id).Skip(from).Take(PageSize + 1)
            .Select(one => new { Discussion = one, Count = Db.Set<Message>().Count(message => message.DiscussionId == one.Id) }).ToListAsync(cancel);
        (Discussions, HasMore) = (found.Take(PageSize).Select(one => (one.Discussion, one.Count)).ToList(), found.Count > PageSize);
        var meetings = await Db.Set<Meeting>().AsNoTracking().Where(meeting => meeting.GroupId == Group.Id).OrderBy(meeting => meeting.StartsAt).ToListAsync(cancel);
        Coming = meetings.Where(meeting => meeting.IsComing(Now)).ToList();
        Past = meetings.Where(meeting => !meeting.IsComing(Now)).Reverse().ToList();
        var papers = Db.Set<Paper>().AsNoTracking().Where(paper => paper.GroupId == Group.Id);
        (PaperCount, Papers) = (await papers.CountAsync(cancel), await papers.OrderByDescending(paper => paper.AddedAt).Take(MostShown).ToListAsync(cancel));
        var present = await people.OfAsync(Group.PartnerId is { } partner ? [Group.SpaceId, partner] : [Group.SpaceId], cancel);
        var members = await Db.Set<GroupMember>().Where(member => member.GroupId == Group.Id).Select(member => new { member.PersonId, member.SpaceId }).ToListAsync(cancel);
        PeopleCount = members.Count(member => present.Any(person => person.PersonId == member.PersonId && person.SpaceId == member.SpaceId));
        Pathway = await Db.Set<Pathway>().AsNoTracking().SingleOrDefaultAsync(pathway => pathway.GroupId == Group.Id, cancel);
        Steps = await Db.Set<Step>().AsNoTracking().Where(step => step.GroupId == Group.Id).OrderBy(step => step.Rank).ToListAsync(cancel);
    }
}
