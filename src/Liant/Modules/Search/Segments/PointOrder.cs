using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Search.Segments;

/// <summary>What has a point, in the order of the Z-order curve: a tile of a map, and every square of it, is a range of this order.</summary>
internal sealed class PointOrder
{
    /// <param name="things">How many there are, with and without a point.</param>
    public PointOrder(ulong[] codes, int[] docs, int things, byte[] themes)
    {
        (Codes, Docs, Themes, Places) = (codes, docs, themes, new int[things]);
        Array.Fill(Places, -1);
        for (var place = 0; place < docs.Length; place++)
        {
            Places[docs[place]] = place;
        }
    }

    /// <summary>Ascending (<see cref="WorldPoint.Code"/>).</summary>
    public ulong[] Codes { get; }

    public int[] Docs { get; }

    /// <summary>By thing, where it is in this order; -1 without a point.</summary>
    public int[] Places { get; }

    /// <summary>Its first theme: 0 for none, otherwise 1 and the rank in the published list.</summary>
    public byte[] Themes { get; }

    public int Count => Codes.Length;

    public static PointOrder Of(Columns columns, ReadOnlySpan<Traits> traits)
    {
        var themeOf = new byte[traits.Length];
        for (var i = 0; i < themeOf.Length; i++)
        {
            themeOf[i] = ThemeOf(traits[i].Themes);
        }

        var docs = new int[columns.Rows.Count(row => row.HasPoint)];
        var codes = new ulong[docs.Length];
        for (var (doc, at) = (0, 0); doc < columns.Count; doc++)
        {
            if (columns.Rows[doc].HasPoint)
            {
                docs[at] = doc;
                codes[at++] = WorldPoint.Of(columns.Lats[doc] / Columns.Degree, columns.Lons[doc] / Columns.Degree).Code;
            }
        }

        Array.Sort(codes, docs);
        return new PointOrder(codes, docs, columns.Count, Array.ConvertAll(docs, doc => themeOf[columns.Rows[doc].Traits]));
    }

    /// <summary>Things that have no theme; a thing's number is its rank.</summary>
    public static PointOrder Of(IReadOnlyList<Location> points)
    {
        var codes = points.Select(point => WorldPoint.Of(point.Lat, point.Lon).Code).ToArray();
        var docs = Enumerable.Range(0, codes.Length).ToArray();
        Array.Sort(codes, docs);
        return new PointOrder(codes, docs, docs.Length, new byte[codes.Length]);
    }

    private static byte ThemeOf(IReadOnlyList<string> themes)
    {
        for (var rank = 0; themes.Count > 0 && rank < Vocabulary.Themes.Terms.Count; rank++)
        {
            if (Vocabulary.Themes.Terms[rank].Slug == themes[0])
            {
                return (byte)(rank + 1);
            }
        }

        return 0;
    }
}
