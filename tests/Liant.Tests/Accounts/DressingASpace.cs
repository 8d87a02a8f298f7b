using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Accounts;

/// <summary>A logo is a picture by what is in it, not by its name; a colour reads, or a nearer one that does is proposed.</summary>
public sealed class DressingASpace(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    /// <summary>Pictures of one pixel, whole.</summary>
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static readonly byte[] Webp = Convert.FromBase64String("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

    private static readonly byte[] Jpeg = Convert.FromBase64String("/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=");

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_logo_and_a_colour_are_on_the_public_page_and_come_off_again(Engine engine)
    {
        var (host, _) = await hosts.OnAsync(engine);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (_, client) = await host.JoinAsync(space, SpaceRole.Administrator);
        foreach (var (picture, type) in new[] { (Png, "image/png"), (Webp, "image/webp"), (Jpeg, "image/jpeg") })
        {
            using var sent = await SendLogoAsync(client, space, "logo.quelconque", picture);
            Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
            var address = (await host.Visitor.GetPageAsync("/espaces/" + space.Slug)).QuerySelector("img.space-logo")!.GetAttribute("src")!;
            using var shown = await host.Visitor.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal((type, true, "nosniff"), (shown.Content.Headers.ContentType!.MediaType, shown.Headers.CacheControl!.Public, shown.Headers.GetValues("X-Content-Type-Options").Single()));
            Assert.Contains("sandbox", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal(picture, await shown.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }

        using var saved = await SendAsync(client, space, "Colour", ("couleur", "A93E25"));
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        var style = (await host.Visitor.GetPageAsync("/espaces/" + space.Slug)).QuerySelector("link[href*=couleurs]")!.GetAttribute("href")!;
        Assert.Equal($":root {{ --primary: light-dark(#a93e25, {SpaceColours.OnDark("#a93e25")}); }}", await host.Visitor.GetStringAsync(style, TestContext.Current.CancellationToken));
        Assert.Null((await host.Visitor.GetPageAsync("/espaces")).QuerySelector("link[href*=couleurs]"));

        using var removed = await SendAsync(client, space, "NoLogo");
        using var plain = await SendAsync(client, space, "Colour", ("couleur", ""));
        var page = await host.Visitor.GetPageAsync("/espaces/" + space.Slug);
        Assert.Null(page.QuerySelector("img.space-logo, link[href*=couleurs]"));
        using var gone = await host.Visitor.GetAsync($"/espaces/{space.Slug}/logo", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(6, await host.WithDbAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == $"space/{space.Id:N}" && entry.Act == "space-look")));
    }

    public static TheoryData<string, byte[]> NoPictures() => new()
    {
        { "logo.svg", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>") },
        { "logo.png", Encoding.UTF8.GetBytes("<html><script>alert(1)</script></html>") },
        { "logo.jpg", [0xff, 0xd8, 0xff] },
        { "logo.gif", Encoding.ASCII.GetBytes("GIF89a" + new string('\0', 40)) },
        { "logo.png", [.. Png.AsSpan(0, 16), 0, 1, 0, 0, 0, 1, 0, 0, .. Png.AsSpan(24)] },
        { "logo.webp", Encoding.ASCII.GetBytes("RIFF\u0010\0\0\0WEBPXXXX" + new string('\0', 40)) },
        { "logo.png", [.. Png, .. new byte[LogoPicture.MostBytes]] },
        { "logo.png", [] },
    };

    [Theory]
    [MemberData(nameof(NoPictures))]
    public async Task What_is_no_picture_or_too_large_is_refused_in_words(string name, byte[] content)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (_, client) = await host.JoinAsync(space, SpaceRole.Administrator);
        using var refused = await SendLogoAsync(client, space, name, content);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.NotNull((await refused.ReadPageAsync()).QuerySelector("#f-logo-erreur"));
        Assert.Empty(await host.WithDbAsync(db => db.Set<SpaceLogo>().Where(logo => logo.SpaceId == space.Id).ToListAsync()));
    }

    [Theory]
    [InlineData("#e9b44c")]
    [InlineData("#ffffff")]
    [InlineData("#fbf8f3")]
    [InlineData("#7fd0cf")]
    [InlineData("#f00")]
    public async Task A_colour_too_pale_is_refused_with_the_nearest_that_reads(string pale)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (_, client) = await host.JoinAsync(space, SpaceRole.Administrator);
        using var refused = await SendAsync(client, space, "Colour", ("couleur", pale));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.ReadPageAsync();
        Assert.Equal(pale, page.ValueOf("couleur"));
        var proposed = System.Text.RegularExpressions.Regex.Match(page.QuerySelector("#f-couleur-erreur")!.TextContent, "#[0-9a-f]{6}").Value;
        using var saved = await SendAsync(client, space, "Colour", ("couleur", proposed));
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
    }

    [Theory]
    [InlineData("rouge")]
    [InlineData("#12345")]
    [InlineData("#0b5a5e; } body { display: none")]
    [InlineData("#gggggg")]
    public async Task Another_text_is_no_colour(string typed)
    {
        var (host, _) = await hosts.OnAsync(Engine.Sqlite);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (_, client) = await host.JoinAsync(space, SpaceRole.Administrator);
        using var refused = await SendAsync(client, space, "Colour", ("couleur", typed));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    /// <summary>The figures of WCAG's own examples, and every shade of a wide sample.</summary>
    [Fact]
    public void Contrast_is_that_of_the_standard_and_what_is_proposed_reads_on_every_ground()
    {
        Assert.Equal((21.0, 1.0, 4.48), (Math.Round(SpaceColours.Contrast("#000000", "#ffffff"), 2), SpaceColours.Contrast("#777777", "#777777"), Math.Round(SpaceColours.Contrast("#777777", "#ffffff"), 2)));
        string[] light = ["#fbf8f3", "#ffffff", "#e2eeec"], dark = ["#16201f", "#1e2a2b", "#20393a"];
        foreach (var colour in Enumerable.Range(0, 512).Select(n => $"#{n % 8 * 36:x2}{n / 8 % 8 * 36:x2}{n / 64 * 36:x2}"))
        {
            var (shade, lighter) = (SpaceColours.Nearest(colour), SpaceColours.OnDark(colour));
            Assert.All(light, ground => Assert.True(SpaceColours.Contrast(shade, ground) >= 4.5, $"{shade} on {ground}"));
            Assert.All(dark, ground => Assert.True(SpaceColours.Contrast(lighter, ground) >= 4.5, $"{lighter} on {ground}"));
            Assert.True(SpaceColours.Contrast("#0c2021", lighter) >= 4.5, lighter);
            Assert.Equal(SpaceColours.Reads(colour), shade == colour);
        }
    }

    private static async Task<HttpResponseMessage> SendLogoAsync(HttpClient client, Space space, string name, byte[] content)
    {
        var page = await client.GetPageAsync($"/espaces/{space.Slug}/apparence");
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var form = new MultipartFormDataContent { { new StringContent(page.ValueOf("jeton_formulaire")!), "jeton_formulaire" }, { file, "logo", name } };
        return await client.PostAsync($"/espaces/{space.Slug}/apparence?handler=Logo", form);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, Space space, string handler, params (string Name, string Value)[] fields)
    {
        var page = await client.GetPageAsync($"/espaces/{space.Slug}/apparence");
        return await client.PostAsync($"/espaces/{space.Slug}/apparence?handler={handler}", new FormUrlEncodedContent(fields.Append(("jeton_formulaire", page.ValueOf("jeton_formulaire")!)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }
}
