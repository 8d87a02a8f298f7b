using System.Security.Claims;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts.SigningIn;

/// <summary>The cookie says which session; who that is, and what she may do, is read from the database at each request: a role taken away is gone at the next click.</summary>
internal sealed class SessionCookie(LiantDb db, TimeProvider clock) : CookieAuthenticationEvents
{
    public const string SessionClaim = "liant:session";

    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    public static ClaimsPrincipal Naming(Session session) =>
        new(new ClaimsIdentity([new Claim(SessionClaim, session.Id.ToString("N"))], IdentityConstants.ApplicationScheme));

    public static Guid? SessionOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(SessionClaim), out var id) ? id : null;

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // Styles, scripts and icons are the same for all: two questions to the database for each would be too many.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            return;
        }

        var cancel = context.HttpContext.RequestAborted;
        var known = SessionOf(context.Principal!) is { } id
            ? await db.Set<Session>().AsNoTracking().Where(session => session.Id == id)
                .Join(db.Set<Person>(), session => session.PersonId, person => person.Id, (session, person) => new { Session = session, person.Name, person.IsAdministrator })
                .SingleOrDefaultAsync(cancel)
            : null;
        if (known is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }

        var personId = known.Session.PersonId;
        var identity = new ClaimsIdentity(context.Principal!.Claims, IdentityConstants.ApplicationScheme);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, personId.ToString("N")));
        identity.AddClaim(new Claim(ClaimTypes.Name, known.Name));
        if (known.IsAdministrator)
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, Viewer.OperatorRole));
        }

        var memberships = await db.Set<Membership>().Where(membership => membership.PersonId == personId)
            .Join(db.Set<Space>(), membership => membership.SpaceId, space => space.Id, (membership, space) => new { membership.SpaceId, membership.Role, space.Kind, space.Slug, space.Name, space.Colour, space.LogoMark }).ToListAsync(cancel);
        if (known.IsAdministrator || memberships.Exists(one => one.Kind == SpaceKind.Network && one.Role >= SpaceRole.Manager))
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, Viewer.EditorRole));
        }

        memberships.ForEach(one => identity.AddClaim(new Claim(Viewer.SpaceClaim, $"{one.SpaceId:N}:{one.Role}")));
        // The one that she chose, while she is of it; the only one.
        if ((memberships.Find(one => one.SpaceId == known.Session.SpaceId) ?? (memberships.Count == 1 ? memberships[0] : null)) is { } acting)
        {
            identity.AddClaim(new Claim(Viewer.ActingClaim, acting.SpaceId.ToString("N")));
            identity.AddClaim(new SpaceLook(acting.Slug, acting.Name, acting.Colour, acting.LogoMark).ToClaim());
        }

        context.ReplacePrincipal(new ClaimsPrincipal(identity));
        var now = clock.GetUtcNow();
        if (known.Session.SeenAt < now - SeenEvery)
        {
            await db.Set<Session>().Where(session => session.Id == known.Session.Id).ExecuteUpdateAsync(set => set.SetProperty(session => session.SeenAt, now), cancel);
            await IdleAccounts.ComeAsync(db, personId, now, cancel);
        }
    }
}
