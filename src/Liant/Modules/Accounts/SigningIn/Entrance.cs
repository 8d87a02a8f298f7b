using System.Security.Claims;
using Liant.Modules.Accounts.People;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts.SigningIn;

/// <summary>Where everyone who proved who she is comes in, however she did: a session is opened, and the cookie is a new one.</summary>
public sealed class Entrance(LiantDb db, UserManager<Person> people, TimeProvider clock)
{
    /// <summary>The way in by a link that went by mail.</summary>
    public const string ByLetter = "link";

    /// <summary>The address of an account is proved. What opened the account until then was set by whoever made it under that address, perhaps somebody else, who waited for her: it opens it no more.</summary>
    public async Task ProveAsync(Person person, CancellationToken cancel)
    {
        if (person.EmailConfirmed)
        {
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Set<Session>().Where(one => one.PersonId == person.Id).ExecuteDeleteAsync(cancel);
        await db.Set<IdentityUserPasskey<Guid>>().Where(one => one.UserId == person.Id).ExecuteDeleteAsync(cancel);
        await db.Set<IdentityUserToken<Guid>>().Where(one => one.UserId == person.Id).ExecuteDeleteAsync(cancel);
        (person.PasswordHash, person.TwoFactorEnabled) = (null, false);
        person.Prove();
        db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = person.Id.ToString("N"), Act = "address-proved", Subject = $"person/{person.Id:N}" });
        if ((await people.UpdateSecurityStampAsync(person)).Succeeded)
        {
            await transaction.CommitAsync(cancel);
        }
    }

    /// <param name="way">password, link, passkey…, for the audit.</param>
    public async Task EnterAsync(HttpContext http, Person person, string way, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var session = Session.Open(person.Id, http.Request.Headers.UserAgent.ToString(), now);
        db.Add(session);
        db.AuditEntries.Add(new AuditEntry { At = now, Actor = person.Id.ToString("N"), Act = "signed-in", Subject = $"person/{person.Id:N}", Detail = way });
        await db.SaveChangesAsync(cancel);
        await IdleAccounts.ComeAsync(db, person.Id, now, cancel);
        await http.SignInAsync(IdentityConstants.ApplicationScheme, SessionCookie.Naming(session), new AuthenticationProperties { IsPersistent = true });
    }

    /// <summary>After a first factor: in, or first to the page that asks for the second.</summary>
    public async Task<string> EnterOrAskAsync(HttpContext http, Person person, string way, string next, CancellationToken cancel)
    {
        if (!person.TwoFactorEnabled)
        {
            await EnterAsync(http, person, way, cancel);
            return next;
        }

        // As SignInManager does it, whose own sign-in would open no session of ours.
        var known = new ClaimsIdentity([new Claim(ClaimTypes.Name, person.Id.ToString()), new Claim(ClaimTypes.AuthenticationMethod, way)], IdentityConstants.TwoFactorUserIdScheme);
        await http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(known));
        return "/connexion/code?retour=" + Uri.EscapeDataString(next);
    }

    /// <summary>The session is closed, not only forgotten by this browser.</summary>
    public async Task LeaveAsync(HttpContext http, CancellationToken cancel)
    {
        if (SessionCookie.SessionOf(http.User) is { } id)
        {
            await db.Set<Session>().Where(session => session.Id == id).ExecuteDeleteAsync(cancel);
        }

        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
