using Liant.Platform.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liant.Modules.Site;

/// <summary>What happened and what to do, in the reader's language, with the identifier that the log bears.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    private static readonly int[] Explained = [400, 403, 404, 405, 409, 413, 429, 500, 503];

    /// <summary>The code explained; others read as 400 or 500.</summary>
    public int Code { get; private set; }

    public string Trace { get; private set; } = "";

    public void OnGet(int code) => Show(code);

    public void OnPost(int code) => Show(code);

    private void Show(int code)
    {
        Code = Explained.Contains(code) ? code : code is >= 400 and < 500 ? 400 : 500;
        Trace = ErrorHandling.TraceId(HttpContext);
        // Asked for by its own address, a page of error is one: it never answers 200.
        Response.StatusCode = Response.StatusCode == 200 ? Code : Response.StatusCode;
    }
}
