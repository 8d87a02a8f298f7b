using System.Text.Json;
using Microsoft.Playwright;

namespace Liant.Browser.World;

internal static class Checks
{
    private static readonly string Axe = Path.Combine(AppContext.BaseDirectory, "axe.min.js");

    /// <summary>What the accessibility checker finds: rule and first place, one line each.</summary>
    public static async Task<string> AccessibilityFaultsAsync(this IPage page)
    {
        await page.AddScriptTagAsync(new() { Path = Axe });
        var faults = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document)).violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 200))");
        return string.Join("\n", faults.EnumerateArray().Select(fault => fault.GetString()));
    }

    public static Task<bool> ScrollsSidewaysAsync(this IPage page) =>
        page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > window.innerWidth + 1");
}
