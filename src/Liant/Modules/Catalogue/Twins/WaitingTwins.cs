using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;

namespace Liant.Modules.Catalogue.Twins;

/// <summary>The pairs that wait for a decision. Of a pair with a sheet that she may not change, an editor does not even know the number.</summary>
internal static class WaitingTwins
{
    public static IQueryable<LikelyTwins> TwinsFor(this LiantDb db, Viewer viewer)
    {
        var seen = db.Set<Sheet>().EditableBy(viewer);
        return db.Set<LikelyTwins>().Where(twins => twins.ToldApartAt == null && seen.Any(sheet => sheet.Id == twins.SheetId) && seen.Any(sheet => sheet.Id == twins.OtherId));
    }
}
