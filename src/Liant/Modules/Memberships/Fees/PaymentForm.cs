using System.Globalization;
using Liant.Platform.Errors;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Fees;

/// <summary>What is typed of a payment.</summary>
public sealed class PaymentForm
{
    /// <summary>Sent twice, the same form records once.</summary>
    [BindProperty(Name = "envoi")]
    public Guid Submission { get; set; }

    [BindProperty(Name = "date")]
    public string? PaidOn { get; set; }

    [BindProperty(Name = "montant")]
    public string? Amount { get; set; }

    [BindProperty(Name = "moyen")]
    public string? Means { get; set; }

    [BindProperty(Name = "reference")]
    public string? Note { get; set; }

    /// <param name="owedCents">No more is taken: money too much is given back, not kept in the ledger.</param>
    public Payment? Read(long owedCents, DateOnly issuedOn, DateOnly today, FieldErrors errors, IStringLocalizer texts)
    {
        if (!DateOnly.TryParseExact(PaidOn?.Trim(), ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var paidOn) || paidOn > today || paidOn < issuedOn.AddYears(-1))
        {
            errors.Add("date", texts["Payment.DateWrong"]);
        }

        var cents = Euros.Parse(Amount);
        if (cents is null or 0)
        {
            errors.Add("montant", texts["Payment.AmountWrong"]);
        }
        else if (cents > owedCents)
        {
            errors.Add("montant", texts["Payment.TooMuch", Euros.Of(owedCents)]);
        }

        if (!Enum.TryParse<PaymentMeans>(Means, out var means) || !Enum.IsDefined(means))
        {
            errors.Add("moyen", texts["Payment.MeansMissing"]);
        }

        var note = string.IsNullOrWhiteSpace(Note) ? null : Note.Trim();
        if (note is not null && (note.Length > FeePayment.LongestNote || note.Any(char.IsControl)))
        {
            errors.Add("reference", texts["Affiliate.LineTooLong", FeePayment.LongestNote]);
        }

        return errors.Any ? null : new Payment(paidOn, cents!.Value, means, note);
    }

    /// <summary>Checked.</summary>
    public sealed record Payment(DateOnly PaidOn, long AmountCents, PaymentMeans Means, string? Note);
}
