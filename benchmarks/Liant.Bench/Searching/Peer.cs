using System.Diagnostics;

namespace Liant.Bench.Searching;

/// <summary>What one query gave: its total, and one facet to compare.</summary>
internal readonly record struct Found(int Total);

/// <summary>A search engine that holds the same directory and answers the same queries: the best twenty ranked, the exact total, counts by theme, form, département and year.</summary>
internal abstract class Peer : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <summary>How it is set up, printed beside the measures.</summary>
    public abstract string Configuration { get; }

    /// <summary>From the rows of the database to searchable.</summary>
    public double LoadSeconds { get; protected set; }

    /// <summary>A connection of its own for one client.</summary>
    public abstract Task<Func<string, bool, Task<Found>>> ConnectAsync();

    /// <summary>Its own server, stopped with it; null for what needs none.</summary>
    protected Process? Server { get; set; }

    public virtual async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            Server.Kill();
            await Server.WaitForExitAsync();
            Server.Dispose();
        }
    }
}
