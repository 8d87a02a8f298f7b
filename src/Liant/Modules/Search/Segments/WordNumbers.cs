using System.Runtime.InteropServices;
using Liant.Modules.Search.Analysis;

namespace Liant.Modules.Search.Segments;

/// <summary>Numbers of the words of a segment while it is built. A directory of a million sheets says the same things: what stands between two spaces is
/// analysed once, then looked up as it is written.</summary>
internal sealed class WordNumbers(FrenchAnalyser analyser)
{
    /// <summary>So many pieces of a text are looked up together: memory is asked for all of them at once, where one after the other each would wait for its own.</summary>
    private const int Together = 32;

    private readonly Dictionary<string, int> numbers = [];
    private readonly Dictionary<string, int> stemNumbers = [];
    private readonly Dictionary<int, Entry[]> places = [];
    private readonly ChunkTable known = new();
    private readonly List<Entry[]> manifold = [];
    private readonly List<int> firstOfStem = [];
    private readonly List<bool> shares = [];

    /// <param name="Step">How many words further than the first of the text.</param>
    /// <param name="IsSubject">Neither a stop word nor words joined: what the length of a field counts.</param>
    public readonly record struct Entry(int Word, int Step, bool IsSubject);

    public List<string> Words { get; } = [];

    public List<string> Stems { get; } = [];

    /// <summary>By word; -1 for a stop word, which is only found as it is written.</summary>
    public List<int> StemOf { get; } = [];

    /// <summary>Whether another word has the same stem.</summary>
    public bool SharesItsStem(int word) => shares[word];

    /// <summary>The words of a text follow those that the sheet has.</summary>
    public void Read(ReadOnlySpan<char> text, SheetWords sheet)
    {
        Span<Range> chunks = stackalloc Range[Together];
        Span<ulong> keys = stackalloc ulong[Together];
        Span<int> values = stackalloc int[Together];
        for (var at = 0; at < text.Length;)
        {
            var some = 0;
            while (some < Together && Next(text, ref at, out chunks[some]))
            {
                keys[some] = ChunkTable.KeyOf(text[chunks[some]]);
                some++;
            }

            known.Find(keys[..some], values);
            for (var i = 0; i < some; i++)
            {
                Add(values[i] == ChunkTable.Unknown ? ValueOf(text[chunks[i]]) : values[i], sheet);
            }
        }
    }

    /// <summary>What stands between two spaces; false at the end of the text.</summary>
    private static bool Next(ReadOnlySpan<char> text, ref int at, out Range chunk)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        var from = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        chunk = from..at;
        return at > from;
    }

    /// <summary>What people may call the place; the same for all its sheets.</summary>
    public void ReadPlace(int number, Place place, SheetWords sheet)
    {
        ref var entries = ref CollectionsMarshal.GetValueRefOrAddDefault(places, number, out _);
        entries ??= Analysed(place);
        sheet.Add(entries);
    }

    private Entry[] Analysed(Place place)
    {
        var all = new List<Entry>();
        foreach (var chunk in place.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var step = all.Count == 0 ? 0 : all.Max(entry => entry.Step) + 1;
            var value = ValueOf(chunk);
            all.AddRange((value >= 0 ? [EntryOf(value)] : manifold[~value]).Select(entry => entry with { Step = entry.Step + step }));
        }

        return [.. all];
    }

    private void Add(int value, SheetWords sheet)
    {
        if (value >= 0)
        {
            var one = EntryOf(value);
            sheet.Add(one.Word, one.IsSubject);
        }
        else
        {
            sheet.Add(manifold[~value]);
        }
    }

    /// <summary>One word in most cases: its number and whether it is a subject. Otherwise the complement of a place in <see cref="manifold"/>.</summary>
    private int ValueOf(ReadOnlySpan<char> chunk)
    {
        var key = ChunkTable.KeyOf(chunk);
        var value = known.Find(key);
        if (value != ChunkTable.Unknown)
        {
            return value;
        }

        var entries = Analyse(chunk.ToString());
        if (entries is [{ Step: 0 } one])
        {
            value = (one.Word << 1) | (one.IsSubject ? 1 : 0);
        }
        else
        {
            manifold.Add([.. entries]);
            value = ~(manifold.Count - 1);
        }

        known.Add(key, value);
        return value;
    }

    private static Entry EntryOf(int value) => new(value >> 1, 0, (value & 1) == 1);

    private List<Entry> Analyse(string chunk)
    {
        var entries = new List<Entry>();
        var step = 0;
        foreach (var token in analyser.WordsOf(chunk))
        {
            entries.Add(token.Joins > 0 ? new Entry(NumberOf(token), step - token.Joins, false) : new Entry(NumberOf(token), step++, !token.IsStop));
        }

        return entries;
    }

    private int NumberOf(in FrenchAnalyser.Token token)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, token.Surface, out var isKnown);
        if (!isKnown)
        {
            number = Words.Count;
            Words.Add(token.Surface);
            shares.Add(false);
            StemOf.Add(token.IsStop ? -1 : StemNumberOf(token.Stem, number));
        }

        return number;
    }

    private int StemNumberOf(string stem, int word)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(stemNumbers, stem, out var isKnown);
        if (!isKnown)
        {
            number = Stems.Count;
            Stems.Add(stem);
            firstOfStem.Add(word);
        }
        else
        {
            shares[firstOfStem[number]] = shares[word] = true;
        }

        return number;
    }
}
