using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.History;
using Liant.Modules.Catalogue.Publishing;
using Liant.Modules.Search.Contract;
using Liant.Modules.Shared;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.Bulk;

/// <summary>One act on all the sheets of a search, or on all those that are not published: first how many, then, confirmed, all of them or none.</summary>
[Authorize(Roles = Viewer.EditorRole)]
public sealed class IndexModel(LiantDb db, SheetSearch search, SearchParameters parameters, SpaceNames spaces, Geography geography, ChangeFollower follower, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Read, revised and saved within one request.</summary>
    public const int MostSheets = 500;

    [BindProperty(Name = "non_publiees", SupportsGet = true)]
    public bool Unpublished { get; set; }

    [BindProperty(Name = "acte")]
    public string? Chosen { get; set; }

    [BindProperty(Name = "theme_a_ajouter")]
    public string? Theme { get; set; }

    [BindProperty(Name = "espace")]
    public Guid? Space { get; set; }

    /// <summary>Of those found, the ones left ticked.</summary>
    [BindProperty(Name = "fiche")]
    public List<Guid> Ticked { get; set; } = [];

    /// <summary>The form had boxes to tick: none ticked is none, and not all.</summary>
    [BindProperty(Name = "choix")]
    public bool HasBoxes { get; set; }

    /// <summary>What she was told, and confirms: so many sheets, by that act.</summary>
    [BindProperty(Name = "combien")]
    public string? Confirmed { get; set; }

    public string Told => $"{Changing}:{Chosen}:{Theme}:{Space:N}";

    public int Total { get; private set; }

    /// <summary>Of those found, the ones that the act would change; null before it is chosen.</summary>
    public int? Changing { get; private set; }

    public IReadOnlyList<Sheet> Shown { get; private set; } = [];

    public IReadOnlyList<(Guid Id, string Name)> Spaces { get; private set; } = [];

    public string? Obstacle { get; private set; }

    public int? Done { get; private set; }

    private IReadOnlyList<Guid> ids = [];

    public string? PlaceOf(Sheet sheet) => geography.PlaceOf(sheet);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
        {
            return NotFound();
        }

        var chosen = HasBoxes ? ids.Intersect(Ticked).ToList() : ids;
        if (Parsed() is not { } act || chosen.Count == 0 || ids.Count > MostSheets)
        {
            return Refused(StatusCodes.Status400BadRequest, ids.Count > MostSheets ? texts["Bulk.TooMany", MostSheets] : texts[chosen.Count == 0 ? "Bulk.TickOne" : "Bulk.ChooseAct"]);
        }

        var sheets = await db.Set<Sheet>().EditableBy(Viewer.From(User)).Where(sheet => chosen.Contains(sheet.Id)).ToListAsync(cancel);
        var changing = sheets.FindAll(sheet => !act.IsDone(sheet));
        if (act is BulkAct.ReserveFor && changing.Count(sheet => !sheet.IsPrivate) is > 0 and var shared && await spaces.HasOtherNetworksAsync(Viewer.From(User), cancel))
        {
            return Refused(StatusCodes.Status409Conflict, Pieces.Plural(texts["Bulk.AreForEveryone"], shared));
        }

        Changing = changing.Count;
        if (Confirmed is null)
        {
            return Page();
        }

        if (Confirmed != Told)
        {
            return Refused(StatusCodes.Status409Conflict, texts["Bulk.Overtaken"]);
        }

        var now = clock.GetUtcNow();
        await db.KeepPresentAsync(changing, cancel);
        foreach (var sheet in changing)
        {
            act.Do(sheet, now);
            db.KeepRevision(sheet, RevisionCause.Hand, Viewer.ActorOf(User), now);
            db.AuditEntries.Add(new AuditEntry { At = now, Actor = Viewer.ActorOf(User), Act = act.Act, Subject = $"{sheet.Kind.Slug()}/{sheet.Id:N}", Detail = sheet.Title });
        }

        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return Refused(StatusCodes.Status409Conflict, texts["Bulk.Overtaken"]);
        }

        await follower.CatchUpAsync(cancel);
        Done = changing.Count;
        return Page();
    }

    /// <summary>Null when it is none, or not hers to do.</summary>
    private BulkAct? Parsed() => Chosen switch
    {
        "publier" => new BulkAct.Publish(Publication.Now),
        "retirer" => new BulkAct.Publish(Publication.Draft),
        "theme" when Theme is { } theme && Vocabulary.Themes.Has(theme) => new BulkAct.AddTheme(theme),
        "reserver" when Space is { } space && Spaces.Any(one => one.Id == space) => new BulkAct.ReserveFor(space),
        _ => null,
    };

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        var viewer = Viewer.From(User);
        var asked = new QueryCollection(Request.Query.Where(pair => pair.Key != "non_publiees").ToDictionary());
        var parsed = parameters.Parse(asked, SearchParameters.Names.Api, refusesUnknown: true);
        if (parsed.Refusal() is not null)
        {
            return false;
        }

        ids = Unpublished ? await db.Set<Sheet>().VisibleTo(viewer).Where(sheet => !sheet.IsPublished).OrderBy(sheet => sheet.Id).Select(sheet => sheet.Id).ToListAsync(cancel) : search.Identifiers(parsed.Request, viewer);
        Total = ids.Count;
        var first = ids.Take(MostSheets).ToList();
        Shown = await db.Set<Sheet>().AsNoTracking().VisibleTo(viewer).Where(sheet => first.Contains(sheet.Id)).OrderBy(sheet => sheet.Title).ToListAsync(cancel);
        Spaces = (await spaces.AllAsync(cancel)).Where(space => viewer.Is(SpaceRole.Manager, space.Id)).ToList();
        return true;
    }

    private PageResult Refused(int status, string sentence)
    {
        Obstacle = sentence;
        Response.StatusCode = status;
        return Page();
    }
}
