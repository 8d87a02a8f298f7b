using System.Security.Claims;
using Liant.Modules.Accounts.People;
using Liant.Platform;
using Liant.Platform.Mail;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Liant.Modules.Accounts.SigningIn;

/// <summary>Going to the identity provider, and coming back from it. A link, not a form: the content policy sends forms nowhere else.</summary>
internal static class Provider
{
    public static void MapProvider(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/connexion/fournisseur", (string? retour, LiantSettings settings) => settings.Oidc is null ? Results.NotFound()
            : Results.Challenge(new AuthenticationProperties { RedirectUri = "/connexion/fournisseur/arrivee?retour=" + Uri.EscapeDataString(retour ?? "") }, [OidcHandler.Named])).ExcludeFromDescription();
        routes.MapGet("/connexion/fournisseur/arrivee", ArriveAsync).ExcludeFromDescription();
    }

    /// <summary>Known there: in. Known here by an address that the provider vouches for: both are made one. Known nowhere: an account, which belongs to no space yet.</summary>
    private static async Task<IResult> ArriveAsync(string? retour, HttpContext http, UserManager<Person> people, Entrance entrance, LiantSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        var come = await http.AuthenticateAsync(IdentityConstants.ExternalScheme);
        await http.SignOutAsync(IdentityConstants.ExternalScheme);
        if (settings.Oidc is not { } provider || come.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } subject)
        {
            return Results.LocalRedirect("/connexion?echec=fournisseur");
        }

        var login = new UserLoginInfo(provider.Authority, subject, provider.Name);
        var person = await people.FindByLoginAsync(login.LoginProvider, login.ProviderKey);
        if (person is null)
        {
            if (EmailAddress.Parse(come.Principal.FindFirstValue(ClaimTypes.Email)) is not { } email)
            {
                return Results.LocalRedirect("/connexion?echec=adresse");
            }

            person = await people.FindByEmailAsync(email);
            if (person is null)
            {
                var name = XmlCharacters.Holdable(come.Principal.FindFirstValue(ClaimTypes.Name) ?? "").Trim() is { Length: > 0 } said ? said.Cut(Person.LongestName) : email.Split('@')[0];
                person = Person.Register(name, email, clock.GetUtcNow());
                person.Prove();
                await people.CreateAsync(person);
            }

            await entrance.ProveAsync(person, cancel);
            await people.AddLoginAsync(person, login);
        }

        // The provider has its own second factor, or not: it answers for it.
        await entrance.EnterAsync(http, person, "provider", cancel);
        return Results.LocalRedirect(ReturnPath.Of(retour));
    }
}
