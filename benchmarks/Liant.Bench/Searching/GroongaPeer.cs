using System.Diagnostics;
using System.Text.Json;
using Liant.Platform.Text;

namespace Liant.Bench.Searching;

/// <summary>Groonga over its own HTTP server. It is given folded words (no capitals, no accents), so that its totals can be compared.</summary>
internal sealed class GroongaPeer(string folder) : Peer
{
    private const string Address = "http://127.0.0.1:10987";

    private static readonly string[] Schema =
    [
        "table_create Docs TABLE_HASH_KEY ShortText", "column_create Docs theme COLUMN_SCALAR ShortText", "column_create Docs form COLUMN_SCALAR ShortText",
        "column_create Docs departement COLUMN_SCALAR ShortText", "column_create Docs year COLUMN_SCALAR Int32", "column_create Docs text COLUMN_SCALAR Text",
    ];

    private static readonly string[] Index =
        ["table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenDelimit", "column_create Terms docs_text COLUMN_INDEX|WITH_POSITION Docs text"];

    private readonly string database = Path.Combine(folder, "groonga", "db");

    public override string Name => "Groonga";

    public override string Configuration => "TABLE_HASH_KEY, TokenDelimit over folded words, index with positions made after loading; HTTP server, cache=no, drilldown";

    public static bool IsInstalled => File.Exists("/usr/bin/groonga");

    public async Task LoadAsync(IEnumerable<(string Id, string Theme, string Form, string Departement, int Year, string Text)> rows)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(database)!);
        var commands = Path.Combine(folder, "groonga.grn");
        await using (var file = new StreamWriter(commands))
        {
            foreach (var line in Schema.Append("load --table Docs").Append("["))
            {
                await file.WriteLineAsync(line);
            }

            var first = true;
            foreach (var row in rows)
            {
                await file.WriteLineAsync((first ? "" : ",") + JsonSerializer.Serialize(new { _key = row.Id, theme = row.Theme, form = row.Form, departement = row.Departement, year = row.Year, text = Fold.Words(row.Text) }));
                first = false;
            }

            foreach (var line in Index.Prepend("]"))
            {
                await file.WriteLineAsync(line);
            }
        }

        var watch = Stopwatch.StartNew();
        using (var load = Process.Start(new ProcessStartInfo("groonga", ["--file", commands, "-n", database]) { RedirectStandardOutput = true })!)
        {
            await load.StandardOutput.ReadToEndAsync();
            await load.WaitForExitAsync();
        }

        LoadSeconds = watch.Elapsed.TotalSeconds;
        File.Delete(commands);
        Server = Process.Start(new ProcessStartInfo("groonga", ["-s", "--protocol", "http", "--port", "10987", "--bind-address", "127.0.0.1", database]))!;
        await Task.Delay(2000);
    }

    public override Task<Func<string, bool, Task<Found>>> ConnectAsync()
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 });
        return Task.FromResult<Func<string, bool, Task<Found>>>(async (query, _) =>
        {
            var asked = string.Join(' ', query.Split(' ').Select(word => $"\"{Fold.Words(word)}\""));
            var bytes = await client.GetByteArrayAsync($"{Address}/d/select?table=Docs&match_columns=text&query={Uri.EscapeDataString(asked)}&match_escalation_threshold=-1&cache=no&limit=20&sort_keys=-_score,_key&output_columns=_key,_score&drilldown=theme,form,departement,year&drilldown_limit=-1");
            using var answer = JsonDocument.Parse(bytes);
            return new Found(answer.RootElement[1][0][0][0].GetInt32());
        });
    }
}
