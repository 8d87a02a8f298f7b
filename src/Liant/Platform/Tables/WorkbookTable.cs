using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Liant.Platform.Imports;

namespace Liant.Platform.Tables;

/// <summary>A workbook (.xlsx): its first visible worksheet that has anything in it.</summary>
internal sealed class WorkbookTable : TableFile
{
    private const long MostBytes = 250L * 1024 * 1024;
    private const int MostParts = 5_000;

    /// <summary>What the format itself allows. The library gives a row for each number passed over, and a cell for each column, whatever a file claims.</summary>
    private const int MostLines = 1_048_576;
    private const int WidestSheet = 16_384;
    private const long MostCells = 200_000_000;

    private readonly Stream content;
    private readonly string sheet;
    private readonly int others;
    private readonly int rowsBefore;

    public WorkbookTable(Stream content)
    {
        this.content = content;
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        CheckBounds(content);
        (sheet, others) = Reading(ChosenSheet);
        var first = Reading(() => AllRows().Take(20).Select(row => (IReadOnlyList<string?>)row.Cells).ToList());
        var heading = HeadingRank(first);
        Columns = Headings(first[heading]);
        rowsBefore = heading + 1;
        RowCount = Rows().LongCount();
    }

    public override string Format => others == 0 ? $"classeur Excel, feuille « {Named(sheet)} »" : $"classeur Excel, feuille « {Named(sheet)} » ({others} autre{(others > 1 ? "s" : "")} non lue{(others > 1 ? "s" : "")})";

    public override IEnumerable<TableRow> Rows()
    {
        using var rows = Guarded(AllRows().Skip(rowsBefore)).GetEnumerator();
        while (rows.MoveNext())
        {
            var (line, all) = rows.Current;
            if (all.TrueForAll(cell => cell is null))
            {
                continue;
            }

            var cells = new string?[Columns.Count];
            all.CopyTo(0, cells, 0, Math.Min(all.Count, cells.Length));
            var extra = all.Skip(cells.Length).Any(cell => cell is not null);
            yield return new TableRow(line, cells, extra ? $"Des cellules sont remplies au-delà de la dernière colonne nommée ({Columns[^1]})." : null);
        }
    }

    private IEnumerable<(long Line, List<string?> Cells)> AllRows()
    {
        content.Position = 0;
        using var reader = NewReader();
        while (reader.Name != sheet && reader.NextResult())
        {
        }

        var line = 0L;
        while (Next(reader))
        {
            if (++line > MostLines || line * reader.FieldCount > MostCells)
            {
                throw new UnreadableFile($"Plus de {line - 1} lignes de {reader.FieldCount} cellules : ce classeur est abîmé, ou fait pour nuire.");
            }

            var cells = new List<string?>();
            for (var i = 0; i < reader.FieldCount && i < MostColumns + 1; i++)
            {
                cells.Add(TextOf(reader, i));
            }

            yield return (line, cells);
        }
    }

    private (string, int) ChosenSheet()
    {
        content.Position = 0;
        using var reader = NewReader();
        string? chosen = null;
        var filled = 0;
        do
        {
            if (reader.VisibleState == "visible" && Next(reader))
            {
                chosen ??= reader.Name;
                filled++;
            }
        }
        while (reader.NextResult());
        return chosen is null ? throw new UnreadableFile("Le classeur est vide.") : (chosen, filled - 1);
    }

    private static bool Next(IExcelDataReader reader) =>
        reader.FieldCount <= WidestSheet ? reader.Read() : throw new UnreadableFile($"{reader.FieldCount} colonnes : {MostColumns} au plus. Gardez celles qui servent.");

    private IExcelDataReader NewReader() =>
        ExcelReaderFactory.CreateOpenXmlReader(content, new ExcelReaderConfiguration { LeaveOpen = true });

    private static string? TextOf(IExcelDataReader reader, int column)
    {
        var text = reader.GetValue(column) switch
        {
            null => null,
            string s => s.Replace("\0", "", StringComparison.Ordinal).Trim(),
            DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime instant => instant.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            bool yes => yes ? "oui" : "non",
            double number => NumberText(number, reader.GetNumberFormatString(column)),
            var other => Convert.ToString(other, CultureInfo.InvariantCulture),
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>A code shown as 01004 is stored as 1004 with the format 00000.</summary>
    private static string NumberText(double number, string? format) =>
        format is { Length: > 1 and < 20 } && format.All(c => c == '0') ? number.ToString(format, CultureInfo.InvariantCulture)
        : Math.Abs(number) < 1e15 && number == Math.Floor(number) ? number.ToString("F0", CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A workbook is a ZIP: its parts are unpacked to nowhere and counted, whatever they claim to weigh.</summary>
    private static void CheckBounds(Stream content) => Reading(() =>
    {
        content.Position = 0;
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.GetEntry("xl/workbook.xml") is null)
        {
            throw new UnreadableFile("Ce fichier est une archive ou un document, pas un classeur. Envoyez un fichier CSV, Excel (.xlsx) ou JSON.");
        }

        if (zip.Entries.Count > MostParts)
        {
            throw new UnreadableFile($"Ce classeur a {zip.Entries.Count} parties : {MostParts} au plus.");
        }

        var left = MostBytes;
        var buffer = new byte[128 * 1024];
        foreach (var part in zip.Entries)
        {
            using var bytes = part.Open();
            while (bytes.Read(buffer) is > 0 and var read)
            {
                if ((left -= read) < 0)
                {
                    throw new UnreadableFile($"Une fois décompressé, ce classeur dépasse {MostBytes / 1024 / 1024} Mo. Coupez-le en plusieurs, ou enregistrez-le en CSV.");
                }
            }
        }

        return 0;
    });

    private static IEnumerable<T> Guarded<T>(IEnumerable<T> rows)
    {
        using var each = rows.GetEnumerator();
        while (Reading(each.MoveNext))
        {
            yield return each.Current;
        }
    }

    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is InvalidDataException or XmlException or ExcelReaderException or FormatException or IndexOutOfRangeException or NullReferenceException or ArgumentException or OverflowException or KeyNotFoundException or EndOfStreamException)
        {
            throw new UnreadableFile("Classeur illisible : il est abîmé, ou fait par un programme qui s’écarte du format. Ouvrez-le dans un tableur et enregistrez-le de nouveau au format .xlsx.");
        }
    }
}
