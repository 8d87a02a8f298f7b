using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Start;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Liant.Tests.World;

/// <summary>A data folder of its own and, on PostgreSQL, a database of its own. Several hosts on one storage are several processes.</summary>
public sealed class Storage : IDisposable
{
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> PostgreSqlTemplate = new(MakePostgreSqlTemplateAsync);

    private Storage(Engine engine, string folder, string? database) => (Engine, Folder, Database) = (engine, folder, database);

    public Engine Engine { get; }

    public string Folder { get; }

    /// <summary>Connection string of the PostgreSQL database; null on SQLite.</summary>
    public string? Database { get; }

    public string SqliteFile => Path.Combine(Folder, "liant.db");

    public LiantSettings Settings => new() { Urls = "http://127.0.0.1:0", DataFolder = Folder, Database = Database };

    /// <summary>Nothing in it yet.</summary>
    public static async Task<Storage> EmptyAsync(Engine engine) =>
        new(engine, NewFolder(), engine == Engine.PostgreSql ? await PostgresCluster.Shared.CreateDatabaseAsync() : null);

    /// <summary>As after a first start: migrated, the starter catalogue loaded. Copied from a template, to be quick.</summary>
    public static async Task<Storage> LoadedAsync(Engine engine)
    {
        if (engine == Engine.PostgreSql)
        {
            return new Storage(engine, NewFolder(), await PostgresCluster.Shared.CreateDatabaseAsync(await PostgreSqlTemplate.Value));
        }

        var storage = new Storage(engine, NewFolder(), null);
        File.Copy(await SqliteTemplate.Value, storage.SqliteFile);
        return storage;
    }

    /// <summary>A context on this storage, without an application.</summary>
    public LiantDb OpenContext()
    {
        var options = new DbContextOptionsBuilder<LiantDb>();
        DatabaseServices.Configure(options, Settings);
        return new LiantDb(options.Options);
    }

    public void Dispose()
    {
        if (Database is not null)
        {
            using var connection = new NpgsqlConnection(Database);
            NpgsqlConnection.ClearPool(connection);
        }
        else
        {
            using var connection = new SqliteConnection(OpenContextString());
            SqliteConnection.ClearPool(connection);
        }

        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // A process that was killed may still be letting go of its files; the folder is in /tmp.
        }
    }

    private string OpenContextString()
    {
        using var db = OpenContext();
        return db.Database.GetConnectionString()!;
    }

    /// <summary>At the end of the run.</summary>
    public static async Task DeleteTemplateAsync()
    {
        if (SqliteTemplate.IsValueCreated)
        {
            Directory.Delete(Path.GetDirectoryName(await SqliteTemplate.Value)!, recursive: true);
        }
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("liant-test-").FullName;

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var storage = await EmptyAsync(Engine.Sqlite);
        await PrepareAsync(storage.Settings);
        var template = Path.Combine(storage.Folder, "template.db");
        await using var db = storage.OpenContext();
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {template}");
        return template;
    }

    private static async Task<string> MakePostgreSqlTemplateAsync()
    {
        using var storage = await EmptyAsync(Engine.PostgreSql);
        await PrepareAsync(storage.Settings with { Database = storage.Database + ";Pooling=false" });
        return new NpgsqlConnectionStringBuilder(storage.Database).Database!;
    }

    private static async Task PrepareAsync(LiantSettings settings)
    {
        await using var app = LiantApp.Create(settings, listens: false, LiantHost.Quiet);
        await app.Services.GetRequiredService<StartWork>().PrepareAsync(answers: true, CancellationToken.None);
    }
}
