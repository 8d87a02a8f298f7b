using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Database;

/// <summary>
/// Reads the change sequence from where it got to, and nothing twice.
/// On SQLite one transaction writes at a time: numbers come in the order of commits. On PostgreSQL they do not, so a line is known by its transaction: those older than
/// every transaction that is still open (<c>pg_snapshot_xmin</c>) are settled; the others are read as soon as they are seen, and looked for again until they are.
/// </summary>
/// <param name="from">Where another got to; null to begin with <see cref="StartAsync"/>.</param>
public sealed class ChangeFeed(FeedPosition? from)
{
    private FeedPosition? position = from;

    public ChangeFeed()
        : this(null)
    {
    }

    /// <summary>What was followed, up to here; null before the start.</summary>
    public FeedPosition? Position => Volatile.Read(ref position);

    /// <summary>From now on: what is there is known.</summary>
    public async Task StartAsync(LiantDb db, CancellationToken cancel)
    {
        position = db.Database.IsNpgsql()
            ? new FeedPosition(await OldestOpenAsync(db, cancel), [])
            : new FeedPosition(await db.Changes.MaxAsync(change => (long?)change.Sequence, cancel) ?? 0, []);
    }

    /// <summary>The line that was written last; null when there is none.</summary>
    public static async Task<ChangeLine?> LastLineAsync(LiantDb db, CancellationToken cancel) =>
        await db.Changes.MaxAsync(change => (long?)change.Sequence, cancel) is { } sequence ? new ChangeLine(sequence, await WordsOfAsync(db, sequence, cancel) ?? "") : null;

    /// <summary>Whether this database has the line, and says the same there.</summary>
    public static async Task<bool> HasAsync(LiantDb db, ChangeLine line, CancellationToken cancel) => await WordsOfAsync(db, line.Sequence, cancel) == line.Words;

    /// <summary>What was committed since. It counts as read once <paramref name="follow"/> comes back.</summary>
    public async Task FollowAsync(LiantDb db, Func<IReadOnlyList<Change>, Task> follow, CancellationToken cancel)
    {
        // Lines of open transactions that commit before the readers first read are read again: harmless.
        var before = position ?? throw new InvalidOperationException("a feed is followed once it has started");
        var (changes, next) = db.Database.IsNpgsql() ? await SettledAsync(db, before, cancel) : await LaterAsync(db, before, cancel);
        if (changes.Count > 0)
        {
            await follow(changes);
        }

        Volatile.Write(ref position, next);
    }

    private static async Task<(List<Change>, FeedPosition)> LaterAsync(LiantDb db, FeedPosition before, CancellationToken cancel)
    {
        var changes = await db.Changes.AsNoTracking().Where(change => change.Sequence > before.From).OrderBy(change => change.Sequence).ToListAsync(cancel);
        return (changes, changes.Count == 0 ? before : new FeedPosition(changes[^1].Sequence, []));
    }

    private static async Task<(List<Change>, FeedPosition)> SettledAsync(LiantDb db, FeedPosition before, CancellationToken cancel)
    {
        // The oldest open one first: what commits between the two readings is read now and sought again, never missed.
        var open = await OldestOpenAsync(db, cancel);
        var from = before.From.ToString(CultureInfo.InvariantCulture);
        var here = await db.Changes.FromSql($"""SELECT "Sequence", "Kind", "ChangedId" FROM platform_changes WHERE "Transaction" >= CAST({from} AS text)::xid8""").AsNoTracking().ToListAsync(cancel);
        return ([.. here.Where(change => !before.Seen.Contains(change.Sequence)).OrderBy(change => change.Sequence)], new FeedPosition(open, here.Select(change => change.Sequence).ToHashSet()));
    }

    /// <summary>On PostgreSQL with its transaction: the same lines in another cluster have other ones.</summary>
    private static async Task<string?> WordsOfAsync(LiantDb db, long sequence, CancellationToken cancel) => db.Database.IsNpgsql()
        ? await db.Database.SqlQuery<string>($"""SELECT "Kind" || ' ' || "ChangedId" || ' ' || "Transaction"::text AS "Value" FROM platform_changes WHERE "Sequence" = {sequence}""").SingleOrDefaultAsync(cancel)
        : await db.Changes.Where(change => change.Sequence == sequence).Select(change => change.Kind + " " + change.ChangedId).SingleOrDefaultAsync(cancel);

    private static async Task<long> OldestOpenAsync(LiantDb db, CancellationToken cancel) =>
        await db.Database.SqlQuery<long>($"""SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS "Value" """).SingleAsync(cancel);
}
