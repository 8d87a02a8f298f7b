using Liant.Browser.World;
using static Microsoft.Playwright.Assertions;

namespace Liant.Browser;

/// <summary>The link of a letter: reading the page confirms nothing, its button does.</summary>
public sealed class ConfirmingASheet(Town town)
{
    [Theory]
    [InlineData(true, true, 390, "/initiatives/le-cafe-du-pont")]
    [InlineData(false, false, 1280, "/agenda/fete-des-vitrines")]
    public async Task One_press_of_a_button_dates_the_sheet(bool withScripts, bool keyboardOnly, int width, string address)
    {
        var page = await town.OpenAsync(width, withScripts, withChecker: true);
        var hands = new Hands(page, keyboardOnly);
        await page.GotoAsync("/confirmer?jeton=" + await town.NewConfirmationAsync(address.Split('/')[^1]));
        var title = (await page.Locator("main h2").TextContentAsync())!;
        if (withScripts)
        {
            Assert.Equal("", await page.AccessibilityFaultsAsync());
            Assert.False(await page.ScrollsSidewaysAsync());
        }

        await hands.PressAsync("main form button:not(.quiet)");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("Merci");
        await page.GotoAsync(address);
        await Expect(page.Locator("h1")).ToHaveTextAsync(title);
        await Expect(page.Locator("aside")).ToContainTextAsync("Confirmée le");
        await page.Context.CloseAsync();
    }
}
