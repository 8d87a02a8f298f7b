using System.Text;

namespace Liant.Platform.Text;

/// <summary>How iCalendar writes a text and a line (RFC 5545, 3.1 and 3.3.11).</summary>
internal static class CalendarText
{
    /// <summary>Octets of a line, its end not counted.</summary>
    public const int LineLength = 75;

    /// <summary>Backslash, semicolon, comma and line end escaped; other control characters dropped, since the format has no way to write them.</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            _ = c switch
            {
                '\\' or ';' or ',' => escaped.Append('\\').Append(c),
                '\n' => escaped.Append("\\n"),
                '\t' => escaped.Append(c),
                _ when char.IsControl(c) => escaped,
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>The line on as many lines as it takes, the next ones beginning with a space, no character cut in two.</summary>
    public static string Folded(string line)
    {
        var folded = new StringBuilder(line.Length + 16);
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LineLength)
            {
                folded.Append("\r\n ");
                octets = 1;
            }

            folded.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        return folded.Append("\r\n").ToString();
    }
}
