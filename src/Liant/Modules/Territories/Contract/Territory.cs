namespace Liant.Modules.Territories.Contract;

/// <summary>The four levels of the official code that Liant knows.</summary>
public enum TerritoryKind
{
    Commune,
    Epci,
    Departement,
    Region,
}

/// <summary>A territory of the official code, edition 2026 (npm @etalab/decoupage-administratif 6.0.0).</summary>
/// <param name="Code">INSEE code of a commune (five characters), SIREN of an EPCI (nine digits), code of a département
/// (two or three characters), or "reg-" and the code of a région: unambiguous across kinds.</param>
/// <param name="Name">Official name.</param>
public sealed record Territory(TerritoryKind Kind, string Code, string Name)
{
    /// <summary>Code of the département; null for an EPCI and a région.</summary>
    public string? DepartementCode { get; init; }

    /// <summary>"reg-" and the code of the région; null for an EPCI.</summary>
    public string? RegionCode { get; init; }

    /// <summary>SIREN of the EPCI with own taxation that the commune belongs to; null for 98 communes.</summary>
    public string? EpciCode { get; init; }

    /// <summary>Legal kind of an EPCI: CC, CA, CU, METRO or MET69.</summary>
    public string? EpciKind { get; init; }

    public IReadOnlyList<string> PostalCodes { get; init; } = [];

    /// <summary>Codes of the communes that merged into this one.</summary>
    public IReadOnlyList<string> FormerCodes { get; init; } = [];

    /// <summary>Names of the delegated and associated communes and municipal arrondissements within the commune.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Never compare two populations of different kind or year.</summary>
    public Population? Population { get; init; }

    /// <summary>The town of the demonstration, which exists nowhere.</summary>
    public bool IsFictional { get; init; }

    /// <summary>Where the territory is drawn; null where nothing is known (some overseas collectivities).</summary>
    public Location? Location { get; init; }
}

/// <summary>Number of inhabitants, with what was counted and when.</summary>
/// <param name="Kind">"municipale" or "totale" (Insee's definitions).</param>
/// <param name="Year">Year of reference of the census figures; null where the source mixes or does not say it.</param>
public sealed record Population(int Inhabitants, string Kind, int? Year);
