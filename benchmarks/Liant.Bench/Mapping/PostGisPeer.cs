using System.Globalization;
using Liant.Bench.Importing;
using Npgsql;

namespace Liant.Bench.Mapping;

/// <summary>PostGIS over its own protocol: clusters on the same grid, with counts by theme, written by ST_AsMVT.</summary>
internal sealed class PostGisPeer(PrivatePostgres cluster, IReadOnlyList<string> themes)
{
    public const string Configuration = "shared_buffers 256MB; points in EPSG:3857, GiST, CLUSTER, ANALYZE; ST_SnapToGrid 16 x 16, count(*) FILTER by theme, ST_AsMVTGeom, ST_AsMVT";

    /// <summary>False when PostGIS is not installed.</summary>
    public async Task<bool> LoadAsync(string points)
    {
        if ((await cluster.SqlAsync("postgres", "CREATE EXTENSION postgis")).ExitCode != 0)
        {
            return false;
        }

        foreach (var sql in new[]
        {
            "CREATE TABLE raw(id text, theme text, lon float8, lat float8)", $"\\copy raw from '{points}' csv",
            "CREATE TABLE points AS SELECT id, theme, ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 3857) AS geom FROM raw",
            "SET maintenance_work_mem='512MB'; CREATE INDEX points_geom ON points USING gist(geom)", "CLUSTER points USING points_geom", "ANALYZE points",
        })
        {
            var result = await cluster.SqlAsync("postgres", sql);
            if (result.ExitCode != 0)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"psql: {result.Output}"));
            }
        }

        return true;
    }

    /// <summary>A connection of its own for one client: the bytes of a tile.</summary>
    public async Task<Func<(int Z, int X, int Y), Task<int>>> ConnectAsync()
    {
        var connection = new NpgsqlConnection(cluster.ConnectionTo("postgres") + ";Pooling=false;Command Timeout=0");
        await connection.OpenAsync();
        var counts = string.Join(", ", themes.Select(theme => $"nullif(count(*) FILTER (WHERE theme = '{theme}'), 0) AS \"theme.{theme}\""));
        var command = new NpgsqlCommand($"""
            WITH tile AS (SELECT ST_TileEnvelope($1, $2, $3) AS box, 40075016.68557849 / (1 << $1) AS side),
            squares AS (SELECT count(*) AS count, {counts}, min(id) AS id, ST_SetSRID(ST_MakePoint(avg(ST_X(geom)), avg(ST_Y(geom))), 3857) AS middle
                        FROM points, tile WHERE geom && box GROUP BY ST_SnapToGrid(geom, side / 16))
            SELECT ST_AsMVT(features, 'sheets') FROM (SELECT ST_AsMVTGeom(middle, box) AS geom, squares.* FROM squares, tile) AS features
            """, connection)
        {
            Parameters = { new NpgsqlParameter<int>(), new NpgsqlParameter<int>(), new NpgsqlParameter<int>() },
        };
        await command.PrepareAsync();
        return async tile =>
        {
            (command.Parameters[0].Value, command.Parameters[1].Value, command.Parameters[2].Value) = (tile.Z, tile.X, tile.Y);
            return await command.ExecuteScalarAsync() is byte[] bytes ? bytes.Length : 0;
        };
    }
}
