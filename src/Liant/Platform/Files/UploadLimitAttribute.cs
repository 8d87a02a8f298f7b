using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Liant.Platform.Files;

/// <summary>On a page that takes a file: what it may receive. A longer one is answered by 413 before it is read (<c>UseBodyLimit</c>).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UploadLimitAttribute : Attribute, IAuthorizationFilter, IOrderedFilter, IRequestSizeLimitMetadata, IFormOptionsMetadata
{
    /// <summary>The largest file.</summary>
    public const int MostMegabytes = 50;

    public const long MostBytes = MostMegabytes * 1024L * 1024;

    /// <summary>The file and what a form has around it; a file a little too large is still told so beside its field.</summary>
    private const long MostBytesSent = MostBytes + (14 * 1024 * 1024);

    /// <summary>Before the forgery check (1000).</summary>
    public int Order => 500;

    public long? MaxRequestBodySize => MostBytesSent;

    public long? MultipartBodyLengthLimit => MostBytesSent;

    public bool? BufferBody => null;

    public int? MemoryBufferThreshold => null;

    public long? BufferBodyLengthLimit => null;

    public int? ValueCountLimit => null;

    public int? KeyLengthLimit => null;

    public int? ValueLengthLimit => null;

    public int? MultipartBoundaryLengthLimit => null;

    public int? MultipartHeadersCountLimit => null;

    public int? MultipartHeadersLengthLimit => null;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBytesSent;
        }
    }
}
