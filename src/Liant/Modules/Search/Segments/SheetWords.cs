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
    private readonly double[] factors = new double[Field.Count];
    private Seen[] seen = [];
    private int turn;
    private int position;
    private int field;
    private bool isOpening;

    /// <summary>Where a word is among those found, if it was found in this turn.</summary>
    private struct Seen
    {
        public int Turn;
        public int Slot;
    }

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
            Add(entry.Word, entry.Step, entry.IsSubject);
            last = Math.Max(last, entry.Step);
        }

        position += last + 1;
        isOpening &= last < 0;
    }

    public void Add(int word, bool isSubject)
    {
        Add(word, 0, isSubject);
        position++;
        isOpening = false;
    }

    private void Add(int number, int step, bool isSubject)
    {
        ref var word = ref SlotOf(number);
        if (word.Counts[field] < byte.MaxValue)
        {
            word.Counts[field]++;
        }

        lengths[field] += isSubject ? 1 : 0;
        word.OpensName |= field == Field.Name && isOpening && step == 0;
        Place(ref word, position + step);
    }

    /// <summary>All was read: the lengths of the fields are known.</summary>
    public void Close() => Weights.FactorsOf(lengths, factors);

    /// <summary>The byte of <see cref="Weights"/>, once it is closed.</summary>
    public byte WeightOf(in Word word)
    {
        ReadOnlySpan<byte> counts = word.Counts;
        return (byte)(Weights.ToByte(Weights.Of(counts, factors)) | (counts[Field.Name] > 0 ? Weights.InName : 0) | (word.OpensName ? Weights.OpensName : 0));
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
            Array.Resize(ref seen, Math.Max(1024, 2 * number));
        }

        ref var known = ref seen[number];
        if (known.Turn != turn)
        {
            known = new Seen { Turn = turn, Slot = found.Count };
            found.Add(new Word { Number = number, FirstPlace = -1, LastPlace = -1 });
        }

        return ref CollectionsMarshal.AsSpan(found)[known.Slot];
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
