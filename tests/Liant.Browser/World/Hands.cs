using Microsoft.Playwright;

namespace Liant.Browser.World;

/// <summary>How a person acts on a page: with the pointer, or with the keyboard alone.</summary>
internal sealed class Hands(IPage page, bool keyboardOnly)
{
    private const int MostTabs = 250;

    public async Task FillAsync(string field, string text)
    {
        if (!keyboardOnly)
        {
            await page.FillAsync(field, text);
            return;
        }

        await ReachAsync(field);
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync(text);
    }

    public async Task ChooseAsync(string select, string label)
    {
        if (!keyboardOnly)
        {
            await page.SelectOptionAsync(select, new SelectOptionValue { Label = label });
            return;
        }

        await ReachAsync(select);
        await page.Keyboard.PressAsync("Home");
        for (var i = 0; i < MostTabs && await page.EvalOnSelectorAsync<string>(select, "s => s.selectedOptions[0].label") != label; i++)
        {
            await page.Keyboard.PressAsync("ArrowDown");
        }
    }

    public async Task PressAsync(string button)
    {
        if (!keyboardOnly)
        {
            await page.ClickAsync(button);
            return;
        }

        await ReachAsync(button);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>From where the focus is, round the page once at most.</summary>
    private async Task ReachAsync(string selector)
    {
        for (var i = 0; i < MostTabs; i++)
        {
            if (await page.Locator(selector).First.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"The keyboard does not reach {selector}.");
    }
}
