using System.Collections.Concurrent;

namespace Liant.Modules.Search.Tiles;

/// <summary>What the requests of late matched, at one moment of the index: the tiles of a map are asked for together, and again at each move of it. A change of the index
/// makes another of these, so nothing here is ever out of date.</summary>
internal sealed class PointsOfRequests
{
    /// <summary>Each takes up to a byte for two sheets.</summary>
    private const int Most = 32;

    private readonly ConcurrentDictionary<(string Request, bool SeesPrivate), Lazy<MatchedPoints>> known = [];

    public MatchedPoints Of(string request, bool seesPrivate, Func<MatchedPoints> find)
    {
        if (known.Count >= Most && !known.ContainsKey((request, seesPrivate)))
        {
            known.Clear();
        }

        return known.GetOrAdd((request, seesPrivate), _ => new Lazy<MatchedPoints>(find)).Value;
    }
}
