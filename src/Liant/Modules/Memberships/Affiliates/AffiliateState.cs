namespace Liant.Modules.Memberships.Affiliates;

/// <summary>Where a membership stands. Whether a member is late with a fee is read from its calls.</summary>
public enum AffiliateState
{
    /// <summary>It asks to join.</summary>
    Asked,

    Member,

    Left,
}
