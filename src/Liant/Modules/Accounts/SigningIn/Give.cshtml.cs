using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Platform;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.SigningIn;

/// <summary>Where no mail is sent, whoever lost her way in gets a link from the hand of the person who administers the site. It proves no address, and a second factor is asked for all the same.</summary>
[Authorize(Roles = Viewer.OperatorRole)]
public sealed class GiveModel(LiantDb db, UserManager<Person> people, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(Name = "courriel")]
    public string? Email { get; set; }

    public FieldErrors Errors { get; } = new();

    /// <summary>Shown once: only its hash is kept.</summary>
    public string? Link { get; private set; }

    public IActionResult OnGet() => settings.Smtp is null ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        if (settings.Smtp is not null)
        {
            return NotFound();
        }

        var person = PersonalDetails.Email(Email, Errors, texts) is { } email ? await people.FindByEmailAsync(email) : null;
        if (person is null)
        {
            if (!Errors.Any)
            {
                Errors.Add("courriel", texts["Give.Unknown"]);
            }

            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        var now = clock.GetUtcNow();
        var (link, token) = OneTimeLink.Create(LinkPurpose.SignIn, person.Id, now);
        db.Add(link);
        db.AuditEntries.Add(new AuditEntry { At = now, Actor = Viewer.ActorOf(User), Act = "link-given", Subject = $"person/{person.Id:N}" });
        await db.SaveChangesAsync(cancel);
        Link = $"{settings.PublicAddress}/connexion/lien?jeton={token}";
        return Page();
    }
}
