using System.Diagnostics;
using System.Globalization;
using Liant.Bench.Importing;
using Npgsql;

namespace Liant.Bench.Searching;

/// <summary>PostgreSQL full text: a stored tsvector in French, a GIN index, ts_rank.</summary>
internal sealed class PostgresPeer(PrivatePostgres cluster) : Peer
{
    private const string Query = """
        WITH found AS MATERIALIZED (SELECT id, theme, form, departement, year, ts_rank(words, query) AS rank FROM docs, to_tsquery('french', $1) query WHERE words @@ query),
        best AS (SELECT id, rank FROM found ORDER BY rank DESC, id LIMIT 20)
        SELECT 'total', '', count(*) FROM found UNION ALL SELECT 'best', id, 0 FROM best
        UNION ALL SELECT 'theme', theme, count(*) FROM found GROUP BY theme UNION ALL SELECT 'form', form, count(*) FROM found GROUP BY form
        UNION ALL SELECT 'departement', departement, count(*) FROM found GROUP BY departement UNION ALL SELECT 'year', year::text, count(*) FROM found GROUP BY year
        """;

    public override string Name => "PostgreSQL full text";

    public override string Configuration => "shared_buffers 256MB, work_mem 64MB, to_tsvector('french') stored, GIN, ANALYZE; ts_rank";

    public async Task LoadAsync(string file)
    {
        var watch = Stopwatch.StartNew();
        await MustAsync("CREATE TABLE docs(id text, theme text, form text, departement text, year int, text text)");
        await MustAsync($"\\copy docs from '{file}' csv");
        await MustAsync("SET maintenance_work_mem='512MB'; ALTER TABLE docs ADD words tsvector GENERATED ALWAYS AS (to_tsvector('french', text)) STORED; CREATE INDEX docs_words ON docs USING gin(words);");
        await MustAsync("ANALYZE docs");
        LoadSeconds = watch.Elapsed.TotalSeconds;
    }

    /// <summary>Rows more into the table that is searched.</summary>
    public Task LoadMoreAsync(string file) => MustAsync($"\\copy docs(id, theme, form, departement, year, text) from '{file}' csv");

    public override async Task<Func<string, bool, Task<Found>>> ConnectAsync()
    {
        var connection = new NpgsqlConnection(cluster.ConnectionTo("postgres") + ";Pooling=false;Command Timeout=0;Options=-c work_mem=64MB");
        await connection.OpenAsync();
        var command = new NpgsqlCommand(Query, connection) { Parameters = { new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } } };
        await command.PrepareAsync();
        return async (query, _) =>
        {
            command.Parameters[0].Value = string.Join(" & ", query.Split(' ').Select(word => word.Replace('-', ' ').Contains(' ', StringComparison.Ordinal) ? "'" + word + "'" : word));
            await using var reader = await command.ExecuteReaderAsync();
            var total = 0;
            while (await reader.ReadAsync())
            {
                total = reader.GetString(0) == "total" ? (int)reader.GetInt64(2) : total;
            }

            return new Found(total);
        };
    }

    private async Task MustAsync(string sql)
    {
        var result = await cluster.SqlAsync("postgres", sql);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"psql: {result.Output}"));
        }
    }
}
