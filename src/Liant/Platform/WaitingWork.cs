namespace Liant.Platform;

/// <summary>Something that waits for an editor, somewhere else than among the proposals of her desk.</summary>
/// <param name="TextKey">Key in the shared texts of what is counted: one form for one, another for several ("{0} doublon possible|{0} doublons possibles").</param>
/// <param name="Path">The page where it is dealt with.</param>
/// <param name="Icon">Name in the icon sprite.</param>
/// <param name="Of">The space that it waits in, where there may be several.</param>
public sealed record WaitingWork(string TextKey, int Count, string Path, string Icon, string? Of = null);
