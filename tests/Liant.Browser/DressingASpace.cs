using Liant.Browser.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Liant.Browser;

/// <summary>A space takes its colour and its logo; both are on its page, and on those of whoever acts for it.</summary>
public sealed class DressingASpace(Town town)
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Theory]
    [InlineData(true, true, 390)]
    [InlineData(false, false, 1280)]
    public async Task A_pale_colour_is_refused_with_one_that_reads_and_a_logo_is_shown(bool withScripts, bool keyboardOnly, int width)
    {
        var name = withScripts ? "Ville colorée" : "Ville en couleurs";
        var page = await town.OpenAsOperatorAsync(width, withScripts, withChecker: true);
        var hands = new Hands(page, keyboardOnly);
        await page.GotoAsync("/espaces");
        await page.CheckAsync("input[value=Organisation]");
        await hands.FillAsync("#f-nom", name);
        await hands.PressAsync("main form button[type=submit]");
        await hands.PressAsync(".crumbs a");
        await hands.PressAsync("main a[href$='/apparence']");
        await hands.FillAsync("#f-couleur", "#e9b44c");
        await hands.PressAsync("form[action*=Colour] button");
        await Expect(page.Locator("#f-couleur-erreur")).ToContainTextAsync("La teinte la plus proche");
        var proposed = System.Text.RegularExpressions.Regex.Match((await page.Locator("#f-couleur-erreur").TextContentAsync())!, "#[0-9a-f]{6}").Value;
        await CheckAsync(page, withScripts);
        await hands.FillAsync("#f-couleur", proposed);
        await hands.PressAsync("form[action*=Colour] button");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("enregistrée");
        await page.SetInputFilesAsync("#f-logo", new FilePayload { Name = "logo.png", MimeType = "image/png", Buffer = Png });
        await hands.PressAsync("form[action='/espaces/" + new Uri(page.Url).Segments[2] + "apparence?handler=Logo'] button");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("en place");
        await CheckAsync(page, withScripts);
        Assert.False(withScripts && await page.ScrollsSidewaysAsync());

        var visitor = await town.OpenAsync(width, withScripts, withChecker: true);
        await visitor.GotoAsync(new Uri(page.Url).AbsolutePath.Replace("/apparence", "", StringComparison.Ordinal));
        await Expect(visitor.Locator("img.space-logo")).ToBeVisibleAsync();
        await CheckAsync(visitor, withScripts);
        if (withScripts)
        {
            var drawn = await visitor.Locator("main a").First.EvaluateAsync<string>("link => getComputedStyle(link).color");
            Assert.Equal($"rgb({string.Join(", ", Convert.FromHexString(proposed[1..]))})", drawn);
        }

        await page.Context.CloseAsync();
        await visitor.Context.CloseAsync();
    }

    /// <summary>The checker is a script.</summary>
    private static async Task CheckAsync(IPage page, bool withScripts)
    {
        if (withScripts)
        {
            Assert.Equal("", await page.AccessibilityFaultsAsync());
        }
    }
}
