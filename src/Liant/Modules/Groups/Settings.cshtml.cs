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

        if (Group.IsClosed)
        {
            Group.Reopen();
        }
        else
        {
            Group.Close(Now);
        }

        Record(Group.IsClosed ? "group-closed" : "group-reopened");
        await Db.SaveChangesAsync(cancel);
        return To("", Group.IsClosed ? "Group.ClosedNow" : "Group.Reopened");
    }
}
