using Liant.Browser.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Liant.Browser;

public sealed class WritingASheet(Town town)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_form_keeps_what_was_typed_and_a_corrected_one_is_found_at_once(bool withScripts)
    {
        var name = withScripts ? "La Halle aux graines" : "La Grange aux outils";
        var page = await town.OpenAsOperatorAsync(withScripts: withScripts);
        await page.GotoAsync("/saisie/initiatives");
        await page.FillAsync("#f-title", name);
        await page.FillAsync("#f-commune", "Langon");
        await page.ClickAsync("text=Enregistrer la fiche");
        await Expect(page.Locator("#resume-erreurs")).ToContainTextAsync("Résumé");
        await Expect(page.Locator("#f-commune-erreur")).ToContainTextAsync("Langon (Gironde)");
        await Expect(page.Locator("#f-title")).ToHaveValueAsync(name);

        await page.FillAsync("#f-commune", "Langon (Gironde)");
        await page.FillAsync("#f-summary", "Un lieu imaginé pour ce test.");
        await page.FillAsync("[name='Sources[0].Title']", "Un journal local");
        await page.ClickAsync("text=Enregistrer la fiche");
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);

        await page.GotoAsync("/?q=" + Uri.EscapeDataString(name));
        await Expect(page.Locator(".result").First).ToContainTextAsync(name);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_double_click_writes_one_sheet()
    {
        var page = await town.OpenAsOperatorAsync();
        await page.GotoAsync("/saisie/organisations");
        await page.FillAsync("#f-title", "Les Doubles Cliqueurs");
        await page.FillAsync("#f-summary", "Association imaginée pour ce test.");
        await page.FillAsync("[name='Sources[0].Title']", "Un journal local");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la fiche" }).DblClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Les Doubles Cliqueurs");
        await page.GotoAsync("/?q=Les+Doubles+Cliqueurs&nature=organisation");
        await Expect(page.Locator(".result h2", new() { HasText = "Les Doubles Cliqueurs" })).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_visitor_never_sees_a_private_sheet()
    {
        var visitor = await town.OpenAsync();
        var answer = await visitor.GotoAsync("/ressources/note-de-travail-sur-la-grande-rue");
        Assert.Equal(404, answer!.Status);
        await visitor.GotoAsync("/?q=n%C3%A9gociations+propri%C3%A9taires+Grande-Rue");
        await Expect(visitor.Locator(".results")).Not.ToContainTextAsync("Note de travail");
        await visitor.Context.CloseAsync();

        var one = await town.OpenAsOperatorAsync();
        answer = await one.GotoAsync("/ressources/note-de-travail-sur-la-grande-rue");
        Assert.Equal(200, answer!.Status);
        await Expect(one.Locator("main")).ToContainTextAsync("Fiche privée");
        await one.Context.CloseAsync();
    }
}
