using Liant.Modules.Accounts.Contract;
using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Memberships.Terms;
using Liant.Platform;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Start;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Fees;

/// <summary>Reminds members that are late, as often as their network decided: the first the day after the due date. Of several web nodes, one reminds.</summary>
internal sealed class ReminderRounds(IServiceScopeFactory scopes, Readiness readiness, LiantSettings settings, TimeProvider clock, IStringLocalizer<Texts> texts, ILogger<ReminderRounds> log) : PeriodicWork(readiness, TimeSpan.FromHours(1), log)
{
    protected override string Name => "Relances de cotisation";

    protected override Task WorkAsync(CancellationToken cancel) => RemindAsync(cancel);

    /// <summary>How many were reminded.</summary>
    internal async Task<int> RemindAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LiantDb>();
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(Paris.At(now).DateTime);
        var reminded = 0;
        foreach (var terms in await db.Set<MembershipTerms>().AsNoTracking().Where(one => one.ReminderDays > 0 && one.MostReminders > 0).ToListAsync(cancel))
        {
            if ((await scope.ServiceProvider.GetRequiredService<SpaceNames>().ByIdAsync([terms.SpaceId], cancel)).GetValueOrDefault(terms.SpaceId) is not { } network)
            {
                continue;
            }

            var since = today.AddDays(-terms.ReminderDays);
            var late = await db.Set<FeeCall>().AsNoTracking()
                .Where(call => call.SpaceId == network.Id && call.DueOn < today && !call.IsSilent && call.Reminders < terms.MostReminders && (call.LastReminderOn == null || call.LastReminderOn <= since))
                .Join(db.Set<Affiliate>().Where(one => one.State == AffiliateState.Member && one.ContactEmail != null), call => call.AffiliateId, one => one.Id, (call, one) => new
                {
                    call, one.ContactEmail, Owed = call.AmountCents - db.Set<FeePayment>().Where(payment => payment.CallId == call.Id).Sum(payment => payment.AmountCents),
                }).Where(one => one.Owed > 0).ToListAsync(cancel);
            foreach (var one in late)
            {
                reminded += await RemindAsync(db, network, one.call, one.Owed, one.ContactEmail!, today, now, cancel) ? 1 : 0;
            }
        }

        return reminded;
    }

    private async Task<bool> RemindAsync(LiantDb db, NamedSpace network, FeeCall call, long owedCents, string email, DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Set<FeeCall>().Where(one => one.Id == call.Id && one.Reminders == call.Reminders && !one.IsSilent)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Reminders, one => one.Reminders + 1).SetProperty(one => one.LastReminderOn, today), cancel) == 0)
        {
            return false;
        }

        FeeLetters.Reminded(db, network, call, owedCents, email, settings, texts, now);
        db.AuditEntries.Add(new AuditEntry { At = now, Actor = "reminders", Act = "fee-reminded", Subject = $"space/{network.Id:N}", Detail = $"{call.Reference} {call.Name}" });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
