using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups;

/// <summary>What a group says of itself; closing it, and opening it again.</summary>
public sealed class SettingsModel(LiantDb db, SpaceNames spaces, TimeProvider clock, IStringLocalizer<Texts> texts) : GroupPage(db, spaces, clock, texts)
{
    public GroupForm Form { get; private set; } = new();

    [BindProperty(Name = "version")]
    public int Version { get; set; }

    /// <summary>What she wants, not the contrary of what is: two people who press at once want the same.</summary>
    [BindProperty(Name = "ferme")]
    public bool Closes { get; set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel, toFacilitate: true))
        {
            return NotFound();
        }

        (Form, Version) = (GroupForm.Of(Group), Group.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel, toFacilitate: true))
        {
            return NotFound();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        if (Form.Read(Errors, Texts) is not { } said)
        {
            return Refused();
        }

        Db.Entry(Group).Property(group => group.Version).OriginalValue = Version;
        Group.Describe(said);
        Record("group-described");
        try
        {
            await Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            await Db.Entry(Group).ReloadAsync(cancel);
            Version = Group.Version;
            return Hindered("Outdated");
        }

        return To("", "Group.Saved");
    }

    public async Task<IActionResult> OnPostCloseAsync(string id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel, toFacilitate: true))
        {
            return NotFound();
        }

        var done = Closes ? "Group.ClosedNow" : "Group.Reopened";
        if (Group.IsClosed == Closes)
        {
            return To("", done);
        }

        if (Closes)
        {
            Group.Close(Now);
        }
        else
        {
            Group.Reopen();
        }

        Record(Closes ? "group-closed" : "group-reopened");
        try
        {
            await Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            await Db.Entry(Group).ReloadAsync(cancel);
            (Form, Version) = (GroupForm.Of(Group), Group.Version);
            return Hindered("Outdated");
        }

        return To("", done);
    }
}
