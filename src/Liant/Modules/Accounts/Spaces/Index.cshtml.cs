using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>The spaces of the site; its administrator opens new ones.</summary>
public sealed class IndexModel(LiantDb db, Geography geography, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>The same space asked for again within so long is the same form, sent twice.</summary>
    private static readonly TimeSpan SameForm = TimeSpan.FromMinutes(1);

    public SpaceForm Form { get; } = new();

    [BindProperty(Name = "genre")]
    public string? Kind { get; set; }

    public FieldErrors Errors { get; } = new();

    public IReadOnlyList<Space> Spaces { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var viewer = Viewer.From(User);
        if (!viewer.SeesPrivate)
        {
            return viewer.PersonId is null ? Challenge() : Forbid();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        if (!Enum.TryParse<SpaceKind>(Kind, out var kind) || !Enum.IsDefined(kind))
        {
            Errors.Add("genre", texts["Space.KindMissing"]);
        }

        if (Form.Read(kind, geography, Errors, texts) is not { } description)
        {
            await ReadAsync(cancel);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Her own row, written as it stands: of her forms sent at once, the second finds the space that the first opened.
        var person = viewer.PersonId!.Value;
        await db.Set<Person>().Where(one => one.Id == person).ExecuteUpdateAsync(set => set.SetProperty(one => one.IsAdministrator, one => one.IsAdministrator), cancel);
        var justNow = now - SameForm;
        if (await db.Set<Space>().Where(one => one.Name == description.Name && one.Kind == kind && one.OpenedAt > justNow && db.Set<Membership>().Any(of => of.SpaceId == one.Id && of.PersonId == person))
            .Select(one => one.Slug).FirstOrDefaultAsync(cancel) is { } opened)
        {
            return LocalRedirect($"/espaces/{opened}/membres");
        }

        await SpaceForm.CheckFreeAsync(db, description.Name, null, Errors, texts, cancel);
        if (Errors.Any)
        {
            await ReadAsync(cancel);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var space = Space.Open(await FreeSlugAsync(description.Name, cancel), kind, description, now);
        db.Add(space);
        // Whoever opens it is in it, and invites the others.
        db.Add(Membership.Join(space.Id, person, SpaceRole.Administrator, now));
        db.AuditEntries.Add(new AuditEntry { At = now, Actor = Viewer.ActorOf(User), Act = "space-opened", Subject = $"space/{space.Id:N}", Detail = space.Name });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return LocalRedirect($"/espaces/{space.Slug}/membres");
    }

    private async Task<string> FreeSlugAsync(string name, CancellationToken cancel)
    {
        var start = Fold.Slug(name) is { Length: > 0 } slug ? slug.Cut(70).Trim('-') : "espace";
        var taken = await db.Set<Space>().Where(space => space.Slug.StartsWith(start)).Select(space => space.Slug).ToHashSetAsync(cancel);
        return taken.Contains(start) ? Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{start}-{number}").First(candidate => !taken.Contains(candidate)) : start;
    }

    private async Task ReadAsync(CancellationToken cancel) => Spaces = await db.Set<Space>().AsNoTracking().OrderBy(space => space.Name).Take(1000).ToListAsync(cancel);
}
