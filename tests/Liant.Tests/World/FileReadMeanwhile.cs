namespace Liant.Tests.World;

/// <summary>Once its reader is past a place, does something as soon as it can, then takes its time.</summary>
/// <param name="act">True when it was done; asked again at the next reading otherwise.</param>
internal sealed class FileReadMeanwhile(byte[] bytes, Func<bool> act, int after = 0, TimeSpan pause = default) : MemoryStream(bytes)
{
    public bool IsDone { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        Act();
        return base.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Act();
        return base.Read(buffer, offset, count);
    }

    private void Act()
    {
        if (!IsDone && Position >= after && act())
        {
            IsDone = true;
            Task.Delay(pause).GetAwaiter().GetResult();
        }
    }
}
