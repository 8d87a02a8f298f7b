using Liant.Modules.Search.Contract;

namespace Liant.Modules.Shared;

/// <param name="First">Number of the first result shown, from 1.</param>
/// <param name="Request">What was asked, when each result should say why it is there.</param>
/// <param name="IsInside">Under a heading of the page: the titles of the results are one level deeper.</param>
public sealed record ResultList(IReadOnlyList<SearchHit> Hits, int First, SearchRequest? Request, bool IsOnMap, bool IsInside = false);
