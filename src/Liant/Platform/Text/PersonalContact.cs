using System.Buffers;
using System.Text.RegularExpressions;

namespace Liant.Platform.Text;

/// <summary>E-mail addresses and French telephone numbers: a published text holds neither.</summary>
internal static partial class PersonalContact
{
    private static readonly SearchValues<char> Telling = SearchValues.Create("@([0123456789");

    public static bool IsIn(string? text) => text is not null && MayHold(text) && (Email().IsMatch(text) || Telephone().IsMatch(text));

    /// <summary>The text without them, and whether there were any.</summary>
    public static (string Text, bool Found) Removed(string text)
    {
        if (!MayHold(text))
        {
            return (text, false);
        }

        var without = Telephone().Replace(Email().Replace(text, "[courriel retiré]"), "[téléphone retiré]");
        return (without, !ReferenceEquals(without, text) && without != text);
    }

    /// <summary>Nearly all texts have neither an at sign, be it written "(at)", nor nine digits: they are told apart without the expressions.</summary>
    private static bool MayHold(string text)
    {
        var digits = 0;
        for (var i = text.AsSpan().IndexOfAny(Telling); i >= 0 && i < text.Length; i++)
        {
            var c = text[i];
            if (c == '@' || (char.IsAsciiDigit(c) && ++digits >= 9) || (c is '(' or '[' && i + 1 < text.Length && text[i + 1] is 'a' or 'A' or ' '))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"[\w.+-]+(?:@| @ | ?[\[(] ?(?:at|arobase) ?[\])] ?)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    /// <summary>With its zero, +33 or 0033; after "tél." a spreadsheet may have eaten the zero.</summary>
    [GeneratedRegex(@"(?<![\d.])(?:(?:\+|00)33\s?\(?0?\)?\s?|0)[1-9](?:(?:[\s.-]?\d{2}){4}|(?:/\d{2}){4})(?!\d)|(?<=(?:t[ée]l|t[ée]l[ée]phone|mobile|portable)[\s.:]{0,6})[1-9](?:[\s.-]?\d{2}){4}(?!\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Telephone();
}
