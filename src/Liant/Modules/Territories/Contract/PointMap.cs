using System.Globalization;

namespace Liant.Modules.Territories.Contract;

/// <summary>A map of metropolitan France with one mark for each point, drawn by the server as SVG: shapes tell the kinds apart, colours help.</summary>
public sealed class PointMap
{
    private readonly Outlines outlines;

    internal PointMap(Outlines outlines) => this.outlines = outlines;

    /// <summary>Whether the map shows that point; overseas territories are beyond its frame.</summary>
    public static bool Shows(Location at) => MapPictures.IsInFrance(at.Lat, at.Lon);

    /// <summary>SVG; later marks are drawn over earlier ones.</summary>
    public string Draw(IEnumerable<(Location At, PointMark Mark)> points) => MapPictures.Framed(
        outlines, MapPictures.France, string.Concat(Enum.GetValues<PointMark>().Select(mark => $".k{(int)mark}{{fill:{Fill(mark, isDark: false)};stroke:#fff}}")),
        string.Concat(Enum.GetValues<PointMark>().Select(mark => $".k{(int)mark}{{fill:{Fill(mark, isDark: true)};stroke:#16201f}}")), (svg, at) =>
        {
            foreach (var (place, mark) in points.Where(point => Shows(point.At)))
            {
                var (x, y) = at(place.Lat, place.Lon);
                svg.Append(CultureInfo.InvariantCulture, $"""<path class="k{(int)mark}" transform="translate({x:F1} {y:F1})" d="{Shape(mark)}"/>""");
            }
        });

    /// <summary>Path of a mark around the origin, within eight units of it: the same in the map and in its key.</summary>
    public static string Shape(PointMark mark) => mark switch
    {
        PointMark.Circle => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
        PointMark.Square => "M-5 -5h10v10h-10z",
        PointMark.Triangle => "M0 -7l7 12h-14z",
        PointMark.Diamond => "M0 -8l8 8l-8 8l-8 -8z",
        PointMark.Cross => "M-2 -7h4v5h5v4h-5v5h-4v-5h-5v-4h5z",
        _ => "M0 -8l2.4 4.9l5.4 .8l-3.9 3.8l.9 5.4l-4.8 -2.6l-4.8 2.6l.9 -5.4l-3.9 -3.8l5.4 -.8z",
    };

    private static string Fill(PointMark mark, bool isDark) => mark switch
    {
        PointMark.Circle => isDark ? "#f0a48d" : "#a93e25",
        PointMark.Square => isDark ? "#7fd0cf" : "#0b5a5e",
        PointMark.Triangle => isDark ? "#e9b44c" : "#8a5d06",
        PointMark.Diamond => isDark ? "#8fce9f" : "#2f6b43",
        PointMark.Cross => isDark ? "#c9b6e4" : "#5b3f86",
        _ => isDark ? "#f2eee6" : "#1d2a30",
    };
}

/// <summary>Shapes of marks on a map.</summary>
public enum PointMark
{
    /// <summary>●</summary>
    Circle,

    /// <summary>■</summary>
    Square,

    /// <summary>▲</summary>
    Triangle,

    /// <summary>◆</summary>
    Diamond,

    /// <summary>✚</summary>
    Cross,

    /// <summary>★</summary>
    Star,
}
