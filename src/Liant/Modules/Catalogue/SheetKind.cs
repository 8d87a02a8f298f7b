using Liant.Platform.Text;

namespace Liant.Modules.Catalogue;

public enum SheetKind
{
    Organisation,
    Initiative,
    Resource,
    Event,
    Programme,
}

internal static class SheetKinds
{
    /// <summary>Slug in addresses of the API: singular in "kind=", plural in paths and files.</summary>
    public static string Slug(this SheetKind kind) => kind switch
    {
        SheetKind.Organisation => "organisation",
        SheetKind.Initiative => "initiative",
        SheetKind.Resource => "resource",
        SheetKind.Event => "event",
        _ => "programme",
    };

    public static string Plural(this SheetKind kind) => kind.Slug() + "s";

    /// <summary>First segment of the page's address, in French.</summary>
    public static string Path(this SheetKind kind) => kind switch
    {
        SheetKind.Organisation => "organisations",
        SheetKind.Initiative => "initiatives",
        SheetKind.Resource => "ressources",
        SheetKind.Event => "agenda",
        _ => "programmes",
    };

    public static SheetKind? FromPath(string? path)
    {
        foreach (var kind in Enum.GetValues<SheetKind>())
        {
            if (string.Equals(kind.Path(), path, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        return null;
    }

    public static SheetKind? FromSlug(string slug) => Enum.GetValues<SheetKind>().Cast<SheetKind?>().FirstOrDefault(kind => kind!.Value.Slug() == slug);

    /// <summary>As people write it in a column: "Organisation", "initiatives", "événement", "ressource".</summary>
    public static SheetKind? FromWord(string word) => word.Length > 40 ? null : FromSlug(word) ?? Fold.Words(word).TrimEnd('s') switch
    {
        "organisation" or "structure" or "acteur" => SheetKind.Organisation,
        "initiative" or "projet" => SheetKind.Initiative,
        "ressource" or "resource" => SheetKind.Resource,
        "evenement" or "event" or "agenda" => SheetKind.Event,
        "programme" => SheetKind.Programme,
        _ => null,
    };

    public static Sheet Blank(this SheetKind kind) => kind switch
    {
        SheetKind.Organisation => new Organisation(),
        SheetKind.Initiative => new Initiative(),
        SheetKind.Resource => new Resource(),
        SheetKind.Event => new Event(),
        _ => new Programme(),
    };
}
