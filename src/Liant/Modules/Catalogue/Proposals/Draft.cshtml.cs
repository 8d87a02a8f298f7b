using Liant.Modules.Accounts.Contract;
using Liant.Modules.Shared;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.Proposals;

/// <summary>A sheet that those who contribute to a space write in its name, in as many goes as they need; handed in, it waits at the desk as any proposal. Whoever saves second is told, and loses nothing typed.</summary>
[Authorize]
public sealed class DraftModel(LiantDb db, SpaceNames spaces, Recipients people, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    public ProposalForm Form { get; } = new();

    public FieldErrors Errors { get; } = new();

    public NamedSpace Space { get; private set; } = null!;

    public SheetKind Kind { get; private set; }

    /// <summary>As it is kept; null before the first time, and once it was handed in or thrown away.</summary>
    public Proposal? Draft { get; private set; }

    /// <summary>Who saved it last.</summary>
    public string? SavedBy { get; private set; }

    /// <summary>A sentence on what happened meanwhile.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Where what somebody else saved meanwhile differs from what was typed here.</summary>
    public IReadOnlyList<(string Label, Difference Texts)> Differences { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, string kind, string? id, CancellationToken cancel)
    {
        if (!await FindAsync(slug, kind, id, cancel) || (id is not null && Draft is null))
        {
            return NotFound();
        }

        if (Draft is null)
        {
            Form.Submission = Guid.CreateVersion7(clock.GetUtcNow());
        }
        else
        {
            Form.Fill(Draft);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, string kind, string? id, CancellationToken cancel) => await SaveAsync(slug, kind, id, isHandedIn: false, cancel);

    public async Task<IActionResult> OnPostHandInAsync(string slug, string kind, string? id, CancellationToken cancel) => await SaveAsync(slug, kind, id, isHandedIn: true, cancel);

    public async Task<IActionResult> OnPostDiscardAsync(string slug, string kind, string? id, CancellationToken cancel)
    {
        if (!await FindAsync(slug, kind, id, cancel) || Draft is null)
        {
            return NotFound();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        if (Form.Version != Draft.Version)
        {
            return await OvertakenAsync(cancel);
        }

        db.Remove(Draft);
        return await KeepAsync("draft-discarded", slug, kind, id, cancel);
    }

    private async Task<IActionResult> SaveAsync(string slug, string kind, string? id, bool isHandedIn, CancellationToken cancel)
    {
        if (!await FindAsync(slug, kind, id, cancel))
        {
            return NotFound();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        if (Form.Submission == Guid.Empty)
        {
            Form.Submission = Guid.CreateVersion7(clock.GetUtcNow());
        }

        if (Form.Read(isCorrection: false, Errors, texts, isUnfinished: !isHandedIn) is not { } said)
        {
            return Refused(StatusCodes.Status400BadRequest);
        }

        if (id is null && await db.Set<Proposal>().AnyAsync(one => one.Id == Form.Submission, cancel))
        {
            // The same form sent twice.
            return LocalRedirect(ListAddress);
        }

        if (id is not null && (Draft is null || Form.Version != Draft.Version))
        {
            return await OvertakenAsync(cancel);
        }

        var (author, now) = (Viewer.From(User).PersonId!.Value, clock.GetUtcNow());
        Draft?.Rewrite(said, author, now);
        var proposal = Draft ?? db.Add(Proposal.Begin(Form.Submission, Kind, said, Space.Id, author, now)).Entity;
        if (isHandedIn)
        {
            proposal.HandIn(User.Identity!.Name, (await people.FindAsync(author, cancel))?.Email.ToLowerInvariant());
        }

        return await KeepAsync(isHandedIn ? "proposed" : "draft-saved", slug, kind, id, cancel);
    }

    private string ListAddress => $"/espaces/{Space.Slug}/propositions";

    private async Task<IActionResult> KeepAsync(string act, string slug, string kind, string? id, CancellationToken cancel)
    {
        db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = Viewer.ActorOf(User), Act = act, Subject = $"proposal/{Draft?.Id ?? Form.Submission:N}", Detail = Form.Title });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            await FindAsync(slug, kind, id, cancel);
            return await OvertakenAsync(cancel);
        }
        catch (DbUpdateException) when (id is null && !cancel.IsCancellationRequested)
        {
            // The same form sent twice at the same moment: the first one is there.
            db.ChangeTracker.Clear();
            if (!await db.Set<Proposal>().AnyAsync(one => one.Id == Form.Submission, cancel))
            {
                throw;
            }
        }

        return LocalRedirect(ListAddress);
    }

    /// <summary>Saved by somebody else meanwhile: both texts are shown, and saving again replaces. No longer there: what was typed can be kept as a new draft.</summary>
    private async Task<IActionResult> OvertakenAsync(CancellationToken cancel)
    {
        if (Draft is not { Said: var said })
        {
            (Obstacle, Form.Submission) = (texts["Draft.Gone"], Guid.CreateVersion7(clock.GetUtcNow()));
            return Refused(StatusCodes.Status409Conflict);
        }

        SavedBy = Draft.AuthorId is { } author ? (await new PersonNames(db).OfActorsAsync([author.ToString("N")], cancel)).Values.FirstOrDefault() : null;
        (Obstacle, Form.Version) = (texts["Draft.Overtaken", SavedBy ?? texts["Draft.Somebody"]], Draft.Version);
        Differences = new[]
        {
            ("Propose.Name", said.Title, Form.Title), ("Propose.Summary", said.Summary, Form.Summary), ("Propose.Commune", said.Commune, Form.Commune), ("Propose.Address", said.Address, Form.Address), ("Propose.Year", said.StartedIn, Form.StartedIn),
            ("Propose.Url", said.Url, Form.Url), ("Propose.Themes", string.Join(", ", said.Themes.Order()), string.Join(", ", Form.Themes.Order())), ("Propose.Source", said.Source, Form.Source), ("Propose.Message", said.Message, Form.Message),
        }.Where(one => (one.Item2 ?? "") != (ProposalForm.Text(one.Item3) ?? "")).Select(one => (texts[one.Item1].Value, new Difference(texts["Draft.Theirs"], one.Item2, texts["Draft.Yours"], ProposalForm.Text(one.Item3)))).ToList();
        return Refused(StatusCodes.Status409Conflict);
    }

    private PageResult Refused(int status)
    {
        Response.StatusCode = status;
        return Page();
    }

    private async Task<bool> FindAsync(string slug, string kind, string? id, CancellationToken cancel)
    {
        ModelState.Clear();
        var viewer = Viewer.From(User);
        if (SheetKinds.FromPath(kind) is not { } known || known == SheetKind.Programme || await spaces.FindAsync(slug, cancel) is not { } space || !viewer.Is(SpaceRole.Contributor, space.Id) || !Guid.TryParseExact(id ?? Guid.Empty.ToString("N"), "N", out var guid))
        {
            return false;
        }

        (Space, Kind) = (space, known);
        Draft = await db.Set<Proposal>().DraftsOf(space.Id, viewer).SingleOrDefaultAsync(one => one.Id == guid && one.Kind == known, cancel);
        return true;
    }
}
