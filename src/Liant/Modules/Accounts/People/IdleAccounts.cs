using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Liant.Platform.Privacy;
using Liant.Platform.Start;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.People;

/// <summary>Tells, by mail, whoever has not come for nearly three years that her account will be erased; <see cref="RetentionWork"/> erases it. Nobody is erased who was not told: without a mail server, accounts stay.</summary>
internal sealed class IdleAccounts(IDbContextFactory<LiantDb> databases, Readiness readiness, LiantSettings settings, IStringLocalizer<Texts> texts, TimeProvider clock, ILogger<IdleAccounts> log) : PeriodicWork(readiness, TimeSpan.FromHours(1), log)
{
    public static readonly TimeSpan Idle = TimeSpan.FromDays(3 * 365);

    /// <summary>Between the letter and the end.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(30);

    private const int MostAtOnce = 100;

    protected override bool IsWanted => settings.Smtp is not null;

    protected override string Name => "Lettres aux comptes sans visite";

    protected override Task WorkAsync(CancellationToken cancel) => TellAsync(cancel);

    /// <summary>She came: once a day is enough to know it.</summary>
    public static Task ComeAsync(LiantDb db, Guid person, DateTimeOffset now, CancellationToken cancel)
    {
        var yesterday = now.AddDays(-1);
        return db.Set<Person>().Where(one => one.Id == person && (one.SeenAt < yesterday || one.WarnedAt != null))
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.SeenAt, now).SetProperty(one => one.WarnedAt, (DateTimeOffset?)null), cancel);
    }

    /// <summary>One whose time has come. Asked again after each: of two last administrators, the second stays.</summary>
    public static async Task<Someone?> NextToForgetAsync(LiantDb db, DateTimeOffset before, CancellationToken cancel)
    {
        var told = before + Idle - Notice;
        var next = await ThoseWhoMayLeave(db).Where(person => person.SeenAt <= before && person.WarnedAt <= told).OrderBy(person => person.SeenAt).ThenBy(person => person.Id)
            .Select(person => new Someone(person.Id, person.Name, person.Email!)).FirstOrDefaultAsync(cancel);
        if (next is null)
        {
            return null;
        }

        // While her turn came, another administrator may have left: then she stays, and is asked about again tomorrow.
        await Turn.TakeToEraseAsync(db, next.Id, cancel);
        return await ThoseWhoMayLeave(db).AnyAsync(person => person.Id == next.Id, cancel) ? next : null;
    }

    internal async Task TellAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var since = now - Idle + Notice;
        var idle = await db.Set<Person>().AsNoTracking().Where(person => person.SeenAt <= since && person.WarnedAt == null).OrderBy(person => person.SeenAt).Take(MostAtOnce).ToListAsync(cancel);
        foreach (var person in idle)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            // Of several nodes, the one that notes it writes.
            if (await db.Set<Person>().Where(one => one.Id == person.Id && one.SeenAt <= since && one.WarnedAt == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.WarnedAt, now), cancel) == 0)
            {
                continue;
            }

            var mayLeave = await ThoseWhoMayLeave(db).AnyAsync(one => one.Id == person.Id, cancel);
            db.Add(OutgoingMail.To(person.Email!, texts["IdleMail.Subject"], texts[mayLeave ? "IdleMail.Text" : "IdleMail.LastText", person.Name, settings.PublicAddress, Paris.At(now + Notice)], MailChannel.Statutory, now));
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
    }

    /// <summary>Everybody but the last administrator of the site, and the last one of a space.</summary>
    private static IQueryable<Person> ThoseWhoMayLeave(LiantDb db) => db.Set<Person>()
        .Where(person => !person.IsAdministrator || db.Set<Person>().Any(other => other.IsAdministrator && other.Id != person.Id))
        .Where(person => !db.Set<Membership>().Any(one => one.PersonId == person.Id && one.Role == SpaceRole.Administrator
            && !db.Set<Membership>().Any(other => other.SpaceId == one.SpaceId && other.PersonId != person.Id && other.Role == SpaceRole.Administrator)));
}
