using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts.Contract;

/// <summary>The people of spaces, as other modules show and choose them. For pages that only those of the space read.</summary>
public sealed class SpacePeople(LiantDb db)
{
    /// <summary>Everyone of these spaces, by name; once for each space that she is of.</summary>
    public async Task<IReadOnlyList<SpacePerson>> OfAsync(IReadOnlyCollection<Guid> spaces, CancellationToken cancel) => await db.Set<Membership>().Where(one => spaces.Contains(one.SpaceId))
        .Join(db.Set<Person>(), one => one.PersonId, person => person.Id, (one, person) => new { one.SpaceId, person.Id, person.Name, one.Role })
        .OrderBy(one => one.Name).ThenBy(one => one.Id).Select(one => new SpacePerson(one.SpaceId, one.Id, one.Name, one.Role)).ToListAsync(cancel);

    /// <summary>Names by identifier, of those who still have an account.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid?> people, CancellationToken cancel)
    {
        var ids = people.OfType<Guid>().Distinct().ToList();
        return await db.Set<Person>().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
    }
}

/// <summary>A person in a space.</summary>
public sealed record SpacePerson(Guid SpaceId, Guid PersonId, string Name, SpaceRole Role);
