using System.Numerics;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>One word of a clause in one segment, forward only: a frequent word by its bits, any other by its list.</summary>
internal struct WordCursor(Segment segment, int word)
{
    /// <summary>With fewer sheets asked for than one in so many postings of the window, each is sought; otherwise the window is read through.</summary>
    public const int SeekRatio = 8;

    private readonly WordBits? frequent = segment.Frequent.Find(word);
    private readonly int inWindow = Window.Share(segment.Lists.Counts[word], segment.Count);
    private PostingCursor list = new(segment.Lists, word);
    private int read;

    public readonly bool IsFrequent => frequent is not null;

    /// <summary>The first sheet that has the word and was not read; <see cref="int.MaxValue"/> after the last.</summary>
    public int NextDoc
    {
        get
        {
            if (frequent is not null)
            {
                return frequent.NextFrom(read);
            }

            list.Start();
            return list.Doc;
        }
    }

    /// <summary>The byte of <see cref="Weights"/> that the word has in a sheet; 0 where it does not stand.</summary>
    public byte WeightIn(int doc) => frequent is not null ? frequent.WeightIn(doc) : list.Seek(doc) && list.Doc == doc ? list.Weight : (byte)0;

    /// <summary>Adds the sheets of a window that have the word, which is a frequent one.</summary>
    public readonly void Mark(int from, Span<ulong> found) => frequent!.Mark(from, found);

    /// <summary>What the sheets of a window are worth, where it is more than was known.</summary>
    /// <param name="wanted">Which of them; others may be read as well.</param>
    /// <param name="flagsOf">What the two high bits of a posting say.</param>
    public void Read(int from, ReadOnlySpan<ulong> wanted, Window window, float[] gains, byte[] flagsOf)
    {
        if (frequent is null)
        {
            list.Read(from, window, gains, flagsOf);
        }
        else
        {
            frequent.Read(from, wanted, window, gains, flagsOf);
            read = from + Window.Width;
        }
    }

    /// <summary>The same for the sheets that are candidates; others may be read as well.</summary>
    public void Read(int from, Candidates candidates, Window window, float[] gains, byte[] flagsOf)
    {
        if (frequent is not null)
        {
            frequent.Read(from, candidates.Bits, window, gains, flagsOf);
        }
        else if (candidates.Count * SeekRatio > inWindow)
        {
            list.Read(from, window, gains, flagsOf);
        }
        else
        {
            for (var block = 0; block < candidates.Bits.Length; block++)
            {
                for (var left = candidates.Bits[block]; left != 0; left &= left - 1)
                {
                    var at = (block * 64) + BitOperations.TrailingZeroCount(left);
                    if (list.Seek(from + at) && list.Doc == from + at)
                    {
                        window.Show(at, gains[list.Weight & Weights.Mask], flagsOf[list.Weight >> 6]);
                    }
                }
            }
        }
    }

    /// <summary>The weights of the sheets of a window; of two words of one term, the stronger counts.</summary>
    public void Read(int from, byte[] weights, ulong[] bits)
    {
        if (frequent is null)
        {
            list.Read(from, weights, bits);
        }
        else
        {
            frequent.Read(from, weights, bits);
            read = from + Window.Width;
        }
    }
}
