using Liant.Browser.World;
using static Microsoft.Playwright.Assertions;

namespace Liant.Browser;

/// <summary>An editor changes a sheet, looks at what changed, and brings the words of before back: with the keyboard alone, and without scripts.</summary>
public sealed class GoingBackToAVersion(Town town)
{
    [Theory]
    [InlineData(true, true, 390, "fete-des-vitrines")]
    [InlineData(false, false, 1280, "recenser-ses-locaux-vides-en-une-semaine")]
    public async Task From_a_change_to_the_words_of_before(bool withScripts, bool keyboardOnly, int width, string slug)
    {
        var page = await town.OpenAsOperatorAsync(width, withScripts, withChecker: true);
        var hands = new Hands(page, keyboardOnly);
        var address = (withScripts ? "/agenda/" : "/ressources/") + slug;
        await page.GotoAsync(address);
        var before = (await page.Locator(".sheet .lead").TextContentAsync())!;
        await hands.PressAsync("aside a[href^='/saisie/']:not([href$='historique'])");
        await hands.FillAsync("#f-summary", "Un autre résumé, écrit à la hâte.");
        await hands.PressAsync("button:has-text('Enregistrer la fiche')");
        await Expect(page.Locator(".sheet .lead")).ToHaveTextAsync("Un autre résumé, écrit à la hâte.");
        await hands.PressAsync("aside a[href$='historique']");
        await Expect(page.Locator("main .members li")).ToHaveCountAsync(2);
        await CheckAsync();
        await hands.PressAsync("main .members li:last-child a");
        await Expect(page.Locator("main .difference").First.Locator("dd").Last).ToHaveTextAsync(before);
        await CheckAsync();
        await hands.PressAsync("main form button");
        await Expect(page.Locator(".sheet .lead")).ToHaveTextAsync(before);
        await page.Context.CloseAsync();

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
