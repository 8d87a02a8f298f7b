using System.Globalization;
using System.Text.RegularExpressions;
using Liant.Modules.Catalogue.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Numbers, dates and yes/no as spreadsheets and people write them. Null when the cell is none of these.</summary>
internal static partial class CellValues
{
    private static readonly string[] Months = ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];

    private static readonly CultureInfo Fr = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>"47,35", "47.35", "47.35°".</summary>
    public static double? Degrees(string cell) =>
        double.TryParse(cell.AsSpan().Trim().TrimEnd('°'), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees) ? degrees
        : cell.Contains(',', StringComparison.Ordinal) && double.TryParse(cell.Replace(',', '.').TrimEnd('°'), NumberStyles.Float, CultureInfo.InvariantCulture, out degrees) && double.IsFinite(degrees) ? degrees
        : null;

    /// <summary>"12", "12,5", "1 200", "21 667,00 €"; what follows the number is its unit.</summary>
    public static (decimal Value, string? Unit)? Number(string cell)
    {
        if (int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
        {
            return (whole, null);
        }

        var match = NumberWithUnit().Match(cell);
        if (!match.Success)
        {
            return null;
        }

        var digits = Spaces().Replace(match.Groups["number"].Value, "");
        // "1,234.50" and "1.234,50": the last sign is the decimal one.
        var comma = digits.LastIndexOf(',');
        var point = digits.LastIndexOf('.');
        digits = comma >= 0 && point >= 0
            ? (comma > point ? digits.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : digits.Replace(",", "", StringComparison.Ordinal))
            : digits.Replace(',', '.');
        var unit = match.Groups["unit"].Value.Trim();
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1_000_000_000_000
            ? (number, unit.Length == 0 ? null : unit)
            : null;
    }

    public static int? Whole(string cell) => Number(cell) is { Unit: null } number && number.Value == decimal.Floor(number.Value) && Math.Abs(number.Value) <= int.MaxValue ? (int)number.Value : null;

    /// <summary>"2019", "2019-05-01", "01/05/2019", "mai 2019".</summary>
    public static int? Year(string cell) =>
        int.TryParse(cell.Length > 4 && cell.AsSpan(4) is ".0" or ",0" ? cell.AsSpan(0, 4) : cell, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1000 and <= 2200 ? year : Date(cell)?.Year;

    public static PartialDate? Date(string cell)
    {
        // The day is the one that was written, whatever the hour and its offset; "samedi 1er mars 2026" is "1 mars 2026".
        var text = cell.Trim();
        text = IsoInstant().IsMatch(text) ? text[..10] : WeekdayOrFirst().Replace(text, "");
        if (PartialDate.TryParse(text, out var date))
        {
            return date;
        }

        if (DateTime.TryParseExact(text, ["dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "dd.MM.yyyy", "yyyy/MM/dd", "yyyyMMdd", "dd/MM/yy", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "dd/MM/yyyy HH:mm", "dd/MM/yyyy HH:mm:ss", "d MMMM yyyy"], Fr, DateTimeStyles.None, out var day)
            || DateTime.TryParseExact(text, ["yyyy/MM/dd HH:mm:ss.FFF"], CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            || IsSerial(text, out day))
        {
            return PartialDate.TryParse(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), out date) ? date : null;
        }

        if (MonthAndYear().Match(text) is { Success: true } month
            && (int.TryParse(month.Groups["month"].Value, out var number) ? number : Array.IndexOf(Months, Fold.Words(month.Groups["month"].Value)) + 1) is >= 1 and <= 12 and var n)
        {
            return PartialDate.Parse($"{month.Groups["year"].Value}-{n:00}");
        }

        return null;
    }

    /// <summary>A date that a spreadsheet saved as its number of days: from 1954 to 2119.</summary>
    private static bool IsSerial(string text, out DateTime day)
    {
        day = text.Length == 5 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 20_000 and <= 80_000 ? DateTime.FromOADate(days) : default;
        return day != default;
    }

    public static bool? YesNo(string cell) => cell.ToLowerInvariant() switch
    {
        "oui" or "o" or "vrai" or "true" or "yes" or "y" or "1" or "x" => true,
        "non" or "n" or "faux" or "false" or "no" or "0" => false,
        _ => null,
    };

    /// <summary>"www.exemple.fr" and "exemple.fr/page" get their https://; null when it is no address of a page.</summary>
    public static string? WebAddress(string cell)
    {
        var text = cell.Trim().Replace(" ", "%20", StringComparison.Ordinal);
        var full = text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? text
            : text.StartsWith("http:/", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https:/", StringComparison.OrdinalIgnoreCase) ? text.Replace(":/", "://", StringComparison.Ordinal)
            : Host().IsMatch(text) ? "https://" + text : "";
        return full.Length is > 0 and <= 500 && Uri.TryCreate(full, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Contains('.', StringComparison.Ordinal) ? full : null;
    }

    /// <summary>14 digits of a SIRET or 9 of a SIREN whose check digit is right (La Poste's SIRET have their own rule); null otherwise.</summary>
    /// <remarks>Luhn, as the register of businesses computes it; La Poste (356000000): the sum of the digits is a multiple of 5.</remarks>
    public static string? Siret(string cell)
    {
        var digits = new string(cell.Where(char.IsAsciiDigit).ToArray());
        digits = digits.Length == 13 ? "0" + digits : digits.Length == 8 ? "0" + digits : digits;
        if (digits.Length is not (9 or 14) || digits.All(c => c == '0'))
        {
            return null;
        }

        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            digit = i % 2 == 1 ? digit * 2 : digit;
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0 || (digits.Length == 14 && digits.StartsWith("356000000", StringComparison.Ordinal) && digits.Sum(c => c - '0') % 5 == 0) ? digits : null;
    }

    [GeneratedRegex(@"^\s*(?<number>[-+]?\d[\d\s\u00A0\u202F.,]*?)\s*(?<unit>[^\d\s.,][^\d]{0,60})?$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberWithUnit();

    [GeneratedRegex(@"[\s\u00A0\u202F]", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:", RegexOptions.CultureInvariant)]
    private static partial Regex IsoInstant();

    [GeneratedRegex(@"^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+|(?<=^(?:[a-z]+di\s+|dimanche\s+)?1)er\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WeekdayOrFirst();

    [GeneratedRegex(@"^(?<month>\p{L}{3,9}|\d{1,2})[\s/.-]+(?<year>(?:19|20)\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex MonthAndYear();

    [GeneratedRegex(@"^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#:].*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}
