namespace Liant.Modules.Memberships.Affiliates;

/// <summary>What a member of a network is. In the order in which a directory lists them.</summary>
public enum AffiliateKind
{
    Commune,

    Epci,

    Departement,

    Region,

    /// <summary>A body of authorities that is none of these: syndicat mixte, PETR, public establishment…</summary>
    OtherAuthority,

    /// <summary>Association, cooperative, business…</summary>
    Organisation,
}
