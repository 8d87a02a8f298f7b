using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;

namespace Liant.Modules.Catalogue.Proposals;

internal static class VisibleProposals
{
    /// <summary>A proposal about a sheet that she may not change is not there either; nor is a draft, which is for its space alone.</summary>
    public static IQueryable<Proposal> VisibleTo(this IQueryable<Proposal> proposals, Viewer viewer, LiantDb db)
    {
        var sheets = db.Set<Sheet>().EditableBy(viewer);
        var handedIn = proposals.Where(proposal => proposal.State != ProposalState.Draft);
        return viewer.SeesPrivate ? handedIn : handedIn.Where(proposal => proposal.SheetId == null || sheets.Any(sheet => sheet.Id == proposal.SheetId));
    }

    /// <summary>The drafts of a space, for those who contribute there.</summary>
    public static IQueryable<Proposal> DraftsOf(this IQueryable<Proposal> proposals, Guid space, Viewer viewer)
    {
        var contributes = viewer.Is(SpaceRole.Contributor, space);
        return proposals.Where(proposal => contributes && proposal.SpaceId == space && proposal.State == ProposalState.Draft);
    }
}
