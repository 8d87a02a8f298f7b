using Liant.Modules.Accounts.People;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts.Contract;

/// <summary>People as other modules name them.</summary>
public sealed class PersonNames(LiantDb db)
{
    /// <summary>Of these actors, as the audit holds them, the names of those who are people with an account.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfActorsAsync(IEnumerable<string?> actors, CancellationToken cancel = default)
    {
        var people = actors.Select(actor => Guid.TryParseExact(actor, "N", out var id) ? id : (Guid?)null).OfType<Guid>().Distinct().ToList();
        return await db.Set<Person>().Where(person => people.Contains(person.Id)).Select(person => new { person.Id, person.Name }).ToDictionaryAsync(person => person.Id.ToString("N"), person => person.Name, cancel);
    }
}
