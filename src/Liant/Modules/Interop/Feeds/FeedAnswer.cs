using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Liant.Modules.Interop.Feeds;

/// <summary>A feed is asked for again and again by programs: one that has not changed is answered by 304.</summary>
internal static class FeedAnswer
{
    /// <param name="updated">Of the latest sheet in it; null when there is none.</param>
    public static IResult Of(HttpContext http, byte[] content, string contentType, DateTimeOffset? updated)
    {
        // Weak, for the answer may be compressed on its way.
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"", isWeak: true);
        DateTimeOffset? modified = updated is { } at ? DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds()) : null;
        var answer = http.Response.GetTypedHeaders();
        (answer.ETag, answer.LastModified) = (tag, modified);
        // The operator's cookie lets private sheets in: no cache may give one reader's feed to another.
        answer.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        return IsKnown(http.Request.GetTypedHeaders(), tag, modified) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Bytes(content, contentType + "; charset=utf-8");
    }

    /// <summary>The tag decides when there is one. A date must be the very one that was given: when a sheet is withdrawn, the latest date goes back.</summary>
    private static bool IsKnown(Microsoft.AspNetCore.Http.Headers.RequestHeaders asked, EntityTagHeaderValue tag, DateTimeOffset? modified) => asked.IfNoneMatch.Count > 0
        ? asked.IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false))
        : modified is not null && asked.IfModifiedSince == modified;
}
