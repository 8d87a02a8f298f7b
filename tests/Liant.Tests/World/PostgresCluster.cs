using System.Diagnostics;
using Npgsql;

namespace Liant.Tests.World;

/// <summary>A private PostgreSQL cluster for one run of the tests, started at the first need, on a socket only.
/// Where PostgreSQL is not installed the tests that need it are skipped, saying so.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static PostgresCluster? shared;

    private readonly SemaphoreSlim one = new(1);
    private readonly string? binaries = FindBinaries();
    private readonly bool isRoot = Environment.UserName == "root";
    private string? folder;
    private int databases;

    public PostgresCluster() => shared = this;

    public static PostgresCluster Shared => shared ?? throw new InvalidOperationException("The assembly fixture is not there yet.");

    /// <returns>The connection string of a new database, empty or copied from <paramref name="template"/>.</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        Assert.SkipUnless(binaries is not null, "ignoré : PostgreSQL n’est pas installé");
        await one.WaitAsync();
        try
        {
            folder ??= await StartAsync();
            var name = $"test_{++databases}";
            await using var connection = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = template is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {template}";
            await command.ExecuteNonQueryAsync();
            return ConnectionTo(name);
        }
        finally
        {
            one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (folder is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsync($"{binaries}/pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "-w", "stop");
            Directory.Delete(folder, recursive: true);
        }

        one.Dispose();
    }

    private string ConnectionTo(string database) => $"Host={folder};Username=liant;Database={database};Maximum Pool Size=20";

    private async Task<string> StartAsync()
    {
        // A short path: the name of a socket has at most 107 bytes.
        folder = Directory.CreateTempSubdirectory("liant-pg-").FullName;
        if (isRoot)
        {
            await RunAsPresentUserAsync("chown", "postgres:", folder);
        }

        await RunAsync($"{binaries}/initdb", "-D", $"{folder}/data", "-U", "liant", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await RunAsync($"{binaries}/pg_ctl", "-D", $"{folder}/data", "-l", $"{folder}/pg.log", "-w", "-o",
            $"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200", "start");
        return folder;
    }

    /// <summary>PostgreSQL refuses to run as root: then as its own user.</summary>
    private Task RunAsync(string program, params string[] arguments) => isRoot
        ? RunAsPresentUserAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "env", $"HOME={folder}", program, .. arguments])
        : RunAsPresentUserAsync(program, arguments);

    private async Task RunAsPresentUserAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder! };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} : {await output}{await errors}");
        }
    }

    private static string? FindBinaries() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;
}
