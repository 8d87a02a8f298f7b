using System.Net.Mail;
using Liant.Platform.Errors;
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
        var email = Parsed(typed);
        if (email is null)
        {
            errors.Add("courriel", texts[string.IsNullOrWhiteSpace(typed) ? "Person.EmailMissing" : "Person.EmailWrong"]);
        }

        return email;
    }

    /// <summary>Null when it is no address. No name before it, no comment in it: what is typed is what is written to.</summary>
    public static string? Parsed(string? typed)
    {
        var email = typed?.Trim() ?? "";
        return email.Length is > 0 and <= Person.LongestEmail && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && MailAddress.TryCreate(email, out var known) && known.Address == email && known.Host.Contains('.', StringComparison.Ordinal) ? email : null;
    }
}
