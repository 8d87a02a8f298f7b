using Liant.Browser.World;
using static Microsoft.Playwright.Assertions;

namespace Liant.Browser;

/// <summary>From the results of a search to a letter box, and out of it.</summary>
public sealed class FollowingASearchByMail(Town town)
{
    [Theory]
    [InlineData(true, true, 390)]
    [InlineData(false, false, 1280)]
    public async Task A_visitor_asks_confirms_and_stops(bool withScripts, bool keyboardOnly, int width)
    {
        var page = await town.OpenAsync(width, withScripts, withChecker: true);
        await page.ComeFromElsewhereAsync();
        var hands = new Hands(page, keyboardOnly);
        var email = withScripts ? "clavier@exemple.example" : "sans-script@exemple.example";
        await page.GotoAsync("/?q=caf%C3%A9&lieu=Felletin");
        await hands.PressAsync(".take-away a[href^='/alerte']");
        await Expect(page.Locator(".lead")).ToContainTextAsync("café");
        await CheckAsync();
        await hands.FillAsync("#f-courriel", "clavier");
        await page.Locator("form.stacked").EvaluateAsync("form => form.noValidate = true");
        await hands.PressAsync("main form button");
        await Expect(page.Locator("#f-courriel-erreur")).ToBeVisibleAsync();
        await CheckAsync();
        await hands.FillAsync("#f-courriel", email);
        await hands.PressAsync("main form button");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("Votre demande est notée");

        var (confirm, leave) = await town.AlertLinksAsync(email);
        await page.GotoAsync(confirm);
        await CheckAsync();
        await hands.PressAsync("main form button");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("C’est fait");
        await page.GotoAsync(leave);
        await CheckAsync();
        await hands.PressAsync("main form button");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("plus de lettre");
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
