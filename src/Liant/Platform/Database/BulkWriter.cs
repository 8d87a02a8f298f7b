using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Liant.Platform.Database;

/// <summary>Hands rows to the database, in the transaction that is open on the context. On PostgreSQL one COPY goes on for as long as the rows are
/// of one table and kind: until <see cref="EndAsync"/> the connection can do nothing else. Abandoned when left without it.</summary>
internal sealed class BulkWriter(LiantDb db) : IAsyncDisposable
{
    private (string Sql, NpgsqlRawCopyStream Stream)? copy;

    public async Task WriteAsync(BulkRows rows, CancellationToken cancel)
    {
        if (rows is BoundRows bound)
        {
            bound.Insert(((SqliteConnection)db.Database.GetDbConnection()).Handle!);
            return;
        }

        if (copy?.Sql != rows.Sql)
        {
            await EndAsync(cancel);
            copy = (rows.Sql, await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginRawBinaryCopyAsync(rows.Sql, cancel));
            await copy.Value.Stream.WriteAsync(CopyRows.Heading, cancel);
        }

        // Waited for on this thread: the server empties the socket faster than a continuation is scheduled beside the tasks that make rows, and would wait for us a third of the time.
        cancel.ThrowIfCancellationRequested();
        copy!.Value.Stream.Write(((CopyRows)rows).Written.Span);
    }

    /// <summary>What was written is in its table.</summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        if (copy is { } last)
        {
            await last.Stream.WriteAsync(CopyRows.End, cancel);
            copy = null;
            await last.Stream.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (copy is { } left)
        {
            copy = null;
            await left.Stream.CancelAsync();
            await left.Stream.DisposeAsync();
        }
    }
}
