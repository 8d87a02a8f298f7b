namespace Liant.Bench.Importing;

/// <summary>A PostgreSQL cluster of this measurement alone, on a socket.</summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private readonly string binaries;
    private readonly string folder;

    private PrivatePostgres(string binaries, string folder) => (this.binaries, this.folder) = (binaries, folder);

    public string Folder => folder;

    public string Program(string name) => Path.Combine(binaries, name);

    public string ConnectionTo(string database) => $"Host={folder};Username=liant;Database={database}";

    public static async Task<PrivatePostgres?> StartAsync()
    {
        var binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;
        if (binaries is null)
        {
            return null;
        }

        var cluster = new PrivatePostgres(binaries, Directory.CreateTempSubdirectory("liant-pg-").FullName);
        if (IsRoot)
        {
            await cluster.MustAsync("chown", "postgres:", cluster.folder);
        }

        await cluster.AsOwnerAsync("initdb", "-D", $"{cluster.folder}/data", "-U", "liant", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        await cluster.AsOwnerAsync("pg_ctl", "-D", $"{cluster.folder}/data", "-l", $"{cluster.folder}/pg.log", "-w", "-o",
            $"-c listen_addresses='' -c unix_socket_directories={cluster.folder} -c max_wal_size=4GB -c shared_buffers=256MB", "start");
        return cluster;
    }

    public Task<MeasuredProcess.Result> SqlAsync(string database, string sql) =>
        MeasuredProcess.RunAsync("psql", ["-q", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", "liant", "-At", "-c", sql, database]);

    public async ValueTask DisposeAsync()
    {
        await AsOwnerAsync("pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "-w", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private Task AsOwnerAsync(string program, params string[] arguments) => IsRoot
        ? MustAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "env", $"HOME={folder}", Program(program), .. arguments])
        : MustAsync(Program(program), arguments);

    private async Task MustAsync(string program, params string[] arguments)
    {
        // pg_ctl start leaves a child that keeps our pipes open: its output goes nowhere.
        var quoted = string.Join(' ', arguments.Select(a => $"'{a.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
        var result = await MeasuredProcess.RunAsync("sh", ["-c", $"cd '{folder}' && {program} {quoted} >/dev/null 2>&1"]);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {quoted}");
        }
    }
}
