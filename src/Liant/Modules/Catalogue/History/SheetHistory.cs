using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Twins;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.History;

/// <summary>
/// Every version of a sheet that a person wrote or replaced. A sheet that only a file ever revised has none: its versions are the editions of that file, and a million rows cost nothing here.
/// </summary>
internal static class SheetHistory
{
    /// <summary>Before a revision: what these sheets say now is kept, unless it is already. Their relations are read if they were not.</summary>
    public static async Task KeepPresentAsync(this LiantDb db, IReadOnlyCollection<Sheet> sheets, CancellationToken cancel)
    {
        var ids = sheets.Select(sheet => sheet.Id).ToList();
        var latest = await db.Set<SheetRevision>().Where(revision => ids.Contains(revision.SheetId))
            .GroupBy(revision => revision.SheetId).Select(ofSheet => ofSheet.OrderByDescending(revision => revision.At).ThenByDescending(revision => revision.Id).First())
            .ToDictionaryAsync(revision => revision.SheetId, revision => revision.Said, cancel);
        await db.Set<Relation>().Where(relation => ids.Contains(relation.FromId)).LoadAsync(cancel);
        foreach (var sheet in sheets)
        {
            if (latest.GetValueOrDefault(sheet.Id) != KeptSheet.Of(sheet).Written())
            {
                db.Add(SheetRevision.Of(sheet, RevisionCause.Before, null, sheet.UpdatedAt));
            }
        }
    }

    /// <summary>After it, in the same transaction.</summary>
    public static void KeepRevision(this LiantDb db, Sheet sheet, RevisionCause cause, string actor, DateTimeOffset now) => db.Add(SheetRevision.Of(sheet, cause, actor, now));

    /// <summary>The versions of a sheet, and of those that were joined to it, that this viewer may see: whoever could not read the sheet then does not read it now.</summary>
    public static IQueryable<SheetRevision> RevisionsOf(this LiantDb db, Guid sheet, Viewer viewer)
    {
        var spaces = viewer.Spaces.Select(SheetRevision.NameOf).ToList();
        var absorbed = db.Set<AbsorbedSheet>().Where(one => one.IntoId == sheet).Select(one => one.Id);
        return db.Set<SheetRevision>().AsNoTracking().Where(revision => revision.SheetId == sheet || absorbed.Contains(revision.SheetId))
            .Where(revision => !revision.IsPrivate || viewer.SeesPrivate || spaces.Any(space => revision.Readers.Contains(space)));
    }
}
