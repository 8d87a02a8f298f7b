using Liant.Modules.Accounts.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Modules.Catalogue.Confirming;
using Liant.Modules.Catalogue.History;
using Liant.Modules.Catalogue.Proposals;
using Liant.Modules.Catalogue.Publishing;
using Liant.Platform;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.Entry;

/// <summary>Revising a sheet. Whoever saves second, over a version that has changed meanwhile, is told and loses nothing typed.</summary>
[Authorize(Roles = Viewer.EditorRole)]
public sealed class ReviseModel(LiantDb db, Geography geography, ChangeFollower follower, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts) : EntryPage(db, geography, settings, texts)
{
    public Sheet Sheet { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string kind, string id, Guid? proposition, CancellationToken cancel)
    {
        if (!await FindAsync(kind, id, cancel))
        {
            return NotFound();
        }

        var to = Sheet.Relations.Select(r => r.ToId).ToList();
        var related = await Db.Set<Sheet>().AsNoTracking().VisibleTo(Viewer.From(User)).Where(s => to.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancel);
        Filled = FilledForm.Of(Sheet, related, Geography);
        PublicationFields.Fill(Filled, Sheet);
        Filled.Contact = await Db.Set<SheetContact>().Where(contact => contact.SheetId == Sheet.Id).Select(contact => contact.Email).SingleOrDefaultAsync(cancel);
        Form.Proposal = Filled.Proposal = proposition;
        if (proposition is not null)
        {
            if (await FindProposalAsync(cancel) is not { IsCorrection: true } proposal || proposal.SheetId != Sheet.Id)
            {
                return NotFound();
            }

            ProposedForm.Fill(Filled, proposal);
        }

        Filled.GrowRows();
        return Page();
    }

    /// <summary>The form to show: as stored at first, as typed after that.</summary>
    public SheetForm? Filled { get; private set; }

    protected override IEnumerable<Guid> KnownReaders => Sheet.Readers.Select(reader => reader.SpaceId);

    protected override bool IsForEveryone => !Sheet.IsPrivate;

    public SheetForm Shown => Filled ?? Form;

    public async Task<IActionResult> OnPostMoreAsync(string kind, string id, CancellationToken cancel)
    {
        if (!await FindAsync(kind, id, cancel))
        {
            return NotFound();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        Form.GrowRows();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string kind, string id, CancellationToken cancel)
    {
        if (!await FindAsync(kind, id, cancel))
        {
            return NotFound();
        }

        var content = await ReadFormAsync();
        var publication = PublicationFields.Read(Form, clock.GetUtcNow(), Errors, Texts);
        if ((content.SeriesName, content.SeriesNumber) != (Sheet.SeriesName, Sheet.SeriesNumber))
        {
            await CheckSeriesAsync(content, Sheet.Id, cancel);
        }

        var relations = await ReadRelationsAsync(cancel);
        if (Errors.Any)
        {
            return Refused(StatusCodes.Status400BadRequest);
        }

        if (Form.Version != Sheet.Version)
        {
            return Overtaken();
        }

        if (content.Location is { } point && point.Lat == Sheet.Lat && point.Lon == Sheet.Lon)
        {
            // A point left as it was is no more precise than before.
            content = content with { Location = Sheet.Location };
        }

        var proposal = await FindProposalAsync(cancel);
        if (Form.Proposal is not null && proposal?.SheetId != Sheet.Id)
        {
            return AlreadyDecided();
        }

        await Db.KeepPresentAsync([Sheet], cancel);
        Sheet.Revise(content, clock.GetUtcNow(), byHand: true);
        if (publication is not null)
        {
            Show(publication);
        }

        await NameContactAsync(Sheet, cancel);
        Publish(proposal, Sheet, clock.GetUtcNow());
        var linked = Sheet.Relations.Select(r => r.ToId).ToList();
        // Links to sheets that she may not see were not on her form: they stay.
        var shown = await Db.Set<Sheet>().VisibleTo(Viewer.From(User)).Where(s => linked.Contains(s.Id)).Select(s => s.Id).ToHashSetAsync(cancel);
        Sheet.RelateOnly([.. relations.Select(r => (r.Kind, r.To, content.AllSources[0].Key)), .. Sheet.Relations.Where(r => !shown.Contains(r.ToId)).Select(r => (r.Kind, r.ToId, r.Source))]);
        Db.KeepRevision(Sheet, proposal is null ? RevisionCause.Hand : RevisionCause.Proposal, Viewer.ActorOf(User), clock.GetUtcNow());
        Db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = Viewer.ActorOf(User), Act = "sheet-revised", Subject = $"{Kind.Slug()}/{Sheet.Id:N}", Detail = Sheet.Title });
        try
        {
            await Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            Db.ChangeTracker.Clear();
            await FindAsync(kind, id, cancel);
            return Overtaken();
        }

        await follower.CatchUpAsync(cancel);
        return LocalRedirect(Sheet.Address());
    }

    /// <summary>Said in the log when it changes.</summary>
    private void Show(Publication wish)
    {
        var (now, before) = (clock.GetUtcNow(), Sheet.StateAt(clock.GetUtcNow()));
        Sheet.Publish(wish, now);
        if (Sheet.StateAt(now) is var after && after != before)
        {
            var act = after switch { PublicationState.Published => "sheet-published", PublicationState.ToCome => "sheet-scheduled", _ => "sheet-withdrawn" };
            Db.AuditEntries.Add(new AuditEntry { At = now, Actor = Viewer.ActorOf(User), Act = act, Subject = $"{Kind.Slug()}/{Sheet.Id:N}", Detail = Sheet.Title });
        }
    }

    private IActionResult Overtaken()
    {
        Obstacle = Texts["Entry.Overtaken"];
        Form.Version = Sheet.Version;
        return Refused(StatusCodes.Status409Conflict);
    }

    private async Task<bool> FindAsync(string kind, string id, CancellationToken cancel)
    {
        Kind = SheetKinds.FromPath(kind)!.Value;
        var slug = Kind.Slug();
        if (!Guid.TryParseExact(id, "N", out var guid)
            || await Db.Set<Sheet>().Include(s => s.Relations).EditableBy(Viewer.From(User)).SingleOrDefaultAsync(s => s.Id == guid && EF.Property<string>(s, "KindSlug") == slug, cancel) is not { } sheet)
        {
            return false;
        }

        Sheet = sheet;
        return true;
    }
}
