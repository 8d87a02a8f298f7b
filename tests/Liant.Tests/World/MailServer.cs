using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Liant.Platform.Mail;

namespace Liant.Tests.World;

/// <summary>A real SMTP server (aiosmtpd, from the system's packages) that keeps what it takes, one file a letter. It refuses whoever is called "refus", and puts "absent" off until told that she is back.</summary>
internal sealed class MailServer : IDisposable
{
    private const string Program = """
        import asyncio, os, sys
        from aiosmtpd.controller import Controller
        folder = sys.argv[2]
        class Keeps:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith('refus'): return '550 5.1.1 No such person'
                if address.startswith('absent') and not os.path.exists(folder + '/back'): return '450 4.2.1 Try later'
                envelope.rcpt_tos.append(address)
                return '250 OK'
            async def handle_DATA(self, server, session, envelope):
                with open(folder + '/%03d.part' % len(os.listdir(folder)), 'wb') as f: f.write(envelope.content)
                os.rename(f.name, f.name[:-5] + '.eml')
                return '250 Taken'
        Controller(Keeps(), hostname='127.0.0.1', port=int(sys.argv[1])).start()
        print('ready', flush=True)
        sys.stdin.read()
        """;

    private readonly Process process;

    private MailServer(Process process, int port, string folder) => (this.process, Settings, Folder) = (process, new SmtpSettings("127.0.0.1", port, null, null, UsesTls: false), folder);

    public SmtpSettings Settings { get; }

    private string Folder { get; }

    public static async Task<MailServer> StartAsync()
    {
        Assert.SkipUnless(Directory.Exists("/usr/lib/python3/dist-packages/aiosmtpd"), "ignoré : python3-aiosmtpd n’est pas installé");
        var (port, folder) = (FreePort(), Directory.CreateTempSubdirectory("liant-mail-").FullName);
        var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Program, port.ToString(System.Globalization.CultureInfo.InvariantCulture), folder]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
        return new MailServer(process, port, folder);
    }

    /// <summary>"absent" takes her mail again.</summary>
    public void BringBack() => File.WriteAllText(Path.Combine(Folder, "back"), "");

    /// <summary>As they came, first to last, once there are so many.</summary>
    public async Task<IReadOnlyList<string>> LettersAsync(int atLeast)
    {
        for (var look = 0; look < 100; look++)
        {
            var files = Directory.GetFiles(Folder, "*.eml").Order().ToList();
            if (files.Count >= atLeast)
            {
                return files.ConvertAll(File.ReadAllText);
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"Fewer than {atLeast} letters came.");
    }

    /// <summary>What is read of a letter, as the framework writes it: UTF-8 in base64.</summary>
    public static string BodyOf(string letter) => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(letter[(letter.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Trim()));

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
