using Liant.Platform.Database;

namespace Liant.Modules.Search.Snapshots;

/// <summary>What a snapshot is made of, and up to where of the change sequence it goes.</summary>
/// <param name="LastLine">A line of the change sequence that was there: another database does not have it.</param>
internal sealed record Manifest(FeedPosition Position, ChangeLine? LastLine, IReadOnlyList<Manifest.KeptSegment> Segments, IReadOnlyList<Manifest.KeptTraits> Traits, IReadOnlyList<Manifest.KeptPlace> Places)
{
    /// <param name="Gone">Numbers of the sheets that are no longer there.</param>
    internal sealed record KeptSegment(string File, int[] Gone);

    internal sealed record KeptTraits(string Key, string Kind, IReadOnlyList<string> Themes, string? Form, IReadOnlyList<string> Cooperation, IReadOnlyList<string> Words);

    /// <param name="Version">Of all that the index says of the place.</param>
    internal sealed record KeptPlace(string? Commune, string? Area, ulong Version);
}
