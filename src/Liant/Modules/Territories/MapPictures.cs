using System.Globalization;
using System.Text;
using Liant.Platform.Errors;

namespace Liant.Modules.Territories;

/// <summary>Maps drawn by the server as SVG: what a page shows before, or without, the interactive map.</summary>
internal static class MapPictures
{
    private const int MostPins = 30;

    /// <summary>Metropolitan France.</summary>
    internal static readonly (double West, double South, double East, double North) France = (-5.3, 41.2, 9.8, 51.9);

    /// <param name="Number">Shown in the pin; 0 for none.</param>
    internal readonly record struct Pin(double Lat, double Lon, int Number, bool IsApproximate);

    public static void MapMapPictures(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/carte/fond.json", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=86400";
            return Results.Stream(Outlines.Open(), "application/geo+json");
        }).ExcludeFromDescription();
        routes.MapGet("/carte/apercu.svg", (HttpContext http, Outlines outlines) =>
        {
            var errors = new FieldErrors();
            var pins = Pins(http.Request.Query["repere"], errors);
            var span = http.Request.Query["etendue"] == "proche";
            if (errors.Any)
            {
                return errors.ToProblem();
            }

            http.Response.Headers.CacheControl = "public, max-age=86400";
            return Results.Text(Draw(outlines, pins, span), "image/svg+xml", Encoding.UTF8);
        }).ExcludeFromDescription();
    }

    /// <summary>"lat,lon", "lat,lon,number" and "lat,lon,number,~" for an approximate point.</summary>
    private static List<Pin> Pins(IEnumerable<string?> typed, FieldErrors errors)
    {
        var pins = new List<Pin>();
        foreach (var cells in typed.Take(MostPins).Select(text => (text ?? "").Split(',')))
        {
            if (cells.Length is >= 2 and <= 4
                && double.TryParse(cells[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var lat) && lat is >= -85 and <= 85
                && double.TryParse(cells[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var lon) && lon is >= -180 and <= 180)
            {
                var number = cells.Length > 2 && int.TryParse(cells[2], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < 1000 ? n : 0;
                pins.Add(new Pin(lat, lon, number, cells.Length == 4 && cells[3] == "~"));
            }
            else
            {
                errors.Add("repere", "Attendu : latitude,longitude[,numéro[,~]].");
            }
        }

        return pins;
    }

    private static string Draw(Outlines outlines, List<Pin> pins, bool isNear) => Framed(
        outlines, FrameOf(pins, isNear), ".p{fill:#1d2a30;stroke:#fff;stroke-width:2}.p1{fill:#a93e25}.a{fill:none;stroke:#a93e25;stroke-width:3;stroke-dasharray:5 5}.n{fill:#fff;font-size:17px;font-weight:700;text-anchor:middle}",
        ".p{fill:#f4efe4;stroke:#16201f}.n{fill:#16201f}.p1{fill:#f0a48d}", (svg, at) =>
        {
            foreach (var pin in Enumerable.Reverse(pins))
            {
                var (x, y) = at(pin.Lat, pin.Lon);
                if (pin.IsApproximate)
                {
                    svg.Append(CultureInfo.InvariantCulture, $"""<circle class="a" cx="{x:F1}" cy="{y:F1}" r="24"/>""");
                }

                svg.Append(CultureInfo.InvariantCulture, $"""<path class="p{(pin.Number <= 1 ? " p1" : "")}" d="M{x:F1} {y:F1}c-4-9-14-15-14-27a14 14 0 0 1 28 0c0 12-10 18-14 27z"/>""");
                svg.Append(CultureInfo.InvariantCulture, $"""<text class="n" x="{x:F1}" y="{y - 21:F1}">{(pin.Number > 0 ? pin.Number : "•")}</text>""");
            }
        });

    /// <summary>The outlines of a frame, and on them what is drawn at points of the earth.</summary>
    internal static string Framed(
        Outlines outlines, (double West, double South, double East, double North) frame, string style, string darkStyle, Action<StringBuilder, Func<double, double, (double X, double Y)>> draw)
    {
        var (west, south, east, north) = frame;
        const double width = 640;
        var top = MercatorY(north);
        var scale = width / (east - west);
        var height = Math.Round((top - MercatorY(south)) * 180 / Math.PI * scale);
        (double X, double Y) At(double lat, double lon) => ((lon - west) * scale, (top - MercatorY(lat)) * 180 / Math.PI * scale);

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">""");
        svg.Append(CultureInfo.InvariantCulture, $"<style>.m{{fill:#e7ede8}}.t{{fill:#fcfbf8;stroke:#cdc6b6;stroke-width:1}}{style}@media(prefers-color-scheme:dark){{.m{{fill:#1b2a2c}}.t{{fill:#26353a;stroke:#45575c}}{darkStyle}}}</style>");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect class="m" width="{width}" height="{height}"/><path class="t" d="{Path(outlines, west, south, east, north, At)}"/>""");
        draw(svg, At);
        return svg.Append("</svg>").ToString();
    }

    internal static bool IsInFrance(double lat, double lon) => lon >= France.West && lon <= France.East && lat >= France.South && lat <= France.North;

    /// <summary>All the pins, or metropolitan France; overseas pins alone are framed on their island.</summary>
    private static (double West, double South, double East, double North) FrameOf(List<Pin> pins, bool isNear)
    {
        if (pins.Count == 0)
        {
            return France;
        }

        var inFrance = pins.Where(p => IsInFrance(p.Lat, p.Lon)).ToList();
        if (!isNear && inFrance.Count > 0)
        {
            return France;
        }

        var (lat, lon) = (pins[0].Lat, pins[0].Lon);
        return inFrance.Count > 0 ? (lon - 1.9, lat - 1, lon + 1.9, lat + 1) : (lon - 0.8, lat - 0.5, lon + 0.8, lat + 0.5);
    }

    private static string Path(Outlines outlines, double west, double south, double east, double north, Func<double, double, (double X, double Y)> at)
    {
        var path = new StringBuilder();
        foreach (var ring in outlines.Rings.Where(r => r.East >= west && r.West <= east && r.North >= south && r.South <= north))
        {
            (double X, double Y) last = (double.MinValue, 0);
            for (var i = 0; i < ring.Lons.Length; i++)
            {
                var (x, y) = at(ring.Lats[i], ring.Lons[i]);
                // Two thirds of a pixel apart: nobody sees the difference, and the file is three times smaller.
                if (i > 0 && Math.Abs(x - last.X) + Math.Abs(y - last.Y) < 0.7)
                {
                    continue;
                }

                path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{x:F1} {y:F1}");
                last = (x, y);
            }

            path.Append('Z');
        }

        return path.ToString();
    }

    private static double MercatorY(double lat) => Math.Log(Math.Tan(Math.PI / 4 + lat * Math.PI / 360));
}
