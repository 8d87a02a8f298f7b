using Liant.Browser.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Liant.Browser;

public sealed class ImportingASpreadsheet(Town town)
{
    /// <summary>What is wrong in each row, the column to correct, and what to write there instead.</summary>
    private static readonly (string Reason, string Column, string Corrected)[] Wrong =
    [
        ("Appellation : À renseigner", "Appellation", "La Cour commune"),
        ("commune inconnue : « Zzzzville »", "Ville", "Felletin"),
        ("plusieurs communes s’appellent « Langon »", "Ville", "Langon (Gironde)"),
        ("latitude et longitude vont ensemble", "Longitude", "2.17"),
        ("coordonnées hors limites", "Latitude", ""),
        ("Année de création : année attendue", "Année de création", "2019"),
        ("Effectif : nombre attendu", "Effectif", "12"),
        ("La fin est avant le début", "Date de fin", "21/11/2026"),
        ("Date de début : date attendue", "Date de début", "28/02/2026"),
        ("déjà portée par la ligne", "Identifiant", "cle-corrigee"),
        ("nature inconnue : « machin »", "Nature", "initiative"),
        ("« cuissine » n’est pas dans la liste", "Thèmes", "culture"),
        ("Privé : oui ou non attendu", "Privé", "non"),
    ];

    [Theory]
    [InlineData("clavier", true)]
    [InlineData("sans-script", false)]
    public async Task Thirteen_kinds_of_errors_are_said_corrected_and_sent_again(string how, bool withScripts)
    {
        var page = await town.OpenAsOperatorAsync(withScripts: withScripts, withChecker: withScripts);
        var hands = new Hands(page, keyboardOnly: withScripts);
        await page.GotoAsync("/imports");
        await hands.PressAsync(".upload button");
        await Expect(page.Locator("#f-fichier-erreur")).ToContainTextAsync("Choisissez un fichier");
        await CheckAsync(page, how, "1-sans-fichier");

        await SendAsync(page, hands, $"reseau-{how}.xlsx", Spreadsheet.Workbook(Rows(how)));
        await Expect(page.Locator("h1")).ToHaveTextAsync($"reseau-{how}.xlsx");
        await CheckAsync(page, how, "2-prepare");

        // No column gives the name yet, and nobody said where the file comes from.
        await hands.PressAsync("button[formaction*=Start]");
        await Expect(page.Locator("#f-source-erreur")).ToBeVisibleAsync();
        await Expect(page.Locator("#f-columns-erreur")).ToContainTextAsync("Nom");
        await CheckAsync(page, how, "3-a-corriger");

        await hands.ChooseAsync("#f-kind", "La colonne « nature » le dit, ligne par ligne");
        await hands.FillAsync("#f-source", $"Annuaire {how}");
        await hands.ChooseAsync("#f-licence", "Licence Ouverte 2.0");
        await hands.ChooseAsync("#f-colonne-0", "Nom");
        await hands.PressAsync(".form-actions button.quiet");
        await Expect(page.Locator(".preview-rows > li")).ToHaveCountAsync(Wrong.Length + 1);
        await Expect(page.Locator("#f-source")).ToHaveValueAsync($"Annuaire {how}");
        await CheckAsync(page, how, "4-apercu");

        await hands.PressAsync("button[formaction*=Start]");
        await FinishedAsync(page, withScripts);
        foreach (var (reason, _, _) in Wrong)
        {
            await Expect(page.Locator(".refusals")).ToContainTextAsync(reason);
        }

        Assert.Equal(["1", "0", "0", $"{Wrong.Length}", $"{Wrong.Length + 1}"], await page.Locator(".counts dd").AllInnerTextsAsync());
        await CheckAsync(page, how, "5-refus");

        var download = await page.RunAndWaitForDownloadAsync(() => hands.PressAsync("a[download]"));
        Assert.Equal($"refus-reseau-{how}.csv", download.SuggestedFilename);
        await SendAsync(page, hands, download.SuggestedFilename, Corrected(await download.PathAsync()));
        await Expect(page.Locator(".notice")).ToContainTextAsync("vos choix d’alors");
        await CheckAsync(page, how, "6-memoire");
        await hands.PressAsync("button[formaction*=Start]");
        await FinishedAsync(page, withScripts);
        Assert.Equal([$"{Wrong.Length}", "0", "0", "0", $"{Wrong.Length}"], await page.Locator(".counts dd").AllInnerTextsAsync());
        await CheckAsync(page, how, "7-termine");

        // The same file once more changes nothing.
        await SendAsync(page, hands, download.SuggestedFilename, Corrected(await download.PathAsync()));
        await Expect(page.Locator("main")).ToContainTextAsync("déjà été importé, au mot près");
        await hands.PressAsync("button[formaction*=Start]");
        await FinishedAsync(page, withScripts);
        Assert.Equal(["0", "0", $"{Wrong.Length}", "0", $"{Wrong.Length}"], await page.Locator(".counts dd").AllInnerTextsAsync());
        await page.GotoAsync("/imports");
        await CheckAsync(page, how, "8-liste");
        await page.GotoAsync("/saisie/doublons");
        await CheckAsync(page, how, "9-doublons");
        await page.Context.CloseAsync();
    }

