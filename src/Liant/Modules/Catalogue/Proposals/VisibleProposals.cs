using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;

namespace Liant.Modules.Catalogue.Proposals;

internal static class VisibleProposals
{
    /// <summary>A proposal about a sheet that she may not see is not there either.</summary>
    public static IQueryable<Proposal> VisibleTo(this IQueryable<Proposal> proposals, Viewer viewer, LiantDb db)
    {
        var sheets = db.Set<Sheet>().VisibleTo(viewer);
        return viewer.SeesPrivate ? proposals : proposals.Where(proposal => proposal.SheetId == null || sheets.Any(sheet => sheet.Id == proposal.SheetId));
    }
}
