using Liant.Platform.Imports;

namespace Liant.Platform.Tables;

/// <summary>
/// A file read as a table, whatever its format: CSV, workbook, JSON. The format is told from the content, never from the name. A file is
/// read through once when it is opened, so that a hostile or broken one is refused before anything is made of it, at a bounded cost.
/// </summary>
public abstract class TableFile : IDisposable
{
    public const int MostColumns = 500;

    /// <summary>Bytes of one row; an opening quote that never closes, or one endless line, is noticed there.</summary>
    public const int LongestRow = 1024 * 1024;

    /// <summary>In words: "CSV, point-virgule, Windows-1252".</summary>
    public abstract string Format { get; }

    /// <summary>Headings, all different, none empty.</summary>
    public IReadOnlyList<string> Columns { get; protected set; } = [];

    public long RowCount { get; protected set; }

    /// <summary>What a JSON file says beside its rows (scalars of its root), and in which property the rows are ("rows").</summary>
    public IReadOnlyDictionary<string, string> Properties { get; protected set; } = new Dictionary<string, string>();

    /// <summary>Every row from the start, blank ones left out; may be called again.</summary>
    public abstract IEnumerable<TableRow> Rows();

    /// <param name="content">Seekable; stays open as long as the table is read.</param>
    /// <exception cref="UnreadableFile">Not a table, or not one that can be read in bounds; the message says what to do.</exception>
    public static TableFile Open(Stream content)
    {
        var start = new byte[8 * 1024];
        content.Position = 0;
        var length = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        content.Position = 0;
        var kind = FileKind.Of(start.AsSpan(0, length));
        return kind switch
        {
            FileKind.Workbook => new WorkbookTable(content),
            FileKind.Json => new JsonTable(content),
            _ => new CsvTable(content),
        };
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) { }

    /// <summary>A name that the file gives, short enough to be told in a sentence, and a text whatever it held.</summary>
    protected static string Named(string name)
    {
        var text = Text.Fold.Readable(name).ReplaceLineEndings(" ").Trim();
        return text.Length <= 60 ? text : text[..(char.IsHighSurrogate(text[58]) ? 58 : 59)] + "…";
    }

    /// <summary>Headings as they will be known: trimmed, "colonne 3" for an empty one, "ville (2)" for one met again.</summary>
    protected static List<string> Headings(IReadOnlyList<string?> cells)
    {
        var last = cells.Count;
        while (last > 0 && string.IsNullOrWhiteSpace(cells[last - 1]))
        {
            last--;
        }

        if (last == 0)
        {
            throw new UnreadableFile("Le fichier est vide : la première ligne doit nommer les colonnes.");
        }

        if (last > MostColumns)
        {
            throw new UnreadableFile($"{last} colonnes : {MostColumns} au plus. Gardez celles qui servent.");
        }

        var names = new List<string>(last);
        var met = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < last; i++)
        {
            var name = Text.Fold.Readable(cells[i] ?? "").ReplaceLineEndings(" ").Trim();
            name = name.Length == 0 ? $"colonne {i + 1}" : name.Length > 200 ? name[..200] : name;
            var unique = name;
            for (var n = 2; !met.Add(unique); n++)
            {
                unique = $"{name} ({n})";
            }

            names.Add(unique);
        }

        return names;
    }

    /// <summary>The heading is the first of the first rows with two filled cells: a title above it is passed over.</summary>
    protected static int HeadingRank(IReadOnlyList<IReadOnlyList<string?>> firstRows)
    {
        var rank = firstRows.Index().FirstOrDefault(row => row.Item.Count(cell => !string.IsNullOrWhiteSpace(cell)) >= 2, (Index: -1, Item: [])).Index;
        return rank >= 0 ? rank : firstRows.Index().FirstOrDefault(row => row.Item.Any(cell => !string.IsNullOrWhiteSpace(cell)), (Index: 0, Item: [])).Index;
    }
}

/// <param name="Line">Line of the file, or of the worksheet, from 1; rank of the element in a JSON file.</param>
/// <param name="Cells">As many as there are columns, trimmed; null for an empty one.</param>
/// <param name="Problem">Why the row cannot be read as the others, in words; null when it can.</param>
public readonly record struct TableRow(long Line, string?[] Cells, string? Problem = null);
