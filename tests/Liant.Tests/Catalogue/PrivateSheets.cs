using System.Net;
using System.Text.Json;
using Liant.Modules.Catalogue;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;
using static Liant.Tests.World.SearchAnswers;

namespace Liant.Tests.Catalogue;

/// <summary>A private sheet exists for the operator only: no result, no count, no suggestion, no score tells a visitor of it.</summary>
public sealed class PrivateSheets
{
    private static readonly string[] Questions =
    [
        "", "size=100", "kind=initiative&size=100", "theme=habitat&theme=mobilite", "departement=33", "programme=petites-villes-de-demain&size=50", "year=2019",
        Q("épicerie solidaire") + "&size=50", Q("rouvrir un café dans un village") + "&size=100", Q("resourcerie"), Q("zanzibule"), Q("zanzibulle"), Q("zanzi"), Q("La Smalah"),
        Q("tiers-lieu") + "&place=insee:33227&radius=100", "bbox=-2,43,1,46&size=100", Q("langon"), Q("smala"),
    ];

    private static readonly string[] Beginnings = ["zanz", "la z", "lang", "epi", "secr", "hangar"];

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_visitor_is_answered_the_same_with_and_without_them(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var before = await AskAsync(host.Visitor);
        var secret = Sheets.Of("secret", "La Zanzibulle") with
        {
            Private = true, Summary = "Épicerie solidaire, ressourcerie, café de village, tiers-lieu secret.", Themes = ["habitat", "mobilite"], Keywords = ["épicerie", "café"],
            Commune = "33227", StartedIn = 2019, LegalForm = "mutuelle", Cooperation = ["scic"], Body = string.Concat(Enumerable.Repeat("épicerie café village ressourcerie ", 200)),
        };
        await host.LoadSheetsAsync("test", (SheetKind.Initiative, [.. Enumerable.Range(0, 30).Select(n => secret with { Key = "s" + n })]), (SheetKind.Organisation, [secret with { Title = "Hangar secret" }]));
        await host.CatchUpAsync();
        Assert.Equal(before, await AskAsync(host.Visitor));
        Assert.Equal(30, await host.WithDbAsync(db => db.Set<Initiative>().CountAsync(sheet => sheet.IsPrivate)));
        Assert.DoesNotContain("zanzibulle", await host.Visitor.GetStringAsync("/sitemap.xml", TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("/initiatives/la-smalah", await host.Visitor.GetStringAsync("/sitemap.xml", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_visitor_who_knows_the_identifier_is_answered_404(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        foreach (var kind in Enum.GetValues<SheetKind>())
        {
            await host.LoadSheetsAsync(kind, Sheets.Of("secret", "Fiche secrète") with { Private = true, Commune = "33227" });
        }

        await host.CatchUpAsync();
        foreach (var sheet in await host.WithDbAsync(db => db.Set<Sheet>().Where(s => s.Origin == "test").ToListAsync()))
        {
            foreach (var path in new[] { $"/api/v1/{sheet.Kind.Plural()}/{sheet.Id:N}", $"/api/v1/{sheet.Kind.Plural()}/{sheet.Id:N}.geojson", sheet.Address() })
            {
                using var answer = await host.Visitor.GetAsync(path, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
                Assert.DoesNotContain("secrète", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_relation_to_a_private_sheet_is_not_shown()
    {
        await using var host = await LiantHost.StartAsync();
        await host.LoadSheetsAsync("test",
            (SheetKind.Organisation, [Sheets.Of("porteur", "Le Porteur") with { Relations = [new("carries", "initiatives/secret", "s1"), new("carries", "initiatives/ouvert", "s1")] }]),
            (SheetKind.Initiative, [Sheets.Of("secret", "Projet secret") with { Private = true }, Sheets.Of("ouvert", "Projet ouvert")]));
        var id = await host.WithDbAsync(db => db.Set<Organisation>().Where(s => s.OriginKey == "porteur").Select(s => s.Id).SingleAsync());
        var sheet = await host.Visitor.GetJsonAsync($"/api/v1/organisations/{id:N}");
        Assert.Equal(["Projet ouvert"], sheet.GetProperty("relations").EnumerateArray().Select(relation => relation.GetProperty("title").GetString()));
    }

    /// <summary>Every answer, the time it took aside.</summary>
    private static async Task<List<string>> AskAsync(HttpClient client)
    {
        var answers = new List<string>();
        foreach (var question in Questions)
        {
            var answer = await client.SearchAsync(question);
            answers.Add(question + " → " + string.Join(", ", answer.EnumerateObject().Where(p => p.Name != "tookMs").Select(p => p.Name + "=" + p.Value.GetRawText())));
            answers.Add(JsonSerializer.Serialize(await client.GetJsonAsync("/api/v1/search.geojson?" + question)));
            answers.Add((await client.GetStringAsync("/tuiles.json?" + question)).Replace(client.BaseAddress!.ToString(), "", StringComparison.Ordinal));
            foreach (var tile in new[] { "0/0/0", "5/15/11", "5/16/11", "8/127/92", "14/8178/5918" })
            {
                using var drawn = await client.GetAsync($"/tuiles/{tile}.mvt?{question}");
                answers.Add($"{tile} {drawn.StatusCode} {drawn.Headers.ETag} {drawn.Headers.CacheControl} {Convert.ToHexString(await drawn.Content.ReadAsByteArrayAsync())}");
            }
        }

        foreach (var beginning in Beginnings)
        {
            answers.Add(beginning + " → " + (await client.GetJsonAsync("/api/v1/suggest?" + Q(beginning))).GetRawText());
        }

        answers.Add(await client.GetStringAsync("/sitemap.xml"));
        return answers;
    }
}
