using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Liant.Platform.Files;
using Liant.Platform.Imports;
using Liant.Platform.Tables;
using Liant.Tests.World;

namespace Liant.Tests.Platform.Tables;

/// <summary>Files made to harm: refused with a reason, at a bounded cost.</summary>
public sealed class HostileFiles
{
    private const long Megabyte = 1024 * 1024;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public void A_workbook_that_unpacks_to_gigabytes_is_refused()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Workbooks.Begin(zip, [new Workbooks.Worksheet("Lieux", "")]);
            using var part = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            var spaces = Encoding.ASCII.GetBytes(new string(' ', (int)Megabyte));
            for (var i = 0; i < 2_000; i++)
            {
                part.Write(spaces);
            }
        }

        Assert.True(file.Length < 20 * Megabyte);
        Assert.Contains("décompressé", Refusal(file, 50 * Megabyte), StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_of_very_many_parts_is_refused()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Workbooks.Begin(zip, [new Workbooks.Worksheet("Lieux", "")]);
            for (var i = 0; i < 20_000; i++)
            {
                zip.CreateEntry($"xl/media/{i}.xml", CompressionLevel.NoCompression);
            }
        }

        Assert.Contains("parties", Refusal(file, 200 * Megabyte), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Entities_that_multiply_are_not_followed(bool inSharedStrings)
    {
        var entities = "<!DOCTYPE x [<!ENTITY a0 \"ha\">" + string.Concat(Enumerable.Range(1, 30).Select(i => $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">")) + "]>";
        Assert.Contains("Classeur illisible", Refusal(WithDoctype(entities, "&a30;", inSharedStrings), 100 * Megabyte), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_of_the_machine_is_not_drawn_in_by_an_entity(bool inSharedStrings)
    {
        using var secret = TableFileOnDisk("nom;ville\nsecret de la machine;x\n");
        var file = WithDoctype($"<!DOCTYPE x [<!ENTITY a SYSTEM \"file://{secret.Name}\">]>", "&a;", inSharedStrings);
        Assert.DoesNotContain("secret", Refusal(file, 100 * Megabyte), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>1</v></c></row><row r=\"2000000000\"><c r=\"A2000000000\"><v>1</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"ZZZZZZ1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>")]
    [InlineData("<row r=\"-5\"><c r=\"A-5\"><v>1</v></c></row>")]
    [InlineData("<row r=\"x\"><c r=\"?\"><v>1</v></c></row>")]
    public void A_workbook_that_claims_cells_at_the_end_of_the_world_costs_little(string rows) =>
        Bounded(Workbooks.Of(new Workbooks.Worksheet("Lieux", rows)), 3_000 * Megabyte);

    [Fact]
    public void A_worksheet_with_an_endless_name_is_told_in_few_words()
    {
        using var table = TableFile.Open(Workbooks.Of(new Workbooks.Worksheet(new string('x', 5_000), Workbooks.Row(1, "nom", "ville") + Workbooks.Row(2, "a", "b"))));
        Assert.True(table.Format.Length <= 200);
    }

    [Fact]
    public void A_list_with_an_endless_name_is_told_in_few_words()
    {
        using var table = TableFile.Open(new MemoryStream(Encoding.UTF8.GetBytes($"{{\"{new string('x', 5_000)}\":[{{\"nom\":\"A\"}}]}}")));
        Assert.True(table.Format.Length <= 200);
    }

    [Fact]
    public void One_line_of_a_gigabyte_is_refused()
    {
        using var file = new Endless("nom;ville\n"u8.ToArray(), "aaaaaaaa"u8.ToArray(), 1024 * Megabyte);
        Assert.Contains("d’un seul tenant", Refusal(file, 100 * Megabyte), StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_never_closes_is_refused()
    {
        using var file = new Endless("nom;ville\nLe Fil;\""u8.ToArray(), "Niort;x\nLa Maille;"u8.ToArray(), 300 * Megabyte);
        Assert.Contains("guillemet", Refusal(file, 100 * Megabyte), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("guillemet", Refusal(Text("nom;ville\nLe Fil;\"Niort;x\nLa Maille;Niort\n"), 20 * Megabyte), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("\";\"")]
    [InlineData("\"\n")]
    public void A_million_quotes_cost_little(string quotes) => Bounded(Text("nom;ville\n" + string.Concat(Enumerable.Repeat(quotes, 1_000_000))), 3_000 * Megabyte);

    [Fact]
    public void Ten_thousand_columns_are_refused()
    {
        Assert.Contains("colonnes", Refusal(Text(string.Join(';', Enumerable.Range(1, 10_000)) + "\n" + new string(';', 9_999)), 50 * Megabyte), StringComparison.Ordinal);
        Assert.Contains("propriétés", Refusal(Text("[{" + string.Join(',', Enumerable.Range(1, 10_000).Select(n => $"\"p{n}\":1")) + "}]"), 50 * Megabyte), StringComparison.Ordinal);
        Assert.Contains("propriétés", Refusal(Text("[" + string.Join(',', Enumerable.Range(1, 10_000).Select(n => $"{{\"p{n}\":1}}")) + "]"), 50 * Megabyte), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%PDF-1.7\n%âãÏÓ", "tableau")]
    [InlineData("\u0089PNG\r\n\u001a\n", "tableau")]
    [InlineData("ÿØÿà", "tableau")]
    [InlineData("GIF89a", "tableau")]
    [InlineData("\u001f\u008b\u0008", "tableau")]
    [InlineData("<!DOCTYPE html><html><table><tr><td>a</td></tr></table></html>", "page web")]
    [InlineData("  <?xml version=\"1.0\"?><Workbook/>", "page web")]
    [InlineData("ÐÏ\u0011à¡±\u001aá", "Ancien format Excel")]
    [InlineData("MZ\u0090\0\u0003\0\0\0", "nuls")]
    public void What_is_no_table_is_refused_whatever_its_name(string start, string words) =>
        Assert.Contains(words, Refusal(new MemoryStream(Encoding.Latin1.GetBytes(start)), 20 * Megabyte), StringComparison.Ordinal);

    [Theory]
    [InlineData("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "OpenDocument")]
    [InlineData("word/document.xml", "<w/>", "archive ou un document")]
    public void Another_archive_is_refused_with_the_way_out(string part, string text, string words)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var content = zip.CreateEntry(part, CompressionLevel.NoCompression).Open();
            content.Write(Encoding.UTF8.GetBytes(text));
        }

        Assert.Contains(words, Refusal(file, 20 * Megabyte), StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_cut_short_or_full_of_noise_is_refused()
    {
        var whole = Workbooks.Of(new Workbooks.Worksheet("Lieux", Workbooks.Row(1, "nom", "ville") + Workbooks.Row(2, "a", "b"))).ToArray();
        Assert.Contains("illisible", Refusal(new MemoryStream(whole[..(whole.Length / 2)]), 20 * Megabyte), StringComparison.Ordinal);
        var noise = new Random(42);
        for (var round = 0; round < 200; round++)
        {
            var bytes = whole.ToArray();
            for (var i = 0; i < 8; i++)
            {
                bytes[noise.Next(4, bytes.Length)] = (byte)noise.Next(256);
            }

            Bounded(new MemoryStream(bytes), 200 * Megabyte);
        }
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\windows\\system32\\liste.csv", "liste.csv")]
    [InlineData("/etc/", "fichier")]
    [InlineData("..", "fichier")]
    [InlineData("", "fichier")]
    [InlineData("a\0b\r\n.csv", "ab.csv")]
    public void A_name_never_leads_elsewhere(string name, string plain) => Assert.Equal(plain, StoredFiles.Plain(name));

    [Fact]
    public void An_endless_name_is_shortened() => Assert.True(StoredFiles.Plain(string.Concat(Enumerable.Repeat("😀", 500)) + "a.csv") is { Length: <= StoredFiles.NameLength } name && !char.IsLowSurrogate(name[0]));

    [Fact]
    public void Null_characters_are_refused() => Assert.Contains("nuls", Refusal(Text("nom;ville\nLe\0 Fil;Niort\n"), 20 * Megabyte), StringComparison.Ordinal);

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Json_ten_thousand_deep_is_refused(string open, string close) =>
        Assert.Contains("JSON illisible", Refusal(Text(string.Concat(Enumerable.Repeat(open, 10_000)) + "1" + string.Concat(Enumerable.Repeat(close, 10_000))), 20 * Megabyte), StringComparison.Ordinal);

    [Fact]
    public void Numbers_beyond_all_measure_are_texts()
    {
        using var table = TableFile.Open(Text("""[{"nom":"A","n":1e999,"m":-1e-999,"l":123456789012345678901234567890}]"""));
        Assert.Equal(["A", "1e999", "-1e-999", "123456789012345678901234567890"], table.Rows().Single().Cells.AsEnumerable());
    }

    [Fact]
    public void Json_of_more_than_a_hundred_megabytes_is_refused_before_it_is_read()
    {
        using var file = new Endless("[{\"nom\":\""u8.ToArray(), "aaaaaaaa"u8.ToArray(), 3_000 * Megabyte);
        Assert.Contains("Mo", Refusal(file, 20 * Megabyte), StringComparison.Ordinal);
    }

    private static MemoryStream WithDoctype(string doctype, string text, bool inSharedStrings)
    {
        const string main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Workbooks.Begin(zip, [new Workbooks.Worksheet("Lieux", "")], inSharedStrings);
            if (inSharedStrings)
            {
                Workbooks.Part(zip, "xl/sharedStrings.xml", $"{doctype}<sst {main} count=\"1\" uniqueCount=\"1\"><si><t>{text}</t></si></sst>");
                Workbooks.Part(zip, "xl/worksheets/sheet1.xml", Workbooks.SheetXml("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>1</v></c></row>"));
            }
            else
            {
                Workbooks.Part(zip, "xl/worksheets/sheet1.xml", doctype + Workbooks.SheetXml($"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c><c r=\"B1\"><v>1</v></c></row>"));
            }
        }

        return file;
    }

    private static FileStream TableFileOnDisk(string text)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 4096, FileOptions.DeleteOnClose);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush();
        return file;
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>The words of the refusal, which came soon and took no more memory in all than that.</summary>
    private static string Refusal(Stream file, long mostBytes)
    {
        var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
        var refused = Assert.Throws<UnreadableFile>(() =>
        {
            using var table = TableFile.Open(file);
            return table.Rows().Count();
        });
        Check(watch, before, mostBytes);
        return refused.Message;
    }

    /// <summary>Read or refused, but soon and in bounds.</summary>
    private static void Bounded(Stream file, long mostBytes)
    {
        var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
        try
        {
            using var table = TableFile.Open(file);
            Assert.True(table.Rows().Count() >= 0);
        }
        catch (UnreadableFile refused)
        {
            Assert.NotEmpty(refused.Message);
        }

        Check(watch, before, mostBytes);
    }

    /// <summary>What this thread allocated: other tests allocate beside this one.</summary>
    private static void Check(Stopwatch watch, long before, long mostBytes)
    {
        Assert.True(watch.Elapsed < Soon, $"{watch.Elapsed}");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < mostBytes, $"{allocated / Megabyte} Mo");
    }

    /// <summary>A beginning, then the same bytes over and over: a file of that length that is nowhere.</summary>
    private sealed class Endless(byte[] start, byte[] again, long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, length - Position);
            for (var i = 0; i < count; i++)
            {
                var at = Position + i;
                buffer[i] = at < start.Length ? start[at] : again[(at - start.Length) % again.Length];
            }

            Position += count;
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => length + offset };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
