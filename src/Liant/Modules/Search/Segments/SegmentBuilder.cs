using System.Runtime.InteropServices;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Index;
using Liant.Platform.Text;

namespace Liant.Modules.Search.Segments;

/// <summary>Takes sheets one after the other and makes a segment of them.</summary>
/// <param name="folder">For the texts of a large segment; null to keep them in memory.</param>
internal sealed class SegmentBuilder(FrenchAnalyser analyser, Register<Traits> traits, Register<Place> places, string? folder)
{
    private readonly WordNumbers words = new(analyser);
    private readonly SheetWords sheet = new();
    private readonly WordLists lists = new();
    private readonly ColumnsBuilder columns = new();
    private readonly SheetTexts titles = new();
    private readonly SheetTexts texts = new(folder);
    private readonly List<string> parts = [];
    private readonly List<ulong> names = [];
    private readonly List<int> nameDocs = [];
    private readonly List<int> stemPublic = [];
    private readonly List<int> stemSubject = [];
    private readonly List<int> wordPublic = [];
    private ulong version;
    private int[] stemSeen = [];
    private int[] subjectSeen = [];

    public int Count => columns.Count;

    public void Add(IndexedSheet one)
    {
        var doc = columns.Count;
        sheet.Clear();
        new SheetReading(words, sheet).Read(one, traits.Items.Span[one.Traits], places.Items.Span[one.Place]);
        sheet.Close();
        foreach (var name in one.Names)
        {
            names.Add(NameHashes.Of(analyser.Folded(name)));
            nameDocs.Add(doc);
        }

        foreach (ref readonly var word in sheet.Words)
        {
            lists.Add(word.Number, doc, sheet.WeightOf(word), sheet.PositionsOf(word));
        }

        if (!one.IsPrivate)
        {
            CountPublic(doc);
            version += SheetVersion.Of(one, places.Items.Span[one.Place]);
        }

        SheetParts.WriteRest(one, parts);
        columns.Add(one, titles.Add([.. one.Names]), texts.Add(CollectionsMarshal.AsSpan(parts)));
    }

    public Segment Build()
    {
        Fill(wordPublic, words.Words.Count);
        Fill(stemPublic, words.Stems.Count);
        Fill(stemSubject, words.Stems.Count);
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
        return new Segment
        {
            Words = WordTable.Of(Array.ConvertAll(wordOrder, word => words.Words[word])),
            Stems = WordTable.Of(Array.ConvertAll(stemOrder, stem => words.Stems[stem])),
            StemOf = stemOf, WordsOfStemStarts = starts, WordsOfStems = wordsOfStems,
            Lists = postings, Frequent = FrequentWords.Of(postings, stemOf, built.Columns.Count), Columns = built.Columns, Private = built.Private, Readers = columns.Readers, ById = built.ById, Titles = titles, Texts = texts,
            Version = version, Points = PointOrder.Of(built.Columns, traits.Items.Span),
            Names = NameHashes.Sorted([.. names], [.. nameDocs]),
            Frequencies = new Frequencies(Array.ConvertAll(wordOrder, word => wordPublic[word]), Array.ConvertAll(stemOrder, stem => stemPublic[stem]), Array.ConvertAll(stemOrder, stem => stemSubject[stem])),
        };
    }

    private void CountPublic(int doc)
    {
        Fill(wordPublic, words.Words.Count);
        Fill(stemPublic, words.Stems.Count);
        Fill(stemSubject, words.Stems.Count);
        if (stemSeen.Length < words.Stems.Count)
        {
            var more = Math.Max(1024, 2 * words.Stems.Count);
            Array.Resize(ref stemSeen, more);
            Array.Resize(ref subjectSeen, more);
        }

        // Marks are the sheet's number and one, so that a fresh array has seen nothing.
        foreach (ref readonly var word in sheet.Words)
        {
            wordPublic[word.Number]++;
            if (words.StemOf[word.Number] is not (>= 0 and var stem))
            {
                continue;
            }

            if (stemSeen[stem] != doc + 1)
            {
                stemSeen[stem] = doc + 1;
                stemPublic[stem]++;
            }

            if (word.Counts[Field.Keyword] > 0 && subjectSeen[stem] != doc + 1)
            {
                subjectSeen[stem] = doc + 1;
                stemSubject[stem]++;
            }
        }
    }

    private static void Fill(List<int> list, int count)
    {
        if (list.Count < count)
        {
            CollectionsMarshal.SetCount(list, count);
        }
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
