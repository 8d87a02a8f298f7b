using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Loading;

/// <summary>"langon", then "langon-gironde"-like with the commune, then numbered: readable addresses that never clash.</summary>
internal static class SheetSlugs
{
    private const int Longest = 100;

    public static IEnumerable<string> Candidates(string title, string? commune)
    {
        var last = "";
        foreach (var plain in Plain(title, commune is null ? null : () => Fold.Slug(commune)))
        {
            yield return last = plain;
        }

        for (var number = 2; ; number++)
        {
            yield return Numbered(last, number);
        }
    }

    /// <summary>The first that no sheet of the kind has.</summary>
    public static async Task<string> FreeAsync(LiantDb db, SheetKind kind, string title, string? commune, CancellationToken cancel)
    {
        var ofKind = kind.Slug();
        var start = Candidates(title, null).First();
        var taken = await db.Set<Sheet>().Where(s => EF.Property<string>(s, "KindSlug") == ofKind && s.Slug.StartsWith(start)).Select(s => s.Slug).ToHashSetAsync(cancel);
        return Candidates(title, commune).First(slug => !taken.Contains(slug));
    }

    /// <summary>The name, then the name and the commune.</summary>
    public static IEnumerable<string> Plain(string title, Func<string>? communeSlug)
    {
        var slug = Fold.Slug(title);
        slug = slug.Length == 0 ? "fiche" : slug;
        yield return slug;
        if (communeSlug is not null && $"{slug}-{communeSlug()}" is { Length: <= Longest } withCommune)
        {
            yield return withCommune;
        }
    }

    public static string Numbered(string slug, int number)
    {
        var end = $"-{number}";
        return (slug.Length + end.Length <= Longest ? slug : slug[..(Longest - end.Length)].TrimEnd('-')) + end;
    }
}
