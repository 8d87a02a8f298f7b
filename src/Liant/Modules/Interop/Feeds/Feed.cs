using Liant.Modules.Search.Contract;

namespace Liant.Modules.Interop.Feeds;

/// <summary>What a feed is about and where it stands.</summary>
/// <param name="Id">The same for the same search on the same host, whatever it finds.</param>
/// <param name="Title">The search in words.</param>
/// <param name="Site">Scheme and host, without a slash at the end.</param>
/// <param name="Self">Address of the feed.</param>
/// <param name="Page">Address of the page that shows the same search.</param>
internal sealed record Feed(Guid Id, string Title, string Language, string Site, string Self, string Page)
{
    public string? Subtitle { get; init; }

    /// <summary>Entries of an Atom feed, the most recently updated first.</summary>
    public const int MostEntries = 50;

    public static IReadOnlyList<SearchDocument> Latest(IEnumerable<SearchDocument> matches) =>
        matches.OrderByDescending(match => match.UpdatedAt).ThenBy(match => match.Id, StringComparer.Ordinal).Take(MostEntries).ToList();
}
