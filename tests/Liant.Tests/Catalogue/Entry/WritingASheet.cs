using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Liant.Modules.Catalogue;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;
using static Liant.Tests.World.SearchAnswers;

namespace Liant.Tests.Catalogue.Entry;

public sealed class WritingASheet(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    private const string Script = "<script>alert(1)</script>";

    public static TheoryData<string> Natures() => ["organisations", "initiatives", "ressources", "agenda", "programmes"];

    private static (string, string?)[] Filled(string title, params (string, string?)[] others) =>
        [("Title", title), ("Summary", "Un lieu imaginaire pour essayer."), ("Sources[0].Title", "Gazette imaginaire"), ("Sources[0].Date", "2026-01"), .. others];

    [Theory]
    [MemberData(nameof(Natures))]
    public async Task Wrong_fields_are_said_and_what_was_typed_is_kept(string nature)
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var before = await CountAsync(host);
        using var answer = await clerk.PostFormAsync("/saisie/" + nature, ("Title", ""), ("Summary", "Un résumé « à garder »."), ("Commune", "Langon"), ("Lat", "quarante"), ("Lon", "4"), ("Links[0].Url", "javascript:alert(1)"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.Equal("Un résumé « à garder ».", page.ValueOf("Summary"));
        Assert.Equal("Langon", page.ValueOf("Commune"));
        Assert.Equal("javascript:alert(1)", page.ValueOf("Links[0].Url"));
        var summary = page.QuerySelector("#resume-erreurs")!.TextContent;
        Assert.Contains("Langon (Gironde)", summary, StringComparison.Ordinal);
        Assert.Contains("À renseigner.", summary, StringComparison.Ordinal);
        Assert.Contains("quarante", summary, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("#resume-erreurs a"), link => Assert.NotNull(page.QuerySelector(link.GetAttribute("href")!)));
        Assert.Equal(before, await CountAsync(host));
    }

    [Theory]
    [InlineData("Body", "Écrire à jean.dupont@exemple.fr", "courriels")]
    [InlineData("Summary", "Appeler le 06 12 34 56 78", "courriels")]
    [InlineData("Title", "\u200B \u202E", "À renseigner.")]
    public async Task What_a_public_sheet_must_not_hold_is_refused(string field, string typed, string said)
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var before = await CountAsync(host);
        using var answer = await clerk.PostFormAsync("/saisie/organisations", [.. Filled("Les Passe-Murailles").Where(f => f.Item1 != field), (field, typed)]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, (await answer.ReadPageAsync()).QuerySelector("#resume-erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync(host));
    }

    [Fact]
    public async Task Marks_that_nobody_sees_are_taken_out_of_a_name()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        using var answer = await clerk.PostFormAsync("/saisie/organisations", [.. Filled("x").Where(f => f.Item1 != "Title"), ("Title", "Les Passe-\u200BMurailles\u202E du canal")]);
        Assert.Equal((HttpStatusCode.Found, "/organisations/les-passe-murailles-du-canal"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.Equal(1, await host.WithDbAsync(db => db.Set<Sheet>().CountAsync(sheet => sheet.Title == "Les Passe-Murailles du canal")));
    }

    [Fact]
    public async Task An_amount_without_its_kind_is_asked_about_and_never_dropped()
    {
        var (_, clerk) = await hosts.OnAsync(Engine.Sqlite);
        using var answer = await clerk.PostFormAsync("/saisie/initiatives", Filled("Le Moulin à paroles", ("Funding[0].Label", "Don d’un voisin"), ("Funding[0].Amount", "1 500,50")));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.ReadPageAsync();
        Assert.Equal("1 500,50", page.ValueOf("Funding[0].Amount"));
        Assert.Contains("Don d’un voisin", page.QuerySelector("#f-funding")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Natures))]
    public async Task A_visitor_is_sent_to_the_operators_page_and_writes_nothing(string nature)
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var before = await CountAsync(host);
        using var seen = await host.Visitor.GetAsync("/saisie/" + nature, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, seen.StatusCode);
        Assert.StartsWith("/connexion?retour=", seen.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        // With a form and its token taken from elsewhere.
        using var stranger = host.NewClient();
        var page = await clerk.GetPageAsync("/saisie/" + nature);
        using var sent = await stranger.SendFormAsync("/saisie/" + nature, page, Filled("Intrus"));
        Assert.True(sent.StatusCode is HttpStatusCode.Found or HttpStatusCode.BadRequest);
        Assert.Equal(before, await CountAsync(host));
    }

    [Theory]
    [InlineData(Engine.Sqlite, "organisations")]
    [InlineData(Engine.Sqlite, "initiatives")]
    [InlineData(Engine.Sqlite, "ressources")]
    [InlineData(Engine.Sqlite, "agenda")]
    [InlineData(Engine.Sqlite, "programmes")]
    [InlineData(Engine.PostgreSql, "organisations")]
    [InlineData(Engine.PostgreSql, "initiatives")]
    [InlineData(Engine.PostgreSql, "ressources")]
    [InlineData(Engine.PostgreSql, "agenda")]
    [InlineData(Engine.PostgreSql, "programmes")]
    public async Task A_written_sheet_is_read_back_by_a_fresh_visitor(Engine engine, string nature)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var title = $"Le Hangar aux Lucioles {nature}";
        using var sent = await clerk.PostFormAsync("/saisie/" + nature, Filled(title, ("Commune", "Langon (Gironde)"), ("Keywords", "luciole\nlanterne"), ("Private", null)));
        Assert.True(sent.StatusCode == HttpStatusCode.Found, (await sent.ReadPageAsync()).QuerySelector("#resume-erreurs")?.TextContent);
        var address = sent.Headers.Location!.OriginalString;
        Assert.StartsWith($"/{nature}/le-hangar-aux-lucioles", address, StringComparison.Ordinal);

        using var fresh = host.NewClient();
        var page = await fresh.GetPageAsync(address);
        Assert.Contains(title, page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Gazette imaginaire", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Langon", page.Body.TextContent, StringComparison.Ordinal);
        // At once: the author must find what she has just saved.
        var item = (await fresh.SearchAsync(Q(title) + "&size=1")).GetProperty("items")[0];
        Assert.Equal(address, item.GetProperty("url").GetString());
        Assert.Equal("33227", item.GetProperty("place").GetProperty("code").GetString());
        Assert.Equal(1, await host.WithDbAsync(db => db.AuditEntries.CountAsync(entry => entry.Act == "sheet-written" && entry.Detail == title)));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task The_same_form_sent_twice_or_eight_times_at_once_writes_one_sheet(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var page = await clerk.GetPageAsync("/saisie/initiatives");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => clerk.SendFormAsync("/saisie/initiatives", page, Filled("La Cabane aux Escargots"))));
        using var again = await clerk.SendFormAsync("/saisie/initiatives", page, Filled("La Cabane aux Escargots"));
        Assert.All(answers.Append(again), answer => Assert.Equal((HttpStatusCode.Found, "/initiatives/la-cabane-aux-escargots"), (answer.StatusCode, answer.Headers.Location?.OriginalString ?? "")));
        Assert.Equal(1, await host.WithDbAsync(db => db.Set<Sheet>().CountAsync(sheet => sheet.Title == "La Cabane aux Escargots")));
        Assert.Equal(1, await host.WithDbAsync(db => db.AuditEntries.CountAsync(entry => entry.Act == "sheet-written" && entry.Detail == "La Cabane aux Escargots")));
    }

    [Theory]
    [InlineData("La Smalah", "Saint-Julien-en-Born")]
    [InlineData("la smalha", "Saint-Julien-en-Born")]
    [InlineData("La Smalah", null)]
    public async Task A_likely_duplicate_is_noticed_and_can_be_written_all_the_same(string title, string? commune)
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var before = await CountAsync(host);
        var form = await clerk.GetPageAsync("/saisie/initiatives");
        using var noticed = await clerk.SendFormAsync("/saisie/initiatives", form, Filled(title, ("Commune", commune)));
        Assert.Equal(HttpStatusCode.Conflict, noticed.StatusCode);
        var page = await noticed.ReadPageAsync();
        Assert.NotEmpty(page.QuerySelectorAll("main a[href='/initiatives/la-smalah'], a[href='/initiatives/la-smalah']"));
        Assert.Equal(title, page.ValueOf("Title"));
        Assert.Equal(before, await CountAsync(host));
        using var insisted = await clerk.SendFormAsync("/saisie/initiatives", page, ("NotADuplicate", "true"));
        Assert.Equal(HttpStatusCode.Found, insisted.StatusCode);
        Assert.Equal(before + 1, await CountAsync(host));
    }

    [Fact]
    public async Task The_same_name_in_another_town_is_no_duplicate()
    {
        var (_, clerk) = await hosts.OnAsync(Engine.Sqlite);
        using var sent = await clerk.PostFormAsync("/saisie/initiatives", Filled("Court-Circuit", ("Commune", "Langogne")));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
    }

    [Fact]
    public async Task Script_in_every_field_comes_back_as_text()
    {
        var (_, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var page = await clerk.GetPageAsync("/saisie/initiatives");
        var form = page.QuerySelectorAll<IHtmlFormElement>("form").First(f => f.ClassList.Contains("sheet-form"));
        var texts = form.QuerySelectorAll("input[type=text], textarea").Where(field => field.HasAttribute("name")).Select(field => (field.GetAttribute("name")!, (string?)Script)).ToArray();
        Assert.True(texts.Length > 25);
        using var refused = await clerk.SendFormAsync("/saisie/initiatives", page, texts);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.DoesNotContain(Script, await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var written = await clerk.PostFormAsync("/saisie/initiatives", Filled("Script " + Script, ("Body", Script), ("Context", Script), ("Aliases", Script), ("Keywords", Script), ("Sources[0].Locator", Script), ("AreaLabel", Script)));
        Assert.Equal(HttpStatusCode.Found, written.StatusCode);
        var text = await clerk.GetStringAsync(written.Headers.Location, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script>alert", text, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite, "Title", "a\u0000b")]
    [InlineData(Engine.Sqlite, "Title", "a\uFFFEb")]
    [InlineData(Engine.PostgreSql, "Url", "https://exemple.fr/\u0000")]
    [InlineData(Engine.PostgreSql, "Sources[0].Publisher", "a\u0000b")]
    [InlineData(Engine.PostgreSql, "Sources[0].Key", "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    [InlineData(Engine.PostgreSql, "AreaCode", "\u0000")]
    [InlineData(Engine.Sqlite, "Themes", "")]
    [InlineData(Engine.Sqlite, "Themes", "inconnu")]
    [InlineData(Engine.Sqlite, "Statuses", "")]
    [InlineData(Engine.Sqlite, "LegalForm", "sarl")]
    [InlineData(Engine.Sqlite, "Stage", Script)]
    [InlineData(Engine.Sqlite, "Submission", "abc")]
    [InlineData(Engine.Sqlite, "Private", "peut-être")]
    [InlineData(Engine.Sqlite, "Version", "abc")]
    [InlineData(Engine.Sqlite, "Sources[0].Date", "hier")]
    [InlineData(Engine.Sqlite, "Sources[0].Url", "ftp://exemple.fr")]
    [InlineData(Engine.Sqlite, "StartedIn", "99999999999999")]
    [InlineData(Engine.Sqlite, "Figures[0].Value", "1e9")]
    [InlineData(Engine.Sqlite, "Figures[999999999].Value", "1")]
    [InlineData(Engine.Sqlite, "Figures[-1].Value", "1")]
    [InlineData(Engine.Sqlite, "Funding[0].Kind", "inconnu")]
    [InlineData(Engine.Sqlite, "Lat", "NaN")]
    [InlineData(Engine.Sqlite, "Lat", "91")]
    [InlineData(Engine.Sqlite, "Relations[0].To", "/initiatives/absente")]
    [InlineData(Engine.Sqlite, "Relations[0].To", "https://exemple.fr/initiatives/la-smalah")]
    [InlineData(Engine.Sqlite, "Commune", Script)]
    public async Task A_strange_value_is_refused_or_written_never_a_500(Engine engine, string field, string value)
    {
        var (_, clerk) = await hosts.OnAsync(engine);
        using var answer = await clerk.PostFormAsync("/saisie/initiatives",
            [.. Filled($"Valeur étrange {field} {value.Length} {value.GetHashCode(StringComparison.Ordinal)}").Where(f => f.Item1 != field), ("NotADuplicate", "true"), (field, value)]);
        Assert.True(answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.BadRequest, $"{field} : {(int)answer.StatusCode}");
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Long_names_of_one_town_have_addresses_that_fit(Engine engine)
    {
        var (_, clerk) = await hosts.OnAsync(engine);
        var title = "Coopérative des habitants, des artisans et des commerçants du canton de la vallée de la Marne n° ";
        foreach (var number in new[] { "1", "2", "3" })
        {
            using var sent = await clerk.PostFormAsync("/saisie/initiatives", Filled(title + number, ("Commune", "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson"), ("NotADuplicate", "true")));
            Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
            await clerk.GetPageAsync(sent.Headers.Location!.OriginalString);
        }
    }

    [Fact]
    public async Task A_private_sheet_is_seen_by_the_operator_only()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        using var sent = await clerk.PostFormAsync("/saisie/ressources", Filled("Note interne des lucioles", ("Private", "true")));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        var address = sent.Headers.Location!.OriginalString;
        await clerk.GetPageAsync(address);
        await host.Visitor.GetPageAsync(address, HttpStatusCode.NotFound);
        Assert.Equal(1, (await clerk.SearchAsync(Q("Note interne des lucioles") + "&kind=resource")).Titles().Count(title => title == "Note interne des lucioles"));
        Assert.DoesNotContain("Note interne des lucioles", (await host.Visitor.SearchAsync(Q("Note interne des lucioles"))).Titles());
    }

    [Theory]
    [InlineData("/saisie/planetes")]
    [InlineData("/saisie/Organisations")]
    public async Task An_unknown_nature_is_not_found(string path)
    {
        var (_, clerk) = await hosts.OnAsync(Engine.Sqlite);
        using var answer = await clerk.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.OK, $"{(int)answer.StatusCode}");
    }

    [Fact]
    public async Task A_post_without_the_forms_token_is_refused()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var before = await CountAsync(host);
        using var answer = await clerk.PostFormAsync("/saisie/initiatives", Filled("Sans jeton", ("jeton_formulaire", null)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(before, await CountAsync(host));
    }

    [Fact]
    public async Task A_body_of_three_megabytes_is_refused()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var before = await CountAsync(host);
        try
        {
            using var answer = await clerk.PostFormAsync("/saisie/initiatives", Filled("Trop long", ("Body", new string('a', 3_000_000))));
            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge, $"{(int)answer.StatusCode}");
        }
        catch (HttpRequestException)
        {
            // The server closed the connection while the rest was still being sent.
        }

        Assert.Equal(before, await CountAsync(host));
    }

    private static Task<int> CountAsync(LiantHost host) => host.WithDbAsync(db => db.Set<Sheet>().CountAsync());
}
