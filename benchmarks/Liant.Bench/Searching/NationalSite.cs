using System.Globalization;
using Liant.Bench.Directories;
using Liant.Bench.Importing;

namespace Liant.Bench.Searching;

/// <summary>The product with the directory imported, as an administrator does it.</summary>
internal static class NationalSite
{
    public static async Task<LiantPeer> StartAsync(string folder, DirectoryFile directory, double emptySeconds = 0)
    {
        var data = Path.Combine(folder, "liant");
        var import = await ImportAsync(data, directory.Path, "national");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"imported in {import.Seconds:F1} s: {import.Output.Split('\n').FirstOrDefault(line => line.Contains(" lues ", StringComparison.Ordinal))}"));
        var site = new LiantPeer(data);
        await site.StartAsync(emptySeconds);
        return site;
    }

    public static Task<MeasuredProcess.Result> ImportAsync(string data, string file, string origin) => MeasuredProcess.RunAsync(
        Path.Combine(ImportBench.Checkout(), "run"), ["import", "organisations", file, "--origin", origin, "--source", "Répertoire", "--licence", "licence-ouverte"],
        // The index is left to the start of the site: how long it takes from the database is measured, not hidden in the import.
        new Dictionary<string, string> { ["LIANT_DATA"] = data, ["LIANT_INDEX_KEPT_FROM"] = "1000000000" });
}
