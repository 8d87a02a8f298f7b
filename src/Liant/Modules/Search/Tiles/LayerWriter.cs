using Google.Protobuf;

namespace Liant.Modules.Search.Tiles;

/// <summary>A layer of points as the Mapbox Vector Tile Specification 2.1 writes it: features, then the keys and values that they share.</summary>
internal sealed class LayerWriter : IDisposable
{
    /// <summary>Units along the side of a tile.</summary>
    public const int Extent = 4096;

    private const uint Version = 2;
    private const uint Point = 1;

    /// <summary>"Move to", once.</summary>
    private const uint MoveToOne = 1 | (1 << 3);

    private readonly MemoryStream features = new();
    private readonly Dictionary<string, uint> keys = [];
    private readonly Dictionary<object, uint> values = [];
    private readonly List<uint> tags = [];

    public void Tag(string key, object value)
    {
        tags.Add(NumberIn(keys, key));
        tags.Add(NumberIn(values, value));
    }

    /// <summary>A point with what was tagged since the last one.</summary>
    public void AddPoint(int x, int y)
    {
        uint[] geometry = [MoveToOne, ZigZag(x), ZigZag(y)];
        var (tagSize, geometrySize) = (tags.Sum(CodedOutputStream.ComputeUInt32Size), geometry.Sum(CodedOutputStream.ComputeUInt32Size));
        var size = (tagSize == 0 ? 0 : 1 + CodedOutputStream.ComputeLengthSize(tagSize) + tagSize) + 2 + 1 + CodedOutputStream.ComputeLengthSize(geometrySize) + geometrySize;
        using (var written = new CodedOutputStream(features, leaveOpen: true))
        {
            written.WriteTag(2, WireFormat.WireType.LengthDelimited);
            written.WriteLength(size);
            WritePacked(written, 2, tags, tagSize);
            written.WriteTag(3, WireFormat.WireType.Varint);
            written.WriteUInt32(Point);
            WritePacked(written, 4, geometry, geometrySize);
        }

        tags.Clear();
    }

    /// <summary>A tile of this layer alone; empty without a feature.</summary>
    public byte[] Tile(string name)
    {
        if (features.Length == 0)
        {
            return [];
        }

        var layer = new MemoryStream();
        using (var written = new CodedOutputStream(layer, leaveOpen: true))
        {
            written.WriteTag(1, WireFormat.WireType.LengthDelimited);
            written.WriteString(name);
            written.Flush();
            features.WriteTo(layer);
            foreach (var key in keys.Keys)
            {
                written.WriteTag(3, WireFormat.WireType.LengthDelimited);
                written.WriteString(key);
            }

            foreach (var value in values.Keys)
            {
                WriteValue(written, value);
            }

            written.WriteTag(5, WireFormat.WireType.Varint);
            written.WriteUInt32(Extent);
            written.WriteTag(15, WireFormat.WireType.Varint);
            written.WriteUInt32(Version);
        }

        var tile = new MemoryStream();
        using (var written = new CodedOutputStream(tile, leaveOpen: true))
        {
            written.WriteTag(3, WireFormat.WireType.LengthDelimited);
            written.WriteBytes(UnsafeByteOperations.UnsafeWrap(layer.GetBuffer().AsMemory(0, (int)layer.Length)));
        }

        return tile.ToArray();
    }

    public void Dispose() => features.Dispose();

    private static void WriteValue(CodedOutputStream written, object value)
    {
        written.WriteTag(4, WireFormat.WireType.LengthDelimited);
        switch (value)
        {
            case string text:
                written.WriteLength(1 + CodedOutputStream.ComputeStringSize(text));
                written.WriteTag(1, WireFormat.WireType.LengthDelimited);
                written.WriteString(text);
                break;
            case int count:
                written.WriteLength(1 + CodedOutputStream.ComputeUInt32Size((uint)count));
                written.WriteTag(5, WireFormat.WireType.Varint);
                written.WriteUInt32((uint)count);
                break;
            case bool truth:
                written.WriteLength(2);
                written.WriteTag(7, WireFormat.WireType.Varint);
                written.WriteBool(truth);
                break;
            default:
                throw new ArgumentException($"a tile holds no {value.GetType()}");
        }
    }

    private static void WritePacked(CodedOutputStream written, int field, IReadOnlyList<uint> numbers, int size)
    {
        if (numbers.Count == 0)
        {
            return;
        }

        written.WriteTag(field, WireFormat.WireType.LengthDelimited);
        written.WriteLength(size);
        foreach (var number in numbers)
        {
            written.WriteUInt32(number);
        }
    }

    private static uint NumberIn<T>(Dictionary<T, uint> known, T one)
        where T : notnull
    {
        if (!known.TryGetValue(one, out var number))
        {
            known[one] = number = (uint)known.Count;
        }

        return number;
    }

    private static uint ZigZag(int number) => (uint)((number << 1) ^ (number >> 31));
}
