namespace Liant.Tests.World;

/// <summary>One site an engine, with its operator signed in, for the tests of a class that write sheets under titles of their own.</summary>
public sealed class WritingHosts : IAsyncDisposable
{
    private readonly Dictionary<Engine, (LiantHost Host, HttpClient Operator)> started = [];
    private readonly SemaphoreSlim one = new(1);

    public async Task<(LiantHost Host, HttpClient Operator)> OnAsync(Engine engine)
    {
        await one.WaitAsync();
        try
        {
            if (!started.TryGetValue(engine, out var known))
            {
                var host = await LiantHost.StartAsync(engine);
                started[engine] = known = (host, await host.SignInOperatorAsync());
            }

            return known;
        }
        finally
        {
            one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (host, _) in started.Values)
        {
            await host.DisposeAsync();
        }

        one.Dispose();
    }
}
