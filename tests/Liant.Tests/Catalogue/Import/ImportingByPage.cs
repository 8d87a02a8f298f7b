using System.Net;
using System.Text;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Import;
using Liant.Platform.Files;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue.Import;

public sealed class ImportingByPage(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    private const string Heading = "Nom;Ville;Description;Identifiant;Courriel;Horaires";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task What_is_imported_is_read_back_with_its_source_and_the_same_file_changes_nothing(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var csv = $"{Heading}\nLa Scierie ({engine});Felletin;Un atelier imaginé.;lu-1;a@exemple.fr;le lundi\nLe Relais ({engine});Zzzzville;Un autre.;lu-2;;\n";
        var path = await clerk.PreparedAsync(csv);
        using var started = await clerk.StartImportAsync(path, ("Source", $"Annuaire lu {engine}"), ("Licence", "odbl"), ("Publisher", "Le réseau"), ("Targets[5]", "info:Horaires"));
        Assert.Equal(HttpStatusCode.Found, started.StatusCode);
        var import = await host.EndedAsync(path);
        Assert.Equal((ImportState.Finished, 1L, 1L), (import.State, import.Added, import.Refused));
        var sheet = await host.WithDbAsync(db => db.Set<Sheet>().AsNoTracking().SingleAsync(s => s.Title == $"La Scierie ({engine})"));
        Assert.Equal(("23079", "odbl", "Le réseau"), (sheet.CommuneCode, sheet.AllSources.Single().Licence, sheet.AllSources.Single().Publisher));
        Assert.Equal("le lundi", sheet.Particulars.Single(p => p.Label == "Horaires").Text);

        var report = await clerk.GetPageAsync(path);
        Assert.Contains("Zzzzville", report.QuerySelector(".refusals")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("ligne 3", report.QuerySelector(".refusals")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Courriel", report.Body!.TextContent, StringComparison.Ordinal);
        using var file = await clerk.GetAsync(path + "?handler=Refused", TestContext.Current.CancellationToken);
        Assert.Equal("refus-reseau.csv", file.Content.Headers.ContentDisposition!.FileName);
        Assert.Contains($"Le Relais ({engine})", await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var again = await clerk.PreparedAsync(csv);
        var proposed = await clerk.GetPageAsync(again);
        Assert.Contains("déjà été importé", proposed.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(($"Annuaire lu {engine}", "odbl", "info:Horaires"), (proposed.ValueOf("Source"), proposed.ValueOf("Licence"), proposed.ValueOf("Targets[5]")));
        using var second = await clerk.StartImportAsync(again);
        import = await host.EndedAsync(again);
        Assert.Equal((0L, 0L, 1L, 1L), (import.Added, import.Updated, import.Unchanged, import.Refused));
        // Corrected and saved under another name, it is still of that source.
        var corrected = await clerk.PreparedAsync((await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Replace("Zzzzville", "Felletin", StringComparison.Ordinal), "corrige.csv");
        Assert.Equal($"Annuaire lu {engine}", (await clerk.GetPageAsync(corrected)).ValueOf("Source"));
        using var third = await clerk.StartImportAsync(corrected);
        Assert.Equal((1L, 0L), (await host.EndedAsync(corrected) is var ended ? (ended.Added, ended.Refused) : default));
        // The worker gives it no second life.
        Assert.Equal(1, await host.WithDbAsync(db => db.Set<Sheet>().Where(s => s.Id == sheet.Id).Select(s => s.Version).SingleAsync()));
    }

    [Fact]
    public async Task A_file_that_is_none_is_said_beside_its_field()
    {
        var (_, clerk) = await hosts.OnAsync(Engine.Sqlite);
        foreach (var (name, content, words) in new[]
        {
            ("", null, "Choisissez un fichier"), ("vide.csv", [], "vide"), ("plan.pdf", Encoding.ASCII.GetBytes("%PDF-1.7 x"), "pas un tableau"),
            ("page.csv", Encoding.ASCII.GetBytes("<html></html>"), "page web"), ("fiches.json", Encoding.ASCII.GetBytes("""[{"key":"a","title":"A","sources":"x"}]"""), "./run import"),
        })
        {
            using var sent = await clerk.SendFileAsync(name, content);
            Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
            var page = await sent.ReadPageAsync();
            Assert.Contains(words, page.QuerySelector("#f-fichier-erreur")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("f-fichier-erreur", page.QuerySelector("#f-fichier")!.GetAttribute("aria-describedby")!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_over_fifty_megabytes_is_a_french_413()
    {
        var (_, clerk) = await hosts.OnAsync(Engine.Sqlite);
        using var sent = await clerk.SendFileAsync("gros.csv", new byte[51 * 1024 * 1024]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, sent.StatusCode);
        Assert.Contains("50 Mo au plus", (await sent.ReadPageAsync()).QuerySelector("#f-fichier-erreur")!.TextContent, StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/imports") { Content = new ByteArrayContent(new byte[70 * 1024 * 1024]) };
        request.Headers.ExpectContinue = true;
        using var refused = await clerk.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Equal("fr", (await refused.ReadPageAsync()).DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Wrong_fields_are_said_and_every_choice_stays()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var path = await clerk.PreparedAsync("Appellation;Lieu-dit;Nature précise\nLe Bief;Felletin;x\n");
        foreach (var handler in new[] { "Start", "Preview" })
        {
            using var sent = await clerk.SendHandlerAsync(path, handler,
                ("Kind", "initiative"), ("Source", ""), ("Publisher", "Ce que je tape"), ("Date", "hier"), ("Url", "pas une adresse"), ("Licence", "inconnue"), ("Targets[0]", "commune"), ("Targets[1]", "commune"), ("Targets[2]", "nimporte"));
            Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
            var page = await sent.ReadPageAsync();
            var summary = page.QuerySelector("#resume-erreurs")!;
            Assert.Equal(["#f-columns", "#f-date", "#f-licence", "#f-source", "#f-url"], summary.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).Order(StringComparer.Ordinal));
            Assert.Contains("« Appellation », « Lieu-dit »", summary.TextContent, StringComparison.Ordinal);
            Assert.Equal(("initiative", "Ce que je tape", "hier", "pas une adresse", "commune"),
                (page.ValueOf("Kind"), page.ValueOf("Publisher"), page.ValueOf("Date"), page.ValueOf("Url"), page.ValueOf("Targets[1]")));
        }

        Assert.Equal(ImportState.Prepared, (await host.EndedAsync(path, ImportState.Prepared)).State);
    }

    [Fact]
    public async Task The_preview_shows_sheets_and_refusals_and_stores_nothing()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var path = await clerk.PreparedAsync("Nom;Ville\nLa Halle montrée;Felletin\n;Felletin\n");
        using var sent = await clerk.SendHandlerAsync(path, "Preview", ("Source", "Aperçu"));
        var page = await sent.ReadPageAsync();
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal(2, page.QuerySelectorAll(".preview-rows > li").Length);
        Assert.Contains("La Halle montrée", page.QuerySelector(".preview-rows")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nom : À renseigner", page.QuerySelector(".preview-rows .is-refused")!.TextContent, StringComparison.Ordinal);
        Assert.False(await host.WithDbAsync(db => db.Set<Sheet>().AnyAsync(s => s.Title == "La Halle montrée")));
        Assert.False(await host.WithDbAsync(db => db.Set<FileSource>().AnyAsync(s => s.Title == "Aperçu")));
    }

    [Fact]
    public async Task A_visitor_is_sent_away_and_an_unknown_import_is_a_404()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var path = await clerk.PreparedAsync("Nom\nGardé\n");
        foreach (var address in new[] { "/imports", path, path + "?handler=Refused", "/saisie/doublons", "/imports/categories/x" })
        {
            using var seen = await host.Visitor.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Found, seen.StatusCode);
            Assert.StartsWith("/connexion", seen.Headers.Location!.IsAbsoluteUri ? seen.Headers.Location.AbsolutePath : seen.Headers.Location.OriginalString, StringComparison.Ordinal);
        }

        foreach (var wrong in new[] { "/imports/abc", "/imports/00000000000000000000000000000000", "/imports/00000000000000000000000000000000?handler=Refused", "/imports/categories/zzz" })
        {
            Assert.Equal("fr", (await clerk.GetPageAsync(wrong, HttpStatusCode.NotFound)).DocumentElement.GetAttribute("lang"));
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Sent_twice_it_starts_once_and_what_its_state_forbids_is_a_409(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var path = await clerk.PreparedAsync($"Nom;Ville\nLe Tournil ({engine});Felletin\n");
        var page = await clerk.GetPageAsync(path);
        page.QuerySelector("main form[method=post]")!.SetAttribute("action", path + "?handler=Start");
        var both = await Task.WhenAll(clerk.SendFormAsync(path, page, ("Source", $"Deux fois {engine}")), clerk.SendFormAsync(path, page, ("Source", $"Deux fois {engine}")));
        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Conflict], both.Select(answer => answer.StatusCode).Order());
        Assert.Equal(1, (await host.EndedAsync(path)).Added);
        foreach (var handler in new[] { "Start", "Stop", "Resume", "Preview", "Categories", "Abandon" })
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("jeton_formulaire", page.ValueOf("jeton_formulaire")!)]);
            using var sent = await clerk.PostAsync($"{path}?handler={handler}", form, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Conflict, sent.StatusCode);
            Assert.NotEmpty((await sent.ReadPageAsync()).QuerySelector("[role=alert]")!.TextContent);
        }
    }

    [Fact]
    public async Task Another_list_with_the_same_columns_gets_the_choices_and_not_the_source()
    {
        var (host, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var first = await clerk.PreparedAsync("Nom;Ville;Nombre de places\nLe Lavoir;Felletin;3\n", "lavoirs-2026-03.csv");
        using var started = await clerk.StartImportAsync(first, ("Source", "Lavoirs"), ("Targets[2]", "info:Places"));
        await host.EndedAsync(first);
        var next = await clerk.GetPageAsync(await clerk.PreparedAsync("Nom;Ville;Nombre de places\nLe Lavoir neuf;Felletin;4\n", "lavoirs-2026-11.csv"));
        var other = await clerk.GetPageAsync(await clerk.PreparedAsync("Nom;Ville;Nombre de places\nLe Four;Felletin;3\n", "fours-2026-03.csv"));
        Assert.Equal(("Lavoirs", "info:Places"), (next.ValueOf("Source"), next.ValueOf("Targets[2]")));
        var renamed = await clerk.GetPageAsync(await clerk.PreparedAsync("Nom;Ville;Nombre de places\nLe Lavoir;Felletin;3\n", "copie.csv"));
        Assert.Equal("Lavoirs", renamed.ValueOf("Source"));
        Assert.Equal(("", "info:Places"), (other.ValueOf("Source") ?? "", other.ValueOf("Targets[2]")));
    }

    [Fact]
    public async Task Contacts_of_persons_cannot_be_kept_and_columns_without_a_place_are_told()
    {
        var (_, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var path = await clerk.PreparedAsync("Nom;Ville;Mail du contact;Date de début\nLe Bal;Felletin;a@exemple.fr;2026-12-01\n");
        var page = await clerk.GetPageAsync(path);
        Assert.Equal("event", page.ValueOf("Kind"));
        Assert.DoesNotContain(page.QuerySelectorAll("[name='Targets[2]'] option"), option => option.GetAttribute("value")!.StartsWith("info:", StringComparison.Ordinal));
        using var kept = await clerk.SendHandlerAsync(path, "Preview", ("Source", "Bals"), ("Targets[2]", "info:Mail"));
        Assert.Equal(HttpStatusCode.BadRequest, kept.StatusCode);
        Assert.Contains("coordonnées de personnes", (await kept.ReadPageAsync()).QuerySelector("#f-columns-erreur")!.TextContent, StringComparison.Ordinal);
        using var homeless = await clerk.SendHandlerAsync(path, "Preview", ("Source", "Bals"), ("Kind", "organisation"));
        Assert.Contains("« Date de début »", (await homeless.ReadPageAsync()).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_file_that_is_not_to_be_imported_after_all_is_given_up_with_its_content(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var path = await clerk.PreparedAsync("Nom;Ville\nLe mauvais fichier;Felletin\n", $"mauvais-{engine}.csv");
        using var sent = await clerk.SendHandlerAsync(path, "Abandon");
        Assert.Equal((HttpStatusCode.Found, "/imports"), (sent.StatusCode, sent.Headers.Location!.OriginalString));
        await clerk.GetPageAsync(path, HttpStatusCode.NotFound);
        Assert.False(await host.WithDbAsync(db => db.Set<StoredFile>().AnyAsync(f => f.Name == $"mauvais-{engine}.csv")));
        Assert.DoesNotContain($"mauvais-{engine}.csv", (await clerk.GetPageAsync("/imports")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_stopped_import_resumes_and_one_whose_process_was_killed_is_taken_again(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var path = await clerk.PreparedAsync($"Nom;Ville\nLe Pressoir ({engine});Felletin\n");
        using var started = await clerk.StartImportAsync(path, ("Source", $"Reprise {engine}"));
        await host.EndedAsync(path);
        await SetAsync(host, path, ImportState.Stopped, 0);
        Assert.Contains("Arrêté", (await clerk.GetPageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        using var resumed = await clerk.SendHandlerAsync(path, "Resume");
        Assert.Equal(HttpStatusCode.Found, resumed.StatusCode);
        Assert.Equal(ImportState.Finished, (await host.EndedAsync(path)).State);

        // A process that was killed leaves the import running, with a lease that ends.
        await SetAsync(host, path, ImportState.Running, TimeProvider.System.GetUtcNow().AddMinutes(-1).UtcTicks);
        Assert.Equal(ImportState.Finished, (await host.EndedAsync(path)).State);
        // Held by a living one, it is left alone.
        await SetAsync(host, path, ImportState.Running, TimeProvider.System.GetUtcNow().AddMinutes(5).UtcTicks);
        await Task.Delay(2_500, TestContext.Current.CancellationToken);
        Assert.Equal(ImportState.Running, (await host.EndedAsync(path, ImportState.Running)).State);
        using var stopped = await clerk.SendHandlerAsync(path, "Stop");
        Assert.Equal(HttpStatusCode.Found, stopped.StatusCode);
        Assert.True((await host.EndedAsync(path, ImportState.Running)).IsAskedToStop);
        await SetAsync(host, path, ImportState.Stopped, 0);
    }

    [Fact]
    public async Task An_import_of_the_command_line_is_left_to_it()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var import = SheetImport.Prepare(Guid.CreateVersion7(), "commande.csv", null, "x", "CSV", 1, "commande", TimeProvider.System.GetUtcNow());
        await host.WithDbAsync(async db =>
        {
            var source = FileSource.Name(Guid.CreateVersion7(), "commande-laissee");
            source.Describe("Commande laissée", null, null, null, null);
            db.Add(source);
            db.Add(import);
            import.Start(source, new ColumnPlan());
            await db.SaveChangesAsync();
        });
        await Task.Delay(2_500, TestContext.Current.CancellationToken);
        Assert.Equal(ImportState.Waiting, (await host.EndedAsync(import.Id.ToString("N"), ImportState.Waiting)).State);
    }

    [Fact]
    public async Task A_list_of_categories_is_loaded_under_its_source_and_shown_with_its_themes()
    {
        var (_, clerk) = await hosts.OnAsync(Engine.Sqlite);
        var path = await clerk.PreparedAsync("""{"options":[{"id":"7","name":"Tiers-lieux"},{"id":"8","name":"Zzz"}]}""", "taxonomie.json");
        using var wrong = await clerk.SendHandlerAsync(path, "Categories", ("source", ""));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var sent = await clerk.SendHandlerAsync(path, "Categories", ("source", "Carte imaginée"));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        var words = (await clerk.GetPageAsync(sent.Headers.Location!.OriginalString)).QuerySelector("table")!.TextContent;
        Assert.Contains("Tiers-lieux", words, StringComparison.Ordinal);
        Assert.Contains("aucun", words, StringComparison.Ordinal);
        await clerk.GetPageAsync(path, HttpStatusCode.NotFound);
    }

    private static Task SetAsync(LiantHost host, string path, ImportState state, long leaseEndsAt)
    {
        var id = Guid.ParseExact(path[^32..], "N");
        DateTimeOffset? lease = leaseEndsAt == 0 ? null : new DateTimeOffset(leaseEndsAt, TimeSpan.Zero);
        return host.WithDbAsync(db => db.Set<SheetImport>().Where(i => i.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(i => i.State, state).SetProperty(i => i.LeaseEndsAt, lease).SetProperty(i => i.Version, i => i.Version + 1)));
    }
}
