using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Liant.Bench.Searching;

/// <summary>SQLite FTS5: unicode61 without diacritics, bm25; matches go to a temporary table that is ranked and counted.</summary>
internal sealed class Fts5Peer(string folder) : Peer
{
    private readonly string file = Path.Combine(folder, "fts5.db");

    public override string Name => "SQLite FTS5";

    public override string Configuration => "tokenize unicode61 remove_diacritics 2, external content, bm25, cache 64 MB";

    public void Load(IEnumerable<(string Id, string Theme, string Form, string Departement, int Year, string Text)> rows)
    {
        var watch = Stopwatch.StartNew();
        using var connection = Open();
        Run(connection, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; CREATE TABLE docs(rowid INTEGER PRIMARY KEY, theme TEXT, form TEXT, departement TEXT, year INT, text TEXT); CREATE VIRTUAL TABLE fts USING fts5(text, content='docs', content_rowid='rowid', tokenize='unicode61 remove_diacritics 2');");
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO docs VALUES($id, $theme, $form, $departement, $year, $text)";
        var parameters = new[] { "$id", "$theme", "$form", "$departement", "$year", "$text" }.Select(name => insert.Parameters.Add(new SqliteParameter(name, null))).ToList();
        var number = 0;
        foreach (var row in rows)
        {
            object[] values = [++number, row.Theme, row.Form, row.Departement, row.Year, row.Text];
            for (var i = 0; i < values.Length; i++)
            {
                parameters[i].Value = values[i];
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        Run(connection, "INSERT INTO fts(fts) VALUES('rebuild'); INSERT INTO fts(fts) VALUES('optimize');");
        LoadSeconds = watch.Elapsed.TotalSeconds;
    }

    public override Task<Func<string, bool, Task<Found>>> ConnectAsync()
    {
        var connection = Open();
        Run(connection, "PRAGMA cache_size=-64000; CREATE TEMP TABLE found(id INTEGER, rank REAL);");
        return Task.FromResult<Func<string, bool, Task<Found>>>((query, _) => Task.Run(() =>
        {
            Run(connection, "DELETE FROM found");
            using var match = connection.CreateCommand();
            match.CommandText = "INSERT INTO found SELECT rowid, bm25(fts) FROM fts WHERE fts MATCH $query";
            match.Parameters.AddWithValue("$query", string.Join(' ', query.Split(' ').Select(word => $"\"{word}\"")));
            match.ExecuteNonQuery();
            foreach (var facet in new[] { "theme", "form", "departement", "year" })
            {
                Count(connection, $"SELECT {facet}, count(*) FROM found JOIN docs ON docs.rowid = found.id GROUP BY 1");
            }

            Count(connection, "SELECT id, rank FROM found ORDER BY rank, id LIMIT 20");
            using var total = connection.CreateCommand();
            total.CommandText = "SELECT count(*) FROM found";
            return new Found(Convert.ToInt32(total.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture));
        }));
    }

    private static void Count(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
