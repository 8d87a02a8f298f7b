namespace Liant.Platform.Text;

/// <summary>A 64-bit number of a text, the same in every process and version (FNV-1a over UTF-16 units). For telling texts apart among
/// millions at the price of a few nanoseconds; not for anything that someone may want to forge.</summary>
internal struct StableHash()
{
    private ulong hash = 14695981039346656037UL;

    public readonly long Value => (long)hash;

    public StableHash Add(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        // A mark between texts: ("ab", "c") is not ("a", "bc").
        hash = (hash ^ 0x1_0000) * 1099511628211UL;
        return this;
    }
}
