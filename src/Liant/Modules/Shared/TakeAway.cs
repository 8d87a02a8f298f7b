namespace Liant.Modules.Shared;

/// <summary>A list to take along: its files and its feeds.</summary>
/// <param name="Query">The search in the words of the API, from its question mark on; empty for everything.</param>
/// <param name="HasEvents">Events may be among the results: a calendar makes sense.</param>
public sealed record TakeAway(string Query, bool HasEvents)
{
    public string Feed => "/api/v1/search.atom" + Query;
}
