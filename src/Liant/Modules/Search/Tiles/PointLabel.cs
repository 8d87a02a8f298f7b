using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Tiles;

/// <summary>What a map says of a point: read without the rest of its sheet, since a tile may have hundreds.</summary>
/// <param name="Place">Its commune, or the area it acts in.</param>
/// <param name="Theme">Slug of its first theme.</param>
internal readonly record struct PointLabel(string Id, string Title, string Path, string Kind, string? Place, string? Theme, bool IsApproximate)
{
    public static PointLabel Of(Segment segment, int doc, Traits traits, Place place) => new(
        segment.Columns.Ids[doc].ToString("N"), segment.TitleOf(doc), segment.PathOf(doc), traits.Kind, (place.Commune ?? place.Area)?.Name, traits.Themes.Count > 0 ? traits.Themes[0] : null,
        segment.Columns.LocationOf(doc) is { IsApproximate: true });

    public static PointLabel Of(SearchDocument territory) => new(
        territory.Id, territory.Title, territory.Path, territory.Kind, (territory.Commune ?? territory.Area)?.Name, territory.Themes.Count > 0 ? territory.Themes[0] : null, territory.Location is { IsApproximate: true });
}
