using System.Globalization;
using System.Text.Json;
using Liant.Modules.Search.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Microsoft.AspNetCore.WebUtilities;

namespace Liant.Modules.Shared;

/// <summary>A map beside its list: the server's picture first, the interactive map when the reader's device draws it.</summary>
/// <param name="TilesAddress">Describes the tiles of every match, whatever the page and the frame.</param>
/// <param name="Frame">West, south, east, north of the part that was asked for; null for all.</param>
/// <param name="PageAddress">The page that lists the same, to which a frame can be added; null where the list does not follow the map.</param>
/// <param name="Background">Tiles of the administrator's choice, under the sheets.</param>
public sealed record MapBox(
    string TilesAddress, string PinsJson, string Picture, int Count, int WithoutPoint, string? Frame, string? PageAddress, string? Background, string? BackgroundCredit, bool IsNumbered)
{
    private static readonly JsonSerializerOptions PinFormat = new() { Encoder = JsonText.InItsLetters };

    public static int PictureHeight => 661;

    /// <param name="isNumbered">The list beside bears the same numbers.</param>
    /// <param name="page">Page address, to which a frame can be added; null where the list does not follow the map.</param>
    public static MapBox Of(SearchAnswer answer, int first, SearchRequest request, string? page, LiantSettings settings, bool isNumbered = true)
    {
        var pins = answer.Hits.Index().Select(hit => (hit.Item.Document, Number: isNumbered ? first + hit.Index : 0)).ToList();
        var json = JsonSerializer.Serialize(pins.Where(pin => isNumbered && pin.Document.Location is not null).Select(pin => new
        {
            id = pin.Document.Id, n = pin.Number, lat = pin.Document.Location!.Value.Lat, lon = pin.Document.Location.Value.Lon,
            title = pin.Document.Title, url = pin.Document.Path, approximate = pin.Document.Location.Value.IsApproximate,
        }), PinFormat);
        var tiles = QueryHelpers.AddQueryString("/tuiles.json", SearchParameters.Written(request with { Frame = null }, SearchParameters.Names.Api));
        var frame = request.Frame is { } f ? string.Create(CultureInfo.InvariantCulture, $"{f.West},{f.South},{f.East},{f.North}") : null;
        return new MapBox(tiles, json, Pieces.MapPicture(pins), answer.WithPoint, answer.Total - answer.WithPoint,
            frame, page, settings.Tiles?.OriginalString, settings.TilesCredit, isNumbered);
    }
}
