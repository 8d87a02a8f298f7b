using Liant.Modules.Accounts.Contract;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue;

internal static class VisibleSheets
{
    /// <summary>The permission is in the query: a forgotten check finds nothing rather than too much.</summary>
    public static IQueryable<T> VisibleTo<T>(this IQueryable<T> sheets, Viewer viewer) where T : Sheet =>
        viewer.SeesPrivate ? sheets : sheets.PublishedFor(viewer).ReadableBy(viewer);

    /// <summary>Editors see drafts, sheets to come and expired ones.</summary>
    private static IQueryable<T> PublishedFor<T>(this IQueryable<T> sheets, Viewer viewer) where T : Sheet => viewer.IsEditor ? sheets : sheets.Where(sheet => sheet.IsPublished);

    private static IQueryable<T> ReadableBy<T>(this IQueryable<T> sheets, Viewer viewer) where T : Sheet =>
        viewer.Spaces.ToList() is { Count: > 0 } spaces ? sheets.Where(sheet => !sheet.IsPrivate || sheet.Readers.Any(reader => spaces.Contains(reader.SpaceId)))
        : sheets.Where(sheet => !sheet.IsPrivate);

    public static string Address(this Sheet sheet) => $"/{sheet.Kind.Path()}/{sheet.Slug}";
}
