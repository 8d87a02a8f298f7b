using System.Net;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Site;

public sealed class ShowingErrors
{
    [Theory]
    [InlineData("PATCH", "/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/saisie/initiatives/x", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/connexion", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/nulle-part", HttpStatusCode.NotFound)]
    public async Task Any_verb_is_answered_by_a_French_page(string verb, string path, HttpStatusCode status)
    {
        await using var host = await LiantHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        using var answer = await host.Visitor.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.Equal("fr", page.DocumentElement.GetAttribute("lang"));
        Assert.DoesNotContain("Error.", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_breaks_is_said_with_the_number_that_the_log_bears()
    {
        await using var host = await LiantHost.StartAsync();
        await host.WithDbAsync(db => db.Database.ExecuteSqlRawAsync("DROP TABLE catalogue_relations"));

        using var page = await host.Visitor.GetAsync("/initiatives/la-smalah", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, page.StatusCode);
        var words = (await page.ReadPageAsync()).QuerySelector("main")!;
        Assert.Contains("Quelque chose s’est cassé", words.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(words.QuerySelector("code")!.TextContent);

        var problem = await host.Visitor.GetJsonAsync("/api/v1/initiatives/" + new string('0', 31) + "1", HttpStatusCode.InternalServerError);
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
        Assert.DoesNotContain("SQLite", problem.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Changing_language_goes_back_to_an_address_with_accents()
    {
        await using var host = await LiantHost.StartAsync();
        using var answer = await host.Visitor.GetAsync("/langue/en?retour=" + Uri.EscapeDataString("/?q=café"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/?q=caf%C3%A9", answer.Headers.Location!.OriginalString);
    }
}
