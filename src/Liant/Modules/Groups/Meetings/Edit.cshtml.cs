using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups.Meetings;

/// <summary>A facilitator convenes a meeting, or moves it.</summary>
public sealed class EditModel(LiantDb db, SpaceNames spaces, TimeProvider clock, IStringLocalizer<Texts> texts) : GroupPage(db, spaces, clock, texts)
{
    /// <summary>A year further than that is a slip of the hand.</summary>
    private const int MostYearsAhead = 3;

    public MeetingForm Form { get; private set; } = new();

    [BindProperty(Name = "version")]
    public int Version { get; set; }

    /// <summary>Null for a new one.</summary>
    public Meeting? Meeting { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, string? meeting, CancellationToken cancel)
    {
        if (!await ReadAsync(id, meeting, cancel))
        {
            return NotFound();
        }

        if (Meeting is { } known)
        {
            (Form, Version) = (MeetingForm.Of(known), known.Version);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string? meeting, CancellationToken cancel)
    {
        if (!await ReadAsync(id, meeting, cancel))
        {
            return NotFound();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        if (Read() is not { } said || Group.IsClosed)
        {
            return Hindrance()!;
        }

        if (Meeting is { } known)
        {
            Db.Entry(known).Property(one => one.Version).OriginalValue = Version;
            known.Convene(said, Now);
        }
        else if (await Db.Set<Meeting>().AnyAsync(one => one.Id == Submission, cancel))
        {
            return To($"/reunions/{Submission:N}");
        }
        else
        {
            Meeting = Meeting.Convene(Submission, Group, said, Now);
            Db.Add(Meeting);
        }

        Record("meeting-convened", said.Title);
        var address = Meeting.Id;
        try
        {
            await Db.SaveOnceAsync(Db.Set<Meeting>().Where(one => one.Id == Submission && one.Id == address), cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            Meeting = await Db.Set<Meeting>().SingleAsync(one => one.Id == address, cancel);
            Version = Meeting.Version;
            return Hindered("Outdated");
        }

        return To($"/reunions/{Meeting.Id:N}", "Meeting.Saved");
    }

    private MeetingDescription? Read()
    {
        var (title, place, agenda) = (Written("titre", Form.Title?.ReplaceLineEndings(" "), Meeting.LongestTitle), Written("lieu", Form.Place, Meeting.LongestPlace, isNeeded: false), Written("ordre", Form.Agenda, Meeting.LongestAgenda, isNeeded: false));
        var (day, from, until) = (Form.ReadDay(), MeetingForm.ReadHour(Form.From), MeetingForm.ReadHour(Form.Until));
        if (day is null || day.Value.Year < 2000 || day > Today.AddYears(MostYearsAhead))
        {
            Errors.Add("jour", Texts["Meeting.DayWrong", MostYearsAhead]);
        }

        if (from is null)
        {
            Errors.Add("debut", Texts["Meeting.HourWrong"]);
        }

        if (until is null ? !string.IsNullOrWhiteSpace(Form.Until) : until <= from)
        {
            Errors.Add("fin", Texts[until is null ? "Meeting.HourWrong" : "Meeting.EndsFirst"]);
        }

        return Errors.Any ? null : new MeetingDescription(title, Paris.Instant(day!.Value.ToDateTime(from!.Value)), until is { } end ? Paris.Instant(day.Value.ToDateTime(end)) : null, place, agenda);
    }

    private async Task<bool> ReadAsync(string id, string? meeting, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel, toFacilitate: true))
        {
            return false;
        }

        return meeting is null || (Guid.TryParseExact(meeting, "N", out var guid) && (Meeting = await Db.Set<Meeting>().SingleOrDefaultAsync(one => one.Id == guid && one.GroupId == Group.Id, cancel)) is not null);
    }
}
