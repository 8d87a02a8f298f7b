using System.Globalization;
using Liant.Bench.Importing;
using Microsoft.Data.Sqlite;

namespace Liant.Bench.Reading;

/// <summary>A folder of documents read by "./run read": documents a second, the most memory held, and that nothing is lost nor doubled when it is killed on the way.</summary>
internal static class BatchBench
{
    public static async Task<int> RunAsync(int documents, int pdfs)
    {
        var place = Directory.CreateTempSubdirectory("liant-batch-");
        try
        {
            var folder = Path.Combine(place.FullName, "archive");
            var (hostile, median) = MixedArchive.Write(folder, documents);
            Console.WriteLine(FormattableString.Invariant($"{documents} documents (texte, HTML, DOCX ; médiane {median / 1000.0:F1} ko), {hostile} abîmés ou hostiles, 2 cœurs"));
            Tell("imprimés (--json)", documents, await ReadAsync(place.FullName, "json", folder, "--json"));
            Tell("gardés pour relecture", documents, await ReadAsync(place.FullName, "garde", folder));

            var killed = await ReadAsync(place.FullName, "coupe", folder, killAfter: TimeSpan.FromSeconds(6));
            var first = Kept(place.FullName, "coupe");
            var resumed = await ReadAsync(place.FullName, "coupe", folder);
            var (kept, distinct) = (Kept(place.FullName, "coupe"), Kept(place.FullName, "coupe", "COUNT(DISTINCT Checksum)"));
            Console.WriteLine(FormattableString.Invariant($"coupé après {killed.Seconds:F1} s : {first} gardés ; repris en {resumed.Seconds:F1} s : {kept} gardés, {distinct} différents"));

            if (pdfs > 0)
            {
                var drawn = Path.Combine(place.FullName, "pdf");
                MixedArchive.WritePdf(drawn, pdfs);
                Tell($"{pdfs} PDF (--json)", pdfs, await ReadAsync(place.FullName, "json", drawn, "--json"));
            }

            return kept == documents && distinct == documents ? 0 : 1;
        }
        finally
        {
            place.Delete(recursive: true);
        }
    }

    private static void Tell(string what, int documents, MeasuredProcess.Result result) =>
        Console.WriteLine(FormattableString.Invariant($"{what} : {result.Seconds:F1} s, {documents / result.Seconds:F0} documents/s, {result.PeakBytes / 1048576.0:F0} Mo au plus"));

    /// <summary>As "./run" starts it. Its time has in it the start of the program and of a first database.</summary>
    private static Task<MeasuredProcess.Result> ReadAsync(string place, string data, string folder, string? option = null, TimeSpan? killAfter = null) =>
        MeasuredProcess.RunAsync("dotnet", [.. new[] { Path.Combine(Root(), "artifacts/publish/Liant/release/Liant.dll"), "read", folder }, .. option is null ? Array.Empty<string>() : [option]],
            new Dictionary<string, string> { ["LIANT_DATA"] = Path.Combine(place, data), ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcConcurrent"] = "0", ["DOTNET_GCgen0size"] = "0x8000000", ["DOTNET_EnableWriteXorExecute"] = "0" }, killAfter: killAfter);

    private static long Kept(string place, string data, string what = "COUNT(*)")
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(place, data, "liant.db")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // One of the two texts above.
        command.CommandText = $"SELECT {what} FROM ingestion_documents WHERE State = 'Read'";
#pragma warning restore CA2100
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Liant.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
