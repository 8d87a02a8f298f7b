using System.Runtime.CompilerServices;
using Liant.Modules.Memberships.Affiliates;
using Liant.Platform.Database;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Memberships;

/// <summary>Members are bodies; of persons, only their contacts are kept. Years, calls and payments name nobody.</summary>
internal static class ContactRecords
{
    public static async IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone who, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var one in await Of(db, who).AsNoTracking().OrderBy(one => one.Id).ToListAsync(cancel))
        {
            yield return new KeptAbout("member-contact", new { Member = one.Name, one.ContactName, one.ContactRole, one.ContactEmail, one.Message, one.AskedAt });
        }
    }

    public static async Task ForgetAsync(LiantDb db, Someone who, CancellationToken cancel)
    {
        foreach (var one in await Of(db, who).ToListAsync(cancel))
        {
            one.ForgetContact();
        }

        await db.SaveChangesAsync(cancel);
    }

    private static IQueryable<Affiliate> Of(LiantDb db, Someone who)
    {
        var email = who.Email.ToLowerInvariant();
        return db.Set<Affiliate>().Where(one => one.ContactEmail == email);
    }
}
