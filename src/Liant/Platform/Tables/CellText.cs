using System.Text;

namespace Liant.Platform.Tables;

/// <summary>Lists in one cell of a spreadsheet. Items stand apart by " | ", rows by a line end; a backslash before one of these means it
/// as it is: nothing is lost on the way out and in again.</summary>
internal static class CellText
{
    /// <summary>"tiers-lieux | habitat"; null for an empty list.</summary>
    public static string? OfList(IEnumerable<string> items)
    {
        var text = string.Join(" | ", items.Select(Escaped));
        return text.Length == 0 ? null : text;
    }

    /// <summary>One row a line, its parts apart by " | "; missing parts at the end are left out.</summary>
    public static string? OfRows(IEnumerable<string?[]> rows)
    {
        var text = string.Join('\n', rows.Select(row => string.Join(" | ", row.Select(part => part is null ? "" : Escaped(part)).Reverse().SkipWhile(part => part.Length == 0).Reverse())));
        return text.Length == 0 ? null : text;
    }

    /// <summary>A list as people write it too: apart by "|", by a line end or by ";".</summary>
    public static List<string> ToList(string? cell) => cell is null ? [] : Rows(cell, ';').SelectMany(row => row).OfType<string>().Distinct().ToList();

    /// <summary>Rows of parts; an empty part is null.</summary>
    public static List<string?[]> ToRows(string? cell) => cell is null ? [] : Rows(cell, null);

    private static List<string?[]> Rows(string cell, char? alsoApart)
    {
        var rows = new List<string?[]>();
        var row = new List<string?>();
        var part = new StringBuilder();
        for (var i = 0; i < cell.Length; i++)
        {
            var c = cell[i];
            if (c == '\\' && i + 1 < cell.Length && cell[i + 1] is '\\' or '|' or 'n' or ';')
            {
                i++;
                part.Append(cell[i] == 'n' ? '\n' : cell[i]);
            }
            else if (c == '|' || c == alsoApart)
            {
                EndPart();
            }
            else if (c is '\n')
            {
                EndRow();
            }
            else if (c != '\r')
            {
                part.Append(c);
            }
        }

        EndRow();
        return rows;

        void EndPart()
        {
            var text = part.ToString().Trim(' ', '\t');
            row.Add(text.Length == 0 ? null : text);
            part.Clear();
        }

        void EndRow()
        {
            EndPart();
            if (row.Exists(p => p is not null))
            {
                rows.Add([.. row]);
            }

            row.Clear();
        }
    }

    private static string Escaped(string text) =>
        text.AsSpan().IndexOfAny("\\|\n;\r") < 0 ? text
        : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
            .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\n", StringComparison.Ordinal);
}
