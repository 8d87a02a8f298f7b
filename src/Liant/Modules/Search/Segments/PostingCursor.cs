using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Liant.Modules.Search.Index;

namespace Liant.Modules.Search.Segments;

/// <summary>Walks the sheets of one word, forward only.</summary>
internal struct PostingCursor
{
    private readonly PostingLists lists;
    private readonly int word;
    private readonly int end;
    private int at;
    private int mark;
    private int last;

    public PostingCursor(PostingLists lists, int word)
    {
        (this.lists, this.word, end) = (lists, word, lists.PostingStarts[word + 1]);
        (mark, at, Doc, Ordinal, last) = (lists.MarkStarts[word], lists.PostingStarts[word], -1, -1, -1);
    }

    /// <summary>-1 before the first, <see cref="int.MaxValue"/> after the last.</summary>
    public int Doc { get; private set; }

    public byte Weight { get; private set; }

    /// <summary>Which posting of the word it is, from 0.</summary>
    public int Ordinal { get; private set; }

    /// <summary>On the first sheet, unless it went further.</summary>
    public void Start()
    {
        if (Doc < 0)
        {
            Next();
        }
    }

    public bool Next()
    {
        if (at >= end)
        {
            Doc = int.MaxValue;
            return false;
        }

        last += (int)Step(lists.Postings, ref at);
        (Doc, Weight) = (last, lists.Postings[at++]);
        Ordinal++;
        return true;
    }

    /// <summary>To the first sheet from that one on. False when there is none.</summary>
    public bool Seek(int doc)
    {
        if (Doc >= doc)
        {
            return Doc != int.MaxValue;
        }

        Skip(doc);
        var bytes = lists.Postings;
        var (here, position, passed) = (last, at, 0);
        do
        {
            if (position >= end)
            {
                (at, Doc, Ordinal) = (position, int.MaxValue, Ordinal + passed);
                return false;
            }

            here += (int)Step(bytes, ref position);
            position++;
            passed++;
        }
        while (here < doc);

        (at, last, Doc, Weight, Ordinal) = (position, here, here, bytes[position - 1], Ordinal + passed);
        return true;
    }

    /// <summary>What the sheets of a window are worth, where it is more than was known. Ends on the first sheet after it.</summary>
    /// <param name="flagsOf">What the two high bits of a posting say.</param>
    public void Read(int from, Window window, float[] gains, byte[] flagsOf)
    {
        if (!Seek(from))
        {
            return;
        }

        // The innermost loop of every search: places in a window and weights are within their arrays by what they are, and are not checked again.
        ref var known = ref MemoryMarshal.GetArrayDataReference(window.Gains);
        ref var flags = ref MemoryMarshal.GetArrayDataReference(window.Flags);
        ref var bits = ref MemoryMarshal.GetArrayDataReference(window.Bits);
        ref var gainOf = ref MemoryMarshal.GetArrayDataReference(gains);
        ref var flagOf = ref MemoryMarshal.GetArrayDataReference(flagsOf);
        var bytes = lists.Postings;
        var (doc, weight, position) = (Doc, Weight, at);
        var (block, inBlock) = ((nint)(uint)(doc - from) >> 6, 0UL);
        var before = (uint)(doc - from) < Window.Width ? Unsafe.Add(ref bits, block) : 0;
        while ((uint)(doc - from) < Window.Width)
        {
            var i = (nint)(uint)(doc - from);
            // The sixty-four of a block are gathered before they are written: a bit written is not waited for by the next.
            if (i >> 6 != block)
            {
                Unsafe.Add(ref bits, block) = before | inBlock;
                (block, inBlock) = (i >> 6, 0);
                before = Unsafe.Add(ref bits, block);
            }

            var (gain, flag) = (Unsafe.Add(ref gainOf, weight & Weights.Mask), Unsafe.Add(ref flagOf, weight >> 6));
            if ((before & (1UL << (int)i)) != 0)
            {
                gain = Math.Max(gain, Unsafe.Add(ref known, i));
                flag |= Unsafe.Add(ref flags, i);
            }

            Unsafe.Add(ref known, i) = gain;
            Unsafe.Add(ref flags, i) = flag;
            inBlock |= 1UL << (int)i;
            if (position >= end)
            {
                Unsafe.Add(ref bits, block) = before | inBlock;
                (at, Doc) = (position, int.MaxValue);
                return;
            }

            doc += (int)Step(bytes, ref position);
            weight = bytes[position++];
        }

        if (inBlock != 0)
        {
            Unsafe.Add(ref bits, block) = before | inBlock;
        }

        (at, Doc, last, Weight) = (position, doc, doc, weight);
    }

    /// <summary>The weights of the sheets of a window; of two words of one term, the stronger counts.</summary>
    public void Read(int from, byte[] weights, ulong[] bits)
    {
        if (!Seek(from))
        {
            return;
        }

        var bytes = lists.Postings;
        var (doc, weight, position) = (Doc, Weight, at);
        while (doc - from < weights.Length)
        {
            var i = doc - from;
            weights[i] = Weights.Either(weights[i], Weights.Unopened(weight));
            bits[i >> 6] |= 1UL << i;
            if (position >= end)
            {
                (at, Doc) = (position, int.MaxValue);
                return;
            }

            doc += (int)Step(bytes, ref position);
            weight = bytes[position++];
        }

        (at, Doc, last, Weight) = (position, doc, doc, weight);
    }

    private static uint Step(byte[] bytes, ref int at)
    {
        uint step = bytes[at++];
        return step < 0x80 ? step : LongStep(bytes, ref at, step);
    }

    private static uint LongStep(byte[] bytes, ref int at, uint step)
    {
        step &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            uint more = bytes[at++];
            step |= (more & 0x7F) << shift;
            if (more < 0x80)
            {
                return step;
            }
        }
    }

    /// <summary>Jumps to the last mark whose sheets all lie before that one: by steps that double, then by halves.</summary>
    private void Skip(int doc)
    {
        var marksEnd = lists.MarkStarts[word + 1];
        if (mark >= marksEnd || lists.MarkDocs[mark] >= doc)
        {
            return;
        }

        var (low, step) = (mark, 1);
        while (low + step < marksEnd && lists.MarkDocs[low + step] < doc)
        {
            low += step;
            step *= 2;
        }

        var high = Math.Min(low + step, marksEnd);
        while (low + 1 < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = lists.MarkDocs[middle] < doc ? (middle, high) : (low, middle);
        }

        mark = low + 1;
        if (lists.PostingStarts[word] + lists.MarkPostings[low] > at)
        {
            at = lists.PostingStarts[word] + lists.MarkPostings[low];
            (Doc, last) = (lists.MarkDocs[low], lists.MarkDocs[low]);
            Ordinal = (low - lists.MarkStarts[word] + 1) * PostingLists.Block - 1;
        }
    }
}
