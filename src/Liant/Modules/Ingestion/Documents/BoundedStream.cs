using Liant.Platform.Imports;

namespace Liant.Modules.Ingestion.Documents;

/// <summary>Lets so many bytes through, then refuses: a small file may unpack to gigabytes.</summary>
internal sealed class BoundedStream(Stream content, long most) : Stream
{
    private long passed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Counted(content.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Counted(content.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Counted(await content.ReadAsync(buffer, cancellationToken));

    private int Counted(int read) => (passed += read) <= most ? read : throw new UnreadableFile($"Une fois décompressé, ce document dépasse {most / 1024 / 1024} Mo : il est abîmé, ou fait pour nuire.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        content.Dispose();
        base.Dispose(disposing);
    }
}
