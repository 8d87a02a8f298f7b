using System.Globalization;
using Liant.Modules.Catalogue.Attending;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Http;

namespace Liant.Modules.Catalogue.Contract;

/// <summary>
/// What is read and searched, counted without knowing by whom: no address, no cookie, no account. Counts stay in memory for half a minute, then are added to the database's; words that fewer than
/// <see cref="FewestTimes"/> searches had are known to this memory only, and lost with it: a name that somebody typed is not kept.
/// </summary>
public sealed class Attendance(TimeProvider clock)
{
    /// <summary>Searches of the same words, on one node, before they are kept.</summary>
    public const int FewestTimes = 5;

    private const int MostKnown = 20_000;

    private readonly Lock one = new();
    private readonly HashSet<string> kept = [];
    private readonly Dictionary<string, (int Count, int Empty)> rare = [];
    private Dictionary<(Guid Sheet, int Day), int> reads = [];
    private Dictionary<(string Words, int Day), (int Count, int Empty)> searches = [];

    /// <summary>Somebody read that sheet; programs that say so are not somebody.</summary>
    public void Read(Guid sheet, HttpRequest request)
    {
        if (IsPerson(request))
        {
            lock (one)
            {
                var key = (sheet, Today);
                reads[key] = reads.GetValueOrDefault(key) + 1;
            }
        }
    }

    /// <summary>Somebody searched, and found so many.</summary>
    public void Searched(string query, int found, HttpRequest request)
    {
        if (!IsPerson(request))
        {
            return;
        }

        var empty = found == 0 ? 1 : 0;
        lock (one)
        {
            Add("", 1, empty);
            if (CountedWords.Of(query) is not { } words)
            {
                return;
            }

            if (kept.Contains(words))
            {
                Add(words, 1, empty);
                return;
            }

            var (count, none) = rare.GetValueOrDefault(words);
            rare[words] = (count + 1, none + empty);
            if (count + 1 >= FewestTimes)
            {
                rare.Remove(words);
                kept.Add(words);
                Add(words, count + 1, none + empty);
            }
            else if (rare.Count > MostKnown)
            {
                rare.Clear();
            }
        }
    }

    /// <summary>What is not in the database yet; it is somebody else's to write now.</summary>
    internal (IReadOnlyDictionary<(Guid Sheet, int Day), int> Reads, IReadOnlyDictionary<(string Words, int Day), (int Count, int Empty)> Searches) Take()
    {
        lock (one)
        {
            var taken = (reads, searches);
            (reads, searches) = ([], []);
            return taken;
        }
    }

    /// <summary>Words that were searched often enough before this start.</summary>
    internal void Remember(IEnumerable<string> words)
    {
        lock (one)
        {
            kept.UnionWith(words);
        }
    }

    /// <summary>As 20261122, in Paris.</summary>
    internal int Today => int.Parse(Paris.At(clock.GetUtcNow()).ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private void Add(string words, int count, int empty)
    {
        var (before, none) = searches.GetValueOrDefault((words, Today));
        searches[(words, Today)] = (before + count, none + empty);
    }

    private static bool IsPerson(HttpRequest request) => request.Headers.UserAgent.ToString() is { Length: > 0 } agent
        && !new[] { "bot", "crawl", "spider", "slurp", "preview" }.Any(word => agent.Contains(word, StringComparison.OrdinalIgnoreCase));
}
