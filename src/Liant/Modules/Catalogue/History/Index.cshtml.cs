using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Twins;
using Liant.Modules.Shared;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Privacy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.History;

/// <summary>The versions of a sheet: who, when, what changed; an earlier one brought back is a new version, so that nothing is lost.</summary>
[Authorize(Roles = Viewer.EditorRole)]
public sealed class IndexModel(LiantDb db, Geography geography, ChangeFollower follower, SpaceNames spaceNames, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    public const int PageSize = 50;

    /// <summary>The version to look at.</summary>
    [BindProperty(Name = "version", SupportsGet = true)]
    public Guid? Chosen { get; set; }

    [BindProperty(Name = "page_", SupportsGet = true)]
    public int Number { get; set; } = 1;

    /// <summary>Of the sheet, as the page showed it.</summary>
    [BindProperty(Name = "etat")]
    public int SheetVersion { get; set; }

    public Sheet Sheet { get; private set; } = null!;

    /// <summary>Latest first.</summary>
    public IReadOnlyList<SheetRevision> Revisions { get; private set; } = [];

    public int Total { get; private set; }

    public SheetRevision? Revision { get; private set; }

    /// <summary>What the chosen version changed, field by field; all that it says if there is none before it.</summary>
    public IReadOnlyList<(string Label, Difference Texts)> Made { get; private set; } = [];

    /// <summary>None is kept before the chosen one.</summary>
    public bool IsFirst { get; private set; }

    /// <summary>What bringing it back would change today; null when it is what the sheet says, or was said by another sheet.</summary>
    public IReadOnlyList<(string Label, Difference Texts)>? WouldChange { get; private set; }

    public string? Obstacle { get; private set; }

    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    public string Address => $"/saisie/{Sheet.Kind.Path()}/{Sheet.Id:N}/historique";

    public async Task<IActionResult> OnGetAsync(string kind, string id, CancellationToken cancel) =>
        await FindAsync(kind, id, cancel) && await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string kind, string id, CancellationToken cancel)
    {
        if (!await FindAsync(kind, id, cancel) || !await ReadAsync(cancel))
        {
            return NotFound();
        }

        if (Revision is null)
        {
            return await RefusedAsync(StatusCodes.Status400BadRequest, "History.ChooseOne", kind, id, cancel);
        }

        if (SheetVersion != Sheet.Version || WouldChange is null)
        {
            return await RefusedAsync(StatusCodes.Status409Conflict, "History.Overtaken", kind, id, cancel);
        }

        var (then, now) = (KeptSheet.Read(Revision.Said), clock.GetUtcNow());
        var content = then.Content with
        {
            FileSource = then.FileSourceId is { } file ? await db.Set<FileSource>().FindAsync([file], cancel) : null,
            // Its words come back, not who reads them: a sheet made private since stays so; and private words do not become public.
            IsPrivate = Sheet.IsPrivate || then.Content.IsPrivate,
            Readers = Sheet.IsPrivate ? null : then.Content.Readers,
        };
        if (SheetRules.Check(content, geography.Gazetteer).Any)
        {
            return await RefusedAsync(StatusCodes.Status409Conflict, "History.AgainstTheRules", kind, id, cancel);
        }

        await db.KeepPresentAsync([Sheet], cancel);
        Sheet.Revise(content, now, byHand: true);
        Sheet.RelateOnly(await StandingAsync(then.Relations, cancel));
        db.KeepRevision(Sheet, RevisionCause.Restored, Viewer.ActorOf(User), now);
        db.AuditEntries.Add(new AuditEntry { At = now, Actor = Viewer.ActorOf(User), Act = "sheet-restored", Subject = $"{Sheet.Kind.Slug()}/{Sheet.Id:N}", Detail = Sheet.Title });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await RefusedAsync(StatusCodes.Status409Conflict, "History.Overtaken", kind, id, cancel);
        }

        await follower.CatchUpAsync(cancel);
        return LocalRedirect(Sheet.Address());
    }

    public string WhoOf(SheetRevision revision) => revision.Actor switch
    {
        null => "",
        Someone.Nobody => texts["History.SomeoneGone"],
        var actor => names.GetValueOrDefault(actor) ?? texts["History.SomeoneGone"],
    };

    private async Task<bool> FindAsync(string kind, string id, CancellationToken cancel)
    {
        ModelState.Clear();
        var slug = SheetKinds.FromPath(kind)!.Value.Slug();
        if (!Guid.TryParseExact(id, "N", out var guid)
            || await db.Set<Sheet>().Include(sheet => sheet.Relations).EditableBy(Viewer.From(User)).SingleOrDefaultAsync(sheet => sheet.Id == guid && EF.Property<string>(sheet, "KindSlug") == slug, cancel) is not { } found)
        {
            return false;
        }

        Sheet = found;
        return true;
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        var seen = db.RevisionsOf(Sheet.Id, Viewer.From(User));
        Number = Math.Clamp(Number, 1, 100_000);
        Total = await seen.CountAsync(cancel);
        Revisions = await seen.OrderByDescending(one => one.At).ThenByDescending(one => one.Id).Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        Revision = Chosen is null ? null : await seen.SingleOrDefaultAsync(one => one.Id == Chosen, cancel);
        names = await new PersonNames(db).OfActorsAsync(Revisions.Append(Revision).Select(one => one?.Actor), cancel);
        if (Revision is { } chosen)
        {
            var before = await seen.Where(one => one.SheetId == chosen.SheetId && (one.At < chosen.At || (one.At == chosen.At && one.Id < chosen.Id)))
                .OrderByDescending(one => one.At).ThenByDescending(one => one.Id).FirstOrDefaultAsync(cancel);
            await CompareAsync(KeptSheet.Read(chosen.Said), before is null ? null : KeptSheet.Read(before.Said), isOfThisSheet: chosen.SheetId == Sheet.Id, cancel);
        }

        return Chosen is null || Revision is not null;
    }

    private async Task CompareAsync(KeptSheet then, KeptSheet? before, bool isOfThisSheet, CancellationToken cancel)
    {
        var now = KeptSheet.Of(Sheet);
        var linked = new[] { then, before, now }.OfType<KeptSheet>().SelectMany(kept => kept.Relations).Select(relation => relation.To).Distinct().ToList();
        var titles = await db.Set<Sheet>().VisibleTo(Viewer.From(User)).Where(sheet => linked.Contains(sheet.Id)).Select(sheet => new { sheet.Id, sheet.Title }).ToDictionaryAsync(sheet => sheet.Id, sheet => sheet.Title, cancel);
        var spaces = (await spaceNames.AllAsync(cancel)).ToDictionary(space => space.Id, space => space.Name);
        List<(string, Difference)> Compare(KeptSheet? old, string oldLabel, KeptSheet newer, string newLabel)
        {
            var said = SaidFields.Of(newer, geography.Gazetteer, titles, spaces, texts["History.Private"]);
            var saidOnce = old is null ? said.Select(_ => ("", "")) : SaidFields.Of(old, geography.Gazetteer, titles, spaces, texts["History.Private"]);
            return said.Zip(saidOnce).Where(pair => pair.First.Item2 != pair.Second.Item2).Select(pair => (pair.First.Item1, new Difference(oldLabel, pair.Second.Item2, newLabel, pair.First.Item2))).ToList();
        }

        IsFirst = before is null;
        Made = Compare(before, texts["History.BeforeIt"], then, texts["History.InIt"]);
        WouldChange = isOfThisSheet && then.Written() != now.Written() ? Compare(now, texts["Desk.Now"], then, texts["History.BroughtBack"]) : null;
    }

    /// <summary>Links to sheets that are still there; to one that was joined to another, to that other.</summary>
    private async Task<List<(string, Guid, string)>> StandingAsync(IReadOnlyList<KeptRelation> relations, CancellationToken cancel)
    {
        var ids = relations.Select(relation => relation.To).ToList();
        var into = await db.Set<AbsorbedSheet>().Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.IntoId, cancel);
        var known = await db.Set<Sheet>().Where(sheet => ids.Contains(sheet.Id)).Select(sheet => sheet.Id).ToHashSetAsync(cancel);
        return relations.Select(relation => (relation.Kind, into.GetValueOrDefault(relation.To, relation.To), relation.Source))
            .Where(relation => known.Contains(relation.Item2) || into.ContainsValue(relation.Item2)).DistinctBy(relation => (relation.Kind, relation.Item2)).ToList();
    }

    private async Task<IActionResult> RefusedAsync(int status, string sentence, string kind, string id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await FindAsync(kind, id, cancel);
        await ReadAsync(cancel);
        Obstacle = texts[sentence];
        Response.StatusCode = status;
        return Page();
    }
}
