namespace Liant.Platform.Start;

/// <summary>Whether the application can answer yet: the database is migrated and every module has prepared itself.</summary>
public sealed class Readiness
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsReady => ready.Task.IsCompletedSuccessfully;

    public Task WhenReady => ready.Task;

    /// <summary>Waits for it; false when the application stops first.</summary>
    public async Task<bool> WaitAsync(CancellationToken stopping)
    {
        try
        {
            await ready.Task.WaitAsync(stopping);
            return true;
        }
        catch (Exception) when (stopping.IsCancellationRequested || ready.Task.IsFaulted)
        {
            return false;
        }
    }

    internal void MarkReady() => ready.TrySetResult();

    internal void MarkFailed(Exception problem) => ready.TrySetException(problem);
}
