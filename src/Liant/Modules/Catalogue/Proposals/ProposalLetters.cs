using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.Proposals;

/// <summary>What the author of a proposal is told, if she left an address; in the transaction of the decision.</summary>
internal static class ProposalLetters
{
    public static void Published(LiantDb db, Proposal proposal, Sheet sheet, LiantSettings settings, IStringLocalizer texts, DateTimeOffset now) =>
        Write(db, proposal, "Published", sheet.IsPrivate ? settings.PublicAddress : settings.PublicAddress + sheet.Address(), texts, now);

    public static void Decided(LiantDb db, Proposal proposal, IStringLocalizer texts, DateTimeOffset now) => Write(db, proposal, proposal.State.ToString(), proposal.Answer ?? "", texts, now);

    private static void Write(LiantDb db, Proposal proposal, string what, string with, IStringLocalizer texts, DateTimeOffset now)
    {
        if (proposal.AuthorEmail is { } email)
        {
            var title = proposal.Said.Title ?? texts["Proposal.ACorrection"];
            db.Add(OutgoingMail.To(email, texts["ProposalMail.Subject." + what], texts["ProposalMail.Text." + what, proposal.AuthorName ?? "", title, with], MailChannel.Statutory, now));
        }
    }
}
