using System.Text.Json;

namespace Liant.Tests.World;

/// <summary>A language model on this machine that answers what the test says, true or not, or not at all.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private ModelServer(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>The text of its answer.</summary>
    public string Says { get; set; } = "{}";

    public int Status { get; set; } = 200;

    public TimeSpan Thinks { get; set; }

    /// <summary>The last request: headers and body.</summary>
    public (string? Authorization, JsonElement Body) Asked { get; private set; }

    public static async Task<ModelServer> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ModelServer(builder.Build());
        server.app.MapPost("/v1/chat/completions", async (HttpContext context) =>
        {
            server.Asked = (context.Request.Headers.Authorization, await context.Request.ReadFromJsonAsync<JsonElement>());
            try
            {
                await Task.Delay(server.Thinks, context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                return Results.Empty;
            }

            return server.Status == 200 ? Results.Json(new { choices = new[] { new { message = new { role = "assistant", content = server.Says } } } }) : Results.StatusCode(server.Status);
        });
        await server.app.StartAsync();
        server.Address = new Uri(server.app.Urls.First() + "/v1/");
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
