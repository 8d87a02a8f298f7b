using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts.Contract;

/// <summary>People with an account, to write to them of what they may see today.</summary>
public sealed class Recipients(LiantDb db)
{
    /// <summary>Null when the account is gone.</summary>
    public async Task<Recipient?> FindAsync(Guid person, CancellationToken cancel)
    {
        if (await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == person, cancel) is not { } found)
        {
            return null;
        }

        var roles = await db.Set<Membership>().AsNoTracking().Where(one => one.PersonId == person).ToDictionaryAsync(one => one.SpaceId, one => one.Role, cancel);
        return new Recipient(found.Email!, new Viewer(found.IsAdministrator) { PersonId = person, Roles = roles });
    }
}

/// <summary>Her address, and who she is to whatever reads content. Not as an editor: drafts go in no letter.</summary>
public sealed record Recipient(string Email, Viewer Viewer);
