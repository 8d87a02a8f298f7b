using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Entry;

/// <summary>Noticed on entry: a sheet of the same kind whose name is close (typing errors in a quarter of its letters at most, or one name
/// within the other), in the same commune, within two kilometres, or without a place on one of the two sides.</summary>
internal static class Duplicates
{
    private const double NearKm = 2;

    public static async Task<IReadOnlyList<Sheet>> FindAsync(LiantDb db, SheetKind kind, SheetContent content, Guid self, CancellationToken cancel)
    {
        var name = Fold.Words(content.Title);
        var others = await db.Set<Sheet>().AsNoTracking().Where(s => EF.Property<string>(s, "KindSlug") == kind.Slug() && s.Id != self).ToListAsync(cancel);
        return others.Where(other => IsClose(name, other) && IsSamePlace(content, other)).Take(5).ToList();
    }

    private static bool IsClose(string name, Sheet other) => other.Aliases.Prepend(other.Title).Select(Fold.Words).Any(known =>
        known == name
        || EditDistance.Within(known, name, Math.Min(8, Math.Max(known.Length, name.Length) / 4)) is not null
        || (Math.Min(known.Length, name.Length) >= 6 && ($" {known} ".Contains($" {name} ", StringComparison.Ordinal) || $" {name} ".Contains($" {known} ", StringComparison.Ordinal))));

    private static bool IsSamePlace(SheetContent content, Sheet other)
    {
        if (content.CommuneCode is not null && other.CommuneCode is not null)
        {
            return content.CommuneCode == other.CommuneCode
                || (content.Location is { } here && other.Location is { } there && here.KilometresTo(there) <= NearKm);
        }

        return true;
    }
}
