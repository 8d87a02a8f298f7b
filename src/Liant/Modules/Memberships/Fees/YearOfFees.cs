using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Memberships.Terms;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Memberships.Fees;

/// <summary>The fees of a network for a year: everyone that is a member, and those that left but were called.</summary>
public sealed class YearOfFees
{
    private YearOfFees(FeeSchedule? schedule, IReadOnlyList<FeeLine> lines) => (Schedule, Lines) = (schedule, lines);

    public FeeSchedule? Schedule { get; }

    public IReadOnlyList<FeeLine> Lines { get; }

    public IEnumerable<FeeLine> ToCall => Lines.Where(line => line.IsToCall);

    public long ToCallCents => ToCall.Sum(line => ((FeeAnswer.Owed)line.Fee!).Band.AmountCents);

    /// <summary>What the calls to send are made of: a page that was shown with others is read again first.</summary>
    public string Fingerprint => $"{ToCall.Count()}:{ToCallCents}";

    public long CalledCents => Lines.Sum(line => line.Call?.AmountCents ?? 0);

    public long PaidCents => Lines.Sum(line => line.PaidCents);

    /// <param name="isTracked">Of members that will be renewed.</param>
    public static async Task<YearOfFees> ReadAsync(LiantDb db, Gazetteer gazetteer, Guid network, int year, CancellationToken cancel, bool isTracked = false)
    {
        var schedule = await db.Set<FeeSchedule>().AsNoTracking().SingleOrDefaultAsync(one => one.SpaceId == network && one.Year == year, cancel);
        var affiliates = await (isTracked ? db.Set<Affiliate>() : db.Set<Affiliate>().AsNoTracking()).Where(one => one.SpaceId == network && one.State != AffiliateState.Asked).ToListAsync(cancel);
        var calls = await db.Set<FeeCall>().AsNoTracking().Where(call => call.SpaceId == network && call.Year == year).ToDictionaryAsync(call => call.AffiliateId, cancel);
        var paid = await PaidAsync(db, network, year, cancel);
        return new(schedule, affiliates.Where(one => one.State == AffiliateState.Member || calls.ContainsKey(one.Id)).OrderBy(one => one.Kind).ThenBy(one => Platform.Text.Fold.Words(one.Name), StringComparer.Ordinal)
            .Select(one => calls.GetValueOrDefault(one.Id) is { } call
                ? new FeeLine(one, null, call, paid.GetValueOrDefault(call.Id))
                : new FeeLine(one, schedule?.FeeOf(one.Kind, Inhabitants(one, gazetteer)), null, 0)).ToList());
    }

    /// <summary>Paid so far, by call.</summary>
    public static Task<Dictionary<Guid, long>> PaidAsync(LiantDb db, Guid network, int year, CancellationToken cancel) => db.Set<FeePayment>()
        .Where(payment => payment.SpaceId == network && db.Set<FeeCall>().Any(call => call.Id == payment.CallId && call.Year == year))
        .GroupBy(payment => payment.CallId).Select(group => new { group.Key, Cents = group.Sum(payment => payment.AmountCents) }).ToDictionaryAsync(one => one.Key, one => one.Cents, cancel);

    /// <summary>Those that the network counts, or the official figure of the territory that the member is.</summary>
    public static int? Inhabitants(Affiliate affiliate, Gazetteer gazetteer) =>
        affiliate.StatedPopulation ?? (affiliate.Kind.Territory() is null ? null : gazetteer.Find(affiliate.TerritoryCode)?.Population?.Inhabitants);

    /// <summary>Sends every call that is still to send, in the transaction that is saved next; those who owe nothing are renewed all the same.</summary>
    public IReadOnlyList<(FeeCall Call, Affiliate To)> Send(LiantDb db, int year, TermsDescription terms, DateOnly today, DateTimeOffset now)
    {
        var number = Lines.Max(line => line.Call?.Number) ?? 0;
        var sent = new List<(FeeCall, Affiliate)>();
        foreach (var line in ToCall)
        {
            var fee = (FeeAnswer.Owed)line.Fee!;
            if (fee.Band.AmountCents > 0)
            {
                var call = FeeCall.Send(line.Affiliate, year, ++number, fee, terms.Payee, today, terms.DueDays, now);
                db.Add(call);
                sent.Add((call, line.Affiliate));
            }

            line.Affiliate.Renew(year);
        }

        return sent;
    }
}
