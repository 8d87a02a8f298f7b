namespace Liant.Modules.Search.Segments;

/// <summary>Sheets indexed together, never changed afterwards: what is deleted or becomes private is said beside it (<see cref="SegmentReading"/>).</summary>
internal sealed class Segment
{
    private readonly Lazy<FrequentWords> frequent;
    private readonly Lazy<SheetBlocks> blocks;

    /// <param name="traits">Those that its sheets speak of, like the places.</param>
    public Segment(ReadOnlyMemory<Traits> traits, ReadOnlyMemory<Place> places)
    {
        frequent = new(() => FrequentOf(traits, places));
        blocks = new(() => BlocksOf(traits));
    }

    public required WordTable Words { get; init; }

    public required WordTable Stems { get; init; }

    /// <summary>By word: its stem; -1 for a stop word.</summary>
    public required int[] StemOf { get; init; }

    /// <summary>The words of each stem, stem after stem; <see cref="WordsOfStemStarts"/> has one more for the end.</summary>
    public required int[] WordsOfStems { get; init; }

    public required int[] WordsOfStemStarts { get; init; }

    public required PostingLists Lists { get; init; }

    /// <summary>Made of the lists when first asked for, unless the segment was <see cref="MakeReady">made ready</see>: a load, which only writes it, leaves that to the site.</summary>
    public FrequentWords Frequent => frequent.Value;

    /// <summary>The same.</summary>
    public SheetBlocks Blocks => blocks.Value;

    public required Columns Columns { get; init; }

    /// <summary>The sheets that have a point, as a map reads them.</summary>
    public required PointOrder Points { get; init; }

    /// <summary>Names of each sheet, in memory: ranking reads them.</summary>
    public required SheetTexts Titles { get; init; }

    /// <summary>The rest of what each says.</summary>
    public required SheetTexts Texts { get; init; }

    public required NameHashes Names { get; init; }

    /// <summary>How many public sheets had each word, each stem, and each stem among their keywords, when the segment was made.</summary>
    public required Frequencies Frequencies { get; init; }

    /// <summary>The sum of the versions of its public sheets (<see cref="SheetVersion"/>).</summary>
    public required ulong Version { get; init; }

    /// <summary>A bit for each sheet.</summary>
    public required ulong[] Private { get; init; }

    public required SpaceReaders Readers { get; init; }

    /// <summary>Numbers of the sheets in the order of their identifiers; null when that is their own order.</summary>
    public required int[]? ById { get; init; }

    /// <summary>Name of its file, once it has one.</summary>
    public string? KeptAs { get; set; }

    public int Count => Columns.Count;

    /// <summary>So that the first search does not wait.</summary>
    public void MakeReady() => _ = (Frequent, Blocks);

    public ReadOnlySpan<int> WordsOf(int stem) => WordsOfStems.AsSpan(WordsOfStemStarts[stem]..WordsOfStemStarts[stem + 1]);

    /// <summary>The sheet of that identifier, or -1.</summary>
    public int Find(Guid id)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var doc = ById is null ? middle : ById[middle];
            var order = Columns.Ids[doc].CompareTo(id);
            if (order == 0)
            {
                return doc;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    public IndexedSheet Read(int doc) => SheetParts.Read(this, doc);

    /// <summary>Address of its page.</summary>
    public string PathOf(int doc) => Texts.Read(Columns.Texts[doc], most: 1)[0];

    public string TitleOf(int doc) => Titles.Read(Columns.Titles[doc], most: 1)[0];

    /// <summary>Title first, then acronym and aliases.</summary>
    public string[] NamesOf(int doc) => Titles.Read(Columns.Titles[doc]);

    private FrequentWords FrequentOf(ReadOnlyMemory<Traits> traits, ReadOnlyMemory<Place> places) => FrequentWords.Of(Lists, StemOf, Columns, traits.Span, places.Span);

    private SheetBlocks BlocksOf(ReadOnlyMemory<Traits> traits) => new(Columns, ById is null, traits.Span);
}
