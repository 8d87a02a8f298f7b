namespace Liant.Platform.Database;

/// <summary>How far the change sequence was read.</summary>
/// <param name="From">SQLite: the last line read. PostgreSQL: the oldest transaction that was still open; lines of it and of later ones may still come.</param>
/// <param name="Seen">Lines beyond that were read all the same.</param>
public sealed record FeedPosition(long From, HashSet<long> Seen);

/// <summary>One line of the change sequence, as it can be told from that of another database.</summary>
public sealed record ChangeLine(long Sequence, string Words);
