using System.Text.RegularExpressions;
using Liant.Browser.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Liant.Browser;

public sealed class FindingWhatOthersDid(Town town)
{
    [Fact]
    public async Task A_need_leads_to_La_Smalah_by_keyboard_alone_and_back_again()
    {
        var page = await town.OpenAsync();
        await page.GotoAsync("/");
        await page.FocusAsync("#q");
        await page.Keyboard.TypeAsync("rouvrir un café dans un village");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync("réponses");
        var smalah = page.Locator(".result", new() { HasText = "La Smalah" }).GetByRole(AriaRole.Link, new() { Name = "La Smalah", Exact = true });
        await smalah.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync("La Smalah");
        await Expect(page.Locator(".sources")).ToContainTextAsync("Lettre du RTES n°33");
        await page.GoBackAsync();
        await Expect(page.Locator("#q")).ToHaveValueAsync("rouvrir un café dans un village");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_first_stop_of_the_keyboard_skips_to_the_content()
    {
        var page = await town.OpenAsync();
        await page.GotoAsync("/themes");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("contenu", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Typing_two_letters_suggests_and_the_arrows_choose()
    {
        var page = await town.OpenAsync();
        await page.GotoAsync("/");
        await page.Locator("#q").PressSequentiallyAsync("smal");
        await Expect(page.Locator("#q-liste li").First).ToContainTextAsync("La Smalah");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("#q")).ToHaveAttributeAsync("aria-activedescendant", "q-liste-0");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/initiatives/la-smalah");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_town_is_suggested_with_its_departement()
    {
        var page = await town.OpenAsync();
        await page.GotoAsync("/");
        await page.Locator("#lieu").PressSequentiallyAsync("felle");
        await page.Locator("#lieu-liste li", new() { HasText = "Felletin (Creuse)" }).ClickAsync();
        await Expect(page.Locator("#lieu")).ToHaveValueAsync("Felletin (Creuse)");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_ambiguous_town_is_asked_about_and_the_answer_keeps_the_need()
    {
        var page = await town.OpenAsync();
        await page.GotoAsync("/?q=mobilit%C3%A9&lieu=Langon");
        await page.GetByRole(AriaRole.Link, new() { Name = "Langon (Gironde)" }).First.ClickAsync();
        await Expect(page.Locator("#q")).ToHaveValueAsync("mobilité");
        await Expect(page.Locator("#lieu")).ToHaveValueAsync("Langon (Gironde)");
        await Expect(page.Locator(".result").First).ToContainTextAsync("Cap Solidaire");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Everything_but_the_drawn_map_works_without_JavaScript()
    {
        var page = await town.OpenAsync(withScripts: false);
        await page.GotoAsync("/");
        await page.FillAsync("#q", "logement partagé");
        await page.ClickAsync(".search-box button");
        await Expect(page.Locator(".result").First).ToContainTextAsync("Habitats des Possibles");
        var before = await page.Locator("h1").TextContentAsync();
        await page.Locator(".facet", new() { HasText = "Organisations" }).ClickAsync();
        await Expect(page.Locator("h1")).Not.ToHaveTextAsync(before!);
        await Expect(page.Locator(".map img")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<int>("document.querySelector('.map img').naturalWidth") > 0);
        await page.Locator(".chosen .chip").First.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(before!);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_interactive_map_bears_the_numbers_of_the_list_and_breaks_no_rule_of_the_content_policy()
    {
        var page = await town.OpenAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
            {
                complaints.Add(message.Text);
            }
        };
        await page.GotoAsync("/?q=rouvrir+un+caf%C3%A9+dans+un+village");
        await page.Locator(".map[data-drawn=true]").WaitForAsync(new() { Timeout = 30_000 });
        var number = await page.Locator(".result", new() { HasText = "La Smalah" }).First.GetAttributeAsync("id");
        var pin = page.Locator(".map-pin", new() { HasTextRegex = new Regex($@"^\s*{number![1..]}\s*$") }).First;
        await pin.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".map-popup a")).ToHaveTextAsync("La Smalah");
        Assert.Equal([], complaints);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task With_the_keyboard_alone_clusters_open_down_to_a_sheet_and_the_list_follows_the_map()
    {
        var page = await town.OpenAsync();
        await page.GotoAsync("/?nature=initiative");
        await page.Locator(".map[data-drawn=true]").WaitForAsync(new() { Timeout = 30_000 });
        var everywhere = await page.Locator("h1").TextContentAsync();
        await page.Locator(".maplibregl-canvas").FocusAsync();
        await page.Keyboard.PressAsync("+");
        await page.Keyboard.PressAsync("+");
        await Expect(page.Locator("h1")).Not.ToHaveTextAsync(everywhere!);
        await page.Locator(".map-shown summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var (popup, clusters) = (page.Locator(".map-popup a"), page.Locator(".map-shown button"));
        for (var opened = 0; opened < 12 && await popup.CountAsync() == 0 && await clusters.CountAsync() > 0; opened++)
        {
            var before = await page.Locator(".map-shown ul").InnerTextAsync();
            await clusters.First.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            // It opens on the map, or, where all its sheets are at one place, says their names.
            await page.WaitForFunctionAsync("before => document.querySelector('.map-popup a') || document.querySelector('.map-shown ul').innerText !== before", before);
        }

        Assert.Contains("cadre=", page.Url, StringComparison.Ordinal);
        var sheet = await popup.CountAsync() > 0 ? popup.First : page.Locator(".map-shown a").First;
        var title = Regex.Replace((await sheet.TextContentAsync())!, @"^\d+\. ", "");
        await sheet.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync(title);
        await page.GoBackAsync();
        await Expect(page.Locator("h1")).Not.ToHaveTextAsync(everywhere!);
        await Expect(page.Locator(".chosen")).ToContainTextAsync("Zone de la carte");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_reader_who_would_rather_say_when_moves_the_map_alone()
    {
        var page = await town.OpenAsync();
        await page.GotoAsync("/?nature=initiative");
        await page.Locator(".map[data-drawn=true]").WaitForAsync(new() { Timeout = 30_000 });
        await page.Locator(".map-bar input").UncheckAsync();
        await page.Locator(".maplibregl-canvas").FocusAsync();
        await page.Keyboard.PressAsync("+");
        await page.Keyboard.PressAsync("+");
        await Expect(page.Locator(".map-bar a")).ToBeVisibleAsync();
        Assert.DoesNotContain("cadre=", page.Url, StringComparison.Ordinal);
        await page.Locator(".map-bar a").ClickAsync();
        await Expect(page.Locator(".chosen")).ToContainTextAsync("Zone de la carte");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_language_chosen_stays()
    {
        var page = await town.OpenAsync();
        await page.GotoAsync("/themes");
        await page.Locator(".header-end .lang").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Themes");
        await page.GotoAsync("/territoires");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Territories");
        await page.Context.CloseAsync();
    }
}
