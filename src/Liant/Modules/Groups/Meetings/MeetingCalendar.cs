using System.Globalization;
using System.Text;
using Liant.Modules.Accounts.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Groups.Meetings;

/// <summary>GET /groupes/{id}/reunions/{meeting}/agenda.ics: the meeting for a calendar (RFC 5545). Taken again after it was moved or cancelled, it replaces what the calendar had.</summary>
internal static class MeetingCalendar
{
    private const string ContentType = "text/calendar";

    public static void MapMeetingCalendar(this IEndpointRouteBuilder routes) => routes.MapGet("/groupes/{id}/reunions/{meeting}/agenda.ics", async (string id, string meeting, HttpContext http, LiantDb db, LiantSettings settings, CancellationToken cancel) =>
    {
        if (!Guid.TryParseExact(id, "N", out var group) || !Guid.TryParseExact(meeting, "N", out var guid)
            || !await db.Set<Group>().ReadBy(db, Viewer.From(http.User)).AnyAsync(one => one.Id == group, cancel)
            || await db.Set<Meeting>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == guid && one.GroupId == group, cancel) is not { } found)
        {
            return Results.NotFound();
        }

        return Results.File(Write(found, $"{settings.PublicAddress}/groupes/{group:N}/reunions/{guid:N}"), ContentType, $"reunion-{Paris.At(found.StartsAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.ics");
    }).RequireAuthorization().ExcludeFromDescription();

    internal static byte[] Write(Meeting meeting, string address)
    {
        var lines = new StringBuilder();
        void Line(string name, string value) => lines.Append(CalendarText.Folded($"{name}:{value}"));
        Line("BEGIN", "VCALENDAR");
        Line("VERSION", "2.0");
        Line("PRODID", "-//Liant//Groupes//FR");
        Line("CALSCALE", "GREGORIAN");
        Line("BEGIN", "VEVENT");
        Line("UID", meeting.Id.ToString());
        Line("SEQUENCE", meeting.Version.ToString(CultureInfo.InvariantCulture));
        Line("DTSTAMP", Instant(meeting.ToldAt));
        Line("DTSTART", Instant(meeting.StartsAt));
        Line("DTEND", Instant(meeting.EndsAt ?? meeting.StartsAt.AddHours(1)));
        Line("STATUS", meeting.CancelledAt is null ? "CONFIRMED" : "CANCELLED");
        Line("SUMMARY", CalendarText.Escaped(meeting.Title));
        Line("DESCRIPTION", CalendarText.Escaped(string.Join("\n\n", new[] { meeting.Agenda, address }.Where(part => part.Length > 0))));
        if (meeting.Place.Length > 0)
        {
            Line("LOCATION", CalendarText.Escaped(meeting.Place));
        }

        Line("URL", address);
        Line("END", "VEVENT");
        Line("END", "VCALENDAR");
        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