    private static async Task SendAsync(IPage page, Hands hands, string name, byte[] content)
    {
        await page.SetInputFilesAsync("#f-fichier", new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });
        await hands.PressAsync(".upload button");
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);
        await Expect(page.Locator("#f-source")).ToBeVisibleAsync();
    }

    /// <summary>With scripts the page follows by itself; without, the link « Actualiser » does it.</summary>
    private static async Task FinishedAsync(IPage page, bool withScripts)
    {
        for (var i = 0; !withScripts && i < 60 && await page.Locator(".counts").CountAsync() == 0; i++)
        {
            await page.ClickAsync("text=Actualiser");
            await Task.Delay(250);
        }

        await Expect(page.Locator(".lead")).ToContainTextAsync("L’import est terminé");
    }

    private static async Task CheckAsync(IPage page, string how, string step)
    {
        foreach (var width in new[] { 390, 1280 })
        {
            await page.SetViewportSizeAsync(width, width < 600 ? 844 : 900);
            Assert.False(await page.ScrollsSidewaysAsync(), $"{how} {step} {width}");
            if (how == "clavier")
            {
                Assert.Equal("", await page.AccessibilityFaultsAsync());
            }
        }
    }

    private static byte[] Corrected(string path)
    {
        var (columns, rows) = Spreadsheet.Read(path);
        Assert.Equal(Wrong.Length, rows.Count);
        foreach (var row in rows)
        {
            var reason = row[columns.IndexOf("motif du refus")]!;
            var (_, column, corrected) = Wrong.Single(wrong => reason.Contains(wrong.Reason, StringComparison.Ordinal));
            row[columns.IndexOf(column)] = corrected;
            if (column == "Latitude")
            {
                row[columns.IndexOf("Longitude")] = "";
            }
        }

        return Spreadsheet.Csv(columns, rows);
    }

    private static string[][] Rows(string how)
    {
        string[] heading = ["Appellation", "Nature", "Description", "Ville", "Latitude", "Longitude", "Année de création", "Effectif", "Date de début", "Date de fin", "Thèmes", "Privé", "Identifiant", "Courriel", $"Note {how}"];
        string[] Row(int i, params (string Column, string Value)[] cells)
        {
            string[] names = ["Les Abeilles", "Le Fournil", "La Forge", "Le Moulin", "Atelier Vert", "Le Rucher", "La Grange", "Le Lavoir", "Fête des haies", "Bal du marché", "L’Établi", "Le Potager", "La Serre", "Le Préau"];
            var row = heading.Select(column => column switch
            {
                "Appellation" => $"{names[i]} ({how})", "Nature" => i is 8 or 9 ? "événement" : "organisation", "Description" => "Un lieu imaginé pour ce test.",
                "Identifiant" => $"{how}-{i}", "Courriel" => "contact@exemple.fr", _ => "",
            }).ToArray();
            foreach (var (column, value) in cells)
            {
                row[Array.IndexOf(heading, column)] = value;
            }

            return row;
        }

        return
        [
            heading, Row(0, ("Ville", "Felletin")), Row(1, ("Appellation", "")), Row(2, ("Ville", "Zzzzville")), Row(3, ("Ville", "Langon")), Row(4, ("Latitude", "45.9")),
            Row(5, ("Latitude", "191"), ("Longitude", "200")), Row(6, ("Année de création", "l’an dernier")), Row(7, ("Effectif", "une dizaine")),
            Row(8, ("Date de début", "20/11/2026"), ("Date de fin", "01/11/2026")), Row(9, ("Date de début", "31/02/2026")), Row(10, ("Identifiant", $"{how}-0")),
            Row(11, ("Nature", "machin")), Row(12, ("Thèmes", "cuissine")), Row(13, ("Privé", "peut-être")),
        ];
    }
}
