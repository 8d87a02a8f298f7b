using System.Buffers;
using System.Numerics;
using Liant.Modules.Search.Index;

namespace Liant.Modules.Search.Segments;

/// <summary>
/// The sheets that have a word: a bit for each sheet, and the weights of those that have it, one after the other. What a weight belongs to is found by counting the bits before it
/// (rank over a bit vector, Jacobson 1989). Words that must stand together are then compared sixty-four sheets at once, and one sheet is looked up without reading those before it.
/// </summary>
internal sealed class WordBits
{
    private readonly ulong[] bits;

    /// <summary>The sheets whose name has the word; where that is not known, all that have it.</summary>
    private readonly ulong[] inName;

    /// <summary>How many sheets before each sixty-four have the word.</summary>
    private readonly int[] before;

    private readonly byte[] weights;

    /// <summary>Of each sixty-four sheets, the greatest weight where the name does not have the word, where it does, and where the word opens it.</summary>
    private readonly Greatest[] most;

    /// <summary>The same of each window.</summary>
    private readonly Greatest[] mostOfWindows;

    /// <param name="inName">Of the bits themselves, what stands in names is not known.</param>
    private WordBits(PostingLists lists, int word, ulong[] bits, ulong[] inName, int[] before, byte[] weights, Greatest[] most, Greatest[] mostOfWindows)
    {
        (this.bits, this.inName, this.before, this.weights, this.most, this.mostOfWindows) = (bits, inName, before, weights, most, mostOfWindows);
        var knowsNames = !ReferenceEquals(bits, inName);
        for (var cursor = new PostingCursor(lists, word); cursor.Next();)
        {
            Segments.Bits.Set(bits, cursor.Doc);
            if (knowsNames && cursor.Weight >= Segments.Weights.InName)
            {
                Segments.Bits.Set(inName, cursor.Doc);
            }

            weights[cursor.Ordinal] = cursor.Weight;
            most[cursor.Doc >> 6].Add(cursor.Weight);
            mostOfWindows[cursor.Doc / Window.Width].Add(cursor.Weight);
        }

        var sum = 0;
        for (var block = 0; block < bits.Length; block++)
        {
            before[block] = sum;
            sum += BitOperations.PopCount(bits[block]);
        }
    }

    /// <summary>Of a word that stands in many sheets, to keep.</summary>
    public static WordBits Of(PostingLists lists, int word, int sheets)
    {
        var bits = Segments.Bits.For(sheets);
        return new WordBits(lists, word, bits, Segments.Bits.For(sheets), new int[bits.Length], new byte[lists.Counts[word]], new Greatest[bits.Length], new Greatest[Window.CountOf(sheets)]);
    }

    /// <summary>Of a rare one, for one answer: given back by <see cref="Return"/>, for what is so large would otherwise have all of the memory collected.</summary>
    public static WordBits Lent(PostingLists lists, int word, int sheets)
    {
        var blocks = (sheets + 63) / 64;
        var (bits, most, mostOfWindows) = (ArrayPool<ulong>.Shared.Rent(blocks), ArrayPool<Greatest>.Shared.Rent(blocks), ArrayPool<Greatest>.Shared.Rent(Window.CountOf(sheets)));
        Array.Clear(bits);
        Array.Clear(most);
        Array.Clear(mostOfWindows);
        return new WordBits(lists, word, bits, bits, ArrayPool<int>.Shared.Rent(bits.Length), ArrayPool<byte>.Shared.Rent(lists.Counts[word]), most, mostOfWindows);
    }

    /// <summary>It is not asked anything after.</summary>
    public void Return()
    {
        ArrayPool<ulong>.Shared.Return(bits);
        ArrayPool<int>.Shared.Return(before);
        ArrayPool<byte>.Shared.Return(weights);
        ArrayPool<Greatest>.Shared.Return(most);
        ArrayPool<Greatest>.Shared.Return(mostOfWindows);
    }

    /// <summary>The byte of <see cref="Weights"/> that the word has in a sheet; 0 where it does not stand.</summary>
    public byte WeightIn(int doc)
    {
        var (block, bit) = (doc >> 6, 1UL << doc);
        return (bits[block] & bit) == 0 ? (byte)0 : weights[before[block] + BitOperations.PopCount(bits[block] & (bit - 1))];
    }

    /// <summary>No sheet among these sixty-four has a greater weight.</summary>
    public ref readonly Greatest MostIn(int block) => ref most[block];

