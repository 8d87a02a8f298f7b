namespace Liant.Modules.Search.Segments;

/// <summary>In how many public sheets: each word, each stem, each stem as a keyword.</summary>
internal sealed record Frequencies(int[] Words, int[] Stems, int[] Subjects)
{
    public Frequencies Copy() => new([.. Words], [.. Stems], [.. Subjects]);
}
