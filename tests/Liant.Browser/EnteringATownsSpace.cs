using System.Text;
using System.Text.RegularExpressions;
using Liant.Browser.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Liant.Browser;

/// <summary>The ways in that need others: the agents' identity provider, the mail server; and what a town's agent may do until her role changes.</summary>
public sealed class EnteringATownsSpace(Town town)
{
    [Theory]
    [InlineData(true, false, 1280)]
    [InlineData(false, true, 390)]
    public async Task Through_the_provider_with_an_answer_to_this_request_only(bool withScripts, bool keyboardOnly, int width)
    {
        await using var site = await ConnectedSite.StartAsync();
        foreach (var (claim, value) in new Dictionary<string, object> { ["sub"] = "agente-1", ["email"] = "anne.lebrun@langon.example", ["email_verified"] = true, ["given_name"] = "Anne", ["usual_name"] = "Lebrun" })
        {
            site.Provider.Claims[claim] = value;
        }

        var page = await town.OpenAsync(width, withScripts, withChecker: true, at: site.Address);
        var hands = new Hands(page, keyboardOnly);
        site.Provider.Cheat = claims => claims["nonce"] = "un-autre";
        await page.GotoAsync("/connexion");
        await CheckAsync(page, withScripts);
        await hands.PressAsync("a[href^='/connexion/fournisseur']");
        await Expect(page.Locator(".notice[role=alert]")).ToContainTextAsync("Fournisseur d’essai");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Se connecter");
        await CheckAsync(page, withScripts);
        await page.GotoAsync("/compte");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Se connecter");

        site.Provider.Cheat = _ => { };
        await hands.PressAsync("a[href^='/connexion/fournisseur']");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Mon compte");
        await Expect(page.Locator("main .lead")).ToContainTextAsync("Anne Lebrun");
        await CheckAsync(page, withScripts);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true, false, 390)]
    [InlineData(false, true, 1280)]
    public async Task By_a_link_that_comes_by_mail(bool withScripts, bool keyboardOnly, int width)
    {
        await using var site = await ConnectedSite.StartAsync();
        var page = await town.OpenAsync(width, withScripts, withChecker: true, at: site.Address);
        var hands = new Hands(page, keyboardOnly);
        await page.GotoAsync(await site.FirstAccessAsync());
        await hands.FillAsync("#f-nom", "Camille Roux");
        await hands.FillAsync("#f-courriel", "camille@langon.example");
        await hands.PressAsync("main button[type=submit]");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Mon compte");
        await hands.PressAsync("form[action*=Leave] button");
        await page.WaitForURLAsync("**/");
        await page.GotoAsync("/connexion?retour=/saisie");
        await hands.FillAsync("#f-courriel", "camille@langon.example");
        await hands.PressAsync("button[formaction*=Link]");
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("un lien lui est parti");
        await CheckAsync(page, withScripts);
        var letter = Assert.Single(await site.Mail.LettersAsync(1));
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(letter[(letter.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Trim()));
        var link = Regex.Match(text, Regex.Escape(site.Address) + "(/connexion/lien[^\\s]+)").Groups[1].Value;
        await page.GotoAsync(link);
        await CheckAsync(page, withScripts);
        await hands.PressAsync("main button[type=submit]");
        await Expect(page.Locator("main a[href='/imports']")).ToBeVisibleAsync();

        var late = await town.OpenAsync(width, withScripts, at: site.Address);
        await late.GotoAsync(link);
        await Expect(late.Locator("main")).ToContainTextAsync("déjà utilisé");
        await page.Context.CloseAsync();
        await late.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true, true, 1280)]
    [InlineData(false, false, 390)]
    public async Task An_agent_invites_a_colleague_and_no_longer_once_her_role_is_less(bool withScripts, bool keyboardOnly, int width)
    {
        var word = withScripts ? "clavier" : "sans-script";
        var administrator = await town.OpenAsOperatorAsync(width, withScripts);
        var hands = new Hands(administrator, keyboardOnly);
        await administrator.GotoAsync("/espaces");
        await administrator.CheckAsync("input[value=Authority]");
        await hands.FillAsync("#f-nom", "Ville de Langon " + word);
        await hands.FillAsync("#f-territoire", "33227");
        await hands.PressAsync("main form button[type=submit]");
        await hands.FillAsync("#f-courriel", $"agente-{word}@langon.example");
        await administrator.SelectOptionAsync("#f-role", "Manager");
        await hands.PressAsync("form[action*=Invite] button");

        async Task<IPage> JoinAsync(IPage inviting, string name)
        {
            var joining = await town.OpenAsync(width, withScripts, withChecker: true);
            await joining.ComeFromElsewhereAsync();
            var theirs = new Hands(joining, keyboardOnly);
            await joining.GotoAsync(new Uri((await inviting.Locator("main .notice code").TextContentAsync())!).PathAndQuery);
            await CheckAsync(joining, withScripts);
            await theirs.FillAsync("#f-nom", name);
            await theirs.PressAsync("main form button[type=submit]");
            // Without mail she is first told to set a key or a password, on the page where she does.
            await Expect(joining.Locator("main .notice")).ToContainTextAsync("vous ne pourriez plus y revenir");
            await CheckAsync(joining, withScripts);
            await theirs.PressAsync("#espaces ~ ul a");
            await Expect(joining.Locator("h1")).ToHaveTextAsync("Ville de Langon " + word);
            return joining;
        }

        var agent = await JoinAsync(administrator, "Anne Lebrun");
        var hers = new Hands(agent, keyboardOnly);
        await hers.PressAsync("main a[href$='/membres']");
        await hers.FillAsync("#f-courriel", $"collegue-{word}@langon.example");
        await hers.PressAsync("form[action*=Invite] button");
        var colleague = await JoinAsync(agent, "Sacha Morel");
        await colleague.GotoAsync(agent.Url);
        await Expect(colleague.Locator("form[action*=Invite]")).ToHaveCountAsync(0);
        await hers.FillAsync("#f-courriel", $"tiers-{word}@langon.example");

        await administrator.ReloadAsync();
        await administrator.Locator(".members li:has-text('Anne Lebrun') select").SelectOptionAsync("Reader");
        await administrator.Locator(".members li:has-text('Anne Lebrun') form[action*=Role] button").ClickAsync();
        await Expect(administrator.Locator("[role=status]")).ToContainTextAsync("changé");
        // Her page is still open, her form filled: the next click is already refused.
        await hers.PressAsync("form[action*=Invite] button");
        await Expect(agent.Locator("h1")).ToContainTextAsync("n’existe pas");
        await agent.GotoAsync(colleague.Url);
        await Expect(agent.Locator("form[action*=Invite]")).ToHaveCountAsync(0);
        await Expect(agent.Locator("main")).Not.ToContainTextAsync("tiers-" + word);
        foreach (var page in new[] { administrator, agent, colleague })
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
