using Liant.Modules.Accounts.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Mail;
using Liant.Platform.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.Proposals;

/// <summary>Anyone proposes a sheet, or a correction of one. Programs that fill every field, or answer before a person could read, are turned away without a riddle for the others.</summary>
[EnableRateLimiting(Security.Guess)]
public sealed class ProposeModel(LiantDb db, Geography geography, ReadingTime reading, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    public ProposalForm Form { get; } = new();

    public FieldErrors Errors { get; } = new();

    /// <summary>Null: which kind is asked first.</summary>
    public SheetKind? Kind { get; private set; }

    /// <summary>The sheet to correct.</summary>
    public Sheet? Sheet { get; private set; }

    /// <summary>What the sheet says today of the fields that one may correct, those that it has.</summary>
    public IEnumerable<(string Field, string Text)> Today => Sheet is not { } sheet ? [] : new (string, string?)[]
    {
        ("Title", sheet.Title), ("Summary", sheet.Summary), ("Commune", geography.Gazetteer.Find(sheet.CommuneCode) is { } commune ? geography.Gazetteer.Label(commune) : null), ("Address", sheet.Address),
        ("StartedIn", SheetContent.Of(sheet).StartedIn?.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Body", sheet.Body),
    }.Where(one => one.Item2 is { Length: > 0 }).Select(one => (one.Item1, one.Item2!));

    public bool IsSent { get; private set; }

    /// <summary>The space in whose name it is proposed.</summary>
    public SpaceLook? InTheNameOf => Contributes(Viewer.From(User)) ? SpaceLook.Acting(User) : null;

    public async Task<IActionResult> OnGetAsync([FromRoute] string? kind, [FromRoute] string? id, CancellationToken cancel)
    {
        if (!await ReadAsync(kind, id, cancel))
        {
            return NotFound();
        }

        (Form.Submission, Form.Since) = (Guid.CreateVersion7(clock.GetUtcNow()), reading.Begin());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string? kind, [FromRoute] string? id, CancellationToken cancel)
    {
        if (!await ReadAsync(kind, id, cancel) || Kind is not { } known)
        {
            return NotFound();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        if (!string.IsNullOrEmpty(Form.Trap))
        {
            // Told that all is well, a program does not try another way.
            IsSent = true;
            return Page();
        }

        var said = Form.Read(Sheet is not null, Errors, texts);
        if (said is { Field: { } field, Value: { } value })
        {
            foreach (var refusal in ProposedForm.Refusals(field, value, geography))
            {
                Errors.Add("valeur", refusal);
            }
        }

        if (said is { Field: null, StartedIn: { } year })
        {
            foreach (var refusal in ProposedForm.Refusals(nameof(ProposalForm.StartedIn), year, geography))
            {
                Errors.Add("annee", refusal);
            }
        }

        if (!reading.WasTaken(Form.Since))
        {
            Errors.Add("envoi", texts["Propose.TooFast"]);
        }

        if (said is null || Errors.Any)
        {
            Form.Since = reading.Begin();
            Form.Submission = Form.Submission == Guid.Empty ? Guid.CreateVersion7(clock.GetUtcNow()) : Form.Submission;
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var (now, viewer) = (clock.GetUtcNow(), Viewer.From(User));
        if (!await db.Set<Proposal>().AnyAsync(proposal => proposal.Id == Form.Submission, cancel))
        {
            db.Add(Proposal.Make(Form.Submission, known, Sheet?.Id, said, ProposalForm.Text(Form.AuthorName), EmailAddress.Parse(Form.AuthorEmail)?.ToLowerInvariant(), viewer.PersonId, now).InTheNameOf(Contributes(viewer) ? viewer.ActsFor : null));
            db.AuditEntries.Add(new AuditEntry { At = now, Actor = Viewer.ActorOf(User), Act = "proposed", Subject = $"proposal/{Form.Submission:N}", Detail = said.Title ?? Sheet?.Title });
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException) when (!cancel.IsCancellationRequested)
            {
                // The same form sent twice at the same moment: the first one is there.
                db.ChangeTracker.Clear();
                if (!await db.Set<Proposal>().AnyAsync(proposal => proposal.Id == Form.Submission, cancel))
                {
                    throw;
                }
            }
        }

        IsSent = true;
        return Page();
    }

    private static bool Contributes(Viewer viewer) => viewer.ActsFor is { } space && viewer.Is(SpaceRole.Contributor, space);

    private async Task<bool> ReadAsync(string? kind, string? id, CancellationToken cancel)
    {
        Kind = kind is null ? null : SheetKinds.FromPath(kind);
        if (kind is not null && Kind is null or SheetKind.Programme)
        {
            return false;
        }

        if (id is null)
        {
            return true;
        }

        var slug = Kind!.Value.Slug();
        Sheet = Guid.TryParseExact(id, "N", out var guid)
            ? await db.Set<Sheet>().AsNoTracking().VisibleTo(Viewer.From(User)).SingleOrDefaultAsync(sheet => sheet.Id == guid && EF.Property<string>(sheet, "KindSlug") == slug, cancel)
            : null;
        return Sheet is not null;
    }
}
