using Liant.Platform.Text;

namespace Liant.Modules.Catalogue;

/// <summary>A number that is the same for two sheets of one kind whose name is the same but for case, accents and punctuation, in one
/// commune (for a resource: of one publisher). It finds likely duplicates among a million sheets by an index.</summary>
internal static class SheetLikeness
{
    public static long Of(SheetKind kind, SheetContent content) =>
        Of(kind, content.Title, content.CommuneCode ?? content.AreaCode, content.Publishers.Count > 0 ? content.Publishers[0] : null);

    public static long Of(SheetKind kind, string title, string? place, string? publisher) =>
        new StableHash().Add(kind.Slug()).Add(Fold.Words(title)).Add(place).Add(publisher is null ? null : Fold.Words(publisher)).Value;
}
