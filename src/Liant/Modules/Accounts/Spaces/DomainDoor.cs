using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.SigningIn;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>An address without an account that asks for a link: where somebody invited it, the invitation is sent again; where it is of the mail domain of a space, it is invited there to read. Its link is read in the letter box
/// of the address, which proves it.</summary>
internal static class DomainDoor
{
    /// <summary>Nobody in particular: the domain does.</summary>
    private static readonly Guid Nobody = Guid.Empty;

    /// <summary>Added to the context, not saved. Asks the database the same, whether there is anything to send or not.</summary>
    /// <param name="email">In small letters.</param>
    /// <param name="mostLinks">Sent to one address within the time that a sign-in link holds.</param>
    public static async Task OpenAsync(LiantDb db, string email, int mostLinks, LiantSettings settings, IStringLocalizer texts, DateTimeOffset now, CancellationToken cancel)
    {
        var domain = email[(email.LastIndexOf('@') + 1)..];
        var invitation = await db.Set<Invitation>().Where(one => one.Email == email).OrderByDescending(one => one.SentAt).FirstOrDefaultAsync(cancel);
        var spaceId = invitation?.SpaceId;
        var space = await db.Set<Space>().AsNoTracking().Where(one => one.Id == spaceId || (spaceId == null && one.MailDomain == domain)).OrderBy(one => one.OpenedAt).FirstOrDefaultAsync(cancel);
        if (space is null)
        {
            return;
        }

        var (id, since) = (invitation?.Id, now - LinkPurpose.SignIn.Validity());
        if (id is not null && await db.Set<OneTimeLink>().CountAsync(known => known.Subject == id && known.Purpose == LinkPurpose.Invitation && known.CreatedAt > since, cancel) >= mostLinks)
        {
            return;
        }

        invitation ??= db.Add(Invitation.Send(space.Id, email, SpaceRole.Reader, Nobody, now)).Entity;
        var (link, token) = OneTimeLink.Create(LinkPurpose.Invitation, invitation.Id, now, provesAddress: true);
        db.Add(link);
        db.Add(OutgoingMail.To(email, texts["DoorMail.Subject", space.Name], texts["DoorMail.Text", space.Name, $"{settings.PublicAddress}/invitation?jeton={token}", LinkPurpose.Invitation.Validity().Days], MailChannel.Statutory, now));
    }
}
