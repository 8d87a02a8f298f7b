using Liant.Modules.Catalogue;
using Liant.Tests.World;

namespace Liant.Tests.Search;

/// <summary>Quotation marks, minus signs, a place in the text: the query language on the real site.</summary>
public sealed class AskingAsPeopleType(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Fact]
    public async Task Quoted_words_are_found_as_they_are_written_and_one_after_the_other()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        await host.LoadSheetsAsync(
            SheetKind.Initiative, Sheets.Of("zq-1", "Le Four banal") with { Summary = "Un fournil zuzubien partagé par les familles du hameau." },
            Sheets.Of("zq-2", "Les Fournils") with { Summary = "Des fournils zuzubiens : les familles les ont partagés." });
        await host.CatchUpAsync();
        Assert.Equal(2, await TotalAsync(host, "zuzubien"));
        Assert.Equal(1, await TotalAsync(host, "\"zuzubien\""));
        Assert.Equal(1, await TotalAsync(host, "\"fournil zuzubien partagé\""));
        Assert.Equal(1, await TotalAsync(host, "« FOURNIL ZUZUBIEN PARTAGE »"));
        Assert.Equal(1, await TotalAsync(host, "“partagé par les familles”"));
        Assert.Equal(0, await TotalAsync(host, "\"zuzubien fournil\""));
        Assert.Equal(1, await TotalAsync(host, "zuzubien -\"fournil zuzubien\""));
        Assert.Equal(1, await TotalAsync(host, "zuzubien -hameau"));
        Assert.Equal(0, await TotalAsync(host, "zuzubien -fournil"));
        Assert.Equal(2, await TotalAsync(host, "zuzubien - fournil"));
        Assert.Equal(2, await TotalAsync(host, "zuzubien \""));
    }

    [Theory]
    [InlineData("café à Langon", "Langon (Gironde)")]
    [InlineData("cafe a langon", "Langon (Gironde)")]
    [InlineData("épicerie en Creuse", "Creuse")]
    [InlineData("épicerie dans la Creuse", "Creuse")]
    [InlineData("ressourcerie près de Felletin", "Felletin")]
    [InlineData("café à Langon (Ille-et-Vilaine)", "Langon (Ille-et-Vilaine)")]
    [InlineData("tiers-lieu en Nouvelle-Aquitaine", "Nouvelle-Aquitaine")]
    public async Task A_place_that_ends_the_query_is_where_one_looks(string query, string place)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var page = await host.Visitor.GetPageAsync("/?q=" + Uri.EscapeDataString(query));
        Assert.Equal(query.Split(' ')[0], page.ValueOf("q"));
        Assert.StartsWith(place, page.ValueOf("lieu"), StringComparison.Ordinal);
        Assert.Equal(query.EndsWith("angon", StringComparison.Ordinal), page.Body!.TextContent.Contains("Un autre lieu de ce nom", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("maison en bois")]
    [InlineData("boîte à livres")]
    [InlineData("rouvrir un café dans un village")]
    [InlineData("à Langon")]
    [InlineData("Langon")]
    public async Task Words_that_are_no_place_stay_words(string query)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var page = await host.Visitor.GetPageAsync("/?q=" + Uri.EscapeDataString(query));
        Assert.Equal((query, ""), (page.ValueOf("q"), page.ValueOf("lieu") ?? ""));
    }

    [Fact]
    public async Task Fewer_words_are_asked_when_few_sheets_have_them_all_and_the_page_says_so()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        await host.LoadSheetsAsync(
            SheetKind.Initiative, Sheets.Of("zf-1", "Le Lavoir zinzibule") with { Summary = "Un lavoir." }, Sheets.Of("zf-2", "La Cale zonzobule") with { Summary = "Une cale." });
        await host.CatchUpAsync();
        var both = await host.Visitor.GetPageAsync("/?q=zinzibule+zonzobule");
        Assert.Contains("Aucune fiche n’a tous ces mots", both.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, await TotalAsync(host, "zinzibule zonzobule"));
        var one = await host.Visitor.GetPageAsync("/?q=lavoir+zinzibule");
        Assert.DoesNotContain("tous ces mots", one.Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<int> TotalAsync(LiantHost host, string query) =>
        (await host.Visitor.GetJsonAsync("/api/v1/search?q=" + Uri.EscapeDataString(query))).GetProperty("total").GetInt32();
}
