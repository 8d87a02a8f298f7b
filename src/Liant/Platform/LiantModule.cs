using System.CommandLine;
using System.Security.Claims;
using Liant.Platform.Checks;
using Liant.Platform.Database;
using Liant.Platform.Privacy;

namespace Liant.Platform;

/// <summary>A module declares itself here: what it serves, what it adds to the menu, what it prepares at start.</summary>
public abstract class LiantModule
{
    /// <summary>Domain word, plural, English; also the table prefix.</summary>
    public abstract string Name { get; }

    public virtual void AddServices(IServiceCollection services) { }

    public virtual void MapEndpoints(IEndpointRouteBuilder routes) { }

    public virtual IEnumerable<NavigationEntry> Navigation => [];

    /// <summary>Kinds of files that "./run import KIND FILE" takes.</summary>
    public virtual IEnumerable<Command> Imports(Func<Task<IServiceProvider>> services) => [];

    /// <summary>Other verbs of "./run", which work beside a running site.</summary>
    public virtual IEnumerable<Command> Verbs(Func<Task<IServiceProvider>> services) => [];

    /// <summary>Starts long readings in the background, before the database is open.</summary>
    public virtual void WarmUp(IServiceProvider services) { }

    /// <summary>Runs once per start, after migrations and under the start gate, so that two processes never both do it at once.</summary>
    public virtual Task PrepareAsync(IServiceProvider services, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>What the module does with what it keeps about people, and for how long: the register of processing, and what the daily job forgets.</summary>
    public virtual IEnumerable<Processing> Processings => [];

    /// <summary>All that the module keeps about a person.</summary>
    public virtual IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone person, CancellationToken cancel) => AsyncEnumerable.Empty<KeptAbout>();

    /// <summary>Leaves nothing that names her; what she wrote for others stays, and is nobody's. In the transaction that erases the account.</summary>
    public virtual Task ForgetAsync(LiantDb db, Someone person, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>She is no longer of that space: what she had through it ends, and does not come back with her. In the transaction of her leaving.</summary>
    public virtual Task LeaveAsync(LiantDb db, Guid person, Guid space, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>What of the module's waits for this editor: her desk counts it and leads there. Nothing that she may not see.</summary>
    public virtual IAsyncEnumerable<WaitingWork> WaitingAsync(LiantDb db, ClaimsPrincipal editor, CancellationToken cancel) => AsyncEnumerable.Empty<WaitingWork>();

    /// <summary>What "./run check" finds wrong with the module's own things: codes that no longer exist, references across modules. Reads only.</summary>
    public virtual IAsyncEnumerable<Finding> CheckAsync(IServiceProvider services, CancellationToken cancel) => AsyncEnumerable.Empty<Finding>();

    /// <summary>Addresses of other sites that the module's pages show, for "./run check --links".</summary>
    public virtual IAsyncEnumerable<WebAddress> WebAddressesAsync(IServiceProvider services, CancellationToken cancel) => AsyncEnumerable.Empty<WebAddress>();
}

/// <param name="TextKey">Key of the label in the shared texts.</param>
public sealed record NavigationEntry(string TextKey, string Path, int Order);
