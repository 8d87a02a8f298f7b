using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Liant.Platform.Checks;

/// <summary>The site that answers at LIANT_URLS, if it is one on the same database: a copy restored beside it is not compared with it.</summary>
internal sealed class RunningSite(LiantSettings settings)
{
    /// <summary>Header of /health/ready.</summary>
    public const string Mark = "Liant-Base";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Says which database without saying where it is.</summary>
    public static string MarkOf(LiantSettings settings)
    {
        var place = settings.UsesPostgreSql && new NpgsqlConnectionStringBuilder(settings.Database) is { } at
            ? $"{at.Host}\n{at.Port}\n{at.Database}"
            : $"{Environment.MachineName}\n{Path.GetFullPath(settings.SqliteFile)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)).AsSpan(0, 8));
    }

    /// <returns>A client of the site; null with the reason when there is nothing to compare with.</returns>
    public async Task<(HttpClient? Client, string? Why)> FindAsync(CancellationToken cancel)
    {
        var address = settings.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        foreach (var everywhere in new[] { "//*", "//+", "//0.0.0.0", "//[::]" })
        {
            address = address.Replace(everywhere, "//localhost", StringComparison.Ordinal);
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Port == 0)
        {
            return (null, "aucune adresse de site n’est réglée");
        }

        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = uri, Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync("/health/ready", cancel);
            if (answer.IsSuccessStatusCode && answer.Headers.TryGetValues(Mark, out var marks) && marks.Contains(MarkOf(settings)))
            {
                return (client, null);
            }

            client.Dispose();
            return (null, answer.IsSuccessStatusCode ? $"ce qui répond à {address} n’est pas un Liant sur cette base" : $"le site qui répond à {address} n’est pas encore prêt");
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            client.Dispose();
            return (null, $"aucun site ne répond à {address}");
        }
    }
}
