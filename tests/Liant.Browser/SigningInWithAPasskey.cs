using Liant.Browser.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Liant.Browser;

/// <summary>A virtual authenticator stands for the lock of the telephone; the rest is real.</summary>
public sealed class SigningInWithAPasskey(Town town)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_administrator_adds_one_signs_out_and_comes_back_with_it(bool keyboardOnly)
    {
        var page = await town.OpenAsync(withChecker: true, onLocalhost: true);
        var hands = new Hands(page, keyboardOnly);
        var authenticator = await page.Context.NewCDPSessionAsync(page);
        await authenticator.SendAsync("WebAuthn.enable");
        await authenticator.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true },
        });

        await page.GotoAsync("/premier-acces?jeton=" + await town.NewTokenAsync());
        Assert.Equal("", await page.AccessibilityFaultsAsync());
        await hands.FillAsync("#f-nom", "Camille à la clé");
        await hands.FillAsync("#f-courriel", keyboardOnly ? "clavier@example.org" : "souris@example.org");
        await hands.PressAsync("main button[type=submit]");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Mon compte");
        await hands.FillAsync("#f-nomcle", "Poste de la mairie");
        await hands.PressAsync("form[data-passkey] button");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("enregistrée");
        await Expect(page.Locator("main")).ToContainTextAsync("Poste de la mairie");
        Assert.Equal("", await page.AccessibilityFaultsAsync());

        await hands.PressAsync("form[action*=Leave] button");
        await page.WaitForURLAsync("**/");
        await page.GotoAsync("/connexion?retour=/saisie");
        Assert.Equal("", await page.AccessibilityFaultsAsync());
        await hands.PressAsync("form[data-passkey] button");
        await Expect(page.Locator("main a[href='/imports']")).ToBeVisibleAsync();

        // Removed, it opens nothing any more.
        await page.GotoAsync("/compte");
        await hands.PressAsync("form[action*=ForgetKey] button");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("retirée");
        await hands.PressAsync("form[action*=Leave] button");
        await page.WaitForURLAsync("**/");
        await page.GotoAsync("/connexion");
        await hands.PressAsync("form[data-passkey] button");
        await Expect(page.Locator(".field-error:visible")).ToContainTextAsync("n’a pas été reconnue");
        await page.Context.CloseAsync();
    }
}
