using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using Liant.Modules.Accounts.People;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Accounts;

public sealed class AskingForASecondFactor(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_password_then_asks_for_the_code_and_a_recovery_code_works_once(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var (person, recovery, secret) = await TurnOnAsync(host);
        var client = await host.SignInAsync(person.Email!);
        using var stillOut = await client.GetAsync("/compte", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, stillOut.StatusCode);
        using var wrong = await client.PostFormAsync("/connexion/code?retour=/espaces", ("code", "000000"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var entered = await client.PostFormAsync("/connexion/code?retour=/espaces", ("code", CodeOf(secret)));
        Assert.Equal((HttpStatusCode.Found, "/espaces"), (entered.StatusCode, entered.Headers.Location!.OriginalString));
        await client.GetPageAsync("/compte");

        foreach (var (attempt, status) in new[] { (1, HttpStatusCode.Found), (2, HttpStatusCode.BadRequest) })
        {
            var again = await host.SignInAsync(person.Email!);
            using var answer = await again.PostFormAsync("/connexion/code", ("code", recovery));
            Assert.True(status == answer.StatusCode, $"try {attempt}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Codes_are_not_guessed()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var (person, _, secret) = await TurnOnAsync(host);
        var client = await host.SignInAsync(person.Email!);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await client.PostFormAsync("/connexion/code", ("code", "00000" + attempt));
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }

        using var right = await client.PostFormAsync("/connexion/code", ("code", CodeOf(secret)));
        Assert.Equal(HttpStatusCode.BadRequest, right.StatusCode);
        // Nor is the page of any use to whoever gave no password.
        using var stranger = host.NewClient("203.0.113.90");
        using var sentAway = await stranger.GetAsync("/connexion/code", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Found, "/connexion"), (sentAway.StatusCode, sentAway.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task It_is_set_only_with_a_right_code_and_taken_off_again()
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var (person, _, _) = await TurnOnAsync(host);
        Assert.True(await IsOnAsync(host, person));
        var other = await host.RegisterAsync("Claude", People.NewEmail("claude"));
        var client = await host.SignInAsync(other.Email!);
        using var refused = await client.PostFormAsync("/compte/second-facteur", ("code", "123456"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.False(await IsOnAsync(host, other));
        var page = await client.GetPageAsync("/compte/second-facteur");
        var picture = page.QuerySelector("main svg[role=img][aria-label] path")!.GetAttribute("d")!;
        Assert.Equal(QrPicture.Of(page.QuerySelector("main a[href^='otpauth:']")!.GetAttribute("href")!).Path, picture);
        Assert.NotEqual(QrPicture.Of("otpauth://totp/other").Path, picture);
        using var on = await client.SendFormAsync("/compte/second-facteur", page, ("code", CodeOf(page.QuerySelector("main code")!.TextContent)));
        Assert.True(await IsOnAsync(host, other));
        using var off = await client.PostFormAsync("/compte/second-facteur");
        Assert.Equal(HttpStatusCode.Found, off.StatusCode);
        Assert.False(await IsOnAsync(host, other));
    }

    private static Task<bool> IsOnAsync(LiantHost host, Person person) => host.WithDbAsync(db => db.Set<Person>().Where(one => one.Id == person.Id).Select(one => one.TwoFactorEnabled).SingleAsync());

    private static async Task<(Person Person, string Recovery, string Secret)> TurnOnAsync(LiantHost host)
    {
        var person = await host.RegisterAsync("Dominique", People.NewEmail("dominique"));
        var client = await host.SignInAsync(person.Email!);
        var page = await client.GetPageAsync("/compte/second-facteur");
        var secret = page.QuerySelector("main code")!.TextContent;
        using var on = await client.SendFormAsync("/compte/second-facteur", page, ("code", CodeOf(secret)));
        var codes = (await on.ReadPageAsync()).QuerySelectorAll(".codes code");
        Assert.Equal(10, codes.Length);
        return (person, codes[0].TextContent, secret);
    }

    /// <summary>What an application shows now (RFC 6238, over RFC 4226), written here without a line of the library's.</summary>
    private static string CodeOf(string secret)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(secret.Where(letters.Contains).Select(letter => Convert.ToString(letters.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2)).ToArray();
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // SHA-1 is what RFC 6238 says by default, and what applications know.
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }
}
