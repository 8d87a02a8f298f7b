using Liant.Modules.Accounts.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Liant.Platform.Start;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.Confirming;

/// <summary>Asks, once in a while, the contact of a sheet whether it is still true; of a sheet kept for spaces, their managers. The letters are written with the note that they were, so that of several nodes one writes them.</summary>
internal sealed class ConfirmationLetters(IDbContextFactory<LiantDb> databases, Readiness readiness, LiantSettings settings, IStringLocalizer<Texts> texts, TimeProvider clock, ILogger<ConfirmationLetters> log) : PeriodicWork(readiness, TimeSpan.FromMinutes(10), log)
{
    private const int MostAtOnce = 100;

    // Without a server they would pile up, and all leave on the day that there is one.
    protected override bool IsWanted => settings.ConfirmEveryMonths > 0 && settings.Smtp is not null;

    protected override string Name => "Demandes de confirmation";

    protected override Task WorkAsync(CancellationToken cancel) => TurnAsync(cancel);

    /// <summary>How many sheets were asked about.</summary>
    internal async Task<int> TurnAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var (now, asked) = (clock.GetUtcNow(), 0);
        var (old, recently) = (now.AddMonths(-settings.ConfirmEveryMonths), now - SheetContact.BetweenLetters);
        var known = db.Set<SheetContact>().Where(contact => contact.Email != null).Select(contact => contact.SheetId).Union(db.Set<SheetReader>().Select(reader => reader.SheetId));
        var candidates = await db.Set<Sheet>().Where(sheet => sheet.IsPublished && sheet.UpdatedAt <= old && known.Contains(sheet.Id))
            .Where(sheet => !db.Set<SheetContact>().Any(contact => contact.SheetId == sheet.Id && (contact.ConfirmedAt > old || contact.AskedAt > recently || (contact.Letters >= SheetContact.MostLetters && contact.AskedAt > sheet.UpdatedAt))))
            .OrderBy(sheet => sheet.UpdatedAt).Select(sheet => sheet.Id).Take(MostAtOnce).ToListAsync(cancel);
        foreach (var id in candidates)
        {
            asked += await AskAsync(db, id, now, cancel) ? 1 : 0;
            db.ChangeTracker.Clear();
        }

        return asked;
    }

    private async Task<bool> AskAsync(LiantDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.Set<Sheet>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } sheet)
        {
            return false;
        }

        var contact = await db.Set<SheetContact>().SingleOrDefaultAsync(one => one.SheetId == id, cancel) ?? db.Add(SheetContact.Of(id)).Entity;
        if (!contact.IsDue(sheet.UpdatedAt, settings.ConfirmEveryMonths, now))
        {
            return false;
        }

        IReadOnlyList<string> recipients = contact.Email is { } email ? [email] : await new SpaceManagers(db).EmailsAsync(sheet.Readers.Select(reader => reader.SpaceId).ToList(), cancel);
        contact.Ask(sheet.UpdatedAt, now);
        foreach (var recipient in recipients)
        {
            var (link, token) = OneTimeLink.Create(LinkPurpose.SheetConfirmation, id, now);
            db.Add(link);
            db.Add(OutgoingMail.To(recipient, texts["ConfirmMail.Subject", sheet.Title.Cut(120)], texts["ConfirmMail.Text", sheet.Title, sheet.Summary, $"{settings.PublicAddress}/confirmer?jeton={token}"], MailChannel.Statutory, now));
        }

        try
        {
            await db.SaveChangesAsync(cancel);
            return recipients.Count > 0;
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // Another node asked, or an editor named somebody else.
            return false;
        }
    }
}
