namespace Liant.Modules.Search.Segments;

/// <summary>The words of a segment that stand in many of its sheets, in a second form that is made from their lists whenever a segment is built or opened, and kept in memory only.</summary>
internal sealed class FrequentWords
{
    /// <summary>All forms of a stem, from one sheet in so many on: a bit for each sheet then takes little more room than the list.</summary>
    private const int OneIn = 32;

    /// <summary>A shorter list is read as fast.</summary>
    private const int FewestSheets = 64;

    private readonly Dictionary<int, FrequentWord> words = [];

    /// <param name="stemOf">By word; -1 for a stop word, which only phrases ask for, and by its list.</param>
    /// <param name="sheets">How many the segment has.</param>
    public static FrequentWords Of(PostingLists lists, int[] stemOf, int sheets)
    {
        var frequent = new FrequentWords();
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
                frequent.words[word] = FrequentWord.Of(lists, word, sheets);
            }
        }

        return frequent;
    }

    public FrequentWord? Find(int word) => words.GetValueOrDefault(word);
}
