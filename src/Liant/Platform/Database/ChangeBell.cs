using Npgsql;

namespace Liant.Platform.Database;

/// <summary>Rings when some node writes a change, where the database can say so (PostgreSQL's LISTEN). It only shortens the wait: the sequence is what counts.</summary>
public sealed class ChangeBell(LiantSettings settings, ILogger<ChangeBell> log) : IAsyncDisposable
{
    public const string Channel = "liant_changes";

    private NpgsqlConnection? connection;

    /// <summary>Until it rings, or until the time is up; a connection that is lost is opened again at the next wait.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider clock, CancellationToken cancel)
    {
        if (!settings.UsesPostgreSql)
        {
            await Task.Delay(most, clock, cancel);
            return;
        }

        try
        {
            await ListenAsync(cancel);
            await connection!.WaitAsync(most, cancel);
        }
        catch (Exception problem) when (problem is NpgsqlException or InvalidOperationException or IOException)
        {
            log.LogWarning(problem, "La base ne prévient plus des changements ; ils sont relus chaque seconde");
            await DisposeAsync();
            await Task.Delay(most, clock, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync();
            connection = null;
        }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        if (connection is not null)
        {
            return;
        }

        var opened = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.Database) { Pooling = false, ApplicationName = "Liant (changements)" }.ConnectionString);
        try
        {
            await opened.OpenAsync(cancel);
            await using var listen = opened.CreateCommand();
            listen.CommandText = $"LISTEN {Channel}";
            await listen.ExecuteNonQueryAsync(cancel);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }

        connection = opened;
    }
}
