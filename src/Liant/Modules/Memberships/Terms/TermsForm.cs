using System.Globalization;
using Liant.Platform.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Terms;

/// <summary>What is typed of a network's terms.</summary>
public sealed class TermsForm
{
    public const int LongestPayee = 1000;

    [BindProperty(Name = "demandes")]
    public bool TakesRequests { get; set; }

    [BindProperty(Name = "beneficiaire")]
    public string? Payee { get; set; }

    [BindProperty(Name = "delai")]
    public string? DueDays { get; set; }

    [BindProperty(Name = "relance")]
    public string? ReminderDays { get; set; }

    [BindProperty(Name = "relances")]
    public string? MostReminders { get; set; }

    public static TermsForm Of(TermsDescription said) => new()
    {
        TakesRequests = said.TakesRequests, Payee = said.Payee, DueDays = Text(said.DueDays), ReminderDays = Text(said.ReminderDays), MostReminders = Text(said.MostReminders),
    };

    public TermsDescription? Read(FieldErrors errors, IStringLocalizer texts)
    {
        int Number(string field, string? typed, int least, int most)
        {
            if (int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            errors.Add(field, texts["Terms.NumberWrong", least, most]);
            return least;
        }

        var payee = Payee?.Trim().ReplaceLineEndings("\n") ?? "";
        if (payee.Length > LongestPayee)
        {
            errors.Add("beneficiaire", texts["Affiliate.TooLong", LongestPayee]);
        }

        var said = new TermsDescription(TakesRequests, payee, Number("delai", DueDays, 1, 365), Number("relance", ReminderDays, 0, 365), Number("relances", MostReminders, 0, 12));
        return errors.Any ? null : said;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
