using System.Text;
using Liant.Browser.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Liant.Browser;

/// <summary>A network's manager says who is paid, writes the fees, imports the members, sends the calls, records a payment and prints the receipt; a town asks to join.</summary>
public sealed class KeepingANetworkSMembers(Town town)
{
    [Theory]
    [InlineData(true, true, 390)]
    [InlineData(false, false, 1280)]
    public async Task From_a_spreadsheet_to_a_receipt(bool withScripts, bool keyboardOnly, int width)
    {
        var name = withScripts ? "Réseau au clavier" : "Réseau sans script";
        var page = await town.OpenAsOperatorAsync(width, withScripts, withChecker: true);
        var hands = new Hands(page, keyboardOnly);
        await page.GotoAsync("/espaces");
        await page.CheckAsync("input[value=Network]");
        await hands.FillAsync("#f-nom", name);
        await hands.PressAsync("main form button[type=submit]");
        await page.WaitForURLAsync("**/membres");
        var space = new Uri(page.Url).AbsolutePath.Replace("/membres", "", StringComparison.Ordinal);

        await page.GotoAsync(space + "/adhesions");
        await CheckAsync(page, withScripts, "Adhésions");
        await hands.PressAsync("a:has-text('Règles d’adhésion')");
        await CheckAsync(page, withScripts, "Règles d’adhésion");
        await page.CheckAsync("input[name=demandes]");
        await hands.FillAsync("#f-beneficiaire", "Réseau des halles, 1 place du Marché, 33210 Langon. IBAN FR76 0000");
        await hands.FillAsync("#f-delai", "zéro");
        await hands.PressAsync("main form button[type=submit]");
        await Expect(page.Locator("#f-delai-erreur")).ToBeVisibleAsync();
        await CheckAsync(page, withScripts);
        await hands.FillAsync("#f-delai", "45");
        await hands.PressAsync("main form button[type=submit]");
        await Expect(page.Locator("[role=status]").First).ToContainTextAsync("règles");

        await hands.PressAsync("a:has-text('Importer une liste')");
        await CheckAsync(page, withScripts, "Importer des adhérents");
        await page.SetInputFilesAsync("#f-fichier", new FilePayload
        {
            Name = "adherents.csv", MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes("Type;Code;Depuis;Contact;Courriel\nVille;33227;2019;Noé Lafitte;noe@langon.example\nEPCI;200043974;2021;;\nRégion;75;2026;;\nAssociation;;2020;;\n"),
        });
        await hands.PressAsync("main form button[type=submit]");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("3 ajoutés");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await CheckAsync(page, withScripts);

        var year = TimeProvider.System.GetUtcNow().Year;
        await page.GotoAsync($"{space}/adhesions/appels/{year}");
        await CheckAsync(page, withScripts, "Cotisations");
        await hands.PressAsync("a:has-text('Écrire le barème')");
        await page.SelectOptionAsync("#f-tranches-0-genre", "commune");
        await hands.FillAsync("#f-tranches-0-montant", "250");
        await page.SelectOptionAsync("#f-tranches-1-genre", "intercommunalite");
        await hands.FillAsync("#f-tranches-1-de", "100");
        await hands.FillAsync("#f-tranches-1-montant", "1 000");
        await hands.PressAsync("main form button[type=submit]");
        await Expect(page.Locator("#f-tranches-1-de-erreur")).ToContainTextAsync("de 0 à 99");
        await Expect(page.Locator("#f-tranches-0-montant")).ToHaveValueAsync("250");
        await CheckAsync(page, withScripts);
        await hands.FillAsync("#f-tranches-1-de", "0");
        await hands.PressAsync("main form button[type=submit]");
        await Expect(page.Locator("main .card h2")).ToHaveTextAsync("2 appels à envoyer");
        await CheckAsync(page, withScripts);
        await hands.PressAsync("button:has-text('Envoyer les appels')");
        // This site sends no mail: the calls are ready, and their letters wait.
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("Les appels sont prêts");
        await CheckAsync(page, withScripts);

        await hands.PressAsync("tr:has-text('Langon') a:has-text('Appel')");
        await CheckAsync(page, withScripts, "Appel de cotisation");
        await page.SelectOptionAsync("#f-moyen", "Transfer");
        await hands.FillAsync("#f-reference", "mandat 12");
        await hands.PressAsync("button:has-text('Enregistrer le paiement')");
        await Expect(page.Locator(".members li")).ToContainTextAsync("250,00");
        await CheckAsync(page, withScripts);
        await hands.PressAsync("a:has-text('Reçu n°')");
        await Expect(page.Locator("h1")).ToContainTextAsync("Reçu n°");
        await Expect(page.Locator("main")).ToContainTextAsync("mandat 12");
        await CheckAsync(page, withScripts);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.Locator(".site-header")).ToBeHiddenAsync();
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await hands.PressAsync("a:has-text('Appel n°')");
        await Expect(page.Locator("h1")).ToContainTextAsync("Appel de cotisation");
        await CheckAsync(page, withScripts);

        var visitor = await town.OpenAsync(width, withScripts, withChecker: true);
        var his = new Hands(visitor, keyboardOnly);
        await visitor.GotoAsync(space + "/adherents");
        await Expect(visitor.Locator("main .members li")).ToHaveCountAsync(3);
        await Expect(visitor.Locator("main")).Not.ToContainTextAsync("Lafitte");
        Assert.True(await visitor.Locator("main .picture img").EvaluateAsync<bool>("i => i.complete && i.naturalWidth > 0"));
        await CheckAsync(visitor, withScripts);
        await his.PressAsync("a:has-text('Demander à adhérer')");
        await CheckAsync(visitor, withScripts, "Adhérer");
        await visitor.SelectOptionAsync("#f-genre", "commune");
        await his.FillAsync("#f-territoire", "Felletin");
        await his.FillAsync("#f-contact_nom", "Ana Roy");
        await his.FillAsync("#f-contact_courriel", "ana@felletin.example");
        await Task.Delay(3000, TestContext.Current.CancellationToken);
        await his.PressAsync("main form button[type=submit]");
        await Expect(visitor.Locator("[role=status]")).ToContainTextAsync("Merci");

        await page.GotoAsync(space + "/adhesions");
        await hands.PressAsync("main .members a:has-text('Felletin')");
        await CheckAsync(page, withScripts, "Adhésion : Felletin");
        await hands.PressAsync("button:has-text('Accepter')");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("acceptée");
        await CheckAsync(page, withScripts);
        await visitor.GotoAsync(space + "/adherents?genre=commune");
        await Expect(visitor.Locator("main .members li")).ToHaveCountAsync(2);
        await page.Context.CloseAsync();
        await visitor.Context.CloseAsync();
    }

    /// <param name="withScripts">The checker is a script.</param>
    /// <param name="heading">Of the page that a press leads to: it is there first.</param>
    private static async Task CheckAsync(IPage page, bool withScripts, string? heading = null)
    {
        if (heading is not null)
        {
            await Expect(page.Locator("h1")).ToContainTextAsync(heading);
        }

        if (withScripts)
        {
            Assert.Equal("", await page.AccessibilityFaultsAsync());
            Assert.False(await page.ScrollsSidewaysAsync(), page.Url);
        }
    }
}
