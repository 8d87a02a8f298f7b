using Liant.Platform.Errors;
using Liant.Platform.Mail;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.People;

/// <summary>What people type of themselves, checked where it is typed.</summary>
internal static class PersonalDetails
{
    public static string? Name(string? typed, FieldErrors errors, IStringLocalizer texts)
    {
        var name = typed?.Trim() ?? "";
        var problem = name.Length == 0 ? "Person.NameMissing" : name.Length > Person.LongestName || name.Any(char.IsControl) ? "Person.NameTooLong" : null;
        if (problem is not null)
        {
            errors.Add("nom", texts[problem, Person.LongestName]);
        }

        return problem is null ? name : null;
    }

    public static string? Email(string? typed, FieldErrors errors, IStringLocalizer texts)
    {
        var email = EmailAddress.Parse(typed);
        if (email is null)
        {
            errors.Add("courriel", texts[string.IsNullOrWhiteSpace(typed) ? "Person.EmailMissing" : "Person.EmailWrong"]);
        }

        return email;
    }
}
