using System.Diagnostics;
using System.Globalization;
using Liant.Platform.Text;
using MySqlConnector;

namespace Liant.Bench.Searching;

/// <summary>Sphinx over its SphinxQL protocol. It is given folded words (no capitals, no accents), so that its totals can be compared, and facets as numbers, which it counts faster than words.</summary>
internal sealed class SphinxPeer(string folder) : Peer
{
    private const string Connection = "Server=127.0.0.1;Port=19306;Pooling=false;SslMode=None;CharacterSet=utf8;Default Command Timeout=0";

    private readonly string home = Path.Combine(folder, "sphinx");

    public override string Name => "Sphinx";

    public override string Configuration => "plain index of folded words by indexer (mem_limit 256M, hits in files), facets as integers in memory, workers = threads, ranker proximity_bm25, max_matches 300, FACET";

    public static bool IsInstalled => File.Exists("/usr/bin/searchd") && File.Exists("/usr/bin/indexer");

    public async Task LoadAsync(IEnumerable<(string Id, string Theme, string Form, string Departement, int Year, string Text)> rows)
    {
        Directory.CreateDirectory(home);
        var (config, documents) = (Path.Combine(home, "sphinx.conf"), Path.Combine(home, "docs.tsv"));
        var numbers = new Dictionary<string, int>();
        await using (var file = new StreamWriter(documents))
        {
            var id = 0;
            foreach (var row in rows)
            {
                await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{++id}\t{Fold.Words(row.Text)}\t{Number(row.Theme)}\t{Number(row.Form)}\t{Number(row.Departement)}\t{row.Year}"));
            }
        }

        await File.WriteAllTextAsync(config, $$"""
            source docs
            {
                type = tsvpipe
                tsvpipe_command = cat {{documents}}
                tsvpipe_field = text
                tsvpipe_attr_uint = theme
                tsvpipe_attr_uint = form
                tsvpipe_attr_uint = departement
                tsvpipe_attr_uint = year
            }
            index docs
            {
                source = docs
                path = {{home}}/docs
                docinfo = extern
            }
            indexer
            {
                mem_limit = 256M
            }
            searchd
            {
                listen = 127.0.0.1:19306:mysql41
                workers = threads
                pid_file = {{home}}/searchd.pid
                log = {{home}}/searchd.log
                binlog_path =
            }
            """);
        var watch = Stopwatch.StartNew();
        using (var indexer = Process.Start(new ProcessStartInfo("indexer", ["--config", config, "--quiet", "docs"]) { RedirectStandardOutput = true })!)
        {
            var said = await indexer.StandardOutput.ReadToEndAsync();
            await indexer.WaitForExitAsync();
            if (indexer.ExitCode != 0)
            {
                throw new InvalidOperationException($"indexer: {said}");
            }
        }

        Server = Process.Start(new ProcessStartInfo("searchd", ["--config", config, "--nodetach"]) { RedirectStandardOutput = true })!;
        Server.OutputDataReceived += (_, _) => { };
        Server.BeginOutputReadLine();
        await UntilItAnswersAsync();
        LoadSeconds = watch.Elapsed.TotalSeconds;
        File.Delete(documents);

        int Number(string word) => numbers.TryGetValue(word, out var number) ? number : numbers[word] = numbers.Count + 1;
    }

    public override async Task<Func<string, bool, Task<Found>>> ConnectAsync()
    {
        var connection = new MySqlConnection(Connection);
        await connection.OpenAsync();
        return async (query, _) =>
        {
            var words = string.Join(' ', query.Split(' ').Select(word => $"\"{Fold.Words(word)}\""));
            await using var command = new MySqlCommand($"SELECT id FROM docs WHERE MATCH('{words}') ORDER BY WEIGHT() DESC, id ASC LIMIT 20 OPTION max_matches=300 FACET theme LIMIT 300 FACET form LIMIT 300 FACET departement LIMIT 300 FACET year LIMIT 300; SHOW META", connection);
            await using var reader = await command.ExecuteReaderAsync();
            var total = 0;
            do
            {
                while (await reader.ReadAsync())
                {
                    if (reader.FieldCount == 2 && reader.GetName(0) == "Variable_name" && reader.GetString(0) == "total_found")
                    {
                        total = int.Parse(reader.GetString(1), CultureInfo.InvariantCulture);
                    }
                }
            }
            while (await reader.NextResultAsync());
            return new Found(total);
        };
    }

    private static async Task UntilItAnswersAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = new MySqlConnection(Connection);
                await connection.OpenAsync();
                return;
            }
            catch (MySqlException) when (attempt < 200)
            {
                await Task.Delay(50);
            }
        }
    }
}
