using Liant.Modules.Accounts.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Liant.Modules.Memberships;

/// <summary>A page of a network. Found for its managers where it is theirs alone: to anyone else, and in a space that is no network, it is not there.</summary>
public abstract class NetworkPage(LiantDb db, SpaceNames spaces, TimeProvider clock) : PageModel
{
    public FieldErrors Errors { get; } = new();

    public NamedSpace Network { get; private set; } = null!;

    public Viewer Viewer { get; private set; }

    public bool Manages => Viewer.Is(SpaceRole.Manager, Network.Id);

    /// <summary>A sentence on what stands in the way.</summary>
    public string? Obstacle { get; protected set; }

    [TempData]
    public string? Done { get; set; }

    protected LiantDb Db => db;

    protected DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>In Paris.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Platform.Text.Paris.At(Now).DateTime);

    protected async Task<bool> FindAsync(string slug, bool forManagers, CancellationToken cancel)
    {
        ModelState.Clear();
        if (await spaces.FindAsync(slug, cancel) is not { IsNetwork: true } network)
        {
            return false;
        }

        (Network, Viewer) = (network, Viewer.From(User));
        return !forManagers || Manages;
    }

    /// <summary>Of the act that is saved next.</summary>
    protected void Record(string act, string? detail) =>
        db.AuditEntries.Add(new AuditEntry { At = Now, Actor = Viewer.ActorOf(User), Act = act, Subject = $"space/{Network.Id:N}", Detail = detail });

    protected PageResult Refused(int status = StatusCodes.Status400BadRequest)
    {
        Response.StatusCode = status;
        return Page();
    }

    protected PageResult Hindered(string sentence)
    {
        Obstacle = sentence;
        return Refused(StatusCodes.Status409Conflict);
    }

    protected LocalRedirectResult To(string page, string? done = null)
    {
        Done = done;
        return LocalRedirect($"/espaces/{Network.Slug}/{page}");
    }
}
