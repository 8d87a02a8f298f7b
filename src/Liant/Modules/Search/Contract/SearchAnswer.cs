using Liant.Modules.Search.Index;

namespace Liant.Modules.Search.Contract;

/// <param name="Total">How many match, all pages together; the order never changes it.</param>
/// <param name="Facets">By facet name (kind, theme, form, cooperation, departement, region, programme, year).</param>
/// <param name="Suggestion">The query with its unknown words corrected, and searched so; null when nothing was.</param>
/// <param name="UnknownWords">Words of the query that no public sheet has, under any name: the answer is about the rest.</param>
/// <param name="WithAllWords">How many sheets have every word, where sheets with fewer were let in as well; null where all have.</param>
/// <param name="WithPoint">How many of the total have a point.</param>
public sealed record SearchAnswer(
    int Total, IReadOnlyList<SearchHit> Hits, IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Facets, string? Suggestion,
    int WithPoint, double TookMs, IReadOnlyList<string> UnknownWords,
    int? WithAllWords = null);

/// <param name="Score">Only comparable within one answer.</param>
/// <param name="MatchedWords">Words of the query found (folded), those found through a synonym or a correction included.</param>
/// <param name="Kilometres">From the place asked for; null when one of the two has no point of its own.</param>
public sealed record SearchHit(SearchDocument Document, double Score, IReadOnlyList<string> MatchedWords, double? Kilometres)
{
    /// <summary>The sentence of the text that holds a word which neither the name nor the summary shows; looked for when it is asked for.</summary>
    public string? Passage => FindPassage?.Invoke();

    internal Func<string?>? FindPassage { private get; init; }
}

/// <summary>A value of a facet: how many results it has, the other facets' choices applied.</summary>
public sealed record FacetValue(string Value, string Label, int Count, bool IsChosen);
