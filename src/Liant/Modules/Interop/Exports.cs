using System.Globalization;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Liant.Platform.Text;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace Liant.Modules.Interop;

/// <summary>What the exports have in common: the search, its refusals, the bound, the name of the file; the rows are read while they are sent.</summary>
internal sealed class Exports(
    SearchParameters parameters, SheetSearch search, SheetTable table, TimeProvider clock, IStringLocalizer<Texts> texts, IStringLocalizer<Shared.Texts> shared)
{
    /// <summary>A test lowers it.</summary>
    public int MostRows { get; set; } = 200_000;

    public IResult Of(HttpContext http, string extension, string contentType, Func<Stream, IAsyncEnumerable<SheetRow>, Task> write)
    {
        var parsed = parameters.Parse(http.Request.Query, SearchParameters.Names.Api, refusesUnknown: true);
        if (parsed.Refusal() is { } refusal)
        {
            return refusal;
        }

        var viewer = Viewer.From(http.User);
        var ids = search.Identifiers(parsed.Request, viewer);
        if (ids.Count > MostRows)
        {
            return TypedResults.Problem(
                texts["Export.TooManyText", ids.Count, MostRows], statusCode: StatusCodes.Status400BadRequest, title: texts["Export.TooMany"],
                extensions: new Dictionary<string, object?> { ["code"] = "too-many-rows" });
        }

        http.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Private = true, NoStore = true };
        return TypedResults.Stream(to => write(to, table.RowsAsync(ids, viewer, http.RequestAborted)), contentType, FileName(parsed.Request, extension));
    }

    /// <summary>"liant-2026-11-22-organisations.csv": of the day in Paris, and the kind when there is only one.</summary>
    private string FileName(SearchRequest request, string extension)
    {
        var day = Paris.At(clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"liant-{day}-{Fold.Slug(request.Kinds is [var kind] ? shared["Kinds." + kind] : texts["Export.Sheet"])}.{extension}";
    }
}
