using System.Runtime.CompilerServices;
using CsvHelper;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using FsCheck;
using FsCheck.Fluent;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Interop.Tables;
using Liant.Platform.Tables;
using Liant.Platform.Text;

namespace Liant.Tests.Interop;

/// <summary>Rows of cells into files, without a site.</summary>
public sealed class WritingATable
{
    private delegate Task Writer(Stream stream, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancel);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+33 5", "'+33 5")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData(" \tx", "' \tx")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\u00A0=1", "'\u00A0=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠A", "'＠A")]
    [InlineData("'=1", "''=1")]
    [InlineData("''=1", "'''=1")]
    [InlineData("' =1", "'' =1")]
    [InlineData("'Allo", "'Allo")]
    [InlineData("Langon", "Langon")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    [InlineData("'", "'")]
    public void A_text_is_guarded_only_when_a_spreadsheet_could_run_it(string text, string guarded) => Assert.Equal(guarded, FormulaGuard.Guarded(text));

    [Fact]
    public void A_guarded_text_reads_back_as_it_was_and_never_begins_like_a_formula() =>
        Prop.ForAll(Texts(), text =>
            FormulaGuard.Unguarded(FormulaGuard.Guarded(text)) == text
            && (FormulaGuard.Guarded(text).TrimStart() is not [var first, ..] || !"=+-@＝＋－＠".Contains(first, StringComparison.Ordinal))).QuickCheckThrowOnFailure();

    [Fact]
    public void What_the_csv_holds_reads_back_as_it_was() =>
        Prop.ForAll(Texts().Generator.ArrayOf(3).ToArbitrary(), cells =>
        {
            using var written = new MemoryStream();
            CsvWriting.WriteAsync(written, ["a", "b", "c"], Rows(cells.Cast<object?>().ToArray()), CancellationToken.None).GetAwaiter().GetResult();
            using var csv = CsvReader.Create(written.ToArray(), CsvReaderOptions.Default with { Separator = ';' });
            csv.ReadHeader();
            return csv.Read() && cells.Index().All(cell => FormulaGuard.Unguarded(csv.GetString(cell.Index)) == cell.Item);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Numbers_days_and_truths_are_written_the_same_for_every_country()
    {
        using var written = new MemoryStream();
        await CsvWriting.WriteAsync(written, ["a", "b", "c", "d", "e", "f", "g"], Rows(-3.5, 1234.25m, 12L, new DateOnly(2026, 1, 2), true, false, null), TestContext.Current.CancellationToken);
        Assert.EndsWith("\r\n-3.5;1234.25;12;2026-01-02;oui;non;\r\n", System.Text.Encoding.UTF8.GetString(written.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_workbook_is_valid_with_its_heading_frozen_and_filtered()
    {
        using var workbook = await WorkbookAsync(["titre", "jour", "nombre", "vrai", "vieux"], Rows("=1", new DateOnly(2026, 12, 5), -3.5, true, new DateOnly(1899, 5, 1)));
        Assert.Empty(new OpenXmlValidator().Validate(workbook, TestContext.Current.CancellationToken).Select(error => $"{error.Path?.XPath} {error.Description}"));
        var sheet = Assert.Single(workbook.WorkbookPart!.WorksheetParts).Worksheet;
        var pane = sheet.Descendants<Pane>().Single();
        Assert.Equal((1d, PaneStateValues.Frozen), (pane.VerticalSplit!.Value, pane.State!.Value));
        Assert.Equal("A1:E2", sheet.Descendants<AutoFilter>().Single().Reference!.Value);
        Assert.Equal(5, sheet.Descendants<Column>().Count());
        var styles = workbook.WorkbookPart.WorkbookStylesPart!.Stylesheet;
        var heading = styles.CellFormats!.Elements<CellFormat>().ElementAt((int)CellAt(sheet, "A1").StyleIndex!.Value);
        Assert.NotNull(styles.Fonts!.Elements<Font>().ElementAt((int)heading.FontId!.Value).Bold);
        Assert.Equal("=1", CellAt(sheet, "A2").InlineString!.InnerText);
        Assert.True(styles.CellFormats.Elements<CellFormat>().ElementAt((int)CellAt(sheet, "A2").StyleIndex!.Value).QuotePrefix!.Value);
        Assert.Equal(("46361", "-3.5", "1"), (CellAt(sheet, "B2").InnerText, CellAt(sheet, "C2").InnerText, CellAt(sheet, "D2").InnerText));
        Assert.Equal("1899-05-01", CellAt(sheet, "E2").InlineString!.InnerText);
        Assert.Empty(sheet.Descendants<CellFormula>());
    }

    [Fact]
    public async Task What_a_cell_cannot_hold_is_dropped_and_what_is_too_long_says_so()
    {
        var bicycles = string.Concat(Enumerable.Repeat("\U0001F6B2", 20_000));
        using var workbook = await WorkbookAsync(["a", "b", "c", "d"], Rows("a\u0000\u000Bb\uD800", new string('é', 40_000), bicycles, "_x0041_"));
        var sheet = Assert.Single(workbook.WorkbookPart!.WorksheetParts).Worksheet;
        Assert.Equal("ab", CellAt(sheet, "A2").InnerText);
        Assert.Equal(new string('é', 32_766) + "…", CellAt(sheet, "B2").InnerText);
        Assert.Equal(bicycles[..32_766] + "…", CellAt(sheet, "C2").InnerText);
        Assert.Equal("_x005F_x0041_", CellAt(sheet, "D2").InnerText);
    }

    [Fact]
    public async Task Columns_after_the_twenty_sixth_have_two_letters()
    {
        var names = Enumerable.Range(0, 703).Select(n => "c" + n).ToList();
        using var workbook = await WorkbookAsync(names, Rows(names.Cast<object?>().ToArray()));
        var cells = Assert.Single(workbook.WorkbookPart!.WorksheetParts).Worksheet.Descendants<Row>().First().Elements<Cell>().Select(cell => cell.CellReference!.Value).ToList();
        Assert.Equal(("Z1", "AA1", "ZZ1", "AAA1"), (cells[25], cells[26], cells[701], cells[702]));
    }

    public static TheoryData<string> Formats() => ["csv", "xlsx", "geojson"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Rows_leave_while_others_are_still_to_be_read(string format)
    {
        var stream = new Counting();
        var atMost = 0L;
        async IAsyncEnumerable<IReadOnlyList<object?>> Many([EnumeratorCancellation] CancellationToken cancel = default)
        {
            for (var n = 0; n < 20_000; n++)
            {
                // Text that does not shrink when packed.
                var text = string.Concat(Enumerable.Range(0, 8).Select(_ => Guid.CreateVersion7().ToString("N")));
                atMost = Math.Max(atMost, n * 256L - stream.Written * 4);
                yield return [text];
            }

            await Task.CompletedTask;
        }

        Writer write = format switch { "csv" => CsvWriting.WriteAsync, "geojson" => (to, columns, rows, cancel) => GeoTable.WriteAsync(to, columns, rows.Select(cells => new SheetRow(Guid.CreateVersion7(), cells, null)), cancel), _ => (to, columns, rows, cancel) => WorkbookWriting.WriteAsync(to, "x", columns, rows, cancel) };
        await write(stream, ["texte"], Many(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Assert.True(stream.Written > 1_000_000);
        Assert.True(atMost < 1_000_000, $"{atMost} octets were held");
    }

    private static Cell CellAt(Worksheet sheet, string reference) => sheet.Descendants<Cell>().Single(cell => cell.CellReference == reference);

    private static async Task<SpreadsheetDocument> WorkbookAsync(IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows)
    {
        var written = new MemoryStream();
        await WorkbookWriting.WriteAsync(written, "Fiches", columns, rows, CancellationToken.None);
        written.Position = 0;
        return SpreadsheetDocument.Open(written, isEditable: false);
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> Rows(params object?[] cells)
    {
        await Task.CompletedTask;
        yield return cells;
    }

    private static Arbitrary<string> Texts() => Gen.Choose(0, 8)
        .SelectMany(length => Gen.Elements("=+-@\t\r\n'\"; ,aé\u00A0＝＋－＠".ToCharArray()).ArrayOf(length)).Select(letters => new string(letters)).ToArbitrary();

    /// <summary>Counts, and keeps nothing; as a response, it cannot be read nor gone back in.</summary>
    private sealed class Counting : Stream
    {
        public long Written { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Written += count;

        public override void Write(ReadOnlySpan<byte> buffer) => Written += buffer.Length;
    }
}
