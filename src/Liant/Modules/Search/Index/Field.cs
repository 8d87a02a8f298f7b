using System.Runtime.CompilerServices;

namespace Liant.Modules.Search.Index;

/// <summary>The parts of a document, with what a word found there is worth (BM25F). A name is often
/// a metaphor ("Villages Vivants"): keywords and summary say the subject better; whole names have their own bonus.</summary>
internal static class Field
{
    public const int Name = 0;
    public const int Keyword = 1;
    public const int Place = 2;
    public const int Summary = 3;
    public const int Body = 4;
    public const int Count = 5;

    public static readonly double[] Weight = [3, 3.5, 2, 3, 1];

    /// <summary>How much a long field dilutes its words (b of BM25F).</summary>
    public static readonly double[] LengthPenalty = [0.3, 0.4, 0, 0.5, 0.6];
}

/// <summary>How often a word stands in each field of one document, at most 255 times.</summary>
[InlineArray(Field.Count)]
internal struct FieldCounts
{
    private byte first;
}
