namespace Liant.Platform.Start;

/// <summary>A page that leaves work to a background worker rings it, so that the worker of this process does not sleep until its next look.</summary>
public abstract class Bell : IDisposable
{
    private readonly SemaphoreSlim rung = new(0);

    public void Ring() => rung.Release();

    /// <summary>Until it rings, or until that long has passed.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken cancel)
    {
        if (await rung.WaitAsync(most, cancel))
        {
            while (rung.Wait(0, cancel))
            {
                // Several rings are one.
            }
        }
    }

    public void Dispose()
    {
        rung.Dispose();
        GC.SuppressFinalize(this);
    }
}
