using Liant.Platform.Checks;

namespace Liant.Platform.Start;

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("vivant")).ExcludeFromDescription();
        routes.MapGet("/health/ready", (HttpResponse answer, Readiness readiness, LiantSettings settings) =>
        {
            answer.Headers[RunningSite.Mark] = RunningSite.MarkOf(settings);
            return readiness.IsReady ? Results.Text("prêt") : Results.Text("en préparation", statusCode: StatusCodes.Status503ServiceUnavailable);
        }).ExcludeFromDescription();
    }
}
