using System.Buffers;
using System.Runtime.InteropServices;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Index;
using Liant.Platform.Text;

namespace Liant.Modules.Search.Segments;

/// <summary>Takes sheets one after the other and makes a segment of them.</summary>
internal sealed class SegmentBuilder
{
    private readonly FrenchAnalyser analyser;
    private readonly Register<Traits> traits;
    private readonly Register<Place> places;
    private readonly WordNumbers words;
    private readonly SheetWords sheet = new();
    private readonly WordLists lists;
    private readonly ColumnsBuilder columns = new();
    private readonly SheetTexts titles = new();
    private readonly SheetTexts texts;
    private readonly List<string> parts = [];
    private readonly List<ulong> names = [];
    private readonly List<int> nameDocs = [];
    private readonly PublicCounts publicly;
    private ulong version;

    /// <param name="folder">For the texts of a large segment; null to keep them in memory.</param>
    /// <param name="room">For what is given back when the segment is built.</param>
    public SegmentBuilder(FrenchAnalyser analyser, Register<Traits> traits, Register<Place> places, string? folder, ArrayPool<byte> room)
    {
        (this.analyser, this.traits, this.places, lists) = (analyser, traits, places, new WordLists(room));
        (words, texts) = (new WordNumbers(analyser), new SheetTexts(folder));
        publicly = new PublicCounts(words);
    }

    public int Count => columns.Count;

    public void Add(IndexedSheet one)
    {
        var doc = columns.Count;
        sheet.Clear();
        new SheetReading(words, sheet).Read(one, traits.Items.Span[one.Traits], places.Items.Span[one.Place]);
        sheet.Close();
        parts.Clear();
        for (var i = 0; i < one.Names.Count; i++)
        {
            parts.Add(one.Names[i]);
            names.Add(NameHashes.Of(analyser.Folded(one.Names[i])));
            nameDocs.Add(doc);
        }

        var title = titles.Add(CollectionsMarshal.AsSpan(parts));

        foreach (ref readonly var word in sheet.Words)
        {
            lists.Add(word, doc, sheet);
        }

        publicly.Count(sheet, doc, one.IsPrivate);
        if (!one.IsPrivate)
        {
            version += SheetVersion.Of(one, places.Items.Span[one.Place]);
        }

        SheetParts.WriteRest(one, parts);
        columns.Add(one, title, texts.Add(CollectionsMarshal.AsSpan(parts)));
    }

    public Segment Build()
    {
        var wordOrder = Order(words.Words);
        var stemOrder = Order(words.Stems);
        var stemRank = new int[stemOrder.Length];
        for (var rank = 0; rank < stemOrder.Length; rank++)
        {
            stemRank[stemOrder[rank]] = rank;
        }

        var stemOf = Array.ConvertAll(wordOrder, word => words.StemOf[word] is var stem and >= 0 ? stemRank[stem] : -1);
        var (starts, wordsOfStems) = ByStem(stemOf, stemOrder.Length);
        var built = columns.Build();
        titles.Close();
        texts.Close();
        var postings = lists.Build(wordOrder);
        var (allTraits, allPlaces) = (traits.Items, places.Items);
        return new Segment(allTraits, allPlaces)
        {
            Words = WordTable.Of(Array.ConvertAll(wordOrder, word => words.Words[word])),
            Stems = WordTable.Of(Array.ConvertAll(stemOrder, stem => words.Stems[stem])),
            StemOf = stemOf, WordsOfStemStarts = starts, WordsOfStems = wordsOfStems,
            Lists = postings, Columns = built.Columns, Private = built.Private, Readers = columns.Readers, ById = built.ById, Titles = titles, Texts = texts,
            Version = version, Points = PointOrder.Of(built.Columns, allTraits.Span),
            Names = NameHashes.Sorted([.. names], [.. nameDocs]),
            Frequencies = publicly.Of(postings.Counts, wordOrder, stemOrder),
        };
    }

    private static int[] Order(List<string> texts)
    {
        var order = new int[texts.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        // Folded words have no halves of characters: the order of their UTF-16 units is that of their UTF-8 bytes.
        Array.Sort(texts.ToArray(), order, StringComparer.Ordinal);
        return order;
    }

    private static (int[] Starts, int[] Words) ByStem(int[] stemOf, int stems)
    {
        var starts = new int[stems + 1];
        foreach (var stem in stemOf)
        {
            if (stem >= 0)
            {
                starts[stem + 1]++;
            }
        }

        for (var stem = 0; stem < stems; stem++)
        {
            starts[stem + 1] += starts[stem];
        }

        var next = starts.AsSpan().ToArray();
        var found = new int[starts[stems]];
        for (var word = 0; word < stemOf.Length; word++)
        {
            if (stemOf[word] >= 0)
            {
                found[next[stemOf[word]]++] = word;
            }
        }

        return (starts, found);
    }
}
