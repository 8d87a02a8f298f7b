using Liant.Browser.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Liant.Browser;

/// <summary>A network's manager opens a group, talks, sets a meeting, writes its minutes, gives a document; then opens a pathway with a town and writes what both will agree to.</summary>
public sealed class WorkingInAGroup(Town town)
{
    [Theory]
    [InlineData(true, true, 390)]
    [InlineData(false, false, 1280)]
    public async Task From_a_discussion_to_the_minutes_and_from_a_need_to_a_plan(bool withScripts, bool keyboardOnly, int width)
    {
        var page = await town.OpenAsOperatorAsync(width, withScripts, withChecker: true);
        var hands = new Hands(page, keyboardOnly);
        var mark = withScripts ? "au clavier" : "sans script";
        await OpenSpaceAsync(page, hands, "Authority", "Mairie " + mark);
        var space = await OpenSpaceAsync(page, hands, "Network", "Groupes " + mark);
        await page.GotoAsync(space);
        await hands.PressAsync("main a:has-text('Groupes et parcours')");
        await CheckAsync(page, withScripts, "Groupes et parcours");
        await hands.PressAsync("a:has-text('Ouvrir un groupe')");
        await CheckAsync(page, withScripts, "Ouvrir un groupe");
        await hands.PressAsync("main form button[type=submit]");
        await Expect(page.Locator("#f-nom-erreur")).ToBeVisibleAsync();
        await hands.FillAsync("#f-nom", "Locaux vacants");
        await hands.FillAsync("#f-objet", "Rouvrir des locaux fermés.");
        await hands.PressAsync("main form button[type=submit]");
        await CheckAsync(page, withScripts, "Locaux vacants");
        var group = page.Url;

        await hands.PressAsync("a:has-text('Lancer une discussion')");
        await CheckAsync(page, withScripts, "Lancer une discussion");
        await hands.FillAsync("#f-titre", "Baux précaires");
        await hands.FillAsync("#f-texte", "Qui a un modèle de bail ?");
        await hands.PressAsync("main form button[type=submit]");
        await CheckAsync(page, withScripts, "Baux précaires");
        await hands.FillAsync("#f-texte", "Moi : je l’ajoute aux documents.");
        await hands.PressAsync("main form:has(#f-texte) button[type=submit]");
        await Expect(page.Locator(".thread li")).ToHaveCountAsync(2);
        await hands.PressAsync(".thread li:nth-child(2) a:has-text('Corriger')");
        await CheckAsync(page, withScripts, "Corriger ou retirer");
        await hands.FillAsync("#f-texte", "Moi : il est dans les documents.");
        await hands.PressAsync("main form:has(#f-texte) button[type=submit]");
        await Expect(page.Locator(".thread li:nth-child(2)")).ToContainTextAsync("corrigé");

        await page.GotoAsync(group);
        await hands.PressAsync("a:has-text('Fixer une réunion')");
        await CheckAsync(page, withScripts, "Fixer une réunion");
        await hands.FillAsync("#f-titre", "Premier point");
        await page.FillAsync("#f-jour", Liant.Platform.Text.Paris.At(TimeProvider.System.GetUtcNow()).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await page.FillAsync("#f-debut", "00:00");
        await page.FillAsync("#f-fin", "23:59");
        await hands.FillAsync("#f-lieu", "https://visio.example/point");
        await hands.PressAsync("main form button[type=submit]");
        await CheckAsync(page, withScripts, "Premier point");
        await hands.PressAsync("button:has-text('Je viens')");
        await Expect(page.Locator("main dl")).ToContainTextAsync("Camille Roux");
        await hands.FillAsync("#f-compterendu", "Décidé : un bail type d’ici mars.");
        await hands.PressAsync("main form:has(#f-compterendu) button[type=submit]");
        await Expect(page.Locator("main .as-typed")).ToContainTextAsync("un bail type");
        await CheckAsync(page, withScripts);
        await hands.PressAsync("a:has-text('Ajouter un document')");
        await CheckAsync(page, withScripts, "Documents du groupe");
        await page.SetInputFilesAsync("#f-fichier", new FilePayload { Name = "bail.html", MimeType = "text/html", Buffer = "<b>bail</b>"u8.ToArray() });
        await hands.PressAsync("main form:has(#f-fichier) button[type=submit]");
        await Expect(page.Locator("#f-fichier-erreur")).ToBeVisibleAsync();
        await page.SetInputFilesAsync("#f-fichier", new FilePayload { Name = "bail.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 bail"u8.ToArray() });
        await hands.PressAsync("main form:has(#f-fichier) button[type=submit]");
        await CheckAsync(page, withScripts, "Premier point");
        await Expect(page.Locator("main")).ToContainTextAsync("bail.pdf");
        await page.GotoAsync(group);
        await CheckAsync(page, withScripts, "Locaux vacants");
        await hands.PressAsync("a:has-text('1 membre')");
        await CheckAsync(page, withScripts, "Les membres du groupe");
        await page.GotoAsync(group + "/reglages");
        await CheckAsync(page, withScripts, "Réglages du groupe");

        await page.GotoAsync(space + "/groupes");
        await hands.PressAsync("a:has-text('Ouvrir un parcours')");
        await CheckAsync(page, withScripts, "Ouvrir un parcours");
        await page.SelectOptionAsync("#f-espace", new SelectOptionValue { Label = "Mairie " + mark });
        await hands.FillAsync("#f-nom", "Rouvrir l’épicerie");
        await hands.FillAsync("#f-objet", "Le bourg n’a plus d’épicerie depuis deux ans.");
        await hands.PressAsync("main form button[type=submit]");
        await CheckAsync(page, withScripts, "Rouvrir l’épicerie");
        await hands.PressAsync("a:has-text('Diagnostic partagé')");
        await CheckAsync(page, withScripts, "Diagnostic partagé");
        await hands.FillAsync("#f-atouts", "Un local communal, une association.");
        await hands.PressAsync("main form:has(#f-atouts) button[type=submit]");
        await Expect(page.Locator("[role=status]")).ToBeVisibleAsync();
        await hands.PressAsync("button:has-text('Donner notre accord')");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("l’autre partie", new() { IgnoreCase = true });
        await CheckAsync(page, withScripts);
        var pathway = page.Url.Replace("/diagnostic", "", StringComparison.Ordinal);
        await page.GotoAsync(pathway + "/plan");
        await hands.PressAsync("a:has-text('Ajouter une étape')");
        await CheckAsync(page, withScripts, "Ajouter une étape");
        await hands.FillAsync("#f-titre", "Visiter l’épicerie voisine");
        await page.CheckAsync("input[value=Both]");
        await page.FillAsync("#f-echeance", "2026-01-15");
        await hands.PressAsync("main form button[type=submit]");
        await CheckAsync(page, withScripts, "Plan d’accompagnement");
        await Expect(page.Locator("main .members")).ToContainTextAsync("en retard depuis");
        await page.GotoAsync(pathway + "/suivi");
        await hands.FillAsync("#f-texte", "Appel du maire.");
        await hands.PressAsync("main form:has(#f-texte) button[type=submit]");
        await Expect(page.Locator(".thread li")).ToHaveCountAsync(1);
        await CheckAsync(page, withScripts, "Suivi du parcours");
        await page.GotoAsync("/groupes");
        await CheckAsync(page, withScripts, "Mes groupes et parcours");
        await Expect(page.Locator("main .members")).ToContainTextAsync("Locaux vacants");
        await page.Context.CloseAsync();
    }

    private static async Task<string> OpenSpaceAsync(IPage page, Hands hands, string kind, string name)
    {
        await page.GotoAsync("/espaces");
        await page.CheckAsync($"input[value={kind}]");
        await hands.FillAsync("#f-nom", name);
        if (kind == "Authority")
        {
            await page.FillAsync("#f-territoire", "Felletin");
        }

        await hands.PressAsync("main form button[type=submit]");
        await page.WaitForURLAsync("**/membres");
        return new Uri(page.Url).AbsolutePath.Replace("/membres", "", StringComparison.Ordinal);
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
        }

        Assert.False(await page.ScrollsSidewaysAsync(), page.Url + " scrolls sideways");
    }
}
