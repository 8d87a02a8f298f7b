using System.Collections.Concurrent;
using System.Diagnostics;
using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Review;
using Liant.Modules.Ingestion.Understanding;
using Liant.Platform.Database;
using Liant.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Ingestion.Batches;

/// <summary>"./run read FOLDER": every document that is not known yet is read and kept in the batch named after the folder, some at a time in one transaction. Killed at any moment,
/// the same command goes on: what is kept is known by its checksum.</summary>
internal sealed class FolderReading(IDbContextFactory<LiantDb> databases, DocumentReader reader, TimeProvider clock)
{
    private const int MostInTransaction = 40;

    private static readonly TimeSpan LongestTransaction = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, string> checksums = [];

    /// <param name="refused">Told of each document that could not be read: its name, and why.</param>
    /// <param name="address">Where a file was published, when that is known.</param>
    public async Task<FolderCount> ReadAsync(string path, Action<string, string> refused, CancellationToken cancel, Func<string, string?>? address = null)
    {
        var folder = new FolderOfDocuments(path);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var batch = await BatchAsync(db, new DirectoryInfo(path).Name, cancel);
        var count = new FolderCount(batch.Id, 0, 0, 0, 0);
        var (read, since) = (new List<DocumentRead>(), Stopwatch.GetTimestamp());
        var keeping = Task.FromResult(new FolderCount(batch.Id, 0, 0, 0, 0));
        // One transaction is written while the next documents are read.
        async Task KeepAsync()
        {
            count += await keeping;
            var some = read;
            keeping = Task.Run(() => KeepAllAsync(batch.Id, folder, some), CancellationToken.None);
            (read, since) = ([], Stopwatch.GetTimestamp());
        }

        await foreach (var one in folder.ReadAsync(reader, async file =>
        {
            var known = await IsKnownAsync(db, file, cancel);
            count = count with { Known = count.Known + (known ? 1 : 0) };
            return known;
        }, cancel))
        {
            read.Add(one.Opened is { Address: null } opened && address?.Invoke(one.File) is { } known ? one with { Opened = opened with { Address = known } } : one);
            if (one.Problem is { } problem)
            {
                refused(folder.NameOf(one.File), problem);
            }

            if (read.Count >= MostInTransaction || Stopwatch.GetElapsedTime(since) > LongestTransaction)
            {
                await KeepAsync();
            }
        }

        await KeepAsync();
        return count + await keeping;
    }

    /// <summary>The same folder is the same batch: new documents of it come after those it had.</summary>
    private async Task<ReadingBatch> BatchAsync(LiantDb db, string name, CancellationToken cancel)
    {
        name = StoredFiles.Plain(name);
        if (await db.Set<ReadingBatch>().FirstOrDefaultAsync(batch => batch.Name == name && batch.Actor == ReadingBatch.CommandLine, cancel) is { } known)
        {
            return known;
        }

        var opened = ReadingBatch.Open(Guid.CreateVersion7(clock.GetUtcNow()), name, ReadingBatch.CommandLine, clock.GetUtcNow());
        db.Add(opened);
        await db.SaveChangesAsync(cancel);
        return opened;
    }

    /// <summary>One that was refused is tried again: what was missing may be there now.</summary>
    private async Task<bool> IsKnownAsync(LiantDb db, string file, CancellationToken cancel)
    {
        try
        {
            await using var content = File.OpenRead(file);
            var checksum = checksums[file] = await StoredFiles.ChecksumAsync(content, cancel);
            return await db.Set<BatchDocument>().AnyAsync(document => document.Checksum == checksum && document.State == DocumentState.Read, cancel);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task<FolderCount> KeepAllAsync(Guid batch, FolderOfDocuments folder, List<DocumentRead> read)
    {
        var (count, now) = (new FolderCount(batch, 0, 0, 0, 0), clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        await using var load = await BulkLoad.BeginAsync(db, CancellationToken.None);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var rank = await db.Set<BatchDocument>().Where(document => document.BatchId == batch).MaxAsync(document => (int?)document.Rank) + 1 ?? 0;
        var those = read.Select(one => checksums.GetValueOrDefault(one.File)).OfType<string>().ToList();
        var documents = await db.Set<BatchDocument>().Where(known => those.Contains(known.Checksum)).ToDictionaryAsync(known => known.Checksum);
        var drafts = new List<Draft>();
        foreach (var one in read)
        {
            if (!checksums.TryRemove(one.File, out var checksum))
            {
                // It could not even be opened: there is nothing to know it by.
                count += new FolderCount(batch, 0, 1, 0, 0);
                continue;
            }

            var document = documents.GetValueOrDefault(checksum);
            if (document?.State == DocumentState.Read)
            {
                // Twice in the folder, under two names.
                count += new FolderCount(batch, 0, 0, 1, 0);
                continue;
            }

            Guid? kept = null;
            if (one.Problem is null)
            {
                await using var content = File.OpenRead(one.File);
                kept = (await StoredFiles.AddAsync(db, content, one.File, checksum, now, CancellationToken.None)).Id;
            }

            if (document is null)
            {
                db.Add(documents[checksum] = document = BatchDocument.Add(Guid.CreateVersion7(now), batch, rank++, folder.NameOf(one.File), kept, checksum, now));
            }

            var proposed = document.Take(one, kept, now);
            drafts.AddRange(proposed);
            count += new FolderCount(batch, one.Problem is null ? 1 : 0, one.Problem is null ? 0 : 1, 0, proposed.Count);
        }

        await db.SaveChangesAsync();
        // Some twenty drafts a document: SaveChanges took as long over them as reading did.
        await BulkInsert.WriteAsync(db, drafts, CancellationToken.None);
        await transaction.CommitAsync();
        return count;
    }
}

/// <summary>What became of the documents of a folder.</summary>
/// <param name="Known">Read before, in this batch or another.</param>
internal sealed record FolderCount(Guid Batch, int Read, int Refused, int Known, int Drafts)
{
    public static FolderCount operator +(FolderCount a, FolderCount b) => new(a.Batch, a.Read + b.Read, a.Refused + b.Refused, a.Known + b.Known, a.Drafts + b.Drafts);
}
