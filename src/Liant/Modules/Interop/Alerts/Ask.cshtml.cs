using Liant.Modules.Accounts.Contract;
using Liant.Modules.Search.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Mail;
using Liant.Platform.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Interop.Alerts;

/// <summary>Asking for the news of a search by mail. The address says nothing of whoever typed it: nothing is sent there before the link of a first letter was followed.</summary>
[EnableRateLimiting(Security.Guess)]
public sealed class AskModel(LiantDb db, SearchParameters parameters, SearchTitle title, Recipients recipients, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(Name = "courriel")]
    public string? Email { get; set; }

    [BindProperty(Name = "rythme")]
    public AlertRhythm Rhythm { get; set; } = AlertRhythm.Weekly;

    /// <summary>People do not see this field; programs fill it.</summary>
    [BindProperty(Name = "telephone_fixe")]
    public string? Trap { get; set; }

    public string What { get; private set; } = "";

    public string? EmailError { get; private set; }

    public bool IsAsked { get; private set; }

    /// <summary>Otherwise letters wait, and the page says so before anything is typed.</summary>
    public bool SendsMail => settings.Smtp is not null;

    /// <summary>Of whom is signed in: her letters go there, and nowhere else.</summary>
    public Recipient? Her { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await ReadAsync(cancel) is not { } search)
        {
            return NotFound();
        }

        if (!string.IsNullOrEmpty(Trap))
        {
            IsAsked = true;
            return Page();
        }

        if ((Her?.Email ?? EmailAddress.Parse(Email))?.ToLowerInvariant() is not { } email)
        {
            EmailError = texts["Alert.EmailWrong"];
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        // The same answer whether the address follows searches already or not.
        IsAsked = true;
        var (now, today) = (clock.GetUtcNow(), clock.GetUtcNow().AddDays(-1));
        if (await db.Set<SearchAlert>().CountAsync(alert => alert.Email == email && (alert.ConfirmedAt != null || alert.AskedAt > today), cancel) >= SearchAlert.MostOfAddress
            || await db.Set<SearchAlert>().CountAsync(alert => alert.Email == email && alert.ConfirmedAt == null && alert.AskedAt > today, cancel) >= SearchAlert.MostAsked)
        {
            return Page();
        }

        var asked = SearchAlert.Ask(search, email, Her is null ? null : Viewer.From(User).PersonId, Rhythm, now);
        var (link, token) = OneTimeLink.Create(LinkPurpose.Alert, asked.Id, now);
        db.AddRange(asked, link);
        db.Add(OutgoingMail.To(email, texts["AlertMail.ConfirmSubject"], texts["AlertMail.ConfirmText", What, $"{settings.PublicAddress}/alerte/confirmer?jeton={token}", texts["Alert.Rhythm." + Rhythm].Value], MailChannel.Statutory, now));
        await db.SaveChangesAsync(cancel);
        return Page();
    }

    /// <summary>The search, written as it is kept; null when it is none.</summary>
    private async Task<string?> ReadAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        var parsed = parameters.Parse(Request.Query, SearchParameters.Names.Api, refusesUnknown: true);
        var search = QueryHelpers.AddQueryString("", SearchParameters.Written(parsed.Request with { Page = 1, Size = 20 }, SearchParameters.Names.Api));
        if (parsed.Refusal() is not null || search.Length > SearchAlert.LongestSearch)
        {
            return null;
        }

        What = title.Words(parsed.Request);
        Her = Viewer.From(User).PersonId is { } id ? await recipients.FindAsync(id, cancel) : null;
        return search;
    }
}
