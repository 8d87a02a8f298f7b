using System.Globalization;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Mvc;

namespace Liant.Modules.Groups.Meetings;

/// <summary>What is typed of a meeting: a day and hours, as the clocks of Paris show them.</summary>
public sealed class MeetingForm
{
    [BindProperty(Name = "titre")]
    public string? Title { get; set; }

    [BindProperty(Name = "jour")]
    public string? Day { get; set; }

    [BindProperty(Name = "debut")]
    public string? From { get; set; }

    [BindProperty(Name = "fin")]
    public string? Until { get; set; }

    [BindProperty(Name = "lieu")]
    public string? Place { get; set; }

    [BindProperty(Name = "ordre")]
    public string? Agenda { get; set; }

    public static MeetingForm Of(Meeting meeting) => new()
    {
        Title = meeting.Title, Day = Paris.At(meeting.StartsAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), From = Hour(meeting.StartsAt), Until = meeting.EndsAt is { } end ? Hour(end) : null,
        Place = meeting.Place, Agenda = meeting.Agenda,
    };

    /// <summary>2026-12-03, or 03/12/2026 where the browser shows no calendar.</summary>
    public DateOnly? ReadDay() => DateOnly.TryParseExact(Day?.Trim(), ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>14:30, 14h30 or 14h.</summary>
    public static TimeOnly? ReadHour(string? typed) =>
        TimeOnly.TryParseExact(typed?.Trim().ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal), ["HH:mm", "H:mm", "H'h'mm", "H'h'"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null;

    private static string Hour(DateTimeOffset instant) => Paris.At(instant).ToString("HH:mm", CultureInfo.InvariantCulture);
}
