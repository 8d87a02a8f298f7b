using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>Acts that decide who is of a space take turns, so that it keeps somebody who administers it, as the site does: in the caller's transaction, what is read after taking its turn stays true until its end.
/// The row of the space, written as it stands, is what the others wait for; on SQLite one transaction at a time writes anyway.</summary>
internal static class Turn
{
    public static Task TakeAsync(LiantDb db, string slug, CancellationToken cancel) => HoldAsync(db.Set<Space>().Where(space => space.Slug == slug), cancel);

    /// <summary>Before somebody's account goes: in all that she administers.</summary>
    public static async Task TakeToEraseAsync(LiantDb db, Guid person, CancellationToken cancel)
    {
        // Always in the same order: two people with two spaces in common do not wait for each other for ever.
        foreach (var id in await db.Set<Membership>().Where(one => one.PersonId == person && one.Role == SpaceRole.Administrator).OrderBy(one => one.SpaceId).Select(one => one.SpaceId).ToListAsync(cancel))
        {
            await HoldAsync(db.Set<Space>().Where(space => space.Id == id), cancel);
        }

        if (!await db.Set<Person>().AnyAsync(one => one.Id == person && one.IsAdministrator, cancel))
        {
            return;
        }

        // The first administrator of the site holds the turn; whoever waited for one who is gone by then asks again.
        int held;
        do
        {
            var first = await db.Set<Person>().Where(one => one.IsAdministrator).OrderBy(one => one.Id).Select(one => one.Id).FirstOrDefaultAsync(cancel);
            held = first == Guid.Empty ? 1 : await db.Set<Person>().Where(one => one.Id == first).ExecuteUpdateAsync(set => set.SetProperty(one => one.IsAdministrator, one => one.IsAdministrator), cancel);
        }
        while (held == 0);
    }

    private static Task HoldAsync(IQueryable<Space> space, CancellationToken cancel) => space.ExecuteUpdateAsync(set => set.SetProperty(one => one.Version, one => one.Version), cancel);
}
