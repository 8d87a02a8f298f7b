using System.Net;
using System.Text.RegularExpressions;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.People;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Import;
using Liant.Modules.Catalogue.Proposals;
using Liant.Modules.Groups;
using Liant.Modules.Groups.Discussions;
using Liant.Modules.Groups.Meetings;
using Liant.Modules.Groups.Papers;
using Liant.Modules.Groups.Pathways;
using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Interop.Alerts;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Liant.Platform.Privacy;
using Liant.Platform.Start;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Liant.Tests.Platform.Privacy;

/// <summary>Every kind of record about people has a length declared, the job keeps to it, and the register says the same.</summary>
public sealed class KeepingNoLonger
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Each_kind_is_forgotten_on_its_day_and_not_before(Engine engine)
    {
        var clock = Clock.At(2026, 11, 22);
        await using var host = await LiantHost.StartAsync(engine, clock);
        var work = WorkOf(host, clock);
        await DayAfterAsync(work, clock);
        var space = await host.OpenSpaceAsync("Un réseau");
        var (person, client) = await host.JoinAsync(space, SpaceRole.Manager, "Zéphyrine");
        using var renamed = await client.PostAsync("/compte?handler=Name", new FormUrlEncodedContent(new Dictionary<string, string> { ["nom"] = "Zéphyrine", ["jeton_formulaire"] = (await client.GetPageAsync("/compte")).ValueOf("jeton_formulaire")! }), TestContext.Current.CancellationToken);
        var asking = await host.RegisterAsync("Qui demande", People.NewEmail("demande"));
        await host.ImportAsync("Nom;Commune\n;Nulle part\n");
        var (decided, waiting) = (Proposed(host, person.Id), Proposed(host, person.Id));
        decided.Refuse("Non.", Viewer.Operator, host.Now);
        await host.WithDbAsync(async db =>
        {
            var (link, _) = OneTimeLink.Create(LinkPurpose.SignIn, person.Id, host.Now);
            db.Add(SearchAlert.Ask("?q=halle", "suit@mairie.example", null, AlertRhythm.Daily, host.Now));
            db.Add(Proposal.Begin(Guid.CreateVersion7(), SheetKind.Initiative, waiting.Said, space.Id, person.Id, host.Now));
            db.AddRange(link, decided, waiting, Invitation.Send(space.Id, "invitee@mairie.example", SpaceRole.Reader, person.Id, host.Now), JoinRequest.Ask(space.Id, asking.Id, "Bonjour", host.Now), OutgoingMail.To("invitee@mairie.example", "Objet", "Texte", MailChannel.Statutory, host.Now));
            await db.Set<SheetImport>().ExecuteUpdateAsync(set => set.SetProperty(one => one.Actor, person.Id.ToString("N")));
            db.Add(Affiliate.Ask(Guid.CreateVersion7(), space.Id, new AffiliateDescription(AffiliateKind.Organisation, "La Halle", null, null, new Contact("Zéphyrine", null, "halle@mairie.example")), null, host.Now));
            await db.SaveChangesAsync();
        });
        await host.CloseGroupAsync(space, person.Id);
        foreach (var (name, leaves) in new[] { ("Partie", true), ("Restée", false) })
        {
            var member = await host.EnterMemberAsync(space, AffiliateKind.Organisation, name, email: "elle@epicerie.example");
            await host.WithDbAsync(async db =>
            {
                if (leaves)
                {
                    db.Attach(member).Entity.Leave(host.Now);
                }

                await db.SaveChangesAsync();
            });
        }

        // By the day on which it must be gone; each is there the day before.
        var kinds = new (int Days, string Kind, Func<LiantDb, Task<int>> CountAsync)[]
        {
            (1, "link", db => db.Set<OneTimeLink>().CountAsync(link => link.Subject == person.Id)),
            (7, "search-alert", db => db.Set<SearchAlert>().CountAsync()),
            (14, "session", db => db.Set<Session>().CountAsync(session => session.PersonId == person.Id)),
            (30, "invitation", db => db.Set<Invitation>().CountAsync()),
            (182, "join-request", db => db.Set<JoinRequest>().CountAsync()),
            (182, "letter", db => db.Set<OutgoingMail>().CountAsync()),
            (365, "proposal", db => db.Set<Proposal>().CountAsync(one => one.Id == decided.Id && one.AuthorName != null)),
            (365, "draft", db => db.Set<Proposal>().CountAsync(one => one.State == ProposalState.Draft)),
            (365, "act", db => db.AuditEntries.CountAsync(entry => entry.Actor == person.Id.ToString("N") || entry.Subject == $"person/{person.Id:N}")),
            (365, "import", db => db.Set<SheetImport>().CountAsync(one => one.Actor == person.Id.ToString("N"))),
            (365, "import-line", db => db.Set<ImportLine>().CountAsync()),
            (365, "member-request", db => db.Set<Affiliate>().CountAsync(one => one.State == AffiliateState.Asked)),
            (365, "meeting-answer", db => db.Set<Attendance>().CountAsync()),
            (730, "proposal", db => db.Set<Proposal>().CountAsync(one => one.AuthorName != null || one.AuthorEmail != null || one.AuthorId != null)),
            (1095, "member-contact", db => db.Set<Affiliate>().CountAsync(one => one.State == AffiliateState.Left && one.ContactEmail != null)),
            (1095, "group-member", db => db.Set<GroupMember>().CountAsync()),
            (1095, "group-message", db => db.Set<Message>().CountAsync(one => one.AuthorId != null)),
            (1095, "group-document", db => db.Set<Paper>().CountAsync(one => one.AddedById != null)),
            (1095, "pathway-note", db => db.Set<FollowUp>().CountAsync(one => one.AuthorId != null)),
        };
        Assert.Equal(Declared(host).Where(one => one.ForgetAsync is not null).Select(one => one.Kind).Order(), kinds.Select(one => one.Kind).Distinct().Order());
        var start = clock.GetUtcNow();
        foreach (var (days, kind, countAsync) in kinds)
        {
            var before = start.AddDays(days).AddHours(-1) - clock.GetUtcNow();
            if (before > TimeSpan.FromDays(1))
            {
                clock.Advance(before);
                await work.ForgetAsync(TestContext.Current.CancellationToken);
                Assert.True(await host.WithDbAsync(countAsync) > 0, $"{kind} is gone before {days} days");
            }

            clock.Advance(start.AddDays(days).AddHours(24) - clock.GetUtcNow() is { Ticks: > 0 } rest ? rest : TimeSpan.Zero);
            await work.ForgetAsync(TestContext.Current.CancellationToken);
            Assert.True(await host.WithDbAsync(countAsync) == 0, $"{kind} is there after {days} days");
        }

        // The account, the membership and the proposals themselves stay; the audit says how many, and names nobody.
        await host.WithDbAsync(async db =>
        {
            Assert.Equal(["Restée"], await db.Set<Affiliate>().Where(one => one.ContactEmail != null).Select(one => one.Name).ToListAsync());
            Assert.Equal((2, 1, 2), (await db.Set<Person>().CountAsync(), await db.Set<Membership>().CountAsync(), await db.Set<Proposal>().CountAsync()));
            var said = await db.AuditEntries.Where(entry => entry.Act == RetentionWork.Act).Select(entry => entry.Detail!).ToListAsync();
            Assert.All(said, detail => Assert.Matches("^([a-z-]+ [0-9]+(, )?)+$", detail));
            Assert.Contains(said, detail => detail.Contains("letter 1", StringComparison.Ordinal));
            Assert.Contains(await db.AuditEntries.ToListAsync(), entry => entry.Act == "renamed" && entry.Actor == Someone.Nobody);
        });
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Of_several_nodes_one_does_it_each_day(Engine engine)
    {
        var clock = Clock.At(2026, 11, 22);
        using var storage = await Storage.LoadedAsync(engine);
        await using var host = await LiantHost.StartAsync(storage, clock);
        await using var other = await LiantHost.StartAsync(storage, clock);
        var (works, days) = (new[] { WorkOf(host, clock), WorkOf(other, clock), WorkOf(host, clock), WorkOf(other, clock) }, 3);
        for (var day = 0; day < days; day++)
        {
            await host.WithDbAsync(async db =>
            {
                db.Add(OutgoingMail.To("x@mairie.example", "Objet", "Texte", MailChannel.Statutory, clock.GetUtcNow().AddDays(-200)));
                await db.SaveChangesAsync();
            });
            clock.Advance(TimeSpan.FromDays(1.5));
            await Task.WhenAll(works.Select(work => work.ForgetAsync(TestContext.Current.CancellationToken)));
        }

        var said = await host.WithDbAsync(db => db.AuditEntries.Where(entry => entry.Act == RetentionWork.Act).Select(entry => entry.Detail).ToListAsync());
        Assert.Equal(days, said.Count(detail => detail!.Contains("letter 1", StringComparison.Ordinal)));
        Assert.Equal(0, await host.WithDbAsync(db => db.Set<OutgoingMail>().CountAsync()));
    }

    [Fact]
    public async Task The_register_and_the_legal_page_say_what_the_job_does()
    {
        await using var host = await LiantHost.StartAsync(settings: settings => settings with { SpaceName = "Ville de Langon", DataProtectionContact = "dpo@langon.example", Smtp = new SmtpSettings("127.0.0.1", 9, null, null, UsesTls: false) });
        var administrator = await host.SignInOperatorAsync();
        using var download = await administrator.GetAsync("/gestion/registre?handler=File", TestContext.Current.CancellationToken);
        Assert.StartsWith("attachment; filename=registre-des-traitements-", download.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        foreach (var register in new[] { await administrator.GetPageAsync("/gestion/registre"), await download.ReadPageAsync() })
        {
            var text = register.Body!.TextContent;
            Assert.All(new[] { "Ville de Langon", "dpo@langon.example", "127.0.0.1" }, said => Assert.Contains(said, text, StringComparison.Ordinal));
            Assert.All(host.Services.GetServices<LiantModule>().SelectMany(module => module.Processings), one => Assert.All(new[] { one.Name, one.Purpose, one.Ground, one.People, one.Data, one.Recipients }, said => Assert.Contains(said, text, StringComparison.Ordinal)));
            Assert.All(Declared(host), one => Assert.All(new[] { one.What, one.Period, one.Reason }, said => Assert.Contains(said, text, StringComparison.Ordinal)));
        }

        Assert.Empty((await download.ReadPageAsync()).QuerySelectorAll("nav, script, link, form, img"));
        var legal = (await host.Visitor.GetPageAsync("/mentions-legales")).Body!.TextContent;
        Assert.All(Declared(host), one => Assert.Contains(one.Period, legal, StringComparison.Ordinal));
        Assert.Contains("dpo@langon.example", legal, StringComparison.Ordinal);
    }

    private static RetentionWork WorkOf(LiantHost host, Clock clock) => new(host.Services.GetRequiredService<IDbContextFactory<LiantDb>>(), host.Services.GetServices<LiantModule>(), host.Services.GetRequiredService<Readiness>(), clock, NullLogger<RetentionWork>.Instance);

    private static IEnumerable<Retention> Declared(LiantHost host) => host.Services.GetServices<LiantModule>().SelectMany(module => module.Processings).SelectMany(processing => processing.Kept);

    /// <summary>Past the first run, which the host itself does when it starts.</summary>
    private static async Task DayAfterAsync(RetentionWork work, Clock clock)
    {
        clock.Advance(TimeSpan.FromDays(2));
        await work.ForgetAsync(TestContext.Current.CancellationToken);
    }

    private static Proposal Proposed(LiantHost host, Guid author) => Proposal.Make(Guid.CreateVersion7(), SheetKind.Initiative, null, new ProposedSheet("Proposée", "Une idée.", null, null, [], null, null, null, null, "moi", null), "Zéphyrine", "zephyrine@mairie.example", author, host.Now);
}
