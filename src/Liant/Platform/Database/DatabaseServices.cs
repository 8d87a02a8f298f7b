using System.Data.Common;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Liant.Platform.Database;

internal static class DatabaseServices
{
    public static void AddLiantDatabase(this IServiceCollection services, LiantSettings settings)
    {
        services.AddPooledDbContextFactory<LiantDb>(options => Configure(options, settings));
        services.AddSingleton<ChangeBell>();
        services.AddSingleton(_ => new ChangeFeed());
        services.AddSingleton<ChangeFollower>();
        services.AddHostedService(provider => provider.GetRequiredService<ChangeFollower>());
        services.AddDataProtection().SetApplicationName("Liant");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository =
                new KeysInDatabase(provider.GetRequiredService<IDbContextFactory<LiantDb>>())));
    }

    /// <summary>The framework would read the keys before the first migration has made their table; they are read at first
    /// need instead. Called last: several of the framework's services ask for data protection and would bring it back.</summary>
    public static void ReadKeysAtFirstNeed(this IServiceCollection services) =>
        services.Remove(services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService"));

    /// <param name="sqliteFile">Another file than the site's: a database that is being restored.</param>
    public static void Configure(DbContextOptionsBuilder options, LiantSettings settings, string? sqliteFile = null)
    {
        if (settings.UsesPostgreSql)
        {
            options.UseNpgsql(settings.Database);
        }
        else
        {
            var connection = new SqliteConnectionStringBuilder { DataSource = sqliteFile ?? settings.SqliteFile, DefaultTimeout = 30 };
            options.UseSqlite(connection.ConnectionString).AddInterceptors(new SqliteTurns(), new SqliteDurability());
        }

        // A sheet's relations and its readers come in one query: both are short, and most often empty.
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.MultipleCollectionIncludeWarning));
        UseHandWrittenMigrations(options);
    }

    /// <summary>Migrations are written by hand for both engines; SchemaMatchesTheModel compares them with the model instead of a snapshot.</summary>
    public static void UseHandWrittenMigrations(DbContextOptionsBuilder options) =>
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    /// <summary>The same database without EF Core, not yet open; it must exist already.</summary>
    public static DbConnection PlainConnection(LiantSettings settings) => settings.UsesPostgreSql
        ? new NpgsqlConnection(settings.Database)
        : new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = settings.SqliteFile, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30,
        }.ConnectionString);
}
