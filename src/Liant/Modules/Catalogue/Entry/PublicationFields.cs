using System.Globalization;
using Liant.Modules.Catalogue.Publishing;
using Liant.Platform.Errors;
using Liant.Platform.Text;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.Entry;

/// <summary>The part of the form that says when a sheet is seen: days and hours of Paris.</summary>
internal static class PublicationFields
{
    public const string Now = "maintenant";

    public const string Draft = "brouillon";

    public const string Later = "plus-tard";

    private const string Instant = "yyyy-MM-ddTHH:mm";

    private const string Day = "yyyy-MM-dd";

    public static void Fill(SheetForm form, Sheet sheet)
    {
        form.Publication = sheet.IsPublished ? Now : sheet.PublishesAt is null ? Draft : Later;
        form.PublishesAt = sheet.PublishesAt is { } from ? Paris.At(from).ToString(Instant, CultureInfo.InvariantCulture) : null;
        // The last day on which it is seen.
        form.ExpiresOn = sheet.ExpiresAt is { } until ? Paris.At(until).AddDays(-1).ToString(Day, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Null when the form did not ask: nothing changes.</summary>
    public static Publication? Read(SheetForm form, DateTimeOffset now, FieldErrors errors, IStringLocalizer texts)
    {
        if (form.Publication is null)
        {
            return null;
        }

        var (from, until) = ((DateTimeOffset?)null, (DateTimeOffset?)null);
        if (form.Publication == Later)
        {
            from = Read(form.PublishesAt, Instant, 0);
            if (from is null || from <= now)
            {
                errors.Add("publishesAt", texts["Entry.PublishesAtWrong"]);
            }
        }

        if (!string.IsNullOrWhiteSpace(form.ExpiresOn))
        {
            until = Read(form.ExpiresOn, Day, 1);
            if (until is null || (form.Publication != Draft && until <= (from ?? now)))
            {
                errors.Add("expiresOn", texts["Entry.ExpiresOnWrong"]);
            }
        }

        if (form is { Publication: Draft, Proposal: not null })
        {
            errors.Add("publication", texts["Entry.ProposalAsDraft"]);
        }

        return new Publication(form.Publication is not (Now or Later), from, until);
    }

    /// <param name="daysAfter">The end of a day is the beginning of the next.</param>
    private static DateTimeOffset? Read(string? typed, string format, int daysAfter) =>
        DateTime.TryParseExact(typed?.Trim(), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 2000 and < 2200 ? Paris.Instant(local.AddDays(daysAfter)) : null;
}
