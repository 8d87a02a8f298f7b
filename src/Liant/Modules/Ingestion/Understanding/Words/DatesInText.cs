namespace Liant.Modules.Ingestion.Understanding.Words;

/// <summary>Whole dates of a text: "12 mars 2027", "1er juin 2027", the first of "5 et 6 juin 2027".</summary>
internal static class DatesInText
{
    public static readonly string[] Months = ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];

    /// <param name="First">The token of the day.</param>
    /// <param name="End">Behind the year.</param>
    internal readonly record struct Found(DateOnly Day, int First, int End);

    public static IEnumerable<Found> In(Tokens tokens, int first, int end)
    {
        for (var i = first + 2; i < end; i++)
        {
            if (tokens[i] is not { IsNumber: true, Length: 4 } year || Array.IndexOf(Months, tokens[i - 1].Folded) is not (>= 0 and var month) || DayAt(tokens, i - 2) is not { } day)
            {
                continue;
            }

            var at = i - 2;
            if (at - 2 >= first && (tokens[at - 1].Folded is "et" or "au" || tokens[at - 1].Mark == '-') && DayAt(tokens, at - 2) is { } begins && begins < day)
            {
                (at, day) = (at - 2, begins);
            }

            var number = int.Parse(year.Folded, System.Globalization.CultureInfo.InvariantCulture);
            if (number is >= 1990 and <= 2100 && day <= DateTime.DaysInMonth(number, month + 1))
            {
                yield return new Found(new DateOnly(number, month + 1, day), at, i + 1);
            }
        }
    }

    private static int? DayAt(Tokens tokens, int at) =>
        tokens[at] is { IsNumber: true, Length: <= 2 } day && int.Parse(day.Folded, System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 31 and var number ? number : tokens[at].Folded == "1er" ? 1 : null;
}
