using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Search.Contract;

/// <summary>A sheet or a territory as the index keeps it.</summary>
/// <param name="Names">Title first, then acronym and aliases.</param>
/// <param name="Commune">Where it is, if a commune is known; <paramref name="Area"/> where it acts otherwise.</param>
public sealed record SearchDocument(
    string Id, string Kind, string Path, string Title, string Summary, string Body, IReadOnlyList<string> Names, IReadOnlyList<string> Keywords,
    IReadOnlyList<string> Themes, string? Form, IReadOnlyList<string> Cooperation, IReadOnlyList<string> Programmes,
    Territory? Commune, Territory? Area, string PlaceText, Location? Location, int? Year, bool IsPrivate, DateTimeOffset UpdatedAt)
{
    /// <summary>Keys of its sources, for measurements.</summary>
    public IReadOnlyList<string> SourceKeys { get; init; } = [];

    public string? DepartementCode => Commune?.DepartementCode ?? Area?.DepartementCode;

    public string? RegionCode => Commune?.RegionCode ?? Area?.RegionCode;
}
