using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Interop.Tables;
using Liant.Platform;
using Liant.Platform.Geo;
using Liant.Platform.Tables;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Interop;

/// <summary>Every sheet of a search in one file, under the documented columns (docs/guide/fichiers.md).</summary>
internal static class ExportApi
{
    public static void MapExportApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Export").WithMetadata(new SameParameters("search"));
        api.MapGet("/export.csv", Csv).WithName("exportCsv").Produces<string>(contentType: CsvWriting.ContentType).ProducesProblem(400).ProducesProblem(409);
        api.MapGet("/export.xlsx", Xlsx).WithName("exportXlsx").Produces<Stream>(contentType: WorkbookWriting.ContentType).ProducesProblem(400).ProducesProblem(409);
        api.MapGet("/export.geojson", Geo).WithName("exportGeoJson").Produces<string>(contentType: GeoJson.ContentType).ProducesProblem(400).ProducesProblem(409);
    }

    /// <summary>Every sheet of a search, as CSV</summary>
    /// <remarks>UTF-8 with a byte order mark, semicolons, RFC 4180 quotes, decimal points, ISO dates, in order of relevance. A text that a spreadsheet
    /// could run as a formula has one apostrophe in front. Takes the parameters of /search; page and size change nothing. At most 200,000 sheets.</remarks>
    internal static IResult Csv(HttpContext http, Exports exports) =>
        exports.Of(http, "csv", CsvWriting.ContentType + "; charset=utf-8", (to, rows) => CsvWriting.WriteAsync(to, SheetTable.Columns, rows.Select(row => row.Cells), http.RequestAborted));

    /// <summary>Every sheet of a search, as an XLSX workbook</summary>
    /// <remarks>Numbers and dates keep their type. A text of over 32,767 characters, the limit of the format, is cut and ends with "…"; the CSV has it
    /// whole. Takes the parameters of /search; page and size change nothing. At most 200,000 sheets.</remarks>
    internal static IResult Xlsx(HttpContext http, Exports exports, IStringLocalizer<Texts> texts) => exports.Of(http, "xlsx", WorkbookWriting.ContentType, async (to, rows) =>
    {
        // The packing writes without waiting, which a response refuses: first to a file, which is gone once closed.
        await using var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await WorkbookWriting.WriteAsync(file, texts["Export.Sheet"], SheetTable.Columns, rows.Select(row => row.Cells), http.RequestAborted);
        file.Position = 0;
        await file.CopyToAsync(to, http.RequestAborted);
    });

    /// <summary>Every sheet of a search, as GeoJSON</summary>
    /// <remarks>Every column is a property. The point is the sheet's own, else that of its commune, EPCI or département; the geometry is null when there is
    /// none. Takes the parameters of /search; page and size change nothing. At most 200,000 sheets. For the points of a map, see /search.geojson.</remarks>
    internal static IResult Geo(HttpContext http, Exports exports) =>
        exports.Of(http, "geojson", GeoJson.ContentType, (to, rows) => GeoTable.WriteAsync(to, SheetTable.Columns, rows, http.RequestAborted));
}
