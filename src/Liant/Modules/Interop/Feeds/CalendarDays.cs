using System.Globalization;
using Liant.Modules.Catalogue.Contract;

namespace Liant.Modules.Interop.Feeds;

/// <summary>The days that an event takes in a calendar.</summary>
/// <param name="LastDay">Included.</param>
/// <param name="IsTentative">Only the month is known: it may be any of these days.</param>
internal readonly record struct CalendarDays(DateOnly FirstDay, DateOnly LastDay, bool IsTentative)
{
    /// <summary>Null when the beginning is not known to the month: a whole year in a calendar would hide the rest.</summary>
    public static CalendarDays? Of(PartialDate? startsOn, PartialDate? endsOn)
    {
        if (startsOn is not { } start || Days(start) is not { } first)
        {
            return null;
        }

        // An end known to the year says nothing of the days.
        var last = endsOn is { } end ? Days(end) ?? first : first;
        var lastDay = last.LastDay >= first.FirstDay ? last.LastDay : first.LastDay;
        return new CalendarDays(first.FirstDay, lastDay, first.IsTentative || last.IsTentative);
    }

    private static CalendarDays? Days(PartialDate date)
    {
        switch (date.Text.Length)
        {
            case 4:
                return null;
            case 7:
                var month = DateOnly.ParseExact(date.Text, "yyyy-MM", CultureInfo.InvariantCulture);
                return new CalendarDays(month, month.AddMonths(1).AddDays(-1), IsTentative: true);
            default:
                var day = DateOnly.ParseExact(date.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
                return new CalendarDays(day, day, IsTentative: false);
        }
    }
}
