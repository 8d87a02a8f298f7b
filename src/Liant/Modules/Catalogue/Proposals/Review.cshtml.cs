using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Entry;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.Proposals;

/// <summary>One proposal beside what is there: publish it through the sheet's form, ask its author, or refuse it with a reason.</summary>
[Authorize(Roles = Viewer.EditorRole)]
public sealed class ReviewModel(LiantDb db, SpaceNames spaces, Geography geography, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(Name = "reponse")]
    public string? Answer { get; set; }

    [BindProperty(Name = "version")]
    public int Version { get; set; }

    public FieldErrors Errors { get; } = new();

    public Proposal Proposal { get; private set; } = null!;

    /// <summary>The sheet that a correction is about, or that came of the proposal.</summary>
    public Sheet? Sheet { get; private set; }

    /// <summary>What stands now in the field to correct.</summary>
    public string? Now { get; private set; }

    public IReadOnlyList<Sheet> LikelyDuplicates { get; private set; } = [];

    public string? Obstacle { get; private set; }

    /// <summary>In whose name it was proposed.</summary>
    public string? SpaceName { get; private set; }

    public string FormAddress => Proposal.IsCorrection
        ? $"/saisie/{Proposal.Kind.Path()}/{Proposal.SheetId:N}?proposition={Proposal.Id}"
        : $"/saisie/{Proposal.Kind.Path()}?proposition={Proposal.Id}";

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel) => await ReadAsync(id, cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostAskAsync(string id, CancellationToken cancel) => DecideAsync(id, "proposal-asked", (answer, now) => Proposal.Ask(answer, Viewer.From(User), now), cancel);

    public Task<IActionResult> OnPostRefuseAsync(string id, CancellationToken cancel) => DecideAsync(id, "proposal-refused", (answer, now) => Proposal.Refuse(answer, Viewer.From(User), now), cancel);

    private async Task<IActionResult> DecideAsync(string id, string act, Action<string, DateTimeOffset> decide, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
        {
            return NotFound();
        }

        var (answer, now) = (Answer?.Trim() ?? "", clock.GetUtcNow());
        if (answer.Length is 0 or > Proposal.LongestReason)
        {
            Errors.Add("reponse", texts[answer.Length == 0 ? "Desk.AnswerMissing" : "Propose.TooLong", Proposal.LongestReason]);
            return Refused(StatusCodes.Status400BadRequest);
        }

        if (!Proposal.IsOpen || Proposal.Version != Version)
        {
            Obstacle = texts["Desk.AlreadyDecided"];
            return Refused(StatusCodes.Status409Conflict);
        }

        decide(answer, now);
        ProposalLetters.Decided(db, Proposal, texts, now);
        db.AuditEntries.Add(new AuditEntry { At = now, Actor = Viewer.ActorOf(User), Act = act, Subject = $"proposal/{Proposal.Id:N}", Detail = Proposal.Said.Title });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            await ReadAsync(id, cancel);
            Obstacle = texts["Desk.AlreadyDecided"];
            return Refused(StatusCodes.Status409Conflict);
        }

        return LocalRedirect("/bureau");
    }

    private async Task<bool> ReadAsync(string id, CancellationToken cancel)
    {
        ModelState.Clear();
        var viewer = Viewer.From(User);
        if (!Guid.TryParseExact(id, "N", out var guid) || await db.Set<Proposal>().VisibleTo(viewer, db).SingleOrDefaultAsync(one => one.Id == guid, cancel) is not { } proposal)
        {
            return false;
        }

        Proposal = proposal;
        SpaceName = proposal.SpaceId is { } space ? (await spaces.ByIdAsync([space], cancel)).GetValueOrDefault(space)?.Name : null;
        Sheet = proposal.SheetId is { } sheet ? await db.Set<Sheet>().AsNoTracking().VisibleTo(viewer).SingleOrDefaultAsync(one => one.Id == sheet, cancel) : null;
        if (Sheet is not null && proposal.Said.Field is { } field)
        {
            Now = typeof(SheetForm).GetProperty(field)!.GetValue(FilledForm.Of(Sheet, new Dictionary<Guid, Sheet>(), geography)) as string;
        }

        if (proposal is { IsOpen: true, IsCorrection: false })
        {
            var commune = proposal.Said.Commune is { } typed && geography.Places.Resolve(typed) is PlaceAnswer.Found { Territory.Kind: TerritoryKind.Commune } found ? found.Territory.Code : null;
            LikelyDuplicates = await Duplicates.FindAsync(db, geography.Gazetteer, proposal.Kind, new SheetContent { Title = proposal.Said.Title!, Summary = "", CommuneCode = commune }, Guid.Empty, viewer, cancel);
        }

        return true;
    }

    private PageResult Refused(int status)
    {
        Response.StatusCode = status;
        return Page();
    }
}
