using Liant.Modules.Catalogue.History;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Sheets whose row has changed since it was last read: revised when they really say something else.</summary>
internal sealed class RevisedSheets(LiantDb db, string actor, DateTimeOffset now)
{
    public sealed record Outcome(List<Change> Changes, int Updated, List<(ReadRow Row, string Reason)> Refused);

    public async Task<Outcome> WriteAsync(IReadOnlyList<(ReadRow Row, Guid Id)> changed, CancellationToken cancel)
    {
        var outcome = new Outcome([], 0, []);
        foreach (var some in changed.Chunk(500))
        {
            var ids = some.Select(c => c.Id).ToList();
            var sheets = await db.Set<Sheet>().Where(s => EF.Parameter(ids).Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancel);
            var same = new List<(Guid Id, long Fingerprint)>();
            var revised = new List<(ReadRow Row, Sheet Sheet)>();
            foreach (var (row, id) in some)
            {
                var sheet = sheets[id];
                if (db.SaysTheSame(sheet, row.Content!))
                {
                    same.Add((id, row.Fingerprint));
                }
                else if (row.LiantId is not null && row.Version != sheet.Version)
                {
                    outcome.Refused.Add((row, $"la fiche a été modifiée dans Liant depuis l’export (version {row.Version?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "absente"}, aujourd’hui {sheet.Version}) : exportez-la de nouveau"));
                }
                else
                {
                    revised.Add((row, sheet));
                }
            }

            var byHand = revised.FindAll(one => one.Row.LiantId is not null);
            if (byHand.Count > 0)
            {
                await db.KeepPresentAsync(byHand.ConvertAll(one => one.Sheet), cancel);
            }

            foreach (var (row, sheet) in revised)
            {
                // The file's source as this context knows it: two copies of one row cannot be tracked.
                var source = row.Content!.FileSource is { } file ? await db.Set<FileSource>().FindAsync([file.Id], cancel) : null;
                sheet.Revise(row.Content with { FileSource = source }, now, byHand: row.LiantId is not null);
                sheet.ReadFromRow(row.Fingerprint);
            }

            byHand.ForEach(one => db.KeepRevision(one.Sheet, RevisionCause.Import, actor, now));
            outcome = outcome with { Updated = outcome.Updated + revised.Count };
            await db.SaveChangesAsync(cancel);
            outcome.Changes.AddRange(db.ChangeTracker.Entries<Change>().Select(entry => entry.Entity));
            foreach (var sheet in sheets.Values)
            {
                db.Entry(sheet).State = EntityState.Detached;
            }

            db.ChangeTracker.Entries<Change>().ToList().ForEach(entry => entry.State = EntityState.Detached);
            foreach (var (id, fingerprint) in same)
            {
                await db.Set<Sheet>().Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.RowFingerprint, fingerprint), cancel);
            }
        }

        return outcome;
    }
}
