using Liant.Modules.Search.Index;

namespace Liant.Modules.Search.Segments;

/// <summary>The words of one sheet: how often in each field, and where.</summary>
internal sealed class SheetWords
{
    /// <summary>Texts are this far apart, so that no phrase runs from one into the next.</summary>
    private const int Gap = 8;

    private Word[] found = new Word[64];
    private int count;
    private (int Position, int Next)[] places = new (int, int)[128];
    private int placeCount;
    private readonly int[] lengths = new int[Field.Count];
    private readonly double[] factors = new double[Field.Count];

    /// <summary>The weight of a word that stands once, by field.</summary>
    private readonly byte[] once = new byte[Field.Count];

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

        /// <summary>The field of the only place so far, and one; 0 once there are more.</summary>
        public byte OnceIn;

        /// <summary>Among <see cref="Places"/>.</summary>
        public int FirstPlace;
        public int LastPlace;
    }

    /// <summary>Where words stand: each place with the next of the same word, -1 after its last.</summary>
    public ReadOnlySpan<(int Position, int Next)> Places => places.AsSpan(0, placeCount);

    public ReadOnlySpan<Word> Words => found.AsSpan(0, count);

    public void Clear()
    {
        (count, placeCount) = (0, 0);
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
        word.OnceIn = (byte)(word.FirstPlace < 0 ? field + 1 : 0);
        Place(ref word, position + step);
    }

    /// <summary>All was read: the lengths of the fields are known.</summary>
    public void Close()
    {
        Weights.FactorsOf(lengths, factors);
        for (var i = 0; i < factors.Length; i++)
        {
            once[i] = Weights.ToByte(factors[i]);
        }
    }

    /// <summary>The byte of <see cref="Weights"/>, once it is closed.</summary>
    public byte WeightOf(in Word word)
    {
        ReadOnlySpan<byte> counts = word.Counts;
        return (byte)((word.OnceIn > 0 ? once[word.OnceIn - 1] : Weights.ToByte(Weights.Of(counts, factors))) | (counts[Field.Name] > 0 ? Weights.InName : 0) | (word.OpensName ? Weights.OpensName : 0));
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
            known = new Seen { Turn = turn, Slot = count };
            if (count == found.Length)
            {
                Array.Resize(ref found, 2 * count);
            }

            found[count++] = new Word { Number = number, FirstPlace = -1 };
        }

        return ref found[known.Slot];
    }

    private void Place(ref Word word, int at)
    {
        var mine = placeCount++;
        if (mine == places.Length)
        {
            Array.Resize(ref places, 2 * mine);
        }

        places[mine] = (at, -1);
        if (word.FirstPlace < 0)
        {
            word.FirstPlace = mine;
        }
        else
        {
            places[word.LastPlace].Next = mine;
        }

        word.LastPlace = mine;
    }
}
