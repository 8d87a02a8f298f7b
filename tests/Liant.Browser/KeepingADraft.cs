using Liant.Browser.World;
using static Microsoft.Playwright.Assertions;

namespace Liant.Browser;

/// <summary>An editor writes a draft that nobody else finds, then publishes it.</summary>
public sealed class KeepingADraft(Town town)
{
    [Theory]
    [InlineData(true, true, 390)]
    [InlineData(false, false, 1280)]
    public async Task Nobody_finds_a_draft_until_it_is_published(bool withScripts, bool keyboardOnly, int width)
    {
        var name = withScripts ? "Le Moulin à paroles" : "La Remise aux lanternes";
        var (page, visitor) = (await town.OpenAsOperatorAsync(width, withScripts, withChecker: true), await town.OpenAsync(width, withScripts));
        var hands = new Hands(page, keyboardOnly);
        await page.GotoAsync("/saisie/initiatives");
        await hands.FillAsync("#f-title", name);
        await hands.FillAsync("#f-summary", "Écrit pour cet essai : " + name);
        await hands.FillAsync("[name='Sources[0].Title']", "Un journal local");
        await page.CheckAsync("[name=Publication][value=brouillon]");
        await hands.PressAsync("button:has-text('Enregistrer la fiche')");
        await Expect(page.Locator("main .notice").First).ToContainTextAsync("Brouillon");
        await CheckAsync();
        var address = new Uri(page.Url).PathAndQuery;
        Assert.Equal(404, (await visitor.GotoAsync(address))!.Status);
        await visitor.GotoAsync("/?q=" + Uri.EscapeDataString(name));
        await Expect(visitor.Locator("main")).Not.ToContainTextAsync("Écrit pour cet essai");

        await page.GotoAsync("/saisie");
        await Expect(page.Locator("main .members")).ToContainTextAsync(name);
        await CheckAsync();
        await page.GotoAsync(address);
        await hands.PressAsync("aside a[href^='/saisie/']:not([href$='historique'])");
        await page.CheckAsync("[name=Publication][value=plus-tard]");
        await hands.PressAsync("button:has-text('Enregistrer la fiche')");
        await Expect(page.Locator(".has-error .field-error")).ToContainTextAsync("à venir");
        await CheckAsync();
        await page.CheckAsync("[name=Publication][value=maintenant]");
        await hands.PressAsync("button:has-text('Enregistrer la fiche')");
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);
        Assert.Equal(200, (await visitor.GotoAsync(address))!.Status);
        await visitor.GotoAsync("/?q=" + Uri.EscapeDataString(name));
        await Expect(visitor.Locator(".result h2", new() { HasText = name })).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
        await visitor.Context.CloseAsync();

        async Task CheckAsync()
        {
            if (withScripts)
            {
                Assert.Equal("", await page.AccessibilityFaultsAsync());
                Assert.False(await page.ScrollsSidewaysAsync());
            }
        }
    }
}
