using System.Net;
using System.Net.Sockets;

namespace Liant.Platform.Checks;

/// <summary>Asks web addresses whether they still answer. Politely: one request at a time to a host, with a pause; eight hosts at once; headers
/// rather than pages where the host allows it.</summary>
internal sealed class WebLinks : IDisposable
{
    private const int HostsAtOnce = 8;
    private const int MostRedirections = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly bool asksPrivateNetworks;
    private readonly TimeSpan pause;
    private readonly HttpClient client;

    /// <param name="asksPrivateNetworks">For tests only: addresses come from imported files, and whoever wrote one could otherwise make this
    /// machine ask its neighbours.</param>
    public WebLinks(bool asksPrivateNetworks = false, TimeSpan? pause = null)
    {
        (this.asksPrivateNetworks, this.pause) = (asksPrivateNetworks, pause ?? TimeSpan.FromMilliseconds(500));
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectCallback = ConnectAsync }) { Timeout = Patience };
        client.DefaultRequestHeaders.UserAgent.ParseAdd($"Liant/{typeof(WebLinks).Assembly.GetName().Version!.ToString(3)} (verification des liens)");
        client.DefaultRequestHeaders.Accept.ParseAdd("*/*");
    }

    public async Task<Answers> AskAsync(IAsyncEnumerable<WebAddress> addresses, CancellationToken cancel)
    {
        var places = new Dictionary<string, List<string>>();
        await foreach (var (url, where) in addresses.WithCancellation(cancel))
        {
            if (!places.TryGetValue(url, out var list))
            {
                places[url] = list = [];
            }

            list.Add(where);
        }

        var answers = new Answers();
        var byHost = places.Keys.GroupBy(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.IdnHost : "");
        await Parallel.ForEachAsync(byHost, new ParallelOptions { MaxDegreeOfParallelism = HostsAtOnce, CancellationToken = cancel }, async (host, cancelled) =>
        {
            var isFirst = true;
            foreach (var url in host)
            {
                await Task.Delay(isFirst ? TimeSpan.Zero : pause, cancelled);
                isFirst = false;
                answers.Take(await AskAsync(url, cancelled), url, places[url]);
            }
        });
        return answers;
    }

    public void Dispose() => client.Dispose();

    private async Task<Answer> AskAsync(string url, CancellationToken cancel)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            return new Answer.Broken("ce n’est pas une adresse");
        }

        try
        {
            for (var hop = 0; hop <= MostRedirections; hop++)
            {
                if (uri.Scheme is not ("http" or "https"))
                {
                    return new Answer.Broken($"mène à une adresse {uri.Scheme}:");
                }

                if (IsPrivate(uri))
                {
                    return new Answer.NotAsked();
                }

                using var answer = await AskAsync(uri, cancel);
                var status = (int)answer.StatusCode;
                if (status is 301 or 302 or 303 or 307 or 308 && answer.Headers.Location is { } next)
                {
                    uri = new Uri(uri, next);
                    continue;
                }

                // Many sites keep programs out and let people in.
                return status < 400 ? new Answer.Fine() : status is 401 or 403 or 429 ? new Answer.Unsure($"réponse {status}") : new Answer.Broken($"réponse {status}") { IsReached = true };
            }

            return new Answer.Broken("renvoie d’adresse en adresse sans fin");
        }
        catch (HttpRequestException problem) when (problem.GetBaseException() is PrivateNetwork)
        {
            return new Answer.NotAsked();
        }
        catch (HttpRequestException problem)
        {
            return new Answer.Broken(problem.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => "ce nom de site n’existe pas",
                HttpRequestError.SecureConnectionError => "connexion sécurisée impossible (certificat)",
                HttpRequestError.ConnectionError => "le site ne répond pas",
                _ => "réponse incompréhensible",
            });
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Answer.Broken($"pas de réponse en {Patience.TotalSeconds:F0} secondes");
        }
        catch (UriFormatException)
        {
            return new Answer.Broken("renvoie vers une adresse incompréhensible");
        }
    }

    /// <summary>HEAD first; a site that answers it with an error may not know it (405, 501) or not mean it: then GET.</summary>
    private async Task<HttpResponseMessage> AskAsync(Uri uri, CancellationToken cancel)
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, uri);
        var answer = await client.SendAsync(head, HttpCompletionOption.ResponseHeadersRead, cancel);
        if ((int)answer.StatusCode < 400)
        {
            return answer;
        }

        answer.Dispose();
        using var get = new HttpRequestMessage(HttpMethod.Get, uri);
        return await client.SendAsync(get, HttpCompletionOption.ResponseHeadersRead, cancel);
    }

    private bool IsPrivate(Uri uri) => !asksPrivateNetworks && (uri.IsLoopback || (IPAddress.TryParse(uri.IdnHost, out var address) && IsPrivate(address)));

    /// <summary>A name may lead to a private network too: looked at when connecting, on the address really used.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var throughProxy = context.DnsEndPoint.Host != context.InitialRequestMessage.RequestUri!.IdnHost.Trim('[', ']');
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        var allowed = asksPrivateNetworks || throughProxy ? addresses : [.. addresses.Where(address => !IsPrivate(address))];
        if (allowed.Length == 0)
        {
            throw new PrivateNetwork();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6LinkLocal || address.IsIPv6SiteLocal
                || address.IsIPv6UniqueLocal || address.IsIPv6Multicast;
        }

        var bytes = address.GetAddressBytes();
        return bytes[0] is 0 or 10 or 127 or >= 224 || (bytes[0], bytes[1]) is (172, >= 16 and <= 31) or (192, 168) or (169, 254) or (100, >= 64 and <= 127);
    }

    private sealed class PrivateNetwork : IOException;

    private abstract record Answer
    {
        public sealed record Fine : Answer;

        public sealed record Broken(string Why) : Answer
        {
            /// <summary>Its site answered, if only with an error.</summary>
            public bool IsReached { get; init; }
        }

        public sealed record Unsure(string Why) : Answer;

        public sealed record NotAsked : Answer;
    }

    /// <summary>What became of all addresses.</summary>
    internal sealed class Answers
    {
        private const int PlacesNamed = 3;

        /// <summary>So many sites that are silent all at once say more of this machine than of them.</summary>
        private const int SitesThatTell = 5;

        private readonly HashSet<string> silent = [];

        private bool isAnyReached;

        private readonly Lock one = new();
        private readonly List<Finding> broken = [];
        private readonly List<Finding> unsure = [];

        public IReadOnlyList<Finding> Broken => broken;

        /// <summary>Sites that refuse programs: someone should look.</summary>
        public IReadOnlyList<Finding> Unsure => unsure;

        /// <summary>What is wrong with each address that does not answer.</summary>
        public Dictionary<string, string> WhyByUrl { get; } = [];

        /// <summary>Not one of many sites answered: it is this machine that reaches none (no way out, a proxy, a power cut next door).</summary>
        public bool AreCutOff => !isAnyReached && silent.Count >= SitesThatTell;

        public int Asked { get; private set; }

        public int NotAsked { get; private set; }

        public void Take(object answer, string url, List<string> places)
        {
            var where = string.Join(", ", places.Take(PlacesNamed)) + (places.Count > PlacesNamed ? $" et {places.Count - PlacesNamed} autres" : "");
            lock (one)
            {
                Asked += answer is Answer.NotAsked ? 0 : 1;
                NotAsked += answer is Answer.NotAsked ? 1 : 0;
                isAnyReached |= answer is Answer.Fine or Answer.Unsure or Answer.Broken { IsReached: true };
                if (answer is Answer.Broken && Uri.TryCreate(url, UriKind.Absolute, out var uri))
                {
                    silent.Add(uri.IdnHost);
                }

                switch (answer)
                {
                    case Answer.Broken no:
                        WhyByUrl[url] = no.Why;
                        broken.Add(new Finding($"lien mort, {no.Why} : {url}", where));
                        break;
                    case Answer.Unsure perhaps:
                        unsure.Add(new Finding($"{perhaps.Why} : {url}", where));
                        break;
                }
            }
        }
    }
}
