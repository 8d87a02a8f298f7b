using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Platform.Text;

namespace Liant.Modules.Search.Index;

/// <summary>An immutable inverted index over the sheets. Frequencies, lengths and the dictionary of suggestions come from
/// public sheets only, so that scores and suggestions tell a stranger nothing of private ones.</summary>
internal sealed class SearchIndex
{
    private readonly Dictionary<string, Posting[]> postings;
    private readonly Dictionary<string, int> publicFrequency = [];
    private readonly Dictionary<string, int> subjectFrequency = [];
    /// <summary>Words as written in public sheets, with their stem and how often they stand there.</summary>
    private readonly Dictionary<string, (string Stem, int Count)> publicWords;
    private readonly ushort[][] lengths;
    private readonly double[] averageLength = new double[Field.Count];
    private readonly int publicCount;

    public IReadOnlyList<SearchDocument> Documents { get; }

    public NameList Names { get; }

    private SearchIndex(IReadOnlyList<SearchDocument> documents, Dictionary<string, Posting[]> postings, ushort[][] lengths, Dictionary<string, (string, int)> words)
    {
        (Documents, this.postings, this.lengths, publicWords) = (documents, postings, lengths, words);
        publicCount = documents.Count(d => !d.IsPrivate);
        for (var field = 0; field < Field.Count; field++)
        {
            averageLength[field] = Math.Max(1, Enumerable.Range(0, documents.Count).Where(d => !documents[d].IsPrivate).Select(d => (double)lengths[d][field]).DefaultIfEmpty(1).Average());
        }

        foreach (var (stem, list) in postings)
        {
            publicFrequency[stem] = list.Count(p => !documents[p.Doc].IsPrivate);
            subjectFrequency[stem] = list.Count(p => !documents[p.Doc].IsPrivate && p.Counts[Field.Keyword] > 0);
        }

        Names = NameList.Of(documents);
    }

    public static SearchIndex Empty(FrenchAnalyser analyser) => Build([], analyser);

    public static SearchIndex Build(IReadOnlyList<SearchDocument> documents, FrenchAnalyser analyser)
    {
        var lists = new Dictionary<string, List<Posting>>();
        var surface = new Dictionary<string, (string Stem, int Count)>();
        var lengths = new ushort[documents.Count][];
        for (var d = 0; d < documents.Count; d++)
        {
            lengths[d] = new ushort[Field.Count];
            var counts = new Dictionary<string, FieldCounts>();
            for (var field = 0; field < Field.Count; field++)
            {
                foreach (var token in analyser.WordsToIndex(TextOf(documents[d], field)))
                {
                    var inDocument = counts.GetValueOrDefault(token.Stem);
                    inDocument[field] = (byte)Math.Min(255, inDocument[field] + 1);
                    counts[token.Stem] = inDocument;
                    lengths[d][field]++;
                    if (!documents[d].IsPrivate)
                    {
                        surface[token.Surface] = (token.Stem, surface.GetValueOrDefault(token.Surface).Count + 1);
                    }
                }
            }

            foreach (var (stem, inDocument) in counts)
            {
                if (!lists.TryGetValue(stem, out var list))
                {
                    lists[stem] = list = [];
                }

                list.Add(new Posting(d, inDocument));
            }
        }

        return new SearchIndex(documents, lists.ToDictionary(l => l.Key, l => l.Value.ToArray()), lengths, surface);
    }

    private static string TextOf(SearchDocument document, int field) => field switch
    {
        Field.Name => string.Join(" ", document.Names),
        Field.Keyword => string.Join(" ", document.Keywords),
        Field.Place => document.PlaceText,
        Field.Summary => document.Summary,
        _ => document.Body,
    };

    public ReadOnlySpan<Posting> PostingsOf(string stem) => postings.TryGetValue(stem, out var list) ? list : [];

    public int PublicFrequency(string stem) => publicFrequency.GetValueOrDefault(stem);

    /// <summary>In how many public sheets the word is a keyword: a subject, not a place name.</summary>
    public int SubjectFrequency(string stem) => subjectFrequency.GetValueOrDefault(stem);

    /// <summary>Rarity of a word (BM25's inverse document frequency, never negative).</summary>
    public double Rarity(string stem)
    {
        var frequency = PublicFrequency(stem);
        return Math.Log(1 + (publicCount - frequency + 0.5) / (frequency + 0.5));
    }

    /// <summary>BM25F's saturated weight of a word in a document, from 0 to 1.</summary>
    public double Strength(in Posting posting)
    {
        const double saturation = 1.2;
        var weighted = 0.0;
        for (var field = 0; field < Field.Count; field++)
        {
            if (posting.Counts[field] > 0)
            {
                var b = Field.LengthPenalty[field];
                weighted += Field.Weight[field] * posting.Counts[field] / (1 - b + b * lengths[posting.Doc][field] / averageLength[field]);
            }
        }

        return weighted / (saturation + weighted);
    }

    /// <summary>The nearest known word to one that no public sheet has: one typing error for four letters, two for eight. A
    /// short word keeps its first letter ("note" is not "cote").</summary>
    public (string Stem, string Word)? Nearest(string word)
    {
        var limit = word.Length >= 8 ? 2 : word.Length >= 4 ? 1 : 0;
        if (limit == 0)
        {
            return null;
        }

        var best = publicWords
            .Where(known => Math.Abs(known.Key.Length - word.Length) <= limit && (word.Length > 5 || known.Key[0] == word[0]))
            .Select(known => (Word: known.Key, known.Value.Stem, known.Value.Count, Distance: EditDistance.Within(known.Key, word, limit)))
            .Where(known => known.Distance is not null)
            .OrderBy(known => known.Distance).ThenBy(known => known.Word[0] != word[0]).ThenByDescending(known => known.Count).ThenBy(known => known.Word, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Word is null ? null : (best.Stem, best.Word);
    }

    /// <summary>Known words that start with an unfinished one, the most frequent first.</summary>
    public IEnumerable<string> Completions(string beginning, int limit) => beginning.Length < 3
        ? []
        : publicWords.Where(known => known.Key.StartsWith(beginning, StringComparison.Ordinal))
            .OrderByDescending(known => known.Value.Count).ThenBy(known => known.Key, StringComparer.Ordinal).Select(known => known.Value.Stem).Distinct().Take(limit);
}
