using System.Buffers;
using System.Globalization;
using System.Text;

namespace Liant.Platform.Text;

/// <summary>Comparing words as people type them: without case, accents, ligatures or punctuation.</summary>
public static class Fold
{
    private static readonly SearchValues<char> Apostrophes = SearchValues.Create("'’ʼ‘`´");

    /// <summary>"L'Œuvre  d’Été" → "l oeuvre d ete": lower case ASCII letters and digits, words apart by one space.</summary>
    public static string Words(string text)
    {
        var decomposed = text.Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(decomposed.Length);
        foreach (var c in decomposed)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            switch (c)
            {
                case 'œ' or 'Œ': folded.Append("oe"); break;
                case 'æ' or 'Æ': folded.Append("ae"); break;
                case 'ß': folded.Append("ss"); break;
                case 'ø' or 'Ø': folded.Append('o'); break;
                case var letter when char.IsLetterOrDigit(letter): folded.Append(char.ToLowerInvariant(letter)); break;
                default:
                    if (folded.Length > 0 && folded[^1] != ' ')
                    {
                        folded.Append(' ');
                    }

                    break;
            }
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>"La Smalah, café" → "la-smalah-cafe", at most 80 characters.</summary>
    public static string Slug(string text)
    {
        var slug = Words(text).Replace(' ', '-');
        return slug.Length <= 80 ? slug : slug[..80].TrimEnd('-');
    }

    public static bool IsApostrophe(char c) => Apostrophes.Contains(c);

    /// <summary>Control characters carry no meaning in a typed text (line ends apart) and PostgreSQL refuses NUL.</summary>
    public static bool HasControlCharacters(string text) => text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
}
