using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Memberships.Fees;
using Liant.Modules.Memberships.Terms;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.World;

/// <summary>Members of a network, made without their pages where a test is about something else.</summary>
internal static class Members
{
    public static async Task<Affiliate> EnterMemberAsync(this LiantHost host, Space network, AffiliateKind kind, string name, string? territory = null, string? email = null, params int[] years)
    {
        var affiliate = Affiliate.Enter(network.Id, new AffiliateDescription(kind, name, territory, null, email is null ? null : new Contact("Dominique Petit", "Secrétaire", email)), years, host.Now);
        await host.WithDbAsync(async db =>
        {
            db.Add(affiliate);
            await db.SaveChangesAsync();
        });
        return affiliate;
    }

    /// <summary>The network takes requests by its public form.</summary>
    public static Task TakeRequestsAsync(this LiantHost host, Space network) => host.WithDbAsync(async db =>
    {
        db.Add(MembershipTerms.Of(network.Id, TermsDescription.Usual with { TakesRequests = true }));
        await db.SaveChangesAsync();
    });

    /// <summary>A call for this year's fee, the first of its network.</summary>
    public static async Task<FeeCall> CallAsync(this LiantHost host, Affiliate affiliate)
    {
        var call = FeeCall.Send(affiliate, host.Now.Year, 1, new FeeAnswer.Owed(new FeeBand(affiliate.Kind, 0, null, 50_00), null), "IBAN FR76 0000", DateOnly.FromDateTime(host.Now.Date), 30, host.Now);
        await host.WithDbAsync(async db =>
        {
            db.Add(call);
            await db.SaveChangesAsync();
        });
        return call;
    }

    public static Task<List<Affiliate>> MembersOfAsync(this LiantHost host, Space network) =>
        host.WithDbAsync(db => db.Set<Affiliate>().AsNoTracking().Where(one => one.SpaceId == network.Id).OrderBy(one => one.Name).ToListAsync());
}
