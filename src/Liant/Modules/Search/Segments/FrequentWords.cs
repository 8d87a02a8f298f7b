using Liant.Modules.Search.Index;

namespace Liant.Modules.Search.Segments;

/// <summary>The words of a segment that stand in many of its sheets, in a second form that is made from their lists before a segment is searched, and kept in memory only.</summary>
internal sealed class FrequentWords
{
    /// <summary>All forms of a stem, from one sheet in so many on: a bit for each sheet then takes little more room than the list.</summary>
    private const int OneIn = 32;

    /// <summary>A shorter list is read as fast.</summary>
    private const int FewestSheets = 64;

    private readonly Dictionary<int, WordBits> words = [];
    private readonly Dictionary<int, FacetSums> sums = [];

    /// <param name="stemOf">By word; -1 for a stop word, which only phrases ask for, and by its list.</param>
    /// <param name="traits">Those that the columns speak of, like the places.</param>
    public static FrequentWords Of(PostingLists lists, int[] stemOf, Columns columns, ReadOnlySpan<Traits> traits, ReadOnlySpan<Place> places)
    {
        var (frequent, sheets, ofFrequent) = (new FrequentWords(), columns.Count, new Dictionary<int, ulong[]>());
        var ofStem = new long[stemOf.Length == 0 ? 0 : stemOf.Max() + 1];
        for (var word = 0; word < stemOf.Length; word++)
        {
            if (stemOf[word] >= 0)
            {
                ofStem[stemOf[word]] += lists.Counts[word];
            }
        }

        for (var word = 0; word < stemOf.Length; word++)
        {
            if (stemOf[word] is >= 0 and var stem && ofStem[stem] >= FewestSheets && ofStem[stem] * OneIn >= sheets)
            {
                var one = frequent.words[word] = WordBits.Of(lists, word, sheets);
                if (!ofFrequent.TryGetValue(stem, out var having))
                {
                    ofFrequent[stem] = having = Bits.For(sheets);
                }

                one.Mark(0, having);
            }
        }

        if (ofFrequent.Count > 0)
        {
            var counting = new FacetSums.Counting(columns.Rows, Array.ConvertAll(places.ToArray(), place => place.Group));
            foreach (var (stem, having) in ofFrequent)
            {
                frequent.sums[stem] = counting.Of(having);
            }
        }

        return frequent;
    }

    /// <summary>Of the sheets that have any form of the stem; null when it is not frequent.</summary>
    public FacetSums? SumsOf(int stem) => sums.GetValueOrDefault(stem);

    public WordBits? Find(int word) => words.GetValueOrDefault(word);
}
