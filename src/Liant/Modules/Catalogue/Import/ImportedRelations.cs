using Liant.Modules.Catalogue.Contract;
using Liant.Platform.Database;
using Liant.Platform.Tables;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Links between sheets, once all the sheets of a file are there: a row may name one that comes after it.</summary>
internal sealed class ImportedRelations(LiantDb db, SheetImport import)
{
    public async Task WriteAsync(TableFile table, RowReader reader, CancellationToken cancel)
    {
        var rank = 0L;
        foreach (var some in table.Rows().Select(row => reader.Read(row, ++rank)).Where(row => row.Content is not null && row.Relations is not null).Chunk(200))
        {
            foreach (var row in some)
            {
                await RelateAsync(row, cancel);
            }

            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }

    private async Task RelateAsync(ReadRow row, CancellationToken cancel)
    {
        var kind = row.Kind.Slug();
        var sheet = (row.LiantId is { } id ? await db.Set<Sheet>().Include(s => s.Relations).SingleOrDefaultAsync(s => s.Id == id, cancel) : null)
            ?? await db.Set<Sheet>().Include(s => s.Relations).SingleOrDefaultAsync(s => s.Origin == row.Origin && EF.Property<string>(s, "KindSlug") == kind && s.OriginKey == row.Key, cancel);
        if (sheet is null || (sheet.IsEditedByHand && row.LiantId is null))
        {
            return;
        }

        var wanted = new List<(string Kind, Guid To, string Source)>();
        var unknown = new List<string>();
        foreach (var parts in CellText.ToRows(row.Relations))
        {
            var relation = parts[0] is { } word ? Vocabulary.Relations.Terms.FirstOrDefault(t => t.Slug == word || Fold.Words(t.Fr) == Fold.Words(word))?.Slug : null;
            if (relation is not null && parts.Length > 1 && parts[1] is { } address && await TargetAsync(address, row.Origin, cancel) is { } to)
            {
                var source = parts.Length > 2 && parts[2] is { } key && sheet.AllSources.Any(s => s.Key == key) ? key : sheet.AllSources[0].Key;
                wanted.Add((relation, to, source));
            }
            else
            {
                unknown.Add(string.Join(" | ", parts));
            }
        }

        // A link that leads nowhere here (a private sheet, one that was not exported) leaves those that are there as they are.
        var changed = unknown.Count == 0 ? sheet.RelateOnly(wanted) : wanted.Exists(w => !sheet.Relations.Any(r => r.Kind == w.Kind && r.ToId == w.To));
        if (unknown.Count > 0)
        {
            wanted.ForEach(w => sheet.Relate(w.Kind, w.To, w.Source));
            await RemarkAsync(row, $"lien laissé de côté, fiche inconnue : {string.Join(" ; ", unknown.Take(5))}", cancel);
        }

        if (changed)
        {
            db.Changes.Add(new Change(Sheet.Changed, sheet.Id.ToString()));
        }
    }

    /// <summary>"/initiatives/la-smalah" (the address of its page), or "initiatives/its-key" in the same source.</summary>
    private async Task<Guid?> TargetAsync(string address, string origin, CancellationToken cancel)
    {
        var parts = (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal) ? uri.AbsolutePath : address).Trim('/').Split('/', 2);
        if (parts.Length != 2 || (SheetKinds.FromPath(parts[0]) ?? SheetKinds.FromWord(parts[0])) is not { } kind)
        {
            return null;
        }

        var (slug, key) = (kind.Slug(), parts[1]);
        return await db.Set<Sheet>().Where(s => EF.Property<string>(s, "KindSlug") == slug && s.Slug == key).Select(s => (Guid?)s.Id).SingleOrDefaultAsync(cancel)
            ?? await db.Set<Sheet>().Where(s => EF.Property<string>(s, "KindSlug") == slug && s.Origin == origin && s.OriginKey == key).Select(s => (Guid?)s.Id).SingleOrDefaultAsync(cancel);
    }

    private async Task RemarkAsync(ReadRow row, string remark, CancellationToken cancel)
    {
        var line = await db.Set<ImportLine>().AsNoTracking().SingleOrDefaultAsync(l => l.ImportId == import.Id && l.Rank == row.Rank && !l.IsRefused, cancel);
        if (line is null)
        {
            db.Add(new ImportLine { ImportId = import.Id, Rank = row.Rank, Line = row.Line, IsRefused = false, Reason = remark });
            await db.Set<SheetImport>().Where(i => i.Id == import.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.Remarks, i => i.Remarks + 1), cancel);
        }
        else if (!line.Reason.Contains(remark, StringComparison.Ordinal))
        {
            var both = $"{line.Reason} ; {remark}";
            await db.Set<ImportLine>().Where(l => l.ImportId == import.Id && l.Rank == row.Rank && !l.IsRefused).ExecuteUpdateAsync(set => set.SetProperty(l => l.Reason, both), cancel);
        }
    }
}