    /// <summary>The same of a window.</summary>
    public ref readonly Greatest MostInWindow(int window) => ref mostOfWindows[window];

    /// <summary>Weights, by what a name says of the word; 0 where no sheet is such.</summary>
    public struct Greatest
    {
        private byte inside;

        public byte Outside { get; private set; }

        public byte Opening { get; private set; }

        public readonly byte InName => Math.Max(inside, Opening);

        public readonly byte Any => Math.Max(Outside, InName);

        /// <param name="posting">The byte of <see cref="Weights"/>.</param>
        public void Add(byte posting)
        {
            var weight = (byte)(posting & Segments.Weights.Mask);
            if ((posting & Segments.Weights.OpensName) != 0)
            {
                Opening = Math.Max(Opening, weight);
            }
            else if ((posting & Segments.Weights.InName) != 0)
            {
                inside = Math.Max(inside, weight);
            }
            else
            {
                Outside = Math.Max(Outside, weight);
            }
        }
    }

    /// <summary>The first sheet from that one on, or <see cref="int.MaxValue"/>.</summary>
    public int NextFrom(int doc)
    {
        for (var block = doc >> 6; block < bits.Length; block++)
        {
            if ((block == doc >> 6 ? bits[block] & (ulong.MaxValue << doc) : bits[block]) is not 0 and var left)
            {
                return (block * 64) + BitOperations.TrailingZeroCount(left);
            }
        }

        return int.MaxValue;
    }

    /// <summary>Adds the sheets of a window that have the word.</summary>
    public void Mark(int from, Span<ulong> found) => Mark(bits, from, found);

    /// <summary>Adds those whose name has it.</summary>
    public void MarkInName(int from, Span<ulong> found) => Mark(inName, from, found);

    private static void Mark(ulong[] bits, int from, Span<ulong> found) => Segments.Bits.Add(found, bits.AsSpan(from >> 6, Math.Min(found.Length, bits.Length - (from >> 6))));

    /// <summary>What some sheets of a window are worth, where it is more than was known.</summary>
    /// <param name="from">The first sheet of the window.</param>
    /// <param name="asked">Which of its sheets.</param>
    /// <param name="flagsOf">What the two high bits of a posting say.</param>
    public void Read(int from, ReadOnlySpan<ulong> asked, Window window, float[] gains, byte[] flagsOf)
    {
        var (first, blocks) = (from >> 6, Math.Min(asked.Length, bits.Length - (from >> 6)));
        for (var block = 0; block < blocks; block++)
        {
            var all = bits[first + block];
            var there = all & asked[block];
            if (there == 0)
            {
                continue;
            }

            var known = window.Bits[block];
            window.Bits[block] = known | there;
            var worth = window.Gains.AsSpan(block * 64, 64);
            var flags = window.Flags.AsSpan(block * 64, 64);
            var own = weights.AsSpan(before[first + block]);
            if (known == 0 && there == all)
            {
                for (var (left, next) = (there, 0); left != 0; left &= left - 1, next++)
                {
                    var i = BitOperations.TrailingZeroCount(left);
                    var weight = own[next];
                    (worth[i], flags[i]) = (gains[weight & Weights.Mask], flagsOf[weight >> 6]);
                }

                continue;
            }

            for (var left = there; left != 0; left &= left - 1)
            {
                var i = BitOperations.TrailingZeroCount(left);
                var weight = own[BitOperations.PopCount(all & ((1UL << i) - 1))];
                var (gain, flag) = (gains[weight & Weights.Mask], flagsOf[weight >> 6]);
                (worth[i], flags[i]) = (known & (1UL << i)) == 0 ? (gain, flag) : (Math.Max(worth[i], gain), (byte)(flags[i] | flag));
            }
        }
    }

    /// <summary>The weights of the sheets of a window; of two words of one term, the stronger counts.</summary>
    public void Read(int from, byte[] strongest, ulong[] found)
    {
        var (first, blocks) = (from >> 6, Math.Min(found.Length, bits.Length - (from >> 6)));
        for (var block = 0; block < blocks; block++)
        {
            found[block] |= bits[first + block];
            var next = before[first + block];
            for (var left = bits[first + block]; left != 0; left &= left - 1)
            {
                var i = (block * 64) + BitOperations.TrailingZeroCount(left);
                strongest[i] = Weights.Either(strongest[i], Weights.Unopened(weights[next++]));
            }
        }
    }
}
