using System.Text;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Segments;
using Liant.Modules.Search.Tiles;

namespace Liant.Modules.Search.Index;

/// <summary>The index at one moment; a reader holds one for the whole of its answer. Frequencies, corrections and completions come from
/// public sheets only, so that scores and suggestions tell a stranger nothing of private ones.</summary>
internal sealed class IndexReading
{
    private readonly Finding?[] everything = new Finding?[2];

    public IndexReading(IReadOnlyList<SegmentReading> segments, ReadOnlyMemory<Traits> traits, ReadOnlyMemory<Place> places, IndexReading? before = null)
    {
        (Segments, Traits, Places) = (segments, traits, places);
        PublicCount = segments.Sum(segment => segment.PublicCount);
        PublicVersion = segments.Aggregate(0UL, (sum, segment) => sum + segment.Version);
        Facets = before is not null && before.Traits.Length == traits.Length && before.Places.Length == places.Length ? before.Facets : new FacetTable(traits.Span, places.Span);
    }

    public static IndexReading Empty { get; } = new([], ReadOnlyMemory<Traits>.Empty, ReadOnlyMemory<Place>.Empty);

    public IReadOnlyList<SegmentReading> Segments { get; }

    public ReadOnlyMemory<Traits> Traits { get; }

    public ReadOnlyMemory<Place> Places { get; }

    public FacetTable Facets { get; }

    public int PublicCount { get; }

    public int LiveCount => Segments.Sum(segment => segment.LiveCount);

    /// <summary>Of what everyone may see: the same on every node and after a restart, and another one once anything of it changed.</summary>
    public ulong PublicVersion { get; }

    /// <summary>The answer to nothing in particular, which the home page gives: the same until something changes, and a look at every sheet to find. That of a visitor and that of an administrator are kept; people of spaces each see their own.</summary>
    public Finding Everything(Viewer viewer, Func<Finding> find) => viewer.SeesMore && !viewer.SeesPrivate ? find() : everything[viewer.SeesPrivate ? 1 : 0] ??= find();

    /// <summary>For the maps.</summary>
    public PointsOfRequests Points { get; } = new();

    /// <summary>In how many public sheets the stem stands.</summary>
    public int PublicFrequency(string stem) => Sum(stem, segment => segment.Segment.Stems, segment => segment.Frequencies.Stems);

    /// <summary>In how many public sheets the word stands as it is written.</summary>
    public int PublicFrequencyAsWritten(string word) => Sum(word, segment => segment.Segment.Words, segment => segment.Frequencies.Words);

    /// <summary>In how many public sheets the stem is a keyword: a subject, not a place name.</summary>
    public int SubjectFrequency(string stem) => Sum(stem, segment => segment.Segment.Stems, segment => segment.Frequencies.Subjects);

    /// <summary>Rarity of what that many public sheets have (BM25's inverse document frequency, never negative).</summary>
    public double Rarity(int frequency) => Math.Log(1 + (PublicCount - frequency + 0.5) / (frequency + 0.5));

    /// <summary>The nearest known word to one that no public sheet has: one typing error for four letters, two for eight. A
    /// short word keeps its first letter ("note" is not "cote").</summary>
    public (string Stem, string Word)? Nearest(string word)
    {
        var limit = word.Length >= 8 ? 2 : word.Length >= 4 ? 1 : 0;
        if (limit == 0)
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(word);
        var near = new Dictionary<string, (int Distance, int Count, string Stem)>();
        foreach (var reading in Segments)
        {
            var segment = reading.Segment;
            foreach (var (found, distance) in NearWords.Of(segment.Words, bytes, limit))
            {
                if (reading.Frequencies.Words[found] > 0 && segment.StemOf[found] is >= 0 and var stem && (word.Length > 5 || segment.Words[found][0] == bytes[0]))
                {
                    var text = segment.Words.TextOf(found);
                    near[text] = (distance, near.GetValueOrDefault(text).Count + reading.Frequencies.Words[found], segment.Stems.TextOf(stem));
                }
            }
        }

        return near.Count == 0 ? null
            : near.OrderBy(pair => pair.Value.Distance).ThenBy(pair => pair.Key[0] != word[0]).ThenByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => (pair.Value.Stem, pair.Key)).First();
    }

    /// <summary>Stems of the known words that start with an unfinished one, the most frequent first.</summary>
    public IEnumerable<string> Completions(string beginning, int limit)
    {
        var known = new Dictionary<string, (int Count, string Stem)>();
        foreach (var reading in beginning.Length < 3 ? [] : Segments)
        {
            var segment = reading.Segment;
            var (from, to) = segment.Words.Beginning(beginning);
            for (var word = from; word < to; word++)
            {
                if (reading.Frequencies.Words[word] > 0 && segment.StemOf[word] is >= 0 and var stem)
                {
                    var text = segment.Words.TextOf(word);
                    known[text] = (known.GetValueOrDefault(text).Count + reading.Frequencies.Words[word], segment.Stems.TextOf(stem));
                }
            }
        }

        return known.OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.Stem).Distinct().Take(limit);
    }

    /// <summary>Where the sheet is; nothing when it is not there.</summary>
    public (SegmentReading Reading, int Doc)? Find(Guid id)
    {
        foreach (var reading in Segments)
        {
            if (reading.Segment.Find(id) is >= 0 and var doc && reading.IsLive(doc))
            {
                return (reading, doc);
            }
        }

        return null;
    }

    /// <summary>What the search shows of a sheet.</summary>
    public SearchDocument DocumentOf(Segment segment, int doc) =>
        SheetPreparation.Show(segment.Read(doc), Traits.Span[segment.Columns.Rows[doc].Traits], Places.Span[segment.Columns.Rows[doc].Place]);

    /// <summary>Sheets that the viewer may see, of these traits and places: each combination and each place is tried once.</summary>
    public IEnumerable<(Segment Segment, int Doc)> Where(Viewer viewer, Predicate<Traits> hasTraits, Predicate<Place> isThere)
    {
        var (ofTraits, ofPlaces) = (Array.ConvertAll(Traits.ToArray(), one => hasTraits(one)), Array.ConvertAll(Places.ToArray(), one => isThere(one)));
        foreach (var reading in Segments)
        {
            var (rows, visible) = (reading.Segment.Columns.Rows, reading.VisibleTo(viewer));
            for (var doc = 0; doc < rows.Length; doc++)
            {
                if (ofTraits[rows[doc].Traits] && ofPlaces[rows[doc].Place] && Bits.Has(visible, doc))
                {
                    yield return (reading.Segment, doc);
                }
            }
        }
    }

    private int Sum(string word, Func<SegmentReading, WordTable> table, Func<SegmentReading, int[]> counts)
    {
        var sum = 0;
        foreach (var segment in Segments)
        {
            if (table(segment).Find(word) is >= 0 and var at)
            {
                sum += counts(segment)[at];
            }
        }

        return sum;
    }
}
