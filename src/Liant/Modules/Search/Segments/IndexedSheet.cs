using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Search.Segments;

/// <summary>A sheet as a segment takes it, and as it gives it back.</summary>
/// <param name="Names">Title first, then acronym and aliases.</param>
/// <param name="Keywords">Its own; those of its themes and form are the traits'.</param>
/// <param name="PlaceLabel">What the sheet says of its place beside the commune.</param>
/// <param name="Traits">Number in the register of traits.</param>
/// <param name="Place">Number in the register of places.</param>
internal sealed record IndexedSheet(
    Guid Id, string Path, IReadOnlyList<string> Names, IReadOnlyList<string> Keywords, string PlaceLabel, string Summary, string Body, int Traits, int Place,
    Location? Location, int? Year, bool IsPrivate, DateTimeOffset UpdatedAt, IReadOnlyList<string> SourceKeys)
{
    /// <summary>The spaces whose people may read it, when it is private.</summary>
    public IReadOnlyList<Guid> Readers { get; init; } = [];
}
