using System.Runtime.CompilerServices;
using Liant.Platform.Database;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Interop.Alerts;

/// <summary>The searches that a person follows, with her account or by her address alone.</summary>
internal static class PersonInAlerts
{
    public static async IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone who, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var one in await Followed(db, who).AsNoTracking().OrderBy(one => one.AskedAt).ToListAsync(cancel))
        {
            yield return new KeptAbout("search-alert", new { one.Search, one.Email, Rhythm = one.Rhythm.ToString(), one.AskedAt, one.ConfirmedAt });
        }
    }

    public static Task ForgetAsync(LiantDb db, Someone who, CancellationToken cancel) => Followed(db, who).ExecuteDeleteAsync(cancel);

    private static IQueryable<SearchAlert> Followed(LiantDb db, Someone who)
    {
        var email = who.Email.ToLowerInvariant();
        return db.Set<SearchAlert>().Where(one => one.PersonId == who.Id || one.Email == email);
    }
}
