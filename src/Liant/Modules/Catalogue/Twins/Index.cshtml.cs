using Liant.Modules.Accounts.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.Twins;

/// <summary>Sheets that may be about the same thing, two by two: told apart or joined, by a person.</summary>
[Authorize(Roles = Viewer.EditorRole)]
public sealed class IndexModel(LiantDb db, Geography geography, ChangeFollower follower, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    public const int PageSize = 20;

    public IReadOnlyList<(Sheet One, Sheet Other)> Pairs { get; private set; } = [];

    public int Total { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    public string? Obstacle { get; private set; }

    /// <summary>What the last decision came to, once.</summary>
    [TempData]
    public string? Done { get; set; }

    /// <summary>Address and title of the sheet that two were joined into.</summary>
    [TempData]
    public string? JoinedTitle { get; set; }

    [TempData]
    public string? JoinedAddress { get; set; }

    public Task OnGetAsync([FromQuery] int page, CancellationToken cancel) => ReadAsync(page, cancel);

    public string? PlaceOf(Sheet sheet) => geography.PlaceOf(sheet);

    public async Task<IActionResult> OnPostApartAsync([FromQuery] int page, Guid one, Guid other, CancellationToken cancel)
    {
        if (await FindPairAsync(one, other, cancel) is not { } pair)
        {
            return await ConflictAsync(texts["Twins.Gone"], page, cancel);
        }

        pair.TellApart(Viewer.ActorOf(User), clock.GetUtcNow());
        db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = Viewer.ActorOf(User), Act = "sheets-told-apart", Subject = $"sheet/{one:N}", Detail = $"{one:N} ≠ {other:N}" });
        await db.SaveChangesAsync(cancel);
        Done = texts["Twins.ToldApart"];
        return LocalRedirect($"/saisie/doublons?page={Math.Max(1, page)}");
    }

    /// <param name="one">The sheet that is kept.</param>
    /// <param name="other">The sheet that is absorbed.</param>
    public async Task<IActionResult> OnPostJoinAsync([FromQuery] int page, Guid one, Guid other, CancellationToken cancel)
    {
        var sheets = await db.Set<Sheet>().Include(s => s.Relations).EditableBy(Viewer.From(User)).Where(s => s.Id == one || s.Id == other).ToDictionaryAsync(s => s.Id, cancel);
        if (await FindPairAsync(one, other, cancel) is null || sheets.GetValueOrDefault(one) is not { } kept || sheets.GetValueOrDefault(other) is not { } absorbed)
        {
            return await ConflictAsync(texts["Twins.Gone"], page, cancel);
        }

        try
        {
            await new JoinedSheets(db, geography.Gazetteer, clock.GetUtcNow()).JoinAsync(kept, absorbed, Viewer.ActorOf(User), cancel);
        }
        catch (RuleBroken rule)
        {
            return await ConflictAsync(rule.Message, page, cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await ConflictAsync(texts["Twins.Overtaken"], page, cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // Joined twice at the same moment: the first one won. Another clash is a real error.
            db.ChangeTracker.Clear();
            if (await db.Set<AbsorbedSheet>().AllAsync(a => a.Id != other && a.Id != one, cancel))
            {
                throw;
            }

            return await ConflictAsync(texts["Twins.Gone"], page, cancel);
        }

        await follower.CatchUpAsync(cancel);
        (Done, JoinedTitle, JoinedAddress) = (texts["Twins.Joined"], kept.Title, kept.Address());
        return LocalRedirect($"/saisie/doublons?page={Math.Max(1, page)}");
    }

    private Task<LikelyTwins?> FindPairAsync(Guid one, Guid other, CancellationToken cancel) => db.TwinsFor(Viewer.From(User))
        .FirstOrDefaultAsync(t => (t.SheetId == one && t.OtherId == other) || (t.SheetId == other && t.OtherId == one), cancel);

    private async Task<IActionResult> ConflictAsync(string sentence, int page, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        Obstacle = sentence;
        Response.StatusCode = StatusCodes.Status409Conflict;
        await ReadAsync(page, cancel);
        return Page();
    }

    private async Task ReadAsync(int page, CancellationToken cancel)
    {
        var pairs = db.TwinsFor(Viewer.From(User)).AsNoTracking();
        Total = await pairs.CountAsync(cancel);
        PageNumber = Math.Clamp(page, 1, Pages);
        var shown = await pairs.OrderBy(t => t.NoticedAt).ThenBy(t => t.SheetId).ThenBy(t => t.OtherId).Skip((PageNumber - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        var ids = shown.SelectMany(t => new[] { t.SheetId, t.OtherId }).Distinct().ToList();
        var sheets = await db.Set<Sheet>().AsNoTracking().VisibleTo(Viewer.From(User)).Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancel);
        Pairs = shown.Where(t => sheets.ContainsKey(t.SheetId) && sheets.ContainsKey(t.OtherId)).Select(t => (sheets[t.OtherId], sheets[t.SheetId])).ToList();
    }
}
