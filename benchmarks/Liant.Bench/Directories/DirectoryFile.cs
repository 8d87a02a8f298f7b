using System.Globalization;
using CsvHelper;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Start;

namespace Liant.Bench.Directories;

/// <summary>The directory that is measured, as a CSV (id,name,description,theme,legal_form,commune,lat,lon,year,jobs), and the queries, one a line: given, or made up.</summary>
internal sealed class DirectoryFile
{
    private DirectoryFile(string path, List<string> queries) => (Path, Queries) = (path, queries);

    public string Path { get; }

    public IReadOnlyList<string> Queries { get; }

    public int Count { get; private set; }

    /// <param name="csv">Null to make one up, of that many rows.</param>
    /// <param name="queryFile">Null to make that many up.</param>
    public static DirectoryFile Of(string folder, Gazetteer gazetteer, int rows, int queries, string? csv, string? queryFile)
    {
        var directory = new ZipfDirectory(gazetteer);
        var path = csv ?? System.IO.Path.Combine(folder, "national.csv");
        if (csv is null)
        {
            directory.Write(path, rows);
        }

        var asked = queryFile is null ? directory.Queries(queries) : File.ReadLines(queryFile).Select(line => line.Trim()).Where(line => line.Length > 0);
        var file = new DirectoryFile(path, asked.ToList());
        file.Count = csv is null ? rows : file.Rows().Count();
        return file;
    }

    /// <summary>The one that is made up, to load it elsewhere.</summary>
    public static async Task<int> WriteAsync(string path, int rows)
    {
        var folder = Directory.CreateTempSubdirectory("liant-directory-").FullName;
        await using (var app = LiantApp.Create(new LiantSettings { DataFolder = folder }, listens: false))
        {
            await app.Services.GetRequiredService<StartWork>().PrepareAsync(answers: false, default);
            new ZipfDirectory(app.Services.GetRequiredService<Geography>().Gazetteer).Write(path, rows);
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    public IEnumerable<ZipfDirectory.Row> Rows()
    {
        using var text = new StreamReader(Path);
        using var csv = CsvReader.Create(text, CsvReaderOptions.Default);
        csv.ReadHeader();
        string Cell(string name) => csv.TryGetFieldIndex(name, out _) ? csv.GetString(name) : "";
        double Degrees(string name) => double.TryParse(Cell(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) ? degrees : double.NaN;
        int Whole(string name) => int.TryParse(Cell(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) ? whole : 0;
        while (csv.Read())
        {
            yield return new ZipfDirectory.Row(Cell("id"), Cell("name"), Cell("description"), Cell("theme"), Cell("legal_form"), Cell("commune"), Degrees("lat"), Degrees("lon"), Whole("year"), Whole("jobs"));
        }
    }
}
