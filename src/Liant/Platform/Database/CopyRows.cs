using System.Buffers.Binary;

namespace Liant.Platform.Database;

/// <summary>Rows in the binary format of COPY (PostgreSQL manual, "COPY", Binary Format): for each row the number of its values, and each value
/// after its length in bytes, in network order. The importer of Npgsql writes to its connection, hence on the
/// thread that waits for the server; these bytes are made meanwhile.</summary>
internal sealed class CopyRows(string sql) : BulkRows(sql)
{
    /// <summary>The signature; no flag, no extension of the heading.</summary>
    public static readonly byte[] Heading = [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static readonly byte[] End = [0xFF, 0xFF];

    public override void Start(int values) => BinaryPrimitives.WriteInt16BigEndian(Room.Take(2), (short)values);

    public ReadOnlyMemory<byte> Written => Room.Written;

    public override void Nothing() => BinaryPrimitives.WriteInt32BigEndian(Room.Take(4), -1);

    public override void Text(string text)
    {
        var bytes = Room.TakeText(4, text);
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - 4);
    }

    public override void Whole(long number) => BinaryPrimitives.WriteInt64BigEndian(Sized(8), number);

    public override void Whole(int number) => BinaryPrimitives.WriteInt32BigEndian(Sized(4), number);

    public override void Real(double number) => BinaryPrimitives.WriteDoubleBigEndian(Sized(8), number);

    public override void Flag(bool yes) => Sized(1)[0] = yes ? (byte)1 : (byte)0;

    public override void Id(Guid id) => id.TryWriteBytes(Sized(16), bigEndian: true, out _);

    private Span<byte> Sized(int bytes)
    {
        var sized = Room.Take(4 + bytes);
        BinaryPrimitives.WriteInt32BigEndian(sized, bytes);
        return sized[4..];
    }
}
