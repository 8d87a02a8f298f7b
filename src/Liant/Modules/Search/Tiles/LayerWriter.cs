using System.Runtime.InteropServices;
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
    private readonly CodedOutputStream written;
    private readonly Dictionary<string, uint> keys = [];
    private readonly Dictionary<object, uint> values = [];
    private readonly List<uint> tags = [];

    public LayerWriter() => written = new CodedOutputStream(features, leaveOpen: true);

    public void Tag(string key, object value)
    {
        tags.Add(NumberIn(keys, key));
        tags.Add(NumberIn(values, value));
    }

    /// <summary>A point with what was tagged since the last one.</summary>
    public void AddPoint(int x, int y)
    {
        ReadOnlySpan<uint> geometry = [MoveToOne, ZigZag(x), ZigZag(y)];
        var (tagSize, geometrySize) = (SizeOf(CollectionsMarshal.AsSpan(tags)), SizeOf(geometry));
        var size = (tagSize == 0 ? 0 : 1 + CodedOutputStream.ComputeLengthSize(tagSize) + tagSize) + 2 + 1 + CodedOutputStream.ComputeLengthSize(geometrySize) + geometrySize;
        written.WriteTag(2, WireFormat.WireType.LengthDelimited);
        written.WriteLength(size);
        WritePacked(2, CollectionsMarshal.AsSpan(tags), tagSize);
        written.WriteTag(3, WireFormat.WireType.Varint);
        written.WriteUInt32(Point);
        WritePacked(4, geometry, geometrySize);
        tags.Clear();
    }

    /// <summary>A tile of this layer alone; empty without a feature.</summary>
    public byte[] Tile(string name)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        // The fields of a layer may come in any order: the features are there already.
        written.WriteTag(1, WireFormat.WireType.LengthDelimited);
        written.WriteString(name);
        foreach (var key in keys.Keys)
        {
            written.WriteTag(3, WireFormat.WireType.LengthDelimited);
            written.WriteString(key);
        }

        foreach (var value in values.Keys)
        {
            WriteValue(value);
        }

        written.WriteTag(5, WireFormat.WireType.Varint);
        written.WriteUInt32(Extent);
        written.WriteTag(15, WireFormat.WireType.Varint);
        written.WriteUInt32(Version);
        written.Flush();

        var (heading, layer) = (new byte[16], (int)features.Length);
        var before = new CodedOutputStream(heading);
        before.WriteTag(3, WireFormat.WireType.LengthDelimited);
        before.WriteLength(layer);
        return [.. heading.AsSpan(0, (int)before.Position), .. features.GetBuffer().AsSpan(0, layer)];
    }

    public void Dispose()
    {
        written.Dispose();
        features.Dispose();
    }

    private void WriteValue(object value)
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

    private static int SizeOf(ReadOnlySpan<uint> numbers)
    {
        var size = 0;
        foreach (var number in numbers)
        {
            size += CodedOutputStream.ComputeUInt32Size(number);
        }

        return size;
    }

    private void WritePacked(int field, ReadOnlySpan<uint> numbers, int size)
    {
        if (numbers.IsEmpty)
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
