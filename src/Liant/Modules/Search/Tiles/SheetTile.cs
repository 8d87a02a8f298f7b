using System.Globalization;
using System.Numerics;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Tiles;

/// <summary>One tile of a map of sheets. A sheet that is alone is a point with its name and address; the others are clusters, with how many of each theme.</summary>
internal static class SheetTile
{
    public const string Layer = "sheets";

    /// <summary>Counts of a cluster that have no theme stand under this name, the others under "theme." and their slug.</summary>
    private const string NoTheme = "theme.none";

    private static readonly string[] ThemeKeys = [NoTheme, .. Vocabulary.Themes.Terms.Select(term => "theme." + term.Slug)];

    /// <summary>Fields of the layer, as a TileJSON document describes them.</summary>
    public static IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["count"] = "number of sheets of a cluster; absent of a single sheet",
        ["near"] = "largest town of the part of the map where the cluster is",
        ["zoom"] = "zoom at which the cluster opens; absent when its sheets are at one place",
        ["at"] = "their longitude and latitude, where its sheets are at one place",
        ["theme.*"] = "sheets of the cluster by first theme; they add up to count",
        ["id"] = "identifier of a single sheet", ["title"] = "its name", ["url"] = "its page", ["kind"] = "its kind", ["place"] = "its commune, or the area it acts in",
        ["theme"] = "slug of its first theme", ["approximate"] = "true when its point only says in which area it is",
    };

    public static byte[] Of(MatchedPoints points, TileAddress tile, Towns towns)
    {
        var clusters = Clusters.Of(points.Sets, tile);
        using var layer = new LayerWriter();
        foreach (var number in clusters.Kept)
        {
            ref readonly var gathered = ref clusters[number];
            if (gathered.Count == 1)
            {
                TagSheet(layer, points.LabelOf(gathered.Set, gathered.Doc));
            }
            else
            {
                TagCluster(layer, gathered, clusters.ThemesOf(number), tile, towns);
            }

            var (x, y) = tile.Inside(gathered.MeanX, gathered.MeanY, LayerWriter.Extent);
            layer.AddPoint(x, y);
        }

        return layer.Tile(Layer);
    }

    private static void TagSheet(LayerWriter layer, in PointLabel sheet)
    {
        layer.Tag("id", sheet.Id);
        layer.Tag("title", sheet.Title);
        layer.Tag("url", sheet.Path);
        layer.Tag("kind", sheet.Kind);
        if (sheet.Place is { } place)
        {
            layer.Tag("place", place);
        }

        if (sheet.Theme is { } theme)
        {
            layer.Tag("theme", theme);
        }

        if (sheet.IsApproximate)
        {
            layer.Tag("approximate", true);
        }
    }

    private static void TagCluster(LayerWriter layer, in Gathered cluster, ReadOnlySpan<int> themes, TileAddress tile, Towns towns)
    {
        layer.Tag("count", cluster.Count);
        if (towns.Near(new WorldPoint((uint)cluster.MeanX, (uint)cluster.MeanY), tile.Zoom) is { } town)
        {
            layer.Tag("near", town.Name);
        }

        // Where the first and the last of them part, they are in two squares of a tile; nearer by one, these are no more side by side.
        var part = Math.Max(tile.Zoom + 1, BitOperations.LeadingZeroCount(cluster.First ^ cluster.Last) / 2 + 1 - TileAddress.Squares);
        if (part <= TileAddress.Deepest)
        {
            layer.Tag("zoom", Math.Min(part + 1, TileAddress.Deepest));
        }
        else
        {
            // The tile's own units are hundreds of metres at low zooms.
            var (lat, lon) = new WorldPoint((uint)cluster.MeanX, (uint)cluster.MeanY).Degrees;
            layer.Tag("at", string.Create(CultureInfo.InvariantCulture, $"{lon:0.#####},{lat:0.#####}"));
        }

        for (var theme = 0; theme < themes.Length; theme++)
        {
            if (themes[theme] > 0)
            {
                layer.Tag(ThemeKeys[theme], themes[theme]);
            }
        }
    }
}
