using System.Text.Json;
using Liant.Tests.World;
using static Liant.Tests.World.SearchAnswers;

namespace Liant.Tests.Search;

public sealed class FindingANeed(SharedHost shared)
{
    private HttpClient Visitor => shared.Visitor;

    [Fact]
    public async Task The_main_job_finds_la_smalah_for_a_cafe_in_a_village()
    {
        var answer = await Visitor.SearchAsync(Q("rouvrir un café dans un village") + "&size=20");
        Assert.Contains("La Smalah", answer.Titles());
        var smalah = answer.GetProperty("items").EnumerateArray().First(item => item.GetProperty("title").GetString() == "La Smalah");
        Assert.Equal("40266", smalah.GetProperty("place").GetProperty("code").GetString());
        Assert.NotEqual(JsonValueKind.Null, smalah.GetProperty("location").ValueKind);
    }

    [Theory]
    [InlineData("épicerie solidaire", "EPICERIE SOLIDAIRE")]
    [InlineData("tiers-lieu", "tiers lieux")]
    [InlineData("mobilité", "mobilite")]
    [InlineData("l'habitat", "habitats")]
    [InlineData("locaux commerciaux", "local commercial")]
    [InlineData("Châteauvillain", "chateauvillain")]
    public async Task Accents_capitals_plurals_and_elisions_change_nothing(string one, string other)
    {
        var ids = await Visitor.EveryIdAsync(Q(one));
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Order(), (await Visitor.EveryIdAsync(Q(other))).Order());
    }

    [Theory]
    [InlineData("La Smalah")]
    [InlineData("la smalah")]
    [InlineData("Cap Solidaire")]
    [InlineData("Court-Circuit")]
    [InlineData("SIMONE")]
    [InlineData("Avise")]
    [InlineData("Villages Vivants")]
    [InlineData("Terre de Liens")]
    public async Task A_sheet_called_by_its_exact_name_comes_first(string name)
    {
        var titles = (await Visitor.SearchAsync(Q(name) + "&size=5")).Titles();
        Assert.NotEmpty(titles);
        Assert.Contains(Liant.Platform.Text.Fold.Words(name), Liant.Platform.Text.Fold.Words(titles[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_written_in_its_own_letters_and_marks_what_was_found()
    {
        var page = await Visitor.GetStringAsync("/?" + Q("épicerie"), TestContext.Current.CancellationToken);
        Assert.Contains("<p class=\"why\">Répond à <mark>épicerie</mark>.</p>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("&#xE9;", page, StringComparison.Ordinal);
        Assert.Contains("value=\"é&lt;b&gt;&quot;\"", await Visitor.GetStringAsync("/?" + Q("é<b>\""), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Small_words_alone_bring_nothing()
    {
        Assert.Equal(0, (await Visitor.SearchAsync(Q("de la le"))).Total());
    }

    [Theory]
    [InlineData("Loudun", "Loudun (Vienne)")]
    [InlineData("Gironde", "Gironde")]
    public async Task A_territory_called_by_its_whole_name_comes_first(string name, string title) =>
        Assert.Equal(title, (await Visitor.SearchAsync(Q(name))).Titles()[0]);

    [Fact]
    public async Task A_word_that_nobody_knows_is_said_on_the_page()
    {
        var page = await Visitor.GetPageAsync("/?" + Q("piscine olympique café"));
        Assert.Contains("«\u00A0piscine\u00A0»", page.QuerySelector(".answer-head")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_match_deep_in_the_text_quotes_its_sentence()
    {
        var page = await Visitor.GetPageAsync("/?" + Q("karaoké"));
        var quote = page.QuerySelectorAll(".result").Single(r => r.TextContent.Contains("La Smalah", StringComparison.Ordinal) && r.QuerySelector("h2")!.TextContent == "La Smalah").QuerySelector("q");
        Assert.Contains("karaoké", quote!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_typing_error_is_corrected_and_said()
    {
        var answer = await Visitor.SearchAsync(Q("resourcerie"));
        Assert.Equal("ressourcerie", answer.GetProperty("suggestion").GetString());
        Assert.Contains("Court-Circuit", answer.Titles());
        Assert.Equal(JsonValueKind.Null, (await Visitor.SearchAsync(Q("ressourcerie"))).GetProperty("suggestion").ValueKind);
    }

    [Fact]
    public async Task A_common_noun_that_is_also_a_commune_does_not_lead_with_the_commune()
    {
        var answer = await Visitor.SearchAsync(Q("bar"));
        Assert.NotEqual("Bar (Corrèze)", answer.Titles()[0]);
    }

    [Theory]
    [InlineData("Langon", "33227", "35145")]
    [InlineData("Plouhinec", "29197", "56169")]
    [InlineData("Haute-Marne", "52")]
    public async Task A_territory_is_found_by_its_name(string q, params string[] codes)
    {
        var answer = await Visitor.SearchAsync(Q(q) + "&kind=territory");
        Assert.All(codes, code => Assert.Contains(code, answer.Ids()));
    }

    [Fact]
    public async Task A_need_does_not_bring_villages_in()
    {
        var answer = await Visitor.SearchAsync(Q("rouvrir un café dans un village") + "&kind=territory");
        Assert.Equal(0, answer.Total());
    }

    [Fact]
    public async Task Without_words_every_sheet_is_listed_and_no_territory()
    {
        var answer = await Visitor.SearchAsync("size=1");
        Assert.True(answer.Total() > 200);
        Assert.DoesNotContain("territory", answer.Facet("kind").Keys);
    }

    [Theory]
    [InlineData("q=", 7)]
    [InlineData("q=ess", 9)]
    [InlineData("q=commerce&place=Langon%2033", 5)]
    public async Task Pages_follow_each_other_without_overlap_or_hole(string query, int size)
    {
        var paged = await Visitor.EveryIdAsync(query, size);
        Assert.Equal(await Visitor.EveryIdAsync(query, 100), paged);
        Assert.Equal(paged.Count, paged.Distinct().Count());
    }

    [Fact]
    public async Task A_page_beyond_the_last_is_empty_and_keeps_the_total()
    {
        var answer = await Visitor.SearchAsync("page=5000");
        Assert.Empty(answer.Titles());
        Assert.True(answer.Total() > 200);
    }

    [Fact]
    public async Task The_same_question_has_the_same_answer()
    {
        var one = await Visitor.SearchAsync(Q("épicerie") + "&size=50");
        var other = await Visitor.SearchAsync(Q("épicerie") + "&size=50");
        Assert.Equal(one.Ids(), other.Ids());
    }

    [Theory]
    [InlineData("la smal", "La Smalah")]
    [InlineData("smalah", "La Smalah")]
    [InlineData("langog", "Langogne (Lozère)")]
    [InlineData("créateurs", "Créateurs and Co")]
    public async Task Suggestions_come_while_typing(string typed, string label)
    {
        var answer = await Visitor.GetJsonAsync("/api/v1/suggest?q=" + Uri.EscapeDataString(typed));
        var items = answer.GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(label, items.Select(item => item.GetProperty("label").GetString()));
        Assert.True(items.Count <= 8);
        Assert.All(items, item => Assert.StartsWith("/", item.GetProperty("url").GetString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?q=")]
    [InlineData("?q=a")]
    [InlineData("?q=%20%20")]
    public async Task Nothing_is_suggested_before_two_letters(string query) =>
        Assert.Equal(0, (await Visitor.GetJsonAsync("/api/v1/suggest" + query)).GetProperty("items").GetArrayLength());
}
