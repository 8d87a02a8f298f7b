namespace Liant.Platform.Start;

/// <summary>Whether the application can answer yet: the database is migrated and every module has prepared itself.</summary>
public sealed class Readiness
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsReady => ready.Task.IsCompletedSuccessfully;

    public Task WhenReady => ready.Task;

    internal void MarkReady() => ready.TrySetResult();

    internal void MarkFailed(Exception problem) => ready.TrySetException(problem);
}
