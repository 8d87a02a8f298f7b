using Liant.Modules.Accounts.Contract;
using Liant.Modules.Memberships.Affiliates;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Fees;

/// <summary>One call for the network's managers: its ledger, a payment to record, a line to take back, reminders to stop.</summary>
[Authorize]
public sealed class CallModel(LiantDb db, SpaceNames spaces, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts) : YearPage(db, spaces, clock)
{
    public PaymentForm Form { get; } = new();

    [BindProperty(Name = "ligne")]
    public Guid Line { get; set; }

    /// <summary>What is wanted of reminders, as the button said: a page shown before somebody else's act undoes nothing.</summary>
    [BindProperty(Name = "silence")]
    public bool Silence { get; set; }

    public FeeCall Call { get; private set; } = null!;

    public IReadOnlyList<FeePayment> Ledger { get; private set; } = [];

    public long OwedCents => Call.AmountCents - Ledger.Sum(line => line.AmountCents);

    public bool IsReversed(FeePayment line) => Ledger.Any(other => other.ReversesId == line.Id);

    public async Task<IActionResult> OnGetAsync(string slug, int year, int number, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, year, number, cancel))
        {
            return NotFound();
        }

        (Form.Submission, Form.PaidOn, Form.Amount) = (Guid.CreateVersion7(Now), Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Euros.Typed(Math.Max(0, OwedCents)));
        return Page();
    }

    public async Task<IActionResult> OnPostPayAsync(string slug, int year, int number, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, year, number, cancel))
        {
            return NotFound();
        }

        await TryUpdateModelAsync(Form, "");
        ModelState.Clear();
        if (Ledger.Any(line => line.Id == Form.Submission))
        {
            return Back("Call.Recorded");
        }

        if (Form.Read(OwedCents, Call.IssuedOn, Today, Errors, texts) is not { } said)
        {
            return Refused();
        }

        var payment = FeePayment.Of(Call, Form.Submission, Ledger.Count + 1, said.PaidOn, said.AmountCents, said.Means, said.Note, Now);
        Db.Add(payment);
        if (said.Means != PaymentMeans.Waiver)
        {
            var last = await Db.Set<FeePayment>().Where(line => line.SpaceId == Network.Id && line.ReceiptYear == Today.Year).MaxAsync(line => line.ReceiptNumber, cancel);
            payment.WithReceipt(Today.Year, (last ?? 0) + 1);
            var email = await Db.Set<Affiliate>().Where(one => one.Id == Call.AffiliateId).Select(one => one.ContactEmail).SingleOrDefaultAsync(cancel);
            FeeLetters.Received(Db, Network, Call, payment, email, settings, texts, Now);
        }

        return await DoneAsync(said.Means == PaymentMeans.Waiver ? "fee-waived" : "fee-paid", payment, "Call.Recorded", cancel);
    }

    public async Task<IActionResult> OnPostReverseAsync(string slug, int year, int number, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, year, number, cancel) || Ledger.FirstOrDefault(line => line.Id == Line && line.ReversesId is null) is not { } wrong)
        {
            return NotFound();
        }

        if (IsReversed(wrong))
        {
            return Back("Call.Reversed");
        }

        var counter = wrong.Reverse(Ledger.Count + 1, Today, Now);
        Db.Add(counter);
        return await DoneAsync("fee-reversed", counter, "Call.Reversed", cancel);
    }

    public async Task<IActionResult> OnPostRemindersAsync(string slug, int year, int number, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, year, number, cancel))
        {
            return NotFound();
        }

        if (Call.IsSilent == Silence)
        {
            return Back("Call.RemindersChanged");
        }

        if (Silence)
        {
            Call.StopReminders();
        }
        else
        {
            Call.ResumeReminders();
        }

        Record(Call.IsSilent ? "reminders-stopped" : "reminders-resumed", $"{Call.Reference} {Call.Name}");
        await Db.SaveChangesAsync(cancel);
        return Back("Call.RemindersChanged");
    }

    private async Task<bool> ReadAsync(string slug, int year, int number, CancellationToken cancel)
    {
        if (!await FindAsync(slug, year, cancel) || await Db.Set<FeeCall>().SingleOrDefaultAsync(call => call.SpaceId == Network.Id && call.Year == year && call.Number == number, cancel) is not { } call)
        {
            return false;
        }

        Call = call;
        Ledger = await Db.Set<FeePayment>().AsNoTracking().Where(line => line.CallId == call.Id).OrderBy(line => line.Rank).ToListAsync(cancel);
        return true;
    }

    private async Task<IActionResult> DoneAsync(string act, FeePayment line, string sentence, CancellationToken cancel)
    {
        Record(act, $"{Call.Reference} {Call.Name} : {Euros.Typed(line.AmountCents)} €");
        try
        {
            await Db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // The same form twice at one moment, or somebody else in the same ledger: what is written stands, the other is shown it first.
            Db.ChangeTracker.Clear();
            await ReadAsync(Network.Slug, Year, Call.Number, cancel);
            return Ledger.Any(one => one.Id == line.Id || (line.ReversesId is not null && one.ReversesId == line.ReversesId)) ? Back(sentence) : Hindered(texts["Call.Busy"]);
        }

        return Back(sentence);
    }

    private LocalRedirectResult Back(string sentence) => To($"adhesions/appels/{Year}/{Call.Number}", sentence);
}
