using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Fees;

/// <summary>What a network asks of its members for a year. A year without a schedule begins with the one before it.</summary>
[Authorize]
public sealed class ScheduleModel(LiantDb db, SpaceNames spaces, TimeProvider clock, IStringLocalizer<Texts> texts) : YearPage(db, spaces, clock)
{
    public ScheduleForm Form { get; private set; } = new();

    [BindProperty(Name = "version")]
    public int Version { get; set; }

    /// <summary>Taken over from there, and not saved yet.</summary>
    public int? TakenFrom { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug, int year, CancellationToken cancel)
    {
        if (!await FindAsync(slug, year, cancel))
        {
            return NotFound();
        }

        var latest = await Db.Set<FeeSchedule>().AsNoTracking().Where(one => one.SpaceId == Network.Id && one.Year <= year).OrderByDescending(one => one.Year).FirstOrDefaultAsync(cancel);
        (TakenFrom, Version) = latest?.Year == year ? (null, latest.Version) : (latest?.Year, 0);
        Form = ScheduleForm.Of(latest?.Bands ?? []);
        Form.AddSpareRows();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, int year, CancellationToken cancel)
    {
        if (!await FindAsync(slug, year, cancel))
        {
            return NotFound();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        // Empty rows go first: what is said of a row is said of the row that is shown.
        Form.AddSpareRows();
        if (Form.Read(Errors, texts) is not { } bands)
        {
            return Refused();
        }

        var schedule = await ScheduleAsync(cancel);
        if (Version != (schedule?.Version ?? 0))
        {
            return Overtaken(schedule);
        }

        if (schedule is null)
        {
            Db.Add(schedule = FeeSchedule.For(Network.Id, year));
        }

        schedule.Set(bands);
        Record("fee-schedule", $"{year}");
        try
        {
            await Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // Somebody else saved at the same moment. Another clash is a real error.
            Db.ChangeTracker.Clear();
            var stored = await ScheduleAsync(cancel);
            if ((stored?.Version ?? 0) == Version)
            {
                throw;
            }

            return Overtaken(stored);
        }

        return To($"adhesions/appels/{year}", "Schedule.Saved");
    }

    private PageResult Overtaken(FeeSchedule? stored)
    {
        Version = stored?.Version ?? 0;
        return Hindered(texts["Outdated"]);
    }

    private Task<FeeSchedule?> ScheduleAsync(CancellationToken cancel) => Db.Set<FeeSchedule>().SingleOrDefaultAsync(one => one.SpaceId == Network.Id && one.Year == Year, cancel);
}
