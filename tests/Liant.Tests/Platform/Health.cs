using System.Net;
using Liant.Tests.World;

namespace Liant.Tests.Platform;

public sealed class Health(SharedHost shared)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_ready_site_says_so(string path)
    {
        using var answer = await shared.Visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/dist/app.css", "text/css")]
    [InlineData("/dist/maplibre.js", "text/javascript")]
    public async Task The_built_assets_are_served(string path, string type)
    {
        using var answer = await shared.Visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
    }
}
