using System.Text;
using CsvHelper;
using Liant.Platform.Imports;
using Liant.Platform.Text;

namespace Liant.Platform.Tables;

internal sealed class CsvTable : TableFile
{
    private static readonly char[] Separators = [';', ',', '\t', '|'];

    private readonly Stream content;
    private readonly Encoding encoding;
    private readonly string encodingName;
    private readonly char separator;

    /// <summary>Records before the first row of values: the heading, and what stands above it.</summary>
    private readonly int recordsBefore;

    public CsvTable(Stream content)
    {
        this.content = content;
        (encoding, encodingName) = TextEncoding.Of(content);
        separator = DetectedSeparator();
        var first = new List<string?[]>();
        using (var reader = NewReader())
        {
            while (first.Count < 20 && Next(reader))
            {
                first.Add(AllCells(reader));
            }
        }

        if (first.Count == 0)
        {
            throw new UnreadableFile("Le fichier est vide.");
        }

        var heading = HeadingRank(first);
        Columns = Headings(first[heading]);
        recordsBefore = heading + 1;
        RowCount = Count();
    }

    public override string Format => $"CSV, {NameOf(separator)}, {encodingName}";

    public override IEnumerable<TableRow> Rows()
    {
        using var reader = NewReader();
        Skip(reader);
        while (Next(reader))
        {
            if (!IsBlank(reader))
            {
                yield return Row(reader);
            }
        }
    }

    private long Count()
    {
        using var reader = NewReader();
        Skip(reader);
        var rows = 0L;
        while (Next(reader))
        {
            rows += IsBlank(reader) ? 0 : 1;
        }

        return rows;
    }

    private TableRow Row(CsvReader reader)
    {
        var line = reader.LineNumber;
        if (reader.FieldCount == 1 && Columns.Count > 1 && OtherwiseSeparated(reader.GetString(0)) is { } cells)
        {
            return new TableRow(line, cells);
        }

        var row = new string?[Columns.Count];
        for (var i = 0; i < row.Length && i < reader.FieldCount; i++)
        {
            row[i] = Trimmed(reader.GetString(i));
        }

        for (var i = Columns.Count; i < reader.FieldCount; i++)
        {
            if (!reader.IsEmpty(i))
            {
                return new TableRow(line, row, $"{reader.FieldCount} cellules pour {Columns.Count} colonnes : un séparateur ou un guillemet de trop ?");
            }
        }

        return new TableRow(line, row);
    }

    /// <summary>Files glued together: some rows follow another separator than the heading.</summary>
    private string?[]? OtherwiseSeparated(string line)
    {
        foreach (var other in Separators.Where(other => other != separator && line.Contains(other, StringComparison.Ordinal)))
        {
            using var reader = CsvReader.FromText(line, CsvReaderOptions.Default with { HasHeader = false, Separator = other });
            if (reader.Read() && reader.FieldCount == Columns.Count)
            {
                return AllCells(reader);
            }
        }

        return null;
    }

    private void Skip(CsvReader reader)
    {
        for (var i = 0; i < recordsBefore; i++)
        {
            Next(reader);
        }
    }

    private static bool IsBlank(CsvReader reader)
    {
        for (var i = 0; i < reader.FieldCount; i++)
        {
            if (!reader.IsEmpty(i))
            {
                return false;
            }
        }

        return true;
    }

    private static string?[] AllCells(CsvReader reader)
    {
        var cells = new string?[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = Trimmed(reader.GetString(i));
        }

        return cells;
    }

    private static string? Trimmed(string cell)
    {
        var trimmed = cell.Trim();
        return trimmed.Length == 0 ? null : FormulaGuard.Unguarded(trimmed);
    }

    private static bool Next(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException problem)
        {
            throw new UnreadableFile($"La ligne {Math.Max(reader.LineNumber, problem.LineNumber)} ou la suivante est illisible : plus de {LongestRow / 1024} ko d’un seul tenant. Un guillemet ouvert et jamais refermé ?");
        }
    }

    private char DetectedSeparator()
    {
        content.Position = 0;
        using var reader = CsvReader.Create(content, Options(null), leaveOpen: true);
        return Next(reader) ? reader.Separator : ',';
    }

    private CsvReader NewReader()
    {
        content.Position = 0;
        return CsvReader.Create(content, Options(separator), leaveOpen: true);
    }

    private CsvReaderOptions Options(char? separatedBy) => CsvReaderOptions.Default with
    {
        HasHeader = false, Separator = separatedBy, Encoding = encoding, TrackLineNumbers = true, MaxRecordSize = LongestRow,
        DetectSeparatorHint = separatedBy is null,
        OnMalformedRecord = problem =>
        {
            if (problem.Reason == CsvMalformedReason.UnterminatedQuote)
            {
                throw new UnreadableFile($"Un guillemet ouvert à la ligne {problem.LineNumber} n’est jamais refermé : tout ce qui suit serait une seule cellule.");
            }
        },
    };

    private static string NameOf(char separator) => separator switch
    {
        ';' => "point-virgule", ',' => "virgule", '\t' => "tabulation", _ => "barre verticale",
    };
}
