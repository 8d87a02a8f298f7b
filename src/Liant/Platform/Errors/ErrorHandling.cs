using System.Diagnostics;
using System.Globalization;
using Liant.Platform.Start;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Liant.Platform.Errors;

/// <summary>The table "Bad input" of docs/architecture.md: pages answer with a French page, the API with a problem document.</summary>
internal static class ErrorHandling
{
    public static void AddLiantErrors(this IServiceCollection services) =>
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            problem.Extensions["traceId"] = TraceId(context.HttpContext);
            problem.Title = French(problem.Status) ?? problem.Title;
            if (context.Exception is RuleBroken rule)
            {
                problem.Extensions["code"] = rule.Code;
                problem.Detail = rule.Message;
            }
        });

    /// <summary>In place of the framework's English titles; a title of ours (a 400 or a 409 with its fields) stays.</summary>
    private static string? French(int? status) => status switch
    {
        StatusCodes.Status403Forbidden => "Cette action ne vous est pas permise.",
        StatusCodes.Status404NotFound => "Rien à cette adresse.",
        StatusCodes.Status405MethodNotAllowed => "Cette méthode n’existe pas ici.",
        StatusCodes.Status413PayloadTooLarge => "L’envoi est trop lourd.",
        StatusCodes.Status415UnsupportedMediaType => "Ce format n’est pas pris en charge.",
        StatusCodes.Status429TooManyRequests => "Trop de demandes : réessayez dans un moment.",
        StatusCodes.Status500InternalServerError => "Une erreur est survenue de notre côté ; elle est enregistrée sous ce traceId.",
        _ => null,
    };

    /// <summary>The same identifier on the page, in the problem document and in the log.</summary>
    public static string TraceId(HttpContext http) => Activity.Current?.Id ?? http.TraceIdentifier;

    public static void UseLiantErrors(this WebApplication app)
    {
        app.UseWhen(IsApi, api => api.UseStatusCodePages());
        app.UseWhen(http => !IsApi(http), pages =>
        {
            pages.UseStatusCodePagesWithReExecute("/erreur/{0}");
            pages.Use(ShowErrorsAsPages);
        });
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = problem => problem switch
            {
                RuleBroken => StatusCodes.Status409Conflict,
                BadHttpRequestException bad => bad.StatusCode,
                _ => StatusCodes.Status500InternalServerError,
            },
            ExceptionHandler = async http =>
            {
                var problem = http.Features.Get<IExceptionHandlerFeature>()?.Error;
                if (IsApi(http))
                {
                    await http.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(
                        new ProblemDetailsContext { HttpContext = http, Exception = problem, ProblemDetails = new ProblemDetails { Status = http.Response.StatusCode } });
                }
            },
            SuppressDiagnosticsCallback = handled => handled.Exception is RuleBroken or BadHttpRequestException,
        });
    }

    /// <summary>A page of error is read, whatever was sent: its form may be the very thing that could not be read. And pages
    /// take no other verb than these.</summary>
    private static Task ShowErrorsAsPages(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            (request.Method, request.ContentType, request.ContentLength, request.Body) = (HttpMethods.Get, null, null, Stream.Null);
            http.Features.Set<IFormFeature>(null);
        }
        else if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsPost(request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD, POST";
            return Task.CompletedTask;
        }

        return next(http);
    }


    /// <summary>Until the database is migrated and the index built, say so instead of answering wrongly.</summary>
    public static void UseLiantErrorPages(this WebApplication app) => app.Use(async (http, next) =>
    {
        var readiness = http.RequestServices.GetRequiredService<Readiness>();
        if (readiness.IsReady || http.Request.Path.StartsWithSegments("/health"))
        {
            await next(http);
            return;
        }

        http.Response.Headers.RetryAfter = 2.ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        if (IsApi(http))
        {
            await http.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new ProblemDetailsContext
            {
                HttpContext = http,
                ProblemDetails = new ProblemDetails { Status = 503, Title = "Liant démarre", Detail = "Réessayez dans quelques secondes." },
            });
            return;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync("""<!doctype html><html lang="fr"><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Liant démarre</title><h1>Liant démarre</h1><p>Cette page se recharge dans deux secondes.</p></html>""");
    });

    private static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api");
}
