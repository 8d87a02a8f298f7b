using Liant.Modules.Memberships.Affiliates;

namespace Liant.Modules.Memberships.Fees;

/// <summary>What a member of that kind owes for a year, by its population.</summary>
/// <param name="From">Inhabitants, from 0.</param>
/// <param name="UpTo">The last that counts; null for "and more".</param>
public sealed record FeeBand(AffiliateKind Kind, int From, int? UpTo, long AmountCents)
{
    public bool Has(int inhabitants) => inhabitants >= From && (UpTo is null || inhabitants <= UpTo);

    /// <summary>The same whatever the population.</summary>
    public bool IsFlat => From == 0 && UpTo is null;
}
