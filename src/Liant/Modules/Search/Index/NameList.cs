using Liant.Modules.Search.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Search.Index;

/// <summary>Names of public sheets, found by the beginning of any of their words: suggestions while typing.</summary>
internal sealed class NameList
{
    private readonly (string Key, SearchDocument Document, string Name)[] entries;

    private NameList((string, SearchDocument, string)[] entries) => this.entries = entries;

    public static NameList Of(IEnumerable<SearchDocument> documents) => new(documents
        .Where(document => !document.IsPrivate)
        .SelectMany(document => document.Names.SelectMany(name => Beginnings(Fold.Words(name)).Select(key => (key, document, name))))
        .OrderBy(entry => entry.key, StringComparer.Ordinal).ToArray());

    public IReadOnlyList<SearchDocument> StartingWith(string typed, int limit)
    {
        var key = Fold.Words(typed);
        if (key.Length < 2)
        {
            return [];
        }

        var from = Array.BinarySearch(entries, (key, null!, ""), Comparer<(string Key, SearchDocument, string)>.Create((a, b) => string.CompareOrdinal(a.Key, b.Key)));
        from = from < 0 ? ~from : from;
        while (from > 0 && entries[from - 1].Key.StartsWith(key, StringComparison.Ordinal))
        {
            from--;
        }

        return entries.Skip(from).TakeWhile(entry => entry.Key.StartsWith(key, StringComparison.Ordinal))
            .OrderByDescending(entry => Fold.Words(entry.Name).StartsWith(key, StringComparison.Ordinal)).ThenBy(entry => entry.Name.Length)
            .Select(entry => entry.Document).Distinct().Take(limit).ToList();
    }

    private static IEnumerable<string> Beginnings(string folded)
    {
        for (var start = 0; start >= 0 && start < folded.Length;)
        {
            yield return folded[start..];
            var space = folded.IndexOf(' ', start);
            start = space < 0 ? -1 : space + 1;
        }
    }
}
