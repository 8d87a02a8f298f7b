using System.Globalization;
using System.Text;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Interop.Feeds;
using Liant.Modules.Search.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Mail;
using Liant.Platform.Start;
using Liant.Platform.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Interop.Alerts;

/// <summary>Writes the letters of alerts whose morning has come: what was updated since the last one, as far as their reader may see it today. A letter is written with the note that it was, so that of several nodes one writes it.</summary>
internal sealed class AlertLetters(
    IServiceScopeFactory scopes, IDbContextFactory<LiantDb> databases, SheetSearch search, ChangeFollower follower, LeaveKeys keys, Readiness readiness, LiantSettings settings, TimeProvider clock, ILogger<AlertLetters> log) : PeriodicWork(readiness, TimeSpan.FromMinutes(1), log)
{
    private const int MostAtOnce = 100;

    /// <summary>More would not be read; the rest is one click away.</summary>
    private const int MostTold = 20;

    protected override bool IsWanted => settings.Smtp is not null;

    protected override string Name => "Lettres d’alerte";

    protected override Task WorkAsync(CancellationToken cancel) => TurnAsync(cancel);

    internal async Task TurnAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var due = await db.Set<SearchAlert>().Where(alert => alert.NextAt != null && alert.NextAt <= now).OrderBy(alert => alert.NextAt).Select(alert => alert.Id).Take(MostAtOnce).ToListAsync(cancel);
        if (due.Count == 0)
        {
            return;
        }

        await follower.CatchUpAsync(cancel);
        await using var scope = scopes.CreateAsyncScope();
        foreach (var id in due)
        {
            await WriteAsync(db, id, scope.ServiceProvider, now, cancel);
            db.ChangeTracker.Clear();
        }
    }

    private async Task WriteAsync(LiantDb db, Guid id, IServiceProvider services, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.Set<SearchAlert>().SingleOrDefaultAsync(one => one.Id == id && one.NextAt != null && one.NextAt <= now, cancel) is not { } alert)
        {
            return;
        }

        var her = alert.PersonId is { } person ? await services.GetRequiredService<Recipients>().FindAsync(person, cancel) : null;
        var request = RequestOf(services.GetRequiredService<SearchParameters>(), alert);
        var news = Feed.Latest(search.Matches(request, her?.Viewer ?? Viewer.Visitor)).Where(sheet => sheet.UpdatedAt > alert.ToldUntil).ToList();
        alert.Tell(now);
        if (news.Count > 0)
        {
            db.Add(Letter(alert, request, news, services.GetRequiredService<SearchTitle>().Words(request), services.GetRequiredService<IStringLocalizer<Texts>>(), now));
        }

        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node wrote it, or its reader left meanwhile.
        }
    }

    private OutgoingMail Letter(SearchAlert alert, SearchRequest request, List<SearchDocument> news, string what, IStringLocalizer texts, DateTimeOffset now)
    {
        var list = new StringBuilder();
        foreach (var sheet in news.Take(MostTold))
        {
            list.Append(CultureInfo.InvariantCulture, $"- {sheet.Title}{(sheet.Commune is { } commune ? $" ({commune.Name})" : "")}\n  {sheet.Summary.Cut(200)}\n  {settings.PublicAddress}{sheet.Path}\n\n");
        }

        var all = settings.PublicAddress + QueryHelpers.AddQueryString("/", SearchParameters.Written(request, SearchParameters.Names.Screen));
        var key = Uri.EscapeDataString(keys.Of(SearchAlert.Letters, alert.Id));
        return OutgoingMail.ToSubscriber(
            alert.Email, texts["AlertMail.Subject", news.Count, what.Cut(120)], texts["AlertMail.Text", what, list.ToString(), all, $"{settings.PublicAddress}/alerte/arret?cle={key}"], $"{settings.PublicAddress}/alerte/arret/direct?cle={key}", now);
    }

    public static SearchRequest RequestOf(SearchParameters parameters, SearchAlert alert) =>
        parameters.Parse(new QueryCollection(QueryHelpers.ParseQuery(alert.Search)), SearchParameters.Names.Api, refusesUnknown: false).Request;
}
