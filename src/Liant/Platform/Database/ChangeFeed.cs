using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Liant.Platform.Database;

/// <summary>
/// Reads the change sequence from where it got to, and nothing twice.
/// On SQLite one transaction writes at a time: numbers come in the order of commits. On PostgreSQL they do not, so a line is known by its transaction: those older than
/// every transaction that is still open (<c>pg_snapshot_xmin</c>) are settled; the others are read as soon as they are seen, and looked for again until they are.
/// </summary>
public sealed class ChangeFeed
{
    private Position position = new(0, []);

    /// <param name="From">SQLite: the last line read. PostgreSQL: the oldest transaction that was still open; lines of it and of later ones may still come.</param>
    /// <param name="Seen">Lines beyond that were read all the same.</param>
    private sealed record Position(long From, HashSet<long> Seen);

    /// <summary>From now on: what is there is known.</summary>
    public async Task StartAsync(LiantDb db, CancellationToken cancel)
    {
        position = db.Database.IsNpgsql()
            ? new Position(await OldestOpenAsync(db, cancel), [])
            : new Position(await db.Changes.MaxAsync(change => (long?)change.Sequence, cancel) ?? 0, []);
        // Lines of open transactions that commit before the readers read are read again: harmless.
    }

    /// <summary>What was committed since. It counts as read once <paramref name="follow"/> comes back.</summary>
    public async Task FollowAsync(LiantDb db, Func<IReadOnlyList<Change>, Task> follow, CancellationToken cancel)
    {
        var (changes, next) = db.Database.IsNpgsql() ? await SettledAsync(db, cancel) : await LaterAsync(db, cancel);
        if (changes.Count > 0)
        {
            await follow(changes);
        }

        position = next;
    }

    private async Task<(List<Change>, Position)> LaterAsync(LiantDb db, CancellationToken cancel)
    {
        var changes = await db.Changes.AsNoTracking().Where(change => change.Sequence > position.From).OrderBy(change => change.Sequence).ToListAsync(cancel);
        return (changes, changes.Count == 0 ? position : new Position(changes[^1].Sequence, []));
    }

    private async Task<(List<Change>, Position)> SettledAsync(LiantDb db, CancellationToken cancel)
    {
        // The oldest open one first: what commits between the two readings is read now and sought again, never missed.
        var open = await OldestOpenAsync(db, cancel);
        var from = position.From.ToString(CultureInfo.InvariantCulture);
        var here = await db.Changes.FromSql($"""SELECT "Sequence", "Kind", "ChangedId" FROM platform_changes WHERE "Transaction" >= CAST({from} AS text)::xid8""").AsNoTracking().ToListAsync(cancel);
        return ([.. here.Where(change => !position.Seen.Contains(change.Sequence)).OrderBy(change => change.Sequence)], new Position(open, here.Select(change => change.Sequence).ToHashSet()));
    }

    private static async Task<long> OldestOpenAsync(LiantDb db, CancellationToken cancel) =>
        await db.Database.SqlQuery<long>($"""SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS "Value" """).SingleAsync(cancel);
}
