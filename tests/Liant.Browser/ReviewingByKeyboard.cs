using System.Text;
using Liant.Browser.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Liant.Browser;

/// <summary>From documents to a published catalogue: sent, read, decided on one after the other, taken back, found by everyone. With the keyboard alone, or without scripts.</summary>
public sealed class ReviewingByKeyboard(Town town)
{
    private const string Letter = """
        Lettre du réseau imaginaire

        L’association La Nacre commune, à Felletin (Creuse), a ouvert une recyclerie en 2017. Elle emploie 9 salariés et répare des vélos.

        La Ruche de Nacre, à Saverdun (Ariège) est une SCIC qui tient une épicerie et un café associatif. Elle compte 14 salariés.

        Le Tournant de Nacre, à Plouhinec (Finistère) rassemble artisans et habitants dans un tiers-lieu soutenu par la commune.
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Documents_become_a_catalogue(bool withScripts)
    {
        var letter = withScripts ? Letter : Letter.Replace("Nacre", "Lin", StringComparison.Ordinal);
        var documents = new List<(string, byte[])> { ("lettre.txt", Encoding.UTF8.GetBytes(letter)), ("page.html", Encoding.UTF8.GetBytes($"<html><body><nav><a href='/'>Accueil</a></nav><h1>La Halle {(withScripts ? "nacrée" : "de lin")}, à Langon (Gironde)</h1><p>L’association gère une plateforme de mobilité à Langon.</p></body></html>")) };
        await ReviewAsync(withScripts, "Lettre " + withScripts, documents, 390, 1280);
    }

    [Fact]
    public async Task The_five_texts_of_the_networks_become_a_catalogue()
    {
        var seeds = Seeds();
        Assert.SkipUnless(seeds is not null, "ignoré : fichiers partagés absents");
        await ReviewAsync(withScripts: true, "Cinq textes", Directory.GetFiles(seeds!, "*.txt").Order(StringComparer.Ordinal).Select(text => (Path.GetFileName(text), File.ReadAllBytes(text))).ToList());
    }

    private async Task ReviewAsync(bool withScripts, string batch, IReadOnlyList<(string Name, byte[] Content)> documents, params int[] widths)
    {
        var page = await town.OpenAsOperatorAsync(1280, withScripts, withChecker: true);
        var hands = new Hands(page, keyboardOnly: withScripts);
        await page.GotoAsync("/bureau");
        await hands.PressAsync("a[href='/bureau/lectures']");
        await CheckAsync(page, withScripts, widths);
        await page.SetInputFilesAsync("#f-documents", documents.Select(one => new FilePayload { Name = one.Name, MimeType = "application/octet-stream", Buffer = one.Content }));
        await hands.FillAsync("#f-nom", batch);
        await hands.PressAsync(".upload button");
        await Expect(page.Locator("h1")).ToHaveTextAsync(batch);
        for (var i = 0; i < 60 && await page.Locator("progress#lecture").CountAsync() > 0; i++)
        {
            await page.ReloadAsync();
            await Task.Delay(250, TestContext.Current.CancellationToken);
        }

        await CheckAsync(page, withScripts, widths);
        await hands.PressAsync("a.button[href*='/fiches/']");
        await Expect(page.Locator(".review-text mark").First).ToBeVisibleAsync();
        await CheckAsync(page, withScripts, widths);

        // Refused, taken back; then everything is decided.
        var first = await page.Locator("h1").InnerTextAsync();
        var at = page.Url;
        await ActAsync(page, hands, withScripts, "r");
        await Expect(page.Locator("form[action*=TakeBack] [data-key=u]")).ToBeVisibleAsync();
        await ActAsync(page, hands, withScripts, "u");
        await Expect(page.Locator("h1")).ToHaveTextAsync(first);
        Assert.Equal(at, page.Url);
        if (withScripts)
        {
            // A letter typed in a field is a letter.
            await page.Keyboard.PressAsync("e");
            await Expect(page.Locator("#f-title")).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("End");
            await page.Keyboard.TypeAsync(" ara");
            await Expect(page.Locator("#f-title")).ToHaveValueAsync(first + " ara");
            for (var i = 0; i < 4; i++)
            {
                await page.Keyboard.PressAsync("Backspace");
            }

            await page.Keyboard.PressAsync("Escape");
        }

        var decided = 0;
        while (page.Url.Contains("/fiches/", StringComparison.Ordinal))
        {
            Assert.True(decided++ < 400, "the review does not end");
            var before = page.Url;
            await ActAsync(page, hands, withScripts, "a");
            await page.WaitForLoadStateAsync();
            if (page.Url.Split('?')[0] == before.Split('?')[0])
            {
                // Something is to be corrected, or chosen: this one is refused.
                await ActAsync(page, hands, withScripts, await page.Locator("form#fiche [data-key=r]").CountAsync() > 0 ? "r" : "j");
                await page.WaitForLoadStateAsync();
            }
        }

        await Expect(page.Locator("h1")).ToHaveTextAsync(batch);
        await Expect(page.Locator("progress#relecture")).ToHaveAttributeAsync("value", await page.GetAttributeAsync("progress#relecture", "max") ?? "");
        await CheckAsync(page, withScripts, widths);
        await page.GotoAsync("/bureau/lectures");
        await Expect(page.Locator(".grid")).ToBeVisibleAsync();
        var visitor = await town.OpenAsync();
        await visitor.GotoAsync("/?q=" + Uri.EscapeDataString(first));
        await Expect(visitor.Locator("main")).ToContainTextAsync(first);
        await visitor.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>The letter that is written on the button; without scripts, the button.</summary>
    private static async Task ActAsync(IPage page, Hands hands, bool withScripts, string key)
    {
        if (withScripts)
        {
            var before = page.Url;
            await page.Keyboard.PressAsync(key);
            await page.WaitForURLAsync(address => address != before);
        }
        else
        {
            await hands.PressAsync($"[data-key={key}]");
        }
    }

    private static async Task CheckAsync(IPage page, bool withScripts, int[] widths)
    {
        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, width < 600 ? 844 : 900);
            Assert.False(await page.ScrollsSidewaysAsync(), $"{page.Url} {width}");
            if (withScripts)
            {
                Assert.Equal("", await page.AccessibilityFaultsAsync());
            }
        }
    }

    private static string? Seeds()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "shared", "seeds")))
            {
                return Path.Combine(folder.FullName, "shared", "seeds");
            }
        }

        return null;
    }
}
