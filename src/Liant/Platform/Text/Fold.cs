using System.Buffers;
using System.Globalization;
using System.Text;

namespace Liant.Platform.Text;

/// <summary>Comparing words as people type them: without case, accents, ligatures or punctuation.</summary>
public static class Fold
{
    /// <summary>Those below the space that are no line end nor tab.</summary>
    private static readonly SearchValues<char> LowControls = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c).Except(['\n', '\r', '\t'])]);

    private static readonly SearchValues<char> Apostrophes = SearchValues.Create("'’ʼ‘`´");

    /// <summary>What each letter of the Latin alphabets folds to, so that a French text needs no normalisation: an import folds millions of names.</summary>
    private static readonly string[] Latin = [.. Enumerable.Range(0, 0x250).Select(c => char.IsControl((char)c) ? " " : FoldedSlowly(((char)c).ToString(), keepsSpaces: true))];

    /// <summary>"L'Œuvre  d’Été" → "l oeuvre d ete": lower case ASCII letters and digits, words apart by one space.</summary>
    public static string Words(string text)
    {
        // One character of these alphabets folds to three at most ("½" to "1 2").
        var folded = text.Length <= 200 ? stackalloc char[3 * text.Length] : new char[3 * text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (LettersOf(c) is not { } letters)
            {
                return FoldedSlowly(text, keepsSpaces: false);
            }

            if (letters != " ")
            {
                letters.CopyTo(folded[length..]);
                length += letters.Length;
            }
            else if (length > 0 && folded[length - 1] != ' ')
            {
                folded[length++] = ' ';
            }
        }

        return new string(folded[..(length > 0 && folded[length - 1] == ' ' ? length - 1 : length)]);
    }

    /// <summary>What one character folds to, " " for none; null where that takes its neighbours to tell, beyond the Latin alphabets and their punctuation.</summary>
    public static string? LettersOf(char c) => c < Latin.Length ? Latin[c] : IsApostrophe(c) || c is '\u2013' or '\u2014' or '\u2026' or '\u2022' or '\u202F' ? " " : null;

    private static string FoldedSlowly(string text, bool keepsSpaces)
    {
        var decomposed = Readable(text).Normalize(NormalizationForm.FormKD);
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
                    if (keepsSpaces || (folded.Length > 0 && folded[^1] != ' '))
                    {
                        folded.Append(' ');
                    }

                    break;
            }
        }

        return keepsSpaces ? folded.ToString() : folded.ToString().TrimEnd();
    }

    /// <summary>"La Smalah, café" → "la-smalah-cafe", at most 80 characters.</summary>
    public static string Slug(string text)
    {
        var slug = Words(text).Replace(' ', '-');
        return slug.Length <= 80 ? slug : slug[..80].TrimEnd('-');
    }

    /// <summary>Nothing that a reader could say: no letter, no digit.</summary>
    public static bool IsWordless(string? text)
    {
        foreach (var c in text ?? "")
        {
            if (char.IsLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsApostrophe(char c) => Apostrophes.Contains(c);

    /// <summary>The text with a space in place of what is no character of a text: controls, halves of characters, non-characters.</summary>
    public static string Readable(string text) =>
        HasControlCharacters(text) ? new string(text.Select(c => char.IsControl(c) || IsMeaningless(c) ? ' ' : c).ToArray()) : text;

    /// <summary>Control characters carry no meaning in a typed text (line ends apart) and PostgreSQL refuses NUL.</summary>
    public static bool HasControlCharacters(string text)
    {
        // A few vectorised looks settle it for nearly every text of an import: dashes, quotes and "…" stand between what is invisible.
        var all = text.AsSpan();
        if (!all.ContainsAnyInRange('\u007F', '\u009F') && (!all.ContainsAnyExceptInRange(' ', '\u1FFF')
            || !(all.ContainsAny(LowControls) || all.ContainsAnyInRange('\u200B', '\u200F') || all.ContainsAnyInRange('\u202A', '\u202E') || all.ContainsAnyInRange('\u2060', '\u206F') || all.ContainsAnyInRange('\uD800', '\uFFFF'))))
        {
            return false;
        }

        foreach (var c in text)
        {
            if ((char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || IsInvisible(c))
            {
                return true;
            }
        }

        return !IsWellFormed(text);
    }

    /// <summary>Zero-width spaces and marks that turn the direction of writing: a name can hide behind them.</summary>
    private static bool IsInvisible(char c) => c is '\u200B' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\uFEFF';

    /// <summary>The text without them.</summary>
    public static string Visible(string text) => text.AsSpan().IndexOfAnyExceptInRange('\0', '\u1FFF') < 0 || !text.Any(IsInvisible) ? text : string.Concat(text.Where(c => !IsInvisible(c)));

    /// <summary>Halves of characters and non-characters (U+FFFE, U+FFFF), on which normalisation throws.</summary>
    private static bool IsMeaningless(char c) => char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF';

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                if ((text[i + 1] & 0x3FE) == 0x3FE && (text[i] & 0x3F) == 0x3F)
                {
                    return false;
                }

                i++;
            }
            else if (IsMeaningless(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
