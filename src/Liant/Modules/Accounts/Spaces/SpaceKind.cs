namespace Liant.Modules.Accounts.Spaces;

/// <summary>Whose space it is.</summary>
public enum SpaceKind
{
    /// <summary>Brings members together (RTES, a CRESS…).</summary>
    Network,

    /// <summary>A commune, an inter-municipality, a département, a région.</summary>
    Authority,

    /// <summary>Any other body: association, cooperative, business.</summary>
    Organisation,
}
