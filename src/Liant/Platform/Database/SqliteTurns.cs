using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Liant.Platform.Database;

/// <summary>Connections to SQLite are opened and given back one at a time. The pool of Microsoft.Data.Sqlite says that a connection is in use before it says whose it is: another thread that opens one in between
/// takes it for forgotten, and two requests then write in each other's transactions (dotnet/efcore#39008, open with 10.0.11; seen here once in some seventy thousand pages).
/// Whoever opens a context's connection closes it: where a context is given back open, EF Core closes it without asking here.</summary>
internal sealed class SqliteTurns : DbConnectionInterceptor
{
    /// <summary>Of the whole process, as the pool is.</summary>
    private static readonly Lock Turn = new();

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InTurn(connection.Open);

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(InTurn(connection.Open));
    }

    public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InTurn(connection.Close);

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => ValueTask.FromResult(InTurn(connection.Close));

    public override InterceptionResult ConnectionDisposing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InTurn(connection.Dispose);

    public override ValueTask<InterceptionResult> ConnectionDisposingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => ValueTask.FromResult(InTurn(connection.Dispose));

    /// <summary>Done already: EF Core need not do it again.</summary>
    private static InterceptionResult InTurn(Action openOrClose)
    {
        lock (Turn)
        {
            openOrClose();
        }

        return InterceptionResult.Suppress();
    }
}
