using Liant.Platform.Text;

namespace Liant.Modules.Catalogue;

/// <summary>A number that is the same for two sheets of one kind whose name is the same but for case, accents and punctuation, in one
/// commune (for a resource: of one publisher). It begins with the place: one index finds the sheets of one name, and those of one commune.</summary>
internal static class SheetLikeness
{
    public static long Of(SheetKind kind, SheetContent content) =>
        Of(kind, content.Title, content.CommuneCode ?? content.AreaCode, content.Publishers.Count > 0 ? content.Publishers[0] : null);

    public static long Of(SheetKind kind, string title, string? place, string? publisher) =>
        Beginning(place) | (new StableHash().Add(kind.Slug()).Add(Fold.Words(title)).Add(publisher is null ? null : Fold.Words(publisher)).Value & OfName);

    /// <summary>From the first to the last number of the sheets of a place; a few other places may share it.</summary>
    public static (long First, long Last) Range(string? place) => (Beginning(place), Beginning(place) | OfName);

    private const long OfName = (1L << 44) - 1;

    /// <summary>Nineteen bits, so that no number is negative; all zero without a place.</summary>
    private static long Beginning(string? place) => place is null ? 0 : (new StableHash().Add(place).Value >>> 45 | 1) << 44;
}
