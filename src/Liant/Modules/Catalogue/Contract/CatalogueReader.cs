using System.Runtime.CompilerServices;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Contract;

/// <summary>What other modules may read of the catalogue.</summary>
public sealed class CatalogueReader(IDbContextFactory<LiantDb> databases)
{
    /// <summary>Kind of change in the change sequence that says "a sheet was written".</summary>
    public const string SheetChanged = Sheet.Changed;

    /// <summary>Kind of change that says "many sheets were added": the identifier is that of the first (32 characters), then of the last.</summary>
    public const string SheetsChanged = Sheet.ManyChanged;

    /// <summary>The identifiers of the first and the last of the sheets that such a change added.</summary>
    public static (Guid First, Guid Last) Between(Change many) => (Guid.Parse(many.ChangedId.AsSpan(0, 32)), Guid.Parse(many.ChangedId.AsSpan(32)));

    /// <summary>Every published sheet, private ones marked, as the search indexes it.</summary>
    public async IAsyncEnumerable<SheetText> ReadAllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var readers = await ReadersAsync(db.Set<SheetReader>(), cancel);
        await foreach (var sheet in Read(db).OrderBy(sheet => sheet.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return SheetText.Of(sheet, readers[sheet.Id]);
        }
    }

    /// <summary>The sheets between these two identifiers, both included.</summary>
    public async IAsyncEnumerable<SheetText> ReadBetweenAsync(Guid first, Guid last, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var readers = await ReadersAsync(db.Set<SheetReader>().Where(reader => reader.SheetId >= first && reader.SheetId <= last), cancel);
        await foreach (var sheet in Read(db).Where(sheet => sheet.Id >= first && sheet.Id <= last).OrderBy(sheet => sheet.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return SheetText.Of(sheet, readers[sheet.Id]);
        }
    }

    /// <summary>These sheets; those that are no longer there are left out.</summary>
    public async IAsyncEnumerable<SheetText> ReadAsync(IEnumerable<Guid> ids, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        foreach (var some in ids.Chunk(500))
        {
            var readers = await ReadersAsync(db.Set<SheetReader>().Where(reader => some.Contains(reader.SheetId)), cancel);
            foreach (var sheet in await Read(db).Where(sheet => some.Contains(sheet.Id)).OrderBy(sheet => sheet.Id).ToListAsync(cancel))
            {
                yield return SheetText.Of(sheet, readers[sheet.Id]);
            }
        }
    }

    /// <summary>How many published sheets there are, private ones included.</summary>
    public async Task<int> CountAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Sheet>().CountAsync(sheet => sheet.IsPublished, cancel);
    }

    /// <summary>Identifiers of every published sheet, each with whether it is private.</summary>
    public async Task<IReadOnlyDictionary<Guid, bool>> ReadIdentifiersAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Sheet>().Where(sheet => sheet.IsPublished).Select(sheet => new { sheet.Id, sheet.IsPrivate }).ToDictionaryAsync(sheet => sheet.Id, sheet => sheet.IsPrivate, cancel);
    }

    /// <summary>Few sheets have any: read beside them rather than joined to a million.</summary>
    private static async Task<ILookup<Guid, Guid>> ReadersAsync(IQueryable<SheetReader> readers, CancellationToken cancel) =>
        (await readers.AsNoTracking().ToListAsync(cancel)).ToLookup(reader => reader.SheetId, reader => reader.SpaceId);

    /// <summary>Drafts are not there for the search, which forgets a sheet that is no longer published. Without the file that each came from, which the search does not read: it would be made anew for each of a million rows.</summary>
    private static IQueryable<Sheet> Read(LiantDb db) => db.Set<Sheet>().AsNoTracking().IgnoreAutoIncludes().Where(sheet => sheet.IsPublished);

    /// <summary>Slugs of the programmes that have a sheet which this viewer may see.</summary>
    public async Task<IReadOnlySet<string>> ProgrammeSheetsAsync(Viewer viewer, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Programme>().VisibleTo(viewer).Select(programme => programme.Slug).ToHashSetAsync(cancel);
    }

    /// <summary>Days and venue of these events; those that this viewer may not see are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, EventDates>> DatesOfEventsAsync(IEnumerable<Guid> ids, Viewer viewer, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var found = new Dictionary<Guid, EventDates>();
        foreach (var some in ids.Chunk(500))
        {
            foreach (var e in await db.Set<Event>().AsNoTracking().VisibleTo(viewer).Where(e => some.Contains(e.Id)).ToListAsync(cancel))
            {
                found[e.Id] = new EventDates(e.StartsOn, e.EndsOn, e.Venue, e.Organisers);
            }
        }

        return found;
    }
}

/// <summary>When and where an event takes place, as precisely as its source says.</summary>
public sealed record EventDates(PartialDate? StartsOn, PartialDate? EndsOn, string? Venue, IReadOnlyList<string> Organisers);
