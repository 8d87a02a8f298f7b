using System.Security.Claims;
using Liant.Modules.Accounts.Spaces;

namespace Liant.Modules.Accounts.Contract;

/// <summary>How a space shows itself on its pages, and on those of whoever acts for it.</summary>
/// <param name="Colour">Of its links and buttons, as "#0b5a5e"; null for the site's.</param>
/// <param name="LogoMark">Says which picture; null where there is none.</param>
public sealed record SpaceLook(string Slug, string Name, string? Colour, string? LogoMark)
{
    private const string ClaimName = "liant:acting-look";

    /// <summary>The space that the person behind a request acts for; null when there is none, or several and she has not chosen.</summary>
    public static SpaceLook? Acting(ClaimsPrincipal user) => user.FindFirstValue(ClaimName)?.Split('/', 4) is [var slug, var colour, var mark, var name]
        ? new SpaceLook(slug, name, colour.Length > 0 ? colour : null, mark.Length > 0 ? mark : null) : null;

    internal static SpaceLook Of(Space space) => new(space.Slug, space.Name, space.Colour, space.LogoMark);

    /// <summary>None of the first three has a slash.</summary>
    internal Claim ToClaim() => new(ClaimName, $"{Slug}/{Colour}/{LogoMark}/{Name}");
}
