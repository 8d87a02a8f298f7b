using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.History;
using Liant.Modules.Catalogue.Loading;
using Liant.Modules.Territories.Contract;
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

/// <summary>Writing a new sheet.</summary>
[Authorize(Roles = Viewer.EditorRole)]
public sealed class WriteModel(LiantDb db, Geography geography, ChangeFollower follower, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts) : EntryPage(db, geography, settings, texts)
{
    /// <param name="proposition">A proposal to start from.</param>
    public async Task<IActionResult> OnGetAsync(string kind, Guid? proposition, CancellationToken cancel)
    {
        Kind = SheetKinds.FromPath(kind)!.Value;
        Form.Proposal = proposition;
        if (proposition is not null)
        {
            if (await FindProposalAsync(cancel) is not { IsCorrection: false } proposal)
            {
                return NotFound();
            }

            ProposedForm.Fill(Form, proposal);
        }

        (Form.Submission, Form.Publication) = (Guid.CreateVersion7(clock.GetUtcNow()), PublicationFields.Now);
        Form.GrowRows();
        return Page();
    }

    /// <summary>More blank rows, nothing saved.</summary>
    public async Task<IActionResult> OnPostMoreAsync(string kind)
    {
        Kind = SheetKinds.FromPath(kind)!.Value;
        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        Form.GrowRows();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string kind, CancellationToken cancel)
    {
        Kind = SheetKinds.FromPath(kind)!.Value;
        var content = await ReadFormAsync();
        var publication = PublicationFields.Read(Form, clock.GetUtcNow(), Errors, Texts) ?? Publication.Now;
        if (Form.Submission == Guid.Empty)
        {
            Form.Submission = Guid.CreateVersion7(clock.GetUtcNow());
        }

        if (await Db.Set<Sheet>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == Form.Submission, cancel) is { } already)
        {
            return LocalRedirect(already.Address());
        }

        await CheckSeriesAsync(content, Form.Submission, cancel);
        var relations = await ReadRelationsAsync(cancel);
        if (Errors.Any)
        {
            return Refused(StatusCodes.Status400BadRequest);
        }

        if (!Form.NotADuplicate && (LikelyDuplicates = await Duplicates.FindAsync(Db, Geography.Gazetteer, Kind, content, Form.Submission, Viewer.From(User), cancel)).Count > 0)
        {
            return Refused(StatusCodes.Status409Conflict);
        }

        var proposal = await FindProposalAsync(cancel);
        if (proposal is null && Form.Proposal is not null)
        {
            return AlreadyDecided();
        }

        var sheet = Kind.Blank();
        sheet.Write(Form.Submission, await SheetSlugs.FreeAsync(Db, Kind, content.Title, Geography.Gazetteer.Find(content.CommuneCode)?.Name, cancel), content, clock.GetUtcNow());
        sheet.Publish(publication, clock.GetUtcNow());
        foreach (var (relation, to) in relations)
        {
            sheet.Relate(relation, to, content.AllSources[0].Key);
        }

        Db.Add(sheet);
        Db.KeepRevision(sheet, proposal is null ? RevisionCause.Hand : RevisionCause.Proposal, Viewer.ActorOf(User), clock.GetUtcNow());
        await NameContactAsync(sheet, cancel);
        Publish(proposal, sheet, clock.GetUtcNow());
        Db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = Viewer.ActorOf(User), Act = "sheet-written", Subject = $"{Kind.Slug()}/{sheet.Id:N}", Detail = sheet.Title });
        try
        {
            await Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // The same form sent twice at the same moment: the first one won, and said the same. Or two editors published the same proposal. Another clash is a real error.
            Db.ChangeTracker.Clear();
            if (await Db.Set<Sheet>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == Form.Submission, cancel) is { } first)
            {
                sheet = first;
            }
            else if (Form.Proposal is not null && await FindProposalAsync(cancel) is null)
            {
                return AlreadyDecided();
            }
            else
            {
                throw;
            }
        }

        await follower.CatchUpAsync(cancel);
        return LocalRedirect(sheet.Address());
    }
}
