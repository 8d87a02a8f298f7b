using System.Globalization;
using System.Text;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Interop.Feeds;

/// <summary>iCalendar (RFC 5545). Whole days only: no source gives an hour, and so no time zone is needed.</summary>
internal static class CalendarFeed
{
    public const string ContentType = "text/calendar";

    /// <summary>Events of a calendar, the latest.</summary>
    public const int MostEvents = 2000;

    internal sealed record DatedEvent(SearchDocument Document, EventDates Dates, CalendarDays Days);

    /// <summary>Those whose days are known, in the order of time.</summary>
    public static IReadOnlyList<DatedEvent> Dated(IEnumerable<(SearchDocument Document, EventDates Dates)> events) => events
        .Select(e => CalendarDays.Of(e.Dates.StartsOn, e.Dates.EndsOn) is { } days ? new DatedEvent(e.Document, e.Dates, days) : null).OfType<DatedEvent>()
        .OrderBy(e => e.Days.FirstDay).ThenBy(e => e.Document.Id, StringComparer.Ordinal).TakeLast(MostEvents).ToList();

    public static byte[] Write(Feed feed, IReadOnlyList<DatedEvent> events)
    {
        var lines = new StringBuilder();
        Line(lines, "BEGIN", "VCALENDAR");
        Line(lines, "VERSION", "2.0");
        Line(lines, "PRODID", "-//Liant//Agenda//FR");
        Line(lines, "CALSCALE", "GREGORIAN");
        Line(lines, "X-WR-CALNAME", CalendarText.Escaped(feed.Title));
        foreach (var one in events)
        {
            Event(lines, one.Document, one.Dates, one.Days, feed.Site);
        }

        Line(lines, "END", "VCALENDAR");
        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private static void Event(StringBuilder lines, SearchDocument document, EventDates dates, CalendarDays days, string site)
    {
        var updated = document.UpdatedAt.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        Line(lines, "BEGIN", "VEVENT");
        Line(lines, "UID", Guid.ParseExact(document.Id, "N").ToString());
        Line(lines, "DTSTAMP", updated);
        Line(lines, "LAST-MODIFIED", updated);
        Line(lines, "DTSTART;VALUE=DATE", Day(days.FirstDay));
        Line(lines, "DTEND;VALUE=DATE", Day(days.LastDay.AddDays(1)));
        Line(lines, "STATUS", days.IsTentative ? "TENTATIVE" : "CONFIRMED");
        // A reader's own day is not taken by what others organise.
        Line(lines, "TRANSP", "TRANSPARENT");
        Line(lines, "SUMMARY", CalendarText.Escaped(document.Title));
        Line(lines, "DESCRIPTION", CalendarText.Escaped(string.Join("\n", [document.Summary, .. dates.Organisers, site + document.Path])));
        if (Where(document, dates) is { Length: > 0 } where)
        {
            Line(lines, "LOCATION", CalendarText.Escaped(where));
        }

        if (document.Location is { IsApproximate: false } point)
        {
            Line(lines, "GEO", string.Create(CultureInfo.InvariantCulture, $"{Math.Round(point.Lat, 5)};{Math.Round(point.Lon, 5)}"));
        }

        if (document.Themes.Count > 0)
        {
            Line(lines, "CATEGORIES", string.Join(',', document.Themes.Select(theme => CalendarText.Escaped(Vocabulary.Themes.Find(theme)?.Fr ?? theme))));
        }

        Line(lines, "URL", site + document.Path);
        Line(lines, "END", "VEVENT");
    }

    private static string Where(SearchDocument document, EventDates dates) =>
        string.Join(", ", new[] { dates.Venue, document.Commune?.Name ?? document.Area?.Name }.Where(part => !string.IsNullOrWhiteSpace(part)));

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder lines, string name, string value) => lines.Append(CalendarText.Folded($"{name}:{value}"));
}
