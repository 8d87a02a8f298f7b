using System.Runtime.InteropServices;
using Liant.Modules.Search.Index;

namespace Liant.Modules.Search.Segments;

/// <summary>The words of one sheet: how often in each field, and where.</summary>
internal sealed class SheetWords
{
    /// <summary>Texts are this far apart, so that no phrase runs from one into the next.</summary>
    private const int Gap = 8;

    private readonly List<Word> found = [];
    private readonly List<(int Position, int Next)> places = [];
    private readonly List<int> positions = [];
    private readonly int[] lengths = new int[Field.Count];
    private int[] seen = [];
    private int[] slots = [];
    private int turn;
    private int position;
    private int field;
    private bool isOpening;

    public struct Word
    {
        public int Number;
        public FieldCounts Counts;
        public bool OpensName;
        internal int FirstPlace;
        internal int LastPlace;
    }

    public ReadOnlySpan<Word> Words => CollectionsMarshal.AsSpan(found);

    public void Clear()
    {
        found.Clear();
        places.Clear();
        Array.Clear(lengths);
        (turn, position) = (turn + 1, 0);
    }

    /// <summary>The words that follow belong to another text, of that field.</summary>
    public void Open(int next) => (field, position, isOpening) = (next, position + Gap, true);

    public void Add(WordNumbers.Entry[] entries)
    {
        var last = -1;
        foreach (var entry in entries)
        {
            ref var word = ref SlotOf(entry.Word);
            if (word.Counts[field] < byte.MaxValue)
            {
                word.Counts[field]++;
            }

            lengths[field] += entry.IsSubject ? 1 : 0;
            word.OpensName |= field == Field.Name && isOpening && entry.Step == 0;
            Place(ref word, position + entry.Step);
            last = Math.Max(last, entry.Step);
        }

        position += last + 1;
        isOpening &= last < 0;
    }

    /// <summary>The byte of <see cref="Weights"/>.</summary>
    public byte WeightOf(in Word word)
    {
        ReadOnlySpan<byte> counts = word.Counts;
        return (byte)(Weights.ToByte(Weights.Of(counts, lengths)) | (counts[Field.Name] > 0 ? Weights.InName : 0) | (word.OpensName ? Weights.OpensName : 0));
    }

    /// <summary>Ascending; good until the next call.</summary>
    public List<int> PositionsOf(in Word word)
    {
        positions.Clear();
        for (var place = word.FirstPlace; place >= 0; place = places[place].Next)
        {
            positions.Add(places[place].Position);
        }

        return positions;
    }

    private ref Word SlotOf(int number)
    {
        if (number >= seen.Length)
        {
            var more = Math.Max(1024, 2 * number);
            Array.Resize(ref seen, more);
            Array.Resize(ref slots, more);
        }

        if (seen[number] != turn)
        {
            (seen[number], slots[number]) = (turn, found.Count);
            found.Add(new Word { Number = number, FirstPlace = -1, LastPlace = -1 });
        }

        return ref CollectionsMarshal.AsSpan(found)[slots[number]];
    }

    private void Place(ref Word word, int at)
    {
        places.Add((at, -1));
        var mine = places.Count - 1;
        if (word.FirstPlace < 0)
        {
            word.FirstPlace = mine;
        }
        else
        {
            places[word.LastPlace] = places[word.LastPlace] with { Next = mine };
        }

        word.LastPlace = mine;
    }
}
