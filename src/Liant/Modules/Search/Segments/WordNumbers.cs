using System.Runtime.InteropServices;
using Liant.Modules.Search.Analysis;

namespace Liant.Modules.Search.Segments;

/// <summary>Numbers of the words of a segment while it is built. A directory of a million sheets says the same things: what stands between two spaces is
/// analysed once, then looked up as it is written.</summary>
internal sealed class WordNumbers(FrenchAnalyser analyser)
{
    /// <summary>Beyond this many, what is new is analysed each time: what is frequent came before.</summary>
    private const int MostChunks = 300_000;

    private readonly Dictionary<string, int> numbers = [];
    private readonly Dictionary<string, int> stemNumbers = [];
    private readonly Dictionary<string, Entry[]> chunks = [];

    /// <param name="Step">How many words further than the first of the chunk.</param>
    /// <param name="IsSubject">Neither a stop word nor words joined: what the length of a field counts.</param>
    public readonly record struct Entry(int Word, int Step, bool IsSubject);

    public List<string> Words { get; } = [];

    public List<string> Stems { get; } = [];

    /// <summary>By word; -1 for a stop word, which is only found as it is written.</summary>
    public List<int> StemOf { get; } = [];

    public Entry[] Of(ReadOnlySpan<char> chunk)
    {
        var known = chunks.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(chunk, out var entries))
        {
            return entries;
        }

        entries = Analyse(chunk.ToString());
        if (chunks.Count < MostChunks)
        {
            known[chunk] = entries;
        }

        return entries;
    }

    private Entry[] Analyse(string chunk)
    {
        var entries = new List<Entry>();
        var step = 0;
        foreach (var token in analyser.WordsOf(chunk))
        {
            entries.Add(token.Joins > 0 ? new Entry(NumberOf(token), step - token.Joins, false) : new Entry(NumberOf(token), step++, !token.IsStop));
        }

        return [.. entries];
    }

    private int NumberOf(in FrenchAnalyser.Token token)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, token.Surface, out var isKnown);
        if (!isKnown)
        {
            number = Words.Count;
            Words.Add(token.Surface);
            StemOf.Add(token.IsStop ? -1 : StemNumberOf(token.Stem));
        }

        return number;
    }

    private int StemNumberOf(string stem)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(stemNumbers, stem, out var isKnown);
        if (!isKnown)
        {
            number = Stems.Count;
            Stems.Add(stem);
        }

        return number;
    }
}
