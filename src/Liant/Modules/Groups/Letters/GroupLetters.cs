using System.Globalization;
using System.Text;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Groups.Meetings;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Liant.Platform.Start;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups.Letters;

/// <summary>One letter a morning to each person, on all her groups, when there is news: peers' users ask for fewer letters, not more. A letter is written in the transaction that notes it, so that of several nodes one writes it.</summary>
internal sealed class GroupLetters(IServiceScopeFactory scopes, IDbContextFactory<LiantDb> databases, LeaveKeys keys, Readiness readiness, LiantSettings settings, TimeProvider clock, ILogger<GroupLetters> log)
    : PeriodicWork(readiness, TimeSpan.FromMinutes(5), log)
{
    /// <summary>These letters, among those that have a way out.</summary>
    internal const string List = "groups";

    private const int Hour = 7;

    private const int MostTold = 10;

    private const int MostAtOnce = 200;

    protected override bool IsWanted => settings.Smtp is not null;

    protected override string Name => "Lettres des groupes";

    protected override Task WorkAsync(CancellationToken cancel) => TurnAsync(cancel);

    internal async Task TurnAsync(CancellationToken cancel)
    {
        // Letters are in French, whatever the machine speaks.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
        var now = clock.GetUtcNow();
        var today = Paris.At(now).Date;
        var morning = Paris.Instant(today.AddHours(Hour));
        if (now < morning)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var readers = await db.Set<GroupMember>().Where(member => member.GetsLetters && member.ToldUntil < morning).Select(member => member.PersonId).Distinct().OrderBy(id => id).Take(MostAtOnce).ToListAsync(cancel);
        foreach (var reader in readers)
        {
            await WriteAsync(db, reader, morning, now, DateOnly.FromDateTime(today), scope.ServiceProvider, cancel);
            db.ChangeTracker.Clear();
        }
    }

    private async Task WriteAsync(LiantDb db, Guid reader, DateTimeOffset morning, DateTimeOffset now, DateOnly today, IServiceProvider services, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var places = await db.Set<GroupMember>().AsNoTracking().Where(member => member.PersonId == reader && member.GetsLetters && member.ToldUntil < morning).OrderBy(member => member.GroupId).ToListAsync(cancel);
        var noted = await db.Set<GroupMember>().Where(member => member.PersonId == reader && member.GetsLetters && member.ToldUntil < morning).ExecuteUpdateAsync(set => set.SetProperty(member => member.ToldUntil, now), cancel);
        if (noted != places.Count)
        {
            // Another node is at it.
            return;
        }

        if (await services.GetRequiredService<Recipients>().FindAsync(reader, cancel) is { } her)
        {
            var news = new List<GroupNews>();
            foreach (var place in places.Where(place => her.Viewer.Roles.ContainsKey(place.SpaceId)))
            {
                var group = await db.Set<Group>().AsNoTracking().SingleAsync(group => group.Id == place.GroupId, cancel);
                if (await GroupNews.OfAsync(db, group, reader, place.ToldUntil, now, today, cancel) is { IsWorthALetter: true } some)
                {
                    news.Add(some);
                }
            }

            if (news.Count > 0)
            {
                db.Add(Letter(her.Email, reader, news, services.GetRequiredService<IStringLocalizer<Texts>>(), now));
                await db.SaveChangesAsync(cancel);
            }
        }

        await transaction.CommitAsync(cancel);
    }

    private OutgoingMail Letter(string email, Guid reader, List<GroupNews> news, IStringLocalizer texts, DateTimeOffset now)
    {
        var list = new StringBuilder();
        foreach (var (group, discussions, told, minutes, papers, soon, late) in news)
        {
            var path = $"{settings.PublicAddress}/groupes/{group.Id:N}";
            list.Append(CultureInfo.CurrentCulture, $"{group.Name}\n{path}\n");
            void Line(string what) => list.Append("- ").Append(what).Append('\n');
            string When(Meeting meeting) => Paris.At(meeting.StartsAt).ToString("dddd d MMMM, HH:mm", CultureInfo.CurrentCulture);
            foreach (var meeting in told.Take(MostTold))
            {
                Line(texts[meeting.CancelledAt is null ? "Mail.Meeting" : "Mail.Cancelled", meeting.Title, When(meeting)]);
            }

            foreach (var meeting in soon.Take(MostTold))
            {
                Line(texts["Mail.Soon", meeting.Title, When(meeting)]);
            }

            foreach (var (discussion, messages) in discussions.Take(MostTold))
            {
                Line(texts["Mail.Discussion", discussion.Title, messages]);
            }

            foreach (var meeting in minutes.Take(MostTold))
            {
                Line(texts["Mail.Minutes", meeting.Title]);
            }

            foreach (var paper in papers.Take(MostTold))
            {
                Line(texts["Mail.Paper", paper.Name]);
            }

            foreach (var step in late.Take(MostTold))
            {
                Line(texts["Mail.Late", step.Title, step.DueOn!.Value.ToString("d", CultureInfo.CurrentCulture)]);
            }

            list.Append('\n');
        }

        var subject = news is [var only] ? texts["Mail.SubjectOne", only.Group.Name].Value : texts["Mail.Subject", news.Count].Value;
        var leave = $"{settings.PublicAddress}/groupes/lettres/arret?cle={Uri.EscapeDataString(keys.Of(List, reader))}";
        return OutgoingMail.ToSubscriber(email, subject.Cut(180), texts["Mail.Text", list.ToString(), leave], leave, now);
    }
}
