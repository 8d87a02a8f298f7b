using Liant.Browser.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Liant.Browser;

/// <summary>A visitor proposes, an animator invited to her network's space corrects and publishes, everyone finds it; then she loses her role.</summary>
public sealed class ProposingAndPublishing(Town town)
{
    [Theory]
    [InlineData(true, true, 390)]
    [InlineData(false, false, 1280)]
    public async Task From_a_visitor_s_words_to_a_sheet_that_everyone_finds(bool withScripts, bool keyboardOnly, int width)
    {
        var name = withScripts ? "La Lessive du canal" : "Le Séchoir des voisins";
        var (administrator, token) = (await town.OpenAsOperatorAsync(width, withScripts, withChecker: true), withScripts ? "clavier" : "sans-script");
        var hands = new Hands(administrator, keyboardOnly);
        await administrator.GotoAsync("/espaces");
        await administrator.CheckAsync("input[value=Network]");
        await hands.FillAsync("#f-nom", "Réseau des lavoirs " + token);
        await hands.PressAsync("main form button[type=submit]");
        await hands.FillAsync("#f-courriel", $"animatrice-{token}@reseau.example");
        await administrator.SelectOptionAsync("#f-role", "Manager");
        await hands.PressAsync("form[action*=Invite] button");
        var link = (await administrator.Locator("main .notice code").TextContentAsync())!;
        await CheckAsync(administrator, withScripts);

        var animator = await town.OpenAsync(width, withScripts, withChecker: true);
        await animator.ComeFromElsewhereAsync();
        var her = new Hands(animator, keyboardOnly);
        await animator.GotoAsync(new Uri(link).PathAndQuery);
        await her.FillAsync("#f-nom", "Sacha Morel");
        await her.PressAsync("main form button[type=submit]");
        // Without mail she is first told to set a key or a password, on the page where she does.
        await Expect(animator.Locator("main .notice")).ToContainTextAsync("vous ne pourriez plus y revenir");
        await her.PressAsync("#espaces ~ ul a");
        await Expect(animator.Locator("h1")).ToHaveTextAsync("Réseau des lavoirs " + token);

        var visitor = await town.OpenAsync(width, withScripts, withChecker: true);
        await visitor.ComeFromElsewhereAsync();
        var his = new Hands(visitor, keyboardOnly);
        await visitor.GotoAsync("/proposer/initiatives");
        await CheckAsync(visitor, withScripts);
        await his.FillAsync("#f-nom", name);
        // Its own words: the other case may have published its sheet in the same town by now.
        var summary = withScripts ? "Une laverie tenue par des bateliers." : "Une laverie tenue au fil du linge.";
        await his.FillAsync("#f-resume", summary);
        await his.FillAsync("#f-commune", "Langon");
        await his.FillAsync("#f-source", "J’y lave mon linge");
        await Task.Delay(3000, TestContext.Current.CancellationToken);
        await his.PressAsync("main form button[type=submit]");
        await Expect(visitor.Locator("[role=status]")).ToContainTextAsync("Merci");
        await visitor.GotoAsync("/?q=" + Uri.EscapeDataString(name));
        await Expect(visitor.Locator("main")).Not.ToContainTextAsync(summary);

        await animator.GotoAsync("/bureau");
        await CheckAsync(animator, withScripts);
        await her.PressAsync($"main a:has-text('{name}')");
        await Expect(animator.Locator("h1")).ToHaveTextAsync(name);
        await CheckAsync(animator, withScripts);
        await her.PressAsync("main a.button");
        await Expect(animator.Locator("#f-title")).ToHaveValueAsync(name);
        await her.PressAsync("button:has-text('Enregistrer la fiche')");
        // "Langon" alone may be two towns: said by its field, nothing is lost.
        await Expect(animator.Locator("#f-commune-erreur")).ToContainTextAsync("Langon (Gironde)");
        await her.FillAsync("#f-commune", "Langon (Gironde)");
        await her.PressAsync("button:has-text('Enregistrer la fiche')");
        await Expect(animator.Locator("h1")).ToHaveTextAsync(name);

        await visitor.GotoAsync("/?q=" + Uri.EscapeDataString(name));
        await Expect(visitor.Locator(".result h2", new() { HasText = name })).ToHaveCountAsync(1, new() { Timeout = 1000 });

        await administrator.ReloadAsync();
        await administrator.Locator(".members li:has-text('Sacha Morel') select").SelectOptionAsync("Reader");
        await administrator.Locator(".members li:has-text('Sacha Morel') form[action*=Role] button").ClickAsync();
        await Expect(administrator.Locator("[role=status]")).ToContainTextAsync("changé");
        await animator.GotoAsync("/bureau");
        await Expect(animator.Locator("h1")).Not.ToHaveTextAsync("Bureau de la rédaction");
        foreach (var page in new[] { administrator, animator, visitor })
        {
            await page.Context.CloseAsync();
        }
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
