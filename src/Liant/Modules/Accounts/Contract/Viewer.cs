using System.Security.Claims;

namespace Liant.Modules.Accounts.Contract;

/// <summary>Who is looking. Every query for content takes one, so that a forgotten check cannot leak a private sheet.</summary>
/// <param name="SeesPrivate">True for the operator, who sees every sheet.</param>
public readonly record struct Viewer(bool SeesPrivate)
{
    /// <summary>Role carried by the cookie of whoever used the operator's one-time link.</summary>
    public const string OperatorRole = "operator";

    /// <summary>Anyone: sees public sheets only.</summary>
    public static Viewer Visitor => default;

    /// <summary>Whoever used the one-time link printed at start.</summary>
    public static Viewer Operator => new(SeesPrivate: true);

    /// <summary>The viewer behind a request.</summary>
    public static Viewer From(ClaimsPrincipal user) => user.IsInRole(OperatorRole) ? Operator : Visitor;
}
