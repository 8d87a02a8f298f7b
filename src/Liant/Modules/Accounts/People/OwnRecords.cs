using System.Runtime.CompilerServices;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.SigningIn;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Liant.Platform.Privacy;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts.People;

/// <summary>What the accounts, the mail and the audit keep about a person, and how they forget her.</summary>
internal static class OwnRecords
{
    public static async IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone who, [EnumeratorCancellation] CancellationToken cancel)
    {
        var person = await db.Set<Person>().AsNoTracking().SingleAsync(one => one.Id == who.Id, cancel);
        yield return new KeptAbout("account", new { person.Id, person.Name, person.Email, person.CreatedAt, person.SeenAt, person.WarnedAt, person.IsAdministrator, HasSecondFactor = person.TwoFactorEnabled, HasPassword = person.PasswordHash is not null, person.AccessFailedCount, person.LockoutEnd });
        foreach (var key in await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(one => one.UserId == who.Id).ToListAsync(cancel))
        {
            yield return new KeptAbout("passkey", new { key.Data.Name, key.Data.CreatedAt });
        }

        foreach (var login in await db.Set<IdentityUserLogin<Guid>>().AsNoTracking().Where(one => one.UserId == who.Id).ToListAsync(cancel))
        {
            yield return new KeptAbout("provider", new { login.LoginProvider, login.ProviderKey });
        }

        foreach (var session in await db.Set<Session>().AsNoTracking().Where(one => one.PersonId == who.Id).ToListAsync(cancel))
        {
            yield return new KeptAbout("session", new { session.Device, session.OpenedAt, session.SeenAt });
        }

        foreach (var one in await db.Set<Membership>().Where(one => one.PersonId == who.Id).Join(db.Set<Space>(), one => one.SpaceId, space => space.Id, (membership, space) => new { Space = space.Name, membership.Role, membership.Since }).ToListAsync(cancel))
        {
            yield return new KeptAbout("membership", new { one.Space, Role = one.Role.ToString(), one.Since });
        }

        foreach (var one in await db.Set<JoinRequest>().Where(one => one.PersonId == who.Id).Join(db.Set<Space>(), one => one.SpaceId, space => space.Id, (request, space) => new { Space = space.Name, request.Message, request.AskedAt }).ToListAsync(cancel))
        {
            yield return new KeptAbout("join-request", one);
        }

        var email = who.Email.ToLowerInvariant();
        foreach (var one in await db.Set<Invitation>().Where(one => one.Email == email).Join(db.Set<Space>(), one => one.SpaceId, space => space.Id, (invitation, space) => new { Space = space.Name, invitation.Role, invitation.SentAt }).ToListAsync(cancel))
        {
            yield return new KeptAbout("invitation", new { one.Space, Role = one.Role.ToString(), one.SentAt });
        }

        foreach (var mail in await db.Set<OutgoingMail>().AsNoTracking().Where(one => one.Recipient == who.Email || one.Recipient == email).OrderBy(one => one.CreatedAt).ToListAsync(cancel))
        {
            yield return new KeptAbout("letter", new { mail.Subject, mail.CreatedAt, mail.SentAt });
        }

        foreach (var entry in await db.AuditEntries.AsNoTracking().Where(one => one.Actor == who.Actor).OrderBy(one => one.Id).ToListAsync(cancel))
        {
            yield return new KeptAbout("act", new { entry.At, entry.Act, entry.Subject, entry.Detail });
        }
    }

    public static async Task ForgetAsync(LiantDb db, Someone who, CancellationToken cancel)
    {
        var email = who.Email.ToLowerInvariant();
        var subject = $"person/{who.Actor}";
        await db.Set<OutgoingMail>().Where(mail => mail.Recipient == who.Email || mail.Recipient == email).ExecuteDeleteAsync(cancel);
        // Invitations that she sent and that still wait say who invites.
        await db.Set<OutgoingMail>().Where(mail => mail.Text.Contains(who.Name)).ExecuteUpdateAsync(set => set.SetProperty(mail => mail.Text, mail => mail.Text.Replace(who.Name, "…")), cancel);
        await db.Set<OneTimeLink>().Where(link => link.Subject == who.Id).ExecuteDeleteAsync(cancel);
        await db.Set<Invitation>().Where(one => one.Email == email).ExecuteDeleteAsync(cancel);
        await db.Set<Invitation>().Where(one => one.InvitedBy == who.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.InvitedBy, Guid.Empty), cancel);
        await db.AuditEntries.Where(entry => entry.Actor == who.Actor).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Actor, Someone.Nobody), cancel);
        await db.AuditEntries.Where(entry => entry.Subject == subject).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Subject, "person/" + Someone.Nobody), cancel);
        await db.AuditEntries.Where(entry => entry.Detail != null && (entry.Detail.Contains(who.Actor) || entry.Detail == email || entry.Detail == who.Email)).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Detail, Someone.Nobody), cancel);
        // Sessions, passkeys, memberships and requests go with the account (foreign keys).
        await db.Set<Person>().Where(person => person.Id == who.Id).ExecuteDeleteAsync(cancel);
    }
}
