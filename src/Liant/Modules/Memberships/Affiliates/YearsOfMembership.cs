using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Memberships.Affiliates;

/// <summary>How many members of each kind a network had, year by year; those who left since are counted in their years.</summary>
public sealed class YearsOfMembership
{
    /// <summary>On one page.</summary>
    private const int Most = 30;

    private readonly IReadOnlyDictionary<(int Year, AffiliateKind Kind), int> counts;

    private YearsOfMembership(IReadOnlyDictionary<(int, AffiliateKind), int> counts) => this.counts = counts;

    /// <summary>First to last.</summary>
    public IReadOnlyList<int> Years => counts.Keys.Select(key => key.Year).Distinct().OrderDescending().Take(Most).Order().ToList();

    public IReadOnlyList<AffiliateKind> Kinds => counts.Keys.Select(key => key.Kind).Distinct().Order().ToList();

    public int Of(int year, AffiliateKind kind) => counts.GetValueOrDefault((year, kind));

    public int Of(int year) => Kinds.Sum(kind => Of(year, kind));

    public static async Task<YearsOfMembership> ReadAsync(LiantDb db, Guid network, int upTo, CancellationToken cancel)
    {
        var rows = await db.Set<Affiliate>().Where(one => one.SpaceId == network && one.State != AffiliateState.Asked).Select(one => new { one.Kind, one.Years }).ToListAsync(cancel);
        return new(rows.SelectMany(row => row.Years.Where(year => year <= upTo).Select(year => (year, row.Kind))).CountBy(key => key).ToDictionary());
    }
}
