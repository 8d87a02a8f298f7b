using Google.Protobuf;
using Liant.Modules.Territories.Contract;

namespace Liant.Tests.World;

/// <summary>Reads a tile of points (Mapbox Vector Tile Specification 2.1), and says where a place is on a map, by the textbook's formulas.</summary>
internal static class VectorTile
{
    public const int Extent = 4096;

    /// <param name="Count">Sheets it stands for.</param>
    public sealed record Feature(int X, int Y, long Count, IReadOnlyDictionary<string, object> Tags);

    public static (int X, int Y) Where(Location place, int zoom)
    {
        var (x, y) = Square(place, zoom);
        return ((int)x, (int)y);
    }

    /// <summary>In units of its tile.</summary>
    public static (int X, int Y) Inside(Location place, int zoom)
    {
        var (x, y) = Square(place, zoom);
        return ((int)((x - Math.Floor(x)) * Extent), (int)((y - Math.Floor(y)) * Extent));
    }

    public static List<Feature> Read(byte[] tile)
    {
        var (features, keys, values) = (new List<(List<uint> Tags, List<uint> Geometry)>(), new List<string>(), new List<object>());
        foreach (var (layer, _) in Fields(tile))
        {
            Assert.Equal(3, layer);
        }

        foreach (var (field, value) in tile.Length == 0 ? [] : Fields(((ByteString)Fields(tile).Single().Value).ToByteArray()))
        {
            switch (field)
            {
                case 1: Assert.Equal("sheets", ((ByteString)value).ToStringUtf8()); break;
                case 2: features.Add(FeatureOf((ByteString)value)); break;
                case 3: keys.Add(((ByteString)value).ToStringUtf8()); break;
                case 4: values.Add(ValueOf((ByteString)value)); break;
                case 5: Assert.Equal((ulong)Extent, value); break;
                case 15: Assert.Equal(2UL, value); break;
                default: Assert.Fail($"field {field}"); break;
            }
        }

        return features.ConvertAll(feature =>
        {
            var tags = feature.Tags.Chunk(2).ToDictionary(pair => keys[(int)pair[0]], pair => values[(int)pair[1]]);
            Assert.Equal(9u, feature.Geometry[0]);
            return new Feature(UnZigZag(feature.Geometry[1]), UnZigZag(feature.Geometry[2]), tags.TryGetValue("count", out var count) ? (long)count : 1, tags);
        });
    }

    private static (double X, double Y) Square(Location place, int zoom)
    {
        var lat = place.Lat * Math.PI / 180;
        return ((place.Lon + 180) / 360 * (1 << zoom), (1 - Math.Log(Math.Tan(lat) + 1 / Math.Cos(lat)) / Math.PI) / 2 * (1 << zoom));
    }

    private static (List<uint> Tags, List<uint> Geometry) FeatureOf(ByteString bytes)
    {
        var fields = Fields(bytes.ToByteArray()).ToDictionary(field => field.Field, field => field.Value);
        Assert.Equal(1UL, fields[3]);
        return (Packed((ByteString)fields[2]), Packed((ByteString)fields[4]));
    }

    private static object ValueOf(ByteString bytes)
    {
        var (field, value) = Fields(bytes.ToByteArray()).Single();
        return field switch { 1 => ((ByteString)value).ToStringUtf8(), 5 => (long)(ulong)value, 7 => (ulong)value == 1, _ => throw new InvalidDataException($"value {field}") };
    }

    private static List<uint> Packed(ByteString bytes)
    {
        var (numbers, input) = (new List<uint>(), bytes.CreateCodedInput());
        while (!input.IsAtEnd)
        {
            numbers.Add(input.ReadUInt32());
        }

        return numbers;
    }

    private static List<(int Field, object Value)> Fields(byte[] message)
    {
        var (fields, input) = (new List<(int, object)>(), new CodedInputStream(message));
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            fields.Add((WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag) == WireFormat.WireType.Varint ? input.ReadUInt64() : input.ReadBytes()));
        }

        return fields;
    }

    private static int UnZigZag(uint number) => (int)(number >> 1) ^ -(int)(number & 1);
}
