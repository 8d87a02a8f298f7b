using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Liant.Platform.Security;

internal static class Security
{
    /// <summary>Tries a minute, per address, on the forms that take a password, a token, an address: opening the page is no try.</summary>
    public const string Guess = "guess";

    /// <summary>What a form without a file may weigh.</summary>
    private const long MostBytes = 2 * 1024 * 1024;

    public static void AddLiantSecurity(this IServiceCollection services)
    {
        services.Configure<ForwardedHeadersOptions>(options =>
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Long enough for a ten-kilobyte query to reach the check that answers it in words.
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
            kestrel.Limits.MaxRequestBodySize = MostBytes;
            // Who sends a form byte by byte, or never ends its headers, holds a place that others need.
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        // Compressed over TLS too: the one secret in a page, the form's token, is masked anew at each answer.
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/geo+json", "application/problem+json", "application/atom+xml", "text/calendar", "text/csv", "application/vnd.mapbox-vector-tile"];
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "liant.form";
            options.FormFieldName = "jeton_formulaire";
        });
        services.AddSingleton<ReadingTime>();
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(10);
                context.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            // 20 requests a second with bursts of 200 is far above a reader and far below a scraper.
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => IsLocal(http)
                ? RateLimitPartition.GetNoLimiter("local")
                : RateLimitPartition.GetTokenBucketLimiter(Address(http), _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = 200, TokensPerPeriod = 20, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0,
                }));
            options.AddPolicy(Guess, http => HttpMethods.IsGet(http.Request.Method) ? RateLimitPartition.GetNoLimiter("reading") : RateLimitPartition.GetFixedWindowLimiter(Address(http), _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = 20, Window = TimeSpan.FromMinutes(1), QueueLimit = 0,
            }));
        });
    }

    public static void UseLiantSecurity(this WebApplication app, LiantSettings settings)
    {
        app.UseForwardedHeaders();
        app.UseResponseCompression();
        // A tile address of the administrator's choice is the only third party that a page may ask.
        var tiles = settings.Tiles is null ? "" : $" {settings.Tiles.Scheme}://{settings.Tiles.Authority}";
        var policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
            + $"img-src 'self' data: blob:{tiles}; connect-src 'self'{tiles}; worker-src 'self' blob:; manifest-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        app.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self)";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            http.Response.OnStarting(KeepFromOthers, http);
            return next(http);
        });
    }

    /// <summary>What somebody signed in was served may hold what others must not see: no cache keeps it, nor the back button once she left. Answers that are the same for all say so themselves.</summary>
    private static Task KeepFromOthers(object state)
    {
        var http = (HttpContext)state;
        if (http.User.Identity?.IsAuthenticated == true && StringValues.IsNullOrEmpty(http.Response.Headers.CacheControl))
        {
            http.Response.Headers.CacheControl = "private, no-store";
        }

        if (!http.Response.Headers.CacheControl.ToString().StartsWith("public", StringComparison.Ordinal) && http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        {
            http.Response.Headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.Cookie);
        }

        return Task.CompletedTask;
    }

    /// <summary>A form that is too long is answered by 413 before it is read; left to the forgery check, which reads it first, it would be a 400 that says nothing.</summary>
    public static void UseBodyLimit(this WebApplication app) => app.Use((http, next) =>
    {
        var most = http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? MostBytes;
        if (http.Request.ContentLength <= most || http.Request.ContentLength is null)
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    });

    /// <summary>A program on the same machine (a proxy sends X-Forwarded-For and is then counted by its visitor's address).</summary>
    private static bool IsLocal(HttpContext http) => http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);

    private static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "?";
}
