using System.Globalization;
using Liant.Modules.Accounts.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Liant.Platform.Text;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Fees;

/// <summary>What a member is told of its fee, if it gave an address; in French, in the transaction of the act, and by the channel that nobody unsubscribes from.</summary>
internal static class FeeLetters
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static void Called(LiantDb db, NamedSpace network, FeeCall call, string? email, LiantSettings settings, IStringLocalizer texts, DateTimeOffset now) => Write(db, email, () =>
        (texts["FeeMail.CallSubject", call.Year, network.Name], texts["FeeMail.Call", call.Name, network.Name, call.Year, Euros.Of(call.AmountCents), call.DueOn.ToString("d MMMM yyyy", French), call.Reference, settings.PublicAddress + Address(call)]), now);

    public static void Reminded(LiantDb db, NamedSpace network, FeeCall call, long owedCents, string? email, LiantSettings settings, IStringLocalizer texts, DateTimeOffset now) => Write(db, email, () =>
        (texts["FeeMail.ReminderSubject", call.Year, network.Name], texts["FeeMail.Reminder", call.Name, network.Name, call.Year, Euros.Of(owedCents), call.DueOn.ToString("d MMMM yyyy", French), call.Reference, settings.PublicAddress + Address(call)]), now);

    public static void Received(LiantDb db, NamedSpace network, FeeCall call, FeePayment payment, string? email, LiantSettings settings, IStringLocalizer texts, DateTimeOffset now) => Write(db, email, () =>
        (texts["FeeMail.ReceiptSubject", payment.Receipt!, network.Name], texts["FeeMail.Receipt", call.Name, network.Name, Euros.Of(payment.AmountCents), call.Reference, settings.PublicAddress + Address(call, payment)]), now);

    public static string Address(FeeCall call) => "/cotisations/" + call.Key;

    public static string Address(FeeCall call, FeePayment payment) => $"/cotisations/{call.Key}/{payment.ReceiptYear}-{payment.ReceiptNumber}";

    private static void Write(LiantDb db, string? email, Func<(string Subject, string Text)> compose, DateTimeOffset now)
    {
        if (email is null)
        {
            return;
        }

        // A manager who reads in English, and the round of reminders, which reads in nothing, write to French towns.
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (French, French);
        try
        {
            var (subject, text) = compose();
            db.Add(OutgoingMail.To(email, subject.Cut(200), text, MailChannel.Statutory, now));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
        }
    }
}
