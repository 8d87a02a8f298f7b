using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Liant.Modules.Ingestion.Documents;
using Liant.Platform.Files;
using Liant.Platform.Imports;

namespace Liant.Modules.Ingestion.Web;

/// <summary>Reads pages of other sites as a good guest: what robots.txt allows, one at a time and not too fast, only what has changed, never an address of a private network (not even behind a redirection or a name).</summary>
/// <param name="pause">Between two requests to one site.</param>
/// <param name="allows">Which addresses may be asked.</param>
internal sealed class PoliteReader(TimeSpan pause, Func<IPAddress, bool> allows, TimeProvider clock) : IDisposable
{
    private const int MostRedirections = 5;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, RobotsRules> rules = [];
    private readonly Dictionary<string, DateTimeOffset> asked = [];
    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseProxy = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All, ConnectTimeout = Longest, MaxResponseHeadersLength = 64,
        ConnectCallback = async (context, cancel) =>
        {
            // The address that was checked is the one that is asked: a name cannot mean another a moment later.
            var known = IPAddress.TryParse(context.DnsEndPoint.Host, out var said) ? [said] : await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
            if (known.Length == 0 || !Array.TrueForAll(known, address => allows(address)))
            {
                throw new UnreadableFile($"« {context.DnsEndPoint.Host} » est une adresse du réseau interne, qui n’est pas lue.");
            }

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(known, context.DnsEndPoint.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    {
        Timeout = Longest, DefaultRequestHeaders = { { "User-Agent", $"Mozilla/5.0 (compatible; {RobotsRules.Agent}/0.1)" } },
    };

    /// <returns>Null when it has not changed since.</returns>
    /// <exception cref="UnreadableFile">It may not be read, or cannot be.</exception>
    public async Task<WebAnswer?> GetAsync(Uri address, string? etag, DateTimeOffset? modified, CancellationToken cancel)
    {
        for (var i = 0; i <= MostRedirections; i++)
        {
            if (address.Scheme is not ("http" or "https"))
            {
                throw new UnreadableFile("Seules les adresses http et https sont lues.");
            }

            if (!(await RulesOfAsync(address, cancel)).Allow(address.PathAndQuery))
            {
                throw new UnreadableFile("Le site demande aux programmes de ne pas lire cette page (robots.txt).");
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.IfModifiedSince = modified;
            if (etag is not null && EntityTagHeaderValue.TryParse(etag, out var tag))
            {
                request.Headers.IfNoneMatch.Add(tag);
            }

            using var answer = await SendAsync(request, cancel);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.NotModified:
                    return null;
                case HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect when answer.Headers.Location is { } to:
                    address = new Uri(address, to);
                    continue;
                case HttpStatusCode.OK:
                    return new WebAnswer(address, await BodyAsync(answer, cancel), answer.Headers.ETag?.ToString(), answer.Content.Headers.LastModified);
                default:
                    throw new UnreadableFile($"Le site répond {(int)answer.StatusCode}.");
            }
        }

        throw new UnreadableFile($"Plus de {MostRedirections} redirections.");
    }

    /// <summary>A site that has no rules lets everything be read; one whose rules cannot be had, nothing.</summary>
    private async Task<RobotsRules> RulesOfAsync(Uri address, CancellationToken cancel)
    {
        var site = address.GetLeftPart(UriPartial.Authority);
        if (rules.TryGetValue(site, out var known))
        {
            return known;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, site + "/robots.txt");
        using var answer = await SendAsync(request, cancel);
        return rules[site] = answer.IsSuccessStatusCode ? RobotsRules.Parse(Encoding.UTF8.GetString(await BodyAsync(answer, cancel)))
            : (int)answer.StatusCode is >= 400 and < 500 ? RobotsRules.Everything : RobotsRules.Nothing;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        var host = request.RequestUri!.Authority;
        if (asked.TryGetValue(host, out var last) && last + pause - clock.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, clock, cancel);
        }

        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        }
        catch (HttpRequestException problem)
        {
            throw problem.InnerException as UnreadableFile ?? new UnreadableFile($"Le site « {host} » ne répond pas.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new UnreadableFile($"Le site « {host} » n’a pas répondu en {Longest.TotalSeconds} secondes.");
        }
        finally
        {
            asked[host] = clock.GetUtcNow();
        }
    }

    private static async Task<byte[]> BodyAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        try
        {
            await using var content = await answer.Content.ReadAsStreamAsync(limit.Token);
            using var body = new MemoryStream();
            var buffer = new byte[64 * 1024];
            while (await content.ReadAsync(buffer, limit.Token) is > 0 and var read)
            {
                body.Write(buffer, 0, read);
                if (body.Length > DocumentFile.MostBytes)
                {
                    throw new UnreadableFile($"Cette page pèse plus de {UploadLimitAttribute.MostMegabytes} Mo.");
                }
            }

            return body.ToArray();
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException || (problem is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new UnreadableFile("La page s’est interrompue en chemin.");
        }
    }

    public void Dispose() => client.Dispose();
}

/// <param name="Address">After redirections.</param>
internal sealed record WebAnswer(Uri Address, byte[] Body, string? Etag, DateTimeOffset? Modified);
