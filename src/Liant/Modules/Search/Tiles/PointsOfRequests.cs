using System.Collections.Concurrent;
using Liant.Modules.Accounts.Contract;

namespace Liant.Modules.Search.Tiles;

/// <summary>What the requests of late matched, at one moment of the index: the tiles of a map are asked for together, and again at each move of it. A change of the index
/// makes another of these, so nothing here is ever out of date.</summary>
internal sealed class PointsOfRequests
{
    /// <summary>Each takes up to a byte for two sheets.</summary>
    private const int Most = 32;

    private readonly ConcurrentDictionary<(string Request, string Viewer), Lazy<MatchedPoints>> known = [];

    public MatchedPoints Of(string request, Viewer viewer, Func<MatchedPoints> find)
    {
        var key = (request, viewer.SeesPrivate ? "*" : string.Join(' ', viewer.Spaces.Order()));
        if (known.Count >= Most && !known.ContainsKey(key))
        {
            known.Clear();
        }

        return known.GetOrAdd(key, _ => new Lazy<MatchedPoints>(find)).Value;
    }
}
