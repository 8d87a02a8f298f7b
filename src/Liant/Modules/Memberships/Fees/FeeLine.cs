using Liant.Modules.Memberships.Affiliates;

namespace Liant.Modules.Memberships.Fees;

/// <summary>Where one member stands for a year: its call and what is paid, or the fee that it would be asked for.</summary>
public sealed record FeeLine(Affiliate Affiliate, FeeAnswer? Fee, FeeCall? Call, long PaidCents)
{
    public long OwedCents => Call is null ? 0 : Call.AmountCents - PaidCents;

    public bool IsLate(DateOnly today) => OwedCents > 0 && Call!.DueOn < today;

    /// <summary>It would get a call; a fee of nothing renews the member without one.</summary>
    public bool IsToCall => Call is null && Fee is FeeAnswer.Owed;
}
