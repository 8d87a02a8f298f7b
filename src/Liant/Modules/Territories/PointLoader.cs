using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Imports;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Territories;

/// <summary>Loads centres of communes: a CSV with columns code, lat, lon, or the JSON that geo.api.gouv.fr answers to
/// /communes?fields=code,centre (a file, or that address itself).</summary>
internal sealed class PointLoader(LiantDb db, Geography geography, TimeProvider clock)
{
    private sealed record Row(long Line, string Code, double? Lat, double? Lon);

    public static async Task<string> ReadAsync(string fileOrAddress, CancellationToken cancel)
    {
        if (!fileOrAddress.StartsWith("https://", StringComparison.Ordinal))
        {
            return await File.ReadAllTextAsync(fileOrAddress, cancel);
        }

        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        return await http.GetStringAsync(new Uri(fileOrAddress), cancel);
    }

    public async Task<ImportReport> LoadAsync(string text, string source, CancellationToken cancel)
    {
        var rows = text.TrimStart().StartsWith('[') ? FromJson(text) : FromCsv(text);
        var known = await db.Set<OwnPoint>().ToDictionaryAsync(point => point.Code, cancel);
        var report = new ImportReport();
        foreach (var row in rows)
        {
            Take(row, source, known, report);
        }

        if (report.Added + report.Updated > 0)
        {
            db.Changes.Add(new Change(OwnPoint.Changed, source[..Math.Min(source.Length, 80)]));
            db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = "import", Act = "points-loaded", Subject = "communes", Detail = source });
            await db.SaveChangesAsync(cancel);
        }

        return report;
    }

    private void Take(Row row, string source, Dictionary<string, OwnPoint> known, ImportReport report)
    {
        if (geography.Gazetteer.Find(row.Code) is not { Kind: TerritoryKind.Commune } commune || commune.Code != row.Code)
        {
            report.Refuse(row.Line, $"commune inconnue : {row.Code}");
        }
        else if (row is not { Lat: >= -90 and <= 90, Lon: >= -180 and <= 180 })
        {
            report.Refuse(row.Line, "latitude ou longitude absente ou hors limites");
        }
        else if (!known.TryGetValue(row.Code, out var point))
        {
            db.Add(known[row.Code] = new OwnPoint { Code = row.Code, Lat = row.Lat.Value, Lon = row.Lon.Value, Source = source });
            report.CountAdded();
        }
        else if (point.Lat == row.Lat && point.Lon == row.Lon)
        {
            report.CountUnchanged();
        }
        else
        {
            (point.Lat, point.Lon, point.Source) = (row.Lat.Value, row.Lon.Value, source);
            report.CountUpdated();
        }
    }

    private static IEnumerable<Row> FromCsv(string text)
    {
        using var csv = CsvReader.FromText(text, CsvReaderOptions.Default with { TrackLineNumbers = true });
        csv.ReadHeader();
        if (!csv.TryGetFieldIndex("code", out _) || !csv.TryGetFieldIndex("lat", out _) || !csv.TryGetFieldIndex("lon", out _))
        {
            throw new UnreadableFile("Colonnes attendues : code, lat, lon.");
        }

        while (csv.Read())
        {
            var code = csv.GetString("code").Trim();
            yield return new Row(csv.LineNumber, code.Length == 4 ? "0" + code : code, Number(csv.GetString("lat")), Number(csv.GetString("lon")));
        }
    }

    private static double? Number(string cell) =>
        double.TryParse(cell.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static IEnumerable<Row> FromJson(string text)
    {
        using var document = Parse(text);
        var line = 0;
        foreach (var commune in document.RootElement.EnumerateArray())
        {
            line++;
            var code = Property(commune, "code", JsonValueKind.String)?.GetString() ?? "";
            var centre = Property(commune, "centre", JsonValueKind.Object) is { } p ? Property(p, "coordinates", JsonValueKind.Array) : null;
            yield return centre is { } xy && xy.GetArrayLength() == 2 && xy[0].ValueKind == JsonValueKind.Number && xy[1].ValueKind == JsonValueKind.Number
                ? new Row(line, code, xy[1].GetDouble(), xy[0].GetDouble())
                : new Row(line, code, null, null);
        }
    }

    private static JsonElement? Property(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException problem)
        {
            throw new UnreadableFile($"JSON illisible : {problem.Message}");
        }
    }
}
