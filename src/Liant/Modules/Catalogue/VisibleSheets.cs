using Liant.Modules.Accounts.Contract;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue;

internal static class VisibleSheets
{
    /// <summary>The permission is in the query: a forgotten check finds nothing rather than too much.</summary>
    public static IQueryable<T> VisibleTo<T>(this IQueryable<T> sheets, Viewer viewer) where T : Sheet =>
        viewer.SeesPrivate ? sheets : sheets.PublishedFor(viewer).ReadableBy(viewer);

    /// <summary>What an editor may change, of what she sees: sheets that are for everyone, and private ones kept for a space that she manages. To read with a space is not to decide for it.</summary>
    public static IQueryable<T> EditableBy<T>(this IQueryable<T> sheets, Viewer viewer) where T : Sheet
    {
        var managed = viewer.Managed;
        return viewer.SeesPrivate ? sheets : sheets.VisibleTo(viewer).Where(sheet => !sheet.IsPrivate || sheet.Readers.Any(reader => managed.Contains(reader.SpaceId)));
    }

    /// <summary>The same of a sheet that is at hand and that she sees.</summary>
    public static bool IsEditableBy(this Sheet sheet, Viewer viewer) =>
        viewer.SeesPrivate || (viewer.IsEditor && (!sheet.IsPrivate || sheet.Readers.Any(reader => viewer.Is(SpaceRole.Manager, reader.SpaceId))));

    /// <summary>Editors see drafts, sheets to come and expired ones.</summary>
    private static IQueryable<T> PublishedFor<T>(this IQueryable<T> sheets, Viewer viewer) where T : Sheet => viewer.IsEditor ? sheets : sheets.Where(sheet => sheet.IsPublished);

    private static IQueryable<T> ReadableBy<T>(this IQueryable<T> sheets, Viewer viewer) where T : Sheet =>
        viewer.Spaces.ToList() is { Count: > 0 } spaces ? sheets.Where(sheet => !sheet.IsPrivate || sheet.Readers.Any(reader => spaces.Contains(reader.SpaceId)))
        : sheets.Where(sheet => !sheet.IsPrivate);

    public static string Address(this Sheet sheet) => $"/{sheet.Kind.Path()}/{sheet.Slug}";
}
