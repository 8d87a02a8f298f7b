using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Ingestion.Understanding.Places;

/// <summary>How a text leads to a name of a place.</summary>
internal enum PlaceGrip
{
    /// <summary>Only the name, which may be something else.</summary>
    Bare,

    /// <summary>"de Langon".</summary>
    Of,

    /// <summary>"commune de Langon", "maire de Langon".</summary>
    Governed,

    /// <summary>"à Langon".</summary>
    At,

    /// <summary>"Langon (Gironde)", "33210 Langon".</summary>
    Settled,
}

/// <summary>A name of a place in the text, tokens from <paramref name="First"/> to before <paramref name="End"/>, and what it may mean.</summary>
/// <param name="End">Behind a bracketed département too.</param>
/// <param name="Territory">The one that is meant; null while homonyms are open.</param>
internal sealed record PlaceMention(int First, int NameEnd, int End, IReadOnlyList<Territory> Candidates, PlaceGrip Grip, Territory? Territory)
{
    /// <summary>The département that the text itself says beside the name.</summary>
    public bool SaysDepartement { get; init; }

    /// <summary>A place of an address block or of a signature: where the publisher is, not what it tells of.</summary>
    public bool IsAddress { get; init; }

    public TerritoryKind Kind => (Territory ?? Candidates[0]).Kind;

    public bool IsCommune => Kind == TerritoryKind.Commune;
}
