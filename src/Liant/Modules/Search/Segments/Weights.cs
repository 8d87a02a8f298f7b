using Liant.Modules.Search.Index;

namespace Liant.Modules.Search.Segments;

/// <summary>
/// How strongly a word stands in a document, in six bits: the sum over its fields of weight × occurrences, each field diluted by its length
/// (BM25F, Robertson and Zaragoza 2004). The lengths are compared with fixed ones, not with the averages of the corpus: a document's weights are
/// its own, whatever else is indexed, so that adding private sheets changes no score and segments merge without being weighed again.
/// </summary>
internal static class Weights
{
    /// <summary>The part of the byte that holds the weight; the two others say whether the word stands in a name, and whether it opens one.</summary>
    public const byte Mask = 0x3F;

    public const byte InName = 0x40;

    public const byte OpensName = 0x80;

    /// <summary>Occurrences weigh less and less (k1 of BM25).</summary>
    private const double Saturation = 1.2;

    /// <summary>Words that a field has when it neither dilutes nor concentrates: name, keywords, place, summary, body.</summary>
    private static readonly double[] UsualLength = [4, 8, 10, 25, 120];

    /// <summary>Steps of a doubling: a byte step is nine percent.</summary>
    private const double StepsPerDoubling = 8;

    private const double Least = 1.0 / 16;

    /// <summary>The least weight of each step: halfway, in doublings, from the one before.</summary>
    private static readonly double[] Bounds = [.. Enumerable.Range(0, 64).Select(step => Least * Math.Pow(2, (step - 0.5) / StepsPerDoubling))];

    private static readonly double[] Strengths = [.. Enumerable.Range(0, 64).Select(step => Saturated(Least * Math.Pow(2, step / StepsPerDoubling)))];

    /// <summary>Sixteenths of a doubling (the exponent of a number and the first four bits of the rest), and the step that each begins in: a search by halves asked six questions that no processor foresees.</summary>
    private static readonly int FirstSixteenth = SixteenthOf(Least / 2);

    private static readonly byte[] LeastOf = [.. Enumerable.Range(FirstSixteenth, SixteenthOf(2 * Bounds[Mask]) - FirstSixteenth)
        .Select(sixteenth => (byte)Math.Max(1, Array.FindLastIndex(Bounds, bound => bound <= BitConverter.Int64BitsToDouble((long)sixteenth << SixteenthShift))))];

    private const int SixteenthShift = 48;

    /// <summary>What one occurrence is worth in each field of a sheet whose fields are so long.</summary>
    public static void FactorsOf(ReadOnlySpan<int> lengths, Span<double> factors)
    {
        for (var field = 0; field < lengths.Length; field++)
        {
            var b = Field.LengthPenalty[field];
            factors[field] = Field.Weight[field] / (1 - b + b * lengths[field] / UsualLength[field]);
        }
    }

    public static double Of(ReadOnlySpan<byte> occurrences, ReadOnlySpan<double> factors)
    {
        var sum = 0.0;
        for (var field = 0; field < occurrences.Length; field++)
        {
            sum += factors[field] * occurrences[field];
        }

        return sum;
    }

    /// <summary>Never 0: that is "not there".</summary>
    public static byte ToByte(double weight)
    {
        var step = LeastOf[Math.Clamp(SixteenthOf(weight) - FirstSixteenth, 0, LeastOf.Length - 1)];
        while (step < Mask && weight >= Bounds[step + 1])
        {
            step++;
        }

        return step;
    }

    /// <summary>Of two forms of one word, the stronger counts.</summary>
    public static byte Either(byte a, byte b) => (byte)(Math.Max(a & Mask, b & Mask) | ((a | b) & ~Mask));

    /// <summary>Without what says that the word opens a name, which nothing says of several words.</summary>
    public static byte Unopened(byte posting) => (byte)(posting & ~OpensName);

    /// <summary>A term of several words is as strong as its weakest, and only where all stand.</summary>
    public static byte Both(byte a, byte b) => a == 0 || b == 0 ? (byte)0 : (byte)(Math.Min(a & Mask, b & Mask) | (a & b & ~Mask));

    /// <summary>BM25F's saturated weight of a word in a document, from 0 to 1.</summary>
    public static double StrengthOf(byte posting) => Strengths[posting & Mask];

    private static int SixteenthOf(double weight) => (int)(BitConverter.DoubleToInt64Bits(weight) >> SixteenthShift);

    private static double Saturated(double weight) => weight / (Saturation + weight);
}
