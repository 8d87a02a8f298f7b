using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts.Contract;

/// <summary>Those who run spaces, to write to them.</summary>
public sealed class SpaceManagers(LiantDb db)
{
    /// <summary>Addresses of the managers and administrators of these spaces, each once.</summary>
    public async Task<IReadOnlyList<string>> EmailsAsync(IReadOnlyCollection<Guid> spaces, CancellationToken cancel) => spaces.Count == 0 ? [] :
        await db.Set<Membership>().Where(one => spaces.Contains(one.SpaceId) && (one.Role == SpaceRole.Manager || one.Role == SpaceRole.Administrator))
            .Join(db.Set<Person>(), one => one.PersonId, person => person.Id, (_, person) => person.Email!).Distinct().OrderBy(email => email).ToListAsync(cancel);
}
