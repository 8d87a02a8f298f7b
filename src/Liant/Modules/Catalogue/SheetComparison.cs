using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue;

internal static class SheetComparison
{
    /// <summary>About the sheet's life rather than what it says. Sources are compared together, whether the file's or its own.</summary>
    private static readonly HashSet<string> Aside =
        [nameof(Sheet.UpdatedAt), nameof(Sheet.Version), nameof(Sheet.RowFingerprint), nameof(Sheet.IsEditedByHand), nameof(Sheet.Sources), nameof(Sheet.FileSourceId),
         nameof(Sheet.IsPublished), nameof(Sheet.PublishesAt), nameof(Sheet.ExpiresAt)];

    /// <summary>EF Core compares the values as they would be stored: a fresh sheet made of the content against the one in the database.</summary>
    public static bool SaysTheSame(this LiantDb db, Sheet sheet, SheetContent content)
    {
        var fresh = sheet.Kind.Blank();
        fresh.Write(sheet.Id, sheet.Slug, content, sheet.CreatedAt, sheet.Origin, sheet.OriginKey);
        return db.Entry(sheet).Properties.Where(p => p.Metadata.PropertyInfo is not null && !Aside.Contains(p.Metadata.Name))
                .All(p => p.Metadata.GetValueComparer().Equals(p.CurrentValue, p.Metadata.PropertyInfo!.GetValue(fresh)))
            && sheet.AllSources.SequenceEqual(content.AllSources);
    }
}
