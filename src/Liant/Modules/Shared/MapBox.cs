using System.Text.Json;
using Liant.Modules.Search.Contract;
using Liant.Platform;

namespace Liant.Modules.Shared;

/// <summary>A map beside its list: the server's picture first, the interactive map when the reader's device draws it.</summary>
public sealed record MapBox(string PointsAddress, string PinsJson, string Picture, int Count, int WithoutPoint, string? FrameAddress, string? Tiles, string? TilesCredit, bool IsNumbered)
{
    public static int PictureHeight => 661;

    /// <param name="points">Query of the API that gives every point.</param>
    /// <param name="isNumbered">The list beside bears the same numbers.</param>
    /// <param name="frame">Page address, to which a frame can be added, for "search here"; null to offer none.</param>
    public static MapBox Of(SearchAnswer answer, int first, string points, string? frame, LiantSettings settings, bool isNumbered = true)
    {
        var pins = answer.Hits.Index().Select(hit => (hit.Item.Document, Number: isNumbered ? first + hit.Index : 0)).ToList();
        var json = JsonSerializer.Serialize(pins.Where(pin => isNumbered && pin.Document.Location is not null).Select(pin => new
        {
            id = pin.Document.Id, n = pin.Number, lat = pin.Document.Location!.Value.Lat, lon = pin.Document.Location.Value.Lon,
            title = pin.Document.Title, url = pin.Document.Path, approximate = pin.Document.Location.Value.IsApproximate,
        }));
        return new MapBox("/api/v1/search.geojson" + points, json, Pieces.MapPicture(pins), Math.Min(SheetSearch.MostPoints, answer.WithPoint), answer.Total - answer.WithPoint,
            frame, settings.Tiles?.OriginalString, settings.TilesCredit, isNumbered);
    }
}
