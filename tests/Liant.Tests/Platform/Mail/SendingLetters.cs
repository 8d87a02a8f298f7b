using System.Text;
using System.Text.RegularExpressions;
using Liant.Platform.Mail;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Platform.Mail;

/// <summary>Through a real server.</summary>
public sealed class SendingLetters
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_link_asked_for_comes_by_mail_and_its_text_is_then_forgotten(Engine engine)
    {
        using var server = await MailServer.StartAsync();
        await using var host = await LiantHost.StartAsync(engine, settings: settings => settings with { Smtp = server.Settings, MailFrom = "liant@reseau.example", SpaceName = "Réseau de l’Entre-deux-Mers", Address = "https://liant.reseau.example/" });
        var person = await host.RegisterAsync("Anaïs Lévêque", People.NewEmail("anais"));
        using var client = host.NewClient("203.0.113.60");
        using var asked = await client.PostFormAsync("/connexion?handler=Link", ("courriel", person.Email));
        var letter = Assert.Single(await server.LettersAsync(1));
        Assert.Matches("(?m)^Message-ID: <[0-9a-f]{32}@reseau.example>\r?$", letter);
        Assert.Contains("Auto-Submitted: auto-generated", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("List-Unsubscribe", letter, StringComparison.Ordinal);
        var body = Encoding.UTF8.GetString(Convert.FromBase64String(letter[(letter.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Trim()));
        Assert.StartsWith("Bonjour Anaïs Lévêque,", body, StringComparison.Ordinal);
        var link = Regex.Match(body, "https://liant.reseau.example(/connexion/lien\\?jeton=[0-9a-f]+)").Groups[1].Value;
        using var entered = await client.PostFormAsync(link);
        await client.GetPageAsync("/compte");
        var kept = await SentAsync(host, person.Email!);
        Assert.Equal(("", 1), (kept.Text, kept.Tries));
    }

    [Fact]
    public async Task A_letter_put_off_leaves_later_and_one_refused_for_good_is_given_up()
    {
        using var server = await MailServer.StartAsync();
        var clock = Clock.At(2026, 11, 22);
        await using var host = await LiantHost.StartAsync(clock: clock, settings: settings => settings with { Smtp = server.Settings });
        await WriteAsync(host, "absent@mairie.example", "refus@mairie.example");
        var late = await UntilAsync(host, "absent@mairie.example", mail => mail.Tries == 1);
        Assert.Equal(clock.GetUtcNow().AddMinutes(1), late.NextTryAt);
        Assert.Contains("450", late.LastError, StringComparison.Ordinal);
        var refused = await UntilAsync(host, "refus@mairie.example", mail => mail.Tries == 1);
        Assert.Null(refused.NextTryAt);
        Assert.Contains("No such person", refused.LastError, StringComparison.Ordinal);
        server.BringBack();
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("absent@mairie.example", Assert.Single(await server.LettersAsync(1)), StringComparison.Ordinal);
        await SentAsync(host, "absent@mairie.example");
    }

    [Fact]
    public async Task Two_nodes_send_each_letter_once()
    {
        using var server = await MailServer.StartAsync();
        using var storage = await Storage.LoadedAsync(Engine.PostgreSql);
        await using var one = await LiantHost.StartAsync(storage, settings: settings => settings with { Smtp = server.Settings });
        await using var other = await LiantHost.StartAsync(storage, settings: settings => settings with { Smtp = server.Settings });
        var recipients = Enumerable.Range(0, 40).Select(number => $"personne-{number}@mairie.example").ToArray();
        await WriteAsync(one, recipients);
        await server.LettersAsync(40);
        foreach (var recipient in recipients)
        {
            await SentAsync(other, recipient);
        }

        Assert.Equal(40, (await server.LettersAsync(40)).Count);
    }

    [Theory]
    [InlineData("a@b.example\r\nBcc: tous@b.example", "Objet")]
    [InlineData("a@b.example", "Objet\nBcc: tous@b.example")]
    public void A_line_break_never_becomes_a_header(string recipient, string subject) =>
        Assert.Throws<ArgumentException>(() => OutgoingMail.To(recipient, subject, "texte", MailChannel.Statutory, DateTimeOffset.UnixEpoch));

    [Theory]
    [InlineData("smtp://u%40x:m%3Ap@serveur.example:2525", "serveur.example", 2525, "u@x", "m:p", true)]
    [InlineData("smtp://serveur.example", "serveur.example", 587, null, null, true)]
    [InlineData("smtp://localhost:25", "localhost", 25, null, null, false)]
    public void The_server_is_read_from_one_setting(string address, string host, int port, string? user, string? password, bool usesTls) =>
        Assert.Equal(new SmtpSettings(host, port, user, password, usesTls), SmtpSettings.From(address));

    [Theory]
    [InlineData("serveur.example:25")]
    [InlineData("https://serveur.example")]
    [InlineData("smtps://serveur.example:465")]
    public void Another_form_is_refused_in_words(string address) =>
        Assert.StartsWith("LIANT_SMTP", Assert.Throws<InvalidOperationException>(() => SmtpSettings.From(address)).Message, StringComparison.Ordinal);

    private static Task WriteAsync(LiantHost host, params string[] recipients) => host.WithDbAsync(async db =>
    {
        db.AddRange(recipients.Select(recipient => OutgoingMail.To(recipient, "Objet", "Texte", MailChannel.Statutory, host.Now)));
        await db.SaveChangesAsync();
    });

    private static Task<OutgoingMail> SentAsync(LiantHost host, string recipient) => UntilAsync(host, recipient, mail => mail.SentAt is not null);

    private static async Task<OutgoingMail> UntilAsync(LiantHost host, string recipient, Func<OutgoingMail, bool> isSo)
    {
        for (var look = 0; look < 100; look++)
        {
            var mail = await host.WithDbAsync(db => db.Set<OutgoingMail>().AsNoTracking().SingleAsync(mail => mail.Recipient == recipient));
            if (isSo(mail))
            {
                return mail;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException(recipient);
    }
}
