using System.Net;
using System.Text.RegularExpressions;
using Liant.Modules.Accounts.People;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Accounts;

public sealed class SigningIn : IAsyncLifetime
{
    private LiantHost host = null!;
    private readonly Clock clock = Clock.At(2026, 11, 22);

    // The letters are read in the queue: nothing listens there.
    public async ValueTask InitializeAsync() => host = await LiantHost.StartAsync(clock: clock, settings: settings => settings with { Smtp = new SmtpSettings("127.0.0.1", 9, null, null, UsesTls: false) });

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_password_opens_the_account_and_a_wrong_one_does_not()
    {
        var person = await host.RegisterAsync("Dominique", People.NewEmail("dominique"));
        var client = await host.SignInAsync(person.Email!);
        Assert.Contains("Dominique", (await client.GetPageAsync("/compte")).QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        using var other = host.NewClient("203.0.113.7");
        using var refused = await other.PostFormAsync("/connexion", ("courriel", person.Email), ("motdepasse", "marée basse, vélo rouge"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(person.Email, (await refused.ReadPageAsync()).ValueOf("courriel"));
    }

    [Fact]
    public async Task Nobody_learns_from_the_answers_who_has_an_account()
    {
        var person = await host.RegisterAsync("Dominique", People.NewEmail("dominique"));
        async Task<string> SayAsync(string email, string handler)
        {
            using var client = host.NewClient("203.0.113.8");
            var page = await client.GetPageAsync("/connexion");
            var fields = new Dictionary<string, string> { ["courriel"] = email, ["motdepasse"] = "un autre mot de passe", ["jeton_formulaire"] = page.ValueOf("jeton_formulaire")! };
            using var answer = await client.PostAsync("/connexion" + handler, new FormUrlEncodedContent(fields));
            var text = await answer.Content.ReadAsStringAsync();
            return $"{(int)answer.StatusCode} {Regex.Replace(text, "value=\"CfDJ8[^\"]*\"", "").Replace(email, "", StringComparison.Ordinal)}";
        }

        var stranger = People.NewEmail("inconnue");
        Assert.Equal(await SayAsync(stranger, ""), await SayAsync(person.Email!, ""));
        Assert.Equal(await SayAsync(stranger, "?handler=Link"), await SayAsync(person.Email!, "?handler=Link"));
        Assert.Equal([person.Email!], await host.WithDbAsync(db => db.Set<OutgoingMail>().Select(mail => mail.Recipient).ToListAsync()));
    }

    [Fact]
    public async Task A_link_comes_by_mail_opens_once_and_dies_after_a_quarter_of_an_hour()
    {
        var person = await host.RegisterAsync("Dominique", People.NewEmail("dominique"));
        var link = await AskLinkAsync(person.Email!);
        using var scanner = host.NewClient("203.0.113.9");
        await scanner.GetPageAsync(link);
        using var client = host.NewClient("203.0.113.10");
        using var entered = await client.PostFormAsync(link);
        Assert.Equal((HttpStatusCode.Found, "/compte"), (entered.StatusCode, entered.Headers.Location!.OriginalString));
        await client.GetPageAsync("/compte");
        using var other = host.NewClient("203.0.113.11");
        Assert.Contains("déjà utilisé", (await other.GetPageAsync(link)).QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        var late = await AskLinkAsync(person.Email!);
        clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Null((await other.GetPageAsync(late)).QuerySelector("main form button"));
    }

    [Fact]
    public async Task Nobody_s_letter_box_is_filled_with_links()
    {
        var person = await host.RegisterAsync("Dominique", People.NewEmail("dominique"));
        for (var attempt = 0; attempt < 8; attempt++)
        {
            await AskLinkAsync(person.Email!);
        }

        Assert.Equal(5, await host.WithDbAsync(db => db.Set<OutgoingMail>().CountAsync()));
    }

    [Fact]
    public async Task The_address_in_a_letter_is_that_of_the_settings_whatever_a_request_says_of_the_site()
    {
        var person = await host.RegisterAsync("Dominique", People.NewEmail("dominique"));
        using var client = host.NewClient("203.0.113.12");
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "pirate.example");
        using var answer = await client.PostFormAsync("/connexion?handler=Link", ("courriel", person.Email));
        var text = await host.WithDbAsync(db => db.Set<OutgoingMail>().Where(mail => mail.Recipient == person.Email).Select(mail => mail.Text).SingleAsync());
        Assert.DoesNotContain("pirate", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_five_tries_even_the_right_password_waits_five_minutes()
    {
        var person = await host.RegisterAsync("Dominique", People.NewEmail("dominique"));
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var client = host.NewClient($"203.0.113.{20 + attempt}");
            using var refused = await client.PostFormAsync("/connexion", ("courriel", person.Email), ("motdepasse", "mauvais mot de passe " + attempt));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        using var right = host.NewClient("203.0.113.30");
        using var still = await right.PostFormAsync("/connexion", ("courriel", person.Email), ("motdepasse", People.Password));
        Assert.Equal(HttpStatusCode.BadRequest, still.StatusCode);
        // The library reads the real clock for this one.
        await host.WithDbAsync(db => db.Set<Person>().Where(one => one.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.LockoutEnd, TimeProvider.System.GetUtcNow().AddMinutes(-1))));
        await host.SignInAsync(person.Email!);
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        using var client = host.NewClient("203.0.113.99");
        var answers = new List<HttpResponseMessage>();
        for (var attempt = 0; attempt < 25; attempt++)
        {
            answers.Add(await client.PostAsync("/connexion", null, TestContext.Current.CancellationToken));
        }

        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
        Assert.NotNull(answers[^1].Headers.RetryAfter);
        using var other = host.NewClient("203.0.113.98");
        using var first = await other.PostAsync("/connexion", null, TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, first.StatusCode);
        await client.GetPageAsync("/connexion");
    }

    [Theory]
    [InlineData("/espaces", "/espaces")]
    [InlineData("https://pirate.example/", "/compte")]
    [InlineData("//pirate.example/", "/compte")]
    [InlineData("/\\pirate.example/", "/compte")]
    public async Task One_returns_to_a_page_of_this_site_only(string back, string reached)
    {
        var person = await host.RegisterAsync("Dominique", People.NewEmail("dominique"));
        using var client = host.NewClient("203.0.113.13");
        using var entered = await client.PostFormAsync("/connexion?retour=" + Uri.EscapeDataString(back), ("courriel", person.Email), ("motdepasse", People.Password));
        Assert.Equal(reached, entered.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites_and_is_new_at_each_entry()
    {
        var person = await host.RegisterAsync("Dominique", People.NewEmail("dominique"));
        using var client = host.NewClient("203.0.113.14");
        async Task<string> EnterAsync()
        {
            using var entered = await client.PostFormAsync("/connexion", ("courriel", person.Email), ("motdepasse", People.Password));
            var cookie = entered.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("liant.session=", StringComparison.Ordinal));
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            return cookie.Split(';')[0];
        }

        var first = await EnterAsync();
        using var left = await client.PostFormAsync("/connexion");
        Assert.NotEqual(first, await EnterAsync());
    }

    [Fact]
    public async Task A_session_set_in_her_browser_by_somebody_else_is_left_behind_when_she_enters()
    {
        var (pirate, person) = (await host.RegisterAsync("Pirate", People.NewEmail("pirate")), await host.RegisterAsync("Dominique", People.NewEmail("dominique")));
        using var thief = host.NewClient("203.0.113.18");
        using var planted = await thief.PostFormAsync("/connexion", ("courriel", pirate.Email), ("motdepasse", People.Password));
        var cookie = planted.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("liant.session=", StringComparison.Ordinal)).Split(';')[0];
        using var hers = host.NewClient("203.0.113.19");
        // Her browser sends the planted cookie with the form that signs her in.
        var page = await hers.GetPageAsync("/connexion");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connexion") { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["courriel"] = person.Email!, ["motdepasse"] = People.Password, ["jeton_formulaire"] = page.ValueOf("jeton_formulaire")! }) };
        request.Headers.Add("Cookie", cookie);
        using var refused = await hers.SendAsync(request, TestContext.Current.CancellationToken);
        using var again = await hers.PostFormAsync("/connexion", ("courriel", person.Email), ("motdepasse", People.Password));
        Assert.NotEqual(cookie, again.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("liant.session=", StringComparison.Ordinal)).Split(';')[0]);
        Assert.Contains("Dominique", (await hers.GetPageAsync("/compte")).QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Pirate", (await thief.GetPageAsync("/compte")).QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/connexion/lien?jeton=faux&retour=")]
    [InlineData("/connexion/code?retour=")]
    [InlineData("/connexion/fournisseur/arrivee?retour=")]
    [InlineData("/connexion/fournisseur?retour=")]
    [InlineData("/connexion?retour=")]
    public async Task No_page_of_signing_in_leads_to_another_site(string path)
    {
        foreach (var back in new[] { "https://pirate.example/", "//pirate.example/", "/\\pirate.example/", "\\\\pirate.example", "javascript:alert(1)" })
        {
            using var answer = await host.Visitor.GetAsync(path + Uri.EscapeDataString(back), TestContext.Current.CancellationToken);
            Assert.True(answer.Headers.Location is not { } to || new Uri(host.Address, to).Host == host.Address.Host, $"{answer.Headers.Location}");
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                Assert.DoesNotContain((await answer.ReadPageAsync()).QuerySelectorAll("a[href], form[action]"), link => (link.GetAttribute("href") ?? link.GetAttribute("action"))!.StartsWith(back, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Leaving_closes_the_session_so_that_a_copy_of_the_cookie_opens_nothing()
    {
        var person = await host.RegisterAsync("Dominique", People.NewEmail("dominique"));
        using var client = host.NewClient("203.0.113.15");
        using var entered = await client.PostFormAsync("/connexion", ("courriel", person.Email), ("motdepasse", People.Password));
        var cookie = entered.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("liant.session=", StringComparison.Ordinal)).Split(';')[0];
        using var left = await client.PostFormAsync("/connexion");
        using var thief = host.NewClient("203.0.113.16");
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        using var sentAway = await thief.GetAsync("/compte", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, sentAway.StatusCode);
        Assert.StartsWith("/connexion?retour=", sentAway.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_is_signed_out_from_another_one_and_nobody_else_s_is()
    {
        var person = await host.RegisterAsync("Dominique", People.NewEmail("dominique"));
        var (here, there) = (await host.SignInAsync(person.Email!), await host.SignInAsync(person.Email!));
        var stranger = await host.RegisterAsync("Claude", People.NewEmail("claude"));
        await host.SignInAsync(stranger.Email!);
        var page = await here.GetPageAsync("/compte");
        var other = page.QuerySelector("form[action*='CloseSession'] input[name=id]:has(+ button)")!.GetAttribute("value")!;
        Task<HttpResponseMessage> CloseAsync(string id) => here.PostAsync("/compte?handler=CloseSession", new FormUrlEncodedContent([KeyValuePair.Create("id", id), KeyValuePair.Create("jeton_formulaire", page.ValueOf("jeton_formulaire")!)]));
        var foreign = await host.WithDbAsync(db => db.Set<Session>().Where(session => session.PersonId == stranger.Id).Select(session => session.Id).SingleAsync());
        using var notHers = await CloseAsync(foreign.ToString());
        Assert.Equal(HttpStatusCode.NotFound, notHers.StatusCode);
        using var closed = await CloseAsync(other);
        Assert.Equal(HttpStatusCode.Found, closed.StatusCode);
        using var sentAway = await there.GetAsync("/compte", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, sentAway.StatusCode);
        await here.GetPageAsync("/compte");
    }

    [Fact]
    public async Task A_new_password_closes_the_other_devices_and_is_refused_long_after_signing_in()
    {
        var person = await host.RegisterAsync("Dominique", People.NewEmail("dominique"));
        var (here, there) = (await host.SignInAsync(person.Email!), await host.SignInAsync(person.Email!));
        Task<HttpResponseMessage> ChangeAsync(string password) => PostAsync(here, "/compte", "Password", ("motdepasse", password));
        using var weak = await ChangeAsync("123456789012");
        Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        using var changed = await ChangeAsync("quatre mots sans rapport");
        Assert.Equal(HttpStatusCode.Found, changed.StatusCode);
        using var sentAway = await there.GetAsync("/compte", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, sentAway.StatusCode);
        await host.SignInAsync(person.Email!, "quatre mots sans rapport");
        clock.Advance(TimeSpan.FromMinutes(16));
        using var late = await ChangeAsync("cinq autres mots sans rapport");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string handler, params (string Name, string Value)[] fields)
    {
        var page = await client.GetPageAsync(path);
        return await client.PostAsync($"{path}?handler={handler}", new FormUrlEncodedContent(fields.Append(("jeton_formulaire", page.ValueOf("jeton_formulaire")!)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }

    private async Task<string> AskLinkAsync(string email)
    {
        using var client = host.NewClient("203.0.113.17");
        using var asked = await client.PostFormAsync("/connexion?handler=Link", ("courriel", email));
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var text = await host.WithDbAsync(db => db.Set<OutgoingMail>().Where(mail => mail.Recipient == email).OrderByDescending(mail => mail.Id).Select(mail => mail.Text).FirstAsync());
        return Regex.Match(text, "/connexion/lien\\?jeton=[0-9a-f]+").Value;
    }
}
