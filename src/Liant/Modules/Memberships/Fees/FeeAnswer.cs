namespace Liant.Modules.Memberships.Fees;

/// <summary>What a schedule says that a member owes.</summary>
public abstract record FeeAnswer
{
    private FeeAnswer() { }

    /// <param name="Inhabitants">That were counted; null where the fee does not depend on them.</param>
    public sealed record Owed(FeeBand Band, int? Inhabitants) : FeeAnswer;

    /// <summary>The schedule has nothing for that kind.</summary>
    public sealed record NotInSchedule : FeeAnswer;

    /// <summary>The fee depends on a population that nobody knows.</summary>
    public sealed record PopulationUnknown : FeeAnswer;
}
