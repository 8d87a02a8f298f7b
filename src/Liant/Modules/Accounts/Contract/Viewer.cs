using System.Security.Claims;

namespace Liant.Modules.Accounts.Contract;

/// <summary>Who is looking. Every query for content takes one, so that a forgotten check cannot leak a private sheet.</summary>
/// <param name="SeesPrivate">True for an administrator of the site, who sees every sheet.</param>
public readonly record struct Viewer(bool SeesPrivate)
{
    /// <summary>Role of whoever administers the site.</summary>
    public const string OperatorRole = "operator";

    /// <summary>Role of whoever keeps the shared catalogue: managers of a network, and the administrators of the site.</summary>
    public const string EditorRole = "editor";

    /// <summary>Claim of a membership: the space's identifier, a colon, the role.</summary>
    public const string SpaceClaim = "liant:space";

    /// <summary>Claim of the space that she acts for: its identifier.</summary>
    public const string ActingClaim = "liant:acting";

    private readonly IReadOnlyDictionary<Guid, SpaceRole>? roles;

    /// <summary>Anyone: sees public sheets only.</summary>
    public static Viewer Visitor => default;

    /// <summary>An administrator of the site.</summary>
    public static Viewer Operator => new(SeesPrivate: true);

    /// <summary>Keeps the shared catalogue: sees drafts, of the sheets that she may read.</summary>
    public bool IsEditor { get => SeesPrivate || isEditor; init => isEditor = value; }

    private readonly bool isEditor;

    /// <summary>The person; null for a visitor.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Of her spaces, the one that she acts for: her only one, or the one that she chose. What she proposes is in its name.</summary>
    public Guid? ActsFor { get; init; }

    /// <summary>Role by space that she belongs to.</summary>
    public IReadOnlyDictionary<Guid, SpaceRole> Roles { get => roles ?? System.Collections.Immutable.ImmutableDictionary<Guid, SpaceRole>.Empty; init => roles = value; }

    /// <summary>The spaces whose private sheets she sees.</summary>
    public IEnumerable<Guid> Spaces => Roles.Keys;

    /// <summary>The spaces that she manages, or administers.</summary>
    public IReadOnlyList<Guid> Managed => [.. Roles.Where(of => of.Value >= SpaceRole.Manager).Select(of => of.Key)];

    /// <summary>More than anyone may see, perhaps: what she is answered is kept by no cache.</summary>
    public bool SeesMore => SeesPrivate || Roles.Count > 0;

    /// <summary>Whether she has that role there, or a higher one. An administrator of the site has every role.</summary>
    public bool Is(SpaceRole role, Guid space) => SeesPrivate || (Roles.TryGetValue(space, out var own) && own >= role);

    /// <summary>The viewer behind a request.</summary>
    public static Viewer From(ClaimsPrincipal user) => new(user.IsInRole(OperatorRole))
    {
        IsEditor = user.IsInRole(EditorRole),
        PersonId = Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null,
        ActsFor = Guid.TryParse(user.FindFirstValue(ActingClaim), out var space) ? space : null,
        Roles = user.FindAll(SpaceClaim).Select(claim => claim.Value.Split(':')).ToDictionary(parts => Guid.Parse(parts[0]), parts => Enum.Parse<SpaceRole>(parts[1])),
    };

    /// <summary>Who acts, for the audit: the person's identifier, which erasing her makes nobody's.</summary>
    public static string ActorOf(ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "visitor";
}
