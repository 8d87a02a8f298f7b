using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;

namespace Liant.Modules.Groups;

/// <summary>Who finds which group. What a group holds is for its people, and for the managers of its spaces, who answer for it.</summary>
internal static class GroupReaders
{
    public static IQueryable<Group> ReadBy(this IQueryable<Group> groups, LiantDb db, Viewer viewer)
    {
        if (viewer.SeesPrivate)
        {
            return groups;
        }

        var (managed, spaces) = (Managed(viewer), viewer.Spaces.ToList());
        return groups.Where(group => managed.Contains(group.SpaceId) || (group.PartnerId != null && managed.Contains(group.PartnerId.Value))
            || db.Set<GroupMember>().Any(member => member.GroupId == group.Id && member.PersonId == viewer.PersonId && spaces.Contains(member.SpaceId)));
    }

    /// <summary>Also those that are open to the people of a space of hers: their name and purpose, not what they hold.</summary>
    public static IQueryable<Group> ListedFor(this IQueryable<Group> groups, LiantDb db, Viewer viewer)
    {
        var spaces = viewer.Spaces.ToList();
        return groups.ReadBy(db, viewer).Union(groups.Where(group => group.IsOpen && group.ClosedAt == null && spaces.Contains(group.SpaceId)));
    }

    public static List<Guid> Managed(Viewer viewer) => viewer.Roles.Where(own => own.Value >= SpaceRole.Manager).Select(own => own.Key).ToList();
}
