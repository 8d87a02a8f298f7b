using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Twins;

/// <summary>Where the address of a sheet that was joined to another leads now, for those who may see that other.</summary>
internal static class AbsorbedAddresses
{
    public static Task<Sheet?> FindKeptAsync(this LiantDb db, SheetKind kind, string slug, Viewer viewer, CancellationToken cancel)
    {
        var kindSlug = kind.Slug();
        return KeptAsync(db, db.Set<AbsorbedSheet>().Where(a => a.KindSlug == kindSlug && a.Slug == slug), viewer, cancel);
    }

    public static Task<Sheet?> FindKeptAsync(this LiantDb db, SheetKind kind, Guid id, Viewer viewer, CancellationToken cancel)
    {
        var kindSlug = kind.Slug();
        return KeptAsync(db, db.Set<AbsorbedSheet>().Where(a => a.KindSlug == kindSlug && a.Id == id), viewer, cancel);
    }

    private static Task<Sheet?> KeptAsync(LiantDb db, IQueryable<AbsorbedSheet> absorbed, Viewer viewer, CancellationToken cancel) =>
        db.Set<Sheet>().AsNoTracking().VisibleTo(viewer).Join(absorbed, s => s.Id, a => a.IntoId, (s, a) => new { Sheet = s, a.AbsorbedAt })
            .OrderByDescending(pair => pair.AbsorbedAt).Select(pair => pair.Sheet).FirstOrDefaultAsync(cancel);
}
