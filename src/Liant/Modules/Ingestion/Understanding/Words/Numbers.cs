using System.Globalization;

namespace Liant.Modules.Ingestion.Understanding.Words;

/// <summary>A number in digits ("1 600", "2,4 millions") or in words ("une dizaine").</summary>
/// <param name="End">The token behind it.</param>
internal readonly record struct Number(decimal Value, bool IsApproximate, bool IsInWords, int End)
{
    private static readonly Phrases<(decimal Value, bool IsApproximate)> InWords = new(LexiconFile.Rows("nombres.txt").Select(row => (row[0], (decimal.Parse(row[1], CultureInfo.InvariantCulture), row.Length > 2 && row[2] == "a"))));

    public static Number? At(Tokens tokens, int at, int limit)
    {
        if (tokens[at].IsNumber && tokens[at].Length <= 12)
        {
            var (digits, end) = (tokens[at].Folded, at + 1);
            while (end < limit && tokens[end] is { IsNumber: true, Length: 3, Glue: ' ' } && digits.Length is > 0 and <= 9 && tokens[end - 1].Length <= 3)
            {
                digits += tokens[end++].Folded;
            }

            var value = decimal.Parse(digits, CultureInfo.InvariantCulture);
            if (end + 1 < limit && tokens[end] is { Mark: ',' or '.', Glue: '\0' } && tokens[end + 1] is { IsNumber: true, Glue: '\0', Length: <= 3 } fraction)
            {
                value += decimal.Parse("0." + fraction.Folded, CultureInfo.InvariantCulture);
                end += 2;
            }

            if (end < limit && tokens[end].Stem is "million" or "milliard")
            {
                value *= tokens[end].Stem == "million" ? 1_000_000 : 1_000_000_000;
                end++;
            }

            return new Number(value, false, false, end);
        }

        return !tokens[at].IsGlued && InWords.At(tokens, at) is var (known, behind) ? new Number(known.Value, known.IsApproximate, true, behind) : null;
    }
}
