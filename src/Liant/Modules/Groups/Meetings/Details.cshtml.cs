using Liant.Modules.Accounts.Contract;
using Liant.Modules.Groups.Papers;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups.Meetings;

/// <summary>A meeting: when and where, who comes, its documents, and its minutes, written by the facilitators.</summary>
public sealed class DetailsModel(LiantDb db, SpaceNames spaces, SpacePeople people, TimeProvider clock, IStringLocalizer<Texts> texts) : GroupPage(db, spaces, clock, texts)
{
    [BindProperty(Name = "reponse")]
    public string? Answer { get; set; }

    [BindProperty(Name = "compterendu")]
    public string? Minutes { get; set; }

    [BindProperty(Name = "version")]
    public int Version { get; set; }

    public Meeting Meeting { get; private set; } = null!;

    public IReadOnlyList<(string Name, Coming Coming)> Answers { get; private set; } = [];

    public Coming? OwnAnswer { get; private set; }

    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    /// <summary>Minutes are written from when it begins.</summary>
    public bool TakesMinutes => Facilitates && !Group.IsClosed && Meeting.CancelledAt is null && Meeting.StartsAt <= Now;

    public async Task<IActionResult> OnGetAsync(string id, string meeting, CancellationToken cancel)
    {
        if (!await ReadAsync(id, meeting, cancel))
        {
            return NotFound();
        }

        (Minutes, Version) = (Meeting.Minutes, Meeting.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAnswerAsync(string id, string meeting, CancellationToken cancel)
    {
        if (!await ReadAsync(id, meeting, cancel) || Own is null)
        {
            return NotFound();
        }

        Minutes = Meeting.Minutes;
        if (!Enum.TryParse<Coming>(Answer, out var coming) || !Enum.IsDefined(coming))
        {
            Errors.Add("reponse", Texts["Meeting.AnswerMissing"]);
        }

        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        if (!Meeting.IsComing(Now))
        {
            return Hindered("Meeting.IsOver");
        }

        var answer = await Db.Set<Attendance>().SingleOrDefaultAsync(one => one.MeetingId == Meeting.Id && one.PersonId == Viewer.PersonId, cancel);
        if (answer is null)
        {
            Db.Add(answer = Attendance.Of(Meeting, Viewer.PersonId!.Value));
        }

        answer.Answer(coming, Now);
        await Db.SaveOnceAsync(Db.Set<Attendance>().Where(one => one.MeetingId == Meeting.Id && one.PersonId == Viewer.PersonId), cancel);
        return To($"/reunions/{Meeting.Id:N}", "Meeting.Answered");
    }

    public async Task<IActionResult> OnPostMinutesAsync(string id, string meeting, CancellationToken cancel)
    {
        if (!await ReadAsync(id, meeting, cancel) || !Facilitates)
        {
            return NotFound();
        }

        var minutes = Written("compterendu", Minutes, Meeting.LongestMinutes, isNeeded: false);
        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        if (!TakesMinutes)
        {
            return Hindered("Minutes.TooSoon");
        }

        Meeting.Report(minutes, Now);
        return await SaveAsync("minutes-written", "Minutes.Saved", cancel);
    }

    public async Task<IActionResult> OnPostCancelAsync(string id, string meeting, CancellationToken cancel)
    {
        if (!await ReadAsync(id, meeting, cancel) || !Facilitates)
        {
            return NotFound();
        }

        Minutes = Meeting.Minutes;
        if (Hindrance() is { } hindrance)
        {
            return hindrance;
        }

        Meeting.Cancel(Now);
        return await SaveAsync("meeting-cancelled", "Meeting.CancelledNow", cancel);
    }

    /// <summary>What was shown is what is changed: two people at their minutes lose nothing.</summary>
    private async Task<IActionResult> SaveAsync(string act, string sentence, CancellationToken cancel)
    {
        Db.Entry(Meeting).Property(one => one.Version).OriginalValue = Version;
        Record(act, Meeting.Title);
        try
        {
            await Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            await Db.Entry(Meeting).ReloadAsync(cancel);
            Version = Meeting.Version;
            return Hindered("Minutes.Outdated");
        }

        return To($"/reunions/{Meeting.Id:N}", sentence);
    }

    private async Task<bool> ReadAsync(string id, string meeting, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel) || !Guid.TryParseExact(meeting, "N", out var guid)
            || await Db.Set<Meeting>().SingleOrDefaultAsync(one => one.Id == guid && one.GroupId == Group.Id, cancel) is not { } found)
        {
            return false;
        }

        Meeting = found;
        var answers = await Db.Set<Attendance>().AsNoTracking().Where(one => one.MeetingId == guid).OrderBy(one => one.AnsweredAt).ToListAsync(cancel);
        var names = await people.NamesAsync(answers.Select(one => (Guid?)one.PersonId), cancel);
        Answers = answers.Where(one => names.ContainsKey(one.PersonId)).Select(one => (names[one.PersonId], one.Coming)).ToList();
        OwnAnswer = answers.FirstOrDefault(one => one.PersonId == Viewer.PersonId)?.Coming;
        Papers = await Db.Set<Paper>().AsNoTracking().Where(paper => paper.GroupId == Group.Id && paper.MeetingId == guid).OrderBy(paper => paper.AddedAt).ToListAsync(cancel);
        return true;
    }
}
