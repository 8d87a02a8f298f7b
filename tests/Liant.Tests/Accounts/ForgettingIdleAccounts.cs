using System.Globalization;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Liant.Platform.Privacy;
using Liant.Platform.Start;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Liant.Tests.Accounts;

/// <summary>Who has not come for three years is told, then erased; who comes stays; a space and the site keep somebody who administers them.</summary>
public sealed class ForgettingIdleAccounts
{
    private readonly Clock clock = Clock.At(2026, 11, 22);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task She_is_told_a_month_before_and_erased_unless_she_comes(Engine engine)
    {
        await using var host = await StartAsync(engine);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (gone, _) = await host.JoinAsync(space, SpaceRole.Contributor, "Zéphyrine");
        var (back, _) = await host.JoinAsync(space, SpaceRole.Contributor, "Revenue");
        var (regular, _) = await host.JoinAsync(space, SpaceRole.Contributor, "Fidèle");
        var (last, _) = await host.JoinAsync(space, SpaceRole.Administrator, "Seule");
        clock.Advance(TimeSpan.FromDays(400));
        await host.SignInAsync(regular.Email!);
        clock.Advance(IdleAccounts.Idle - IdleAccounts.Notice - TimeSpan.FromDays(401));
        await TellAsync(host);
        Assert.Empty(await ToldAsync(host));
        clock.Advance(TimeSpan.FromDays(2));
        await TellAsync(host);
        await TellAsync(host);
        Assert.Equal(new[] { gone.Email!, back.Email!, last.Email! }.Order(StringComparer.Ordinal), (await ToldAsync(host)).Select(letter => letter.Recipient).Order(StringComparer.Ordinal));
        var day = clock.GetUtcNow() + IdleAccounts.Notice;
        Assert.Contains($"effacés le {day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("fr-FR"))}", (await ToldAsync(host)).Single(letter => letter.Recipient == gone.Email).Text, StringComparison.Ordinal);
        Assert.Contains("la dernière personne à administrer", (await ToldAsync(host)).Single(letter => letter.Recipient == last.Email).Text, StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromDays(28));
        await host.SignInAsync(back.Email!);
        await ForgetAsync(host);
        Assert.Equal(["Fidèle", "Revenue", "Seule", "Zéphyrine"], await NamesAsync(host));
        clock.Advance(TimeSpan.FromDays(3));
        await ForgetAsync(host);
        Assert.Equal(["Fidèle", "Revenue", "Seule"], await NamesAsync(host));
        Assert.DoesNotContain(await ToldAsync(host), letter => letter.Recipient == gone.Email);
        await host.WithDbAsync(async db =>
        {
            Assert.Contains("account 1", (await db.AuditEntries.Where(entry => entry.Act == RetentionWork.Act).OrderBy(entry => entry.Id).LastAsync()).Detail, StringComparison.Ordinal);
            Assert.Equal(1, await db.AuditEntries.CountAsync(entry => entry.Act == "account-erased"));
            Assert.Equal(0, await db.Set<Membership>().CountAsync(one => one.PersonId == gone.Id));
        });

        // Somebody else administers the space: she may go.
        await host.WithDbAsync(db => db.Set<Membership>().Where(one => one.PersonId == regular.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Role, SpaceRole.Administrator)));
        clock.Advance(TimeSpan.FromDays(2));
        await ForgetAsync(host);
        Assert.Equal(["Fidèle", "Revenue"], await NamesAsync(host));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Of_two_idle_administrators_one_stays_and_nobody_goes_who_was_not_told(Engine engine)
    {
        await using var host = await StartAsync(engine);
        await host.RegisterAsync("Première", People.NewEmail("premiere"), isAdministrator: true);
        await host.RegisterAsync("Seconde", People.NewEmail("seconde"), isAdministrator: true);
        clock.Advance(IdleAccounts.Idle * 2);
        await ForgetAsync(host);
        Assert.Equal(2, (await NamesAsync(host)).Count);
        await TellAsync(host);
        clock.Advance(IdleAccounts.Notice + TimeSpan.FromDays(2));
        await ForgetAsync(host);
        Assert.Single(await NamesAsync(host));
    }

    private Task<LiantHost> StartAsync(Engine engine) => LiantHost.StartAsync(engine, clock, settings => settings with { Smtp = new SmtpSettings("127.0.0.1", 9, null, null, UsesTls: false) });

    /// <summary>In French, as the loop of background work sees to it.</summary>
    private static Task TellAsync(LiantHost host)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
        return host.Services.GetServices<IHostedService>().OfType<IdleAccounts>().Single().TellAsync(TestContext.Current.CancellationToken);
    }

    private Task<bool> ForgetAsync(LiantHost host) =>
        new RetentionWork(host.Services.GetRequiredService<IDbContextFactory<LiantDb>>(), host.Services.GetServices<LiantModule>(), host.Services.GetRequiredService<Readiness>(), clock, NullLogger<RetentionWork>.Instance).ForgetAsync(TestContext.Current.CancellationToken);

    private static Task<List<OutgoingMail>> ToldAsync(LiantHost host) => host.WithDbAsync(db => db.Set<OutgoingMail>().AsNoTracking().ToListAsync());

    private static Task<List<string>> NamesAsync(LiantHost host) => host.WithDbAsync(db => db.Set<Person>().OrderBy(person => person.Name).Select(person => person.Name).ToListAsync());
}
