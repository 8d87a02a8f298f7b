using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Liant.Modules.Ingestion.Documents;
using Liant.Platform.Imports;
using Liant.Tests.World;

namespace Liant.Tests.Ingestion.Documents;

/// <summary>Broken documents, and documents made to harm: refused with a reason, soon, and within a bounded memory.</summary>
[Collection(nameof(HostileDocuments))]
public sealed class HostileDocuments
{
    private const int Megabyte = 1024 * 1024;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    public static TheoryData<string, string> Refused => new()
    {
        { "vide.txt", "vide" }, { "image.txt", "image" }, { "archive.zip", "archive" }, { "ancien.doc", "Ancien format" }, { "riche.rtf", "RTF" }, { "octets.txt", "n’est pas un texte" },
        { "flux.xml", "du XML" }, { "blanc.txt", "pas de texte" }, { "coupe.docx", "illisible" }, { "entites.docx", "illisible" }, { "bombe.docx", "décompressé" }, { "parties.docx", "parties" },
        { "long.txt", "millions de caractères" }, { "lourd.txt", "50 Mo au plus" }, { "profonde.html", "emboîtés" }, { "emboitee.html", "emboîtés" }, { "gras.html", "trop d’éléments" }, { "tableur.ods", "archive" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Is_refused_with_its_reason(string name, string reason)
    {
        var (before, since) = (GC.GetTotalMemory(forceFullCollection: true), Stopwatch.GetTimestamp());
        using var content = Content(name);
        var refusal = await Assert.ThrowsAsync<UnreadableFile>(() => DocumentFile.ReadAsync(content, name));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(since) < Soon);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 200 * Megabyte);
    }

    [Theory]
    [InlineData("%PDF-1.7\nabîmé", "illisible")]
    [InlineData(null, "pages numérisées")]
    public async Task A_pdf_without_text_or_broken_says_so(string? bytes, string reason)
    {
        OtherProgram.Need("pdftotext").Dispose();
        using var content = new MemoryStream(bytes is null ? Papers.Pdf([(60, 700, "")]) : Encoding.UTF8.GetBytes(bytes));
        Assert.Contains(reason, (await Assert.ThrowsAsync<UnreadableFile>(() => DocumentFile.ReadAsync(content, "x.pdf"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pdf_whose_text_never_ends_is_refused()
    {
        OtherProgram.Need("pdftotext").Dispose();
        // One page of a few lines, named fifty thousand times by the list of pages.
        var page = Encoding.Latin1.GetString(Papers.Pdf(Papers.Column(60, 800, [.. Enumerable.Range(0, 60).Select(i => $"Une ligne de texte qui se répète autant de fois qu'il y a de pages, {i}")])));
        page = page.Replace("/Count 1 /Kids [4 0 R]", $"/Count 50000 /Kids [{string.Concat(Enumerable.Repeat("4 0 R ", 50_000))}]", StringComparison.Ordinal);
        using var content = new MemoryStream(Encoding.Latin1.GetBytes(page));
        var since = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<UnreadableFile>(() => DocumentFile.ReadAsync(content, "sans-fin.pdf"));
        Assert.True(Stopwatch.GetElapsedTime(since) < Soon);
    }

    [Fact]
    public async Task Malformed_markup_and_a_wrong_encoding_are_read_as_well_as_can_be()
    {
        using var content = new MemoryStream(Encoding.Latin1.GetBytes("<html><head><meta charset=utf-8><body><div><p>Le café <b>du pont<p>ouvre</div></table> à Felletin</span>"));
        Assert.Equal("Le café du pont\nouvre\nà Felletin", (await DocumentFile.ReadAsync(content, "page.html")).Document.Text);
    }

    private static Stream Content(string name) => name switch
    {
        "vide.txt" => new MemoryStream(),
        "image.txt" => new MemoryStream([0x89, 0x50, 0x4E, 0x47, 0, 1, 2]),
        "archive.zip" => new MemoryStream(Papers.Zip(("a.txt", "a"))),
        "ancien.doc" => new MemoryStream([0xD0, 0xCF, 0x11, 0xE0, 0, 0]),
        "riche.rtf" => new MemoryStream(Encoding.ASCII.GetBytes(@"{\rtf1 a}")),
        "octets.txt" => new MemoryStream([1, 2, 3, 0, 4, 200, 201, 0, 0, 0, 77]),
        "flux.xml" => new MemoryStream(Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>")),
        "blanc.txt" => new MemoryStream(Encoding.UTF8.GetBytes(" \n…\n —")),
        "coupe.docx" => new MemoryStream(Papers.Docx(["Un texte"])[..200]),
        "entites.docx" => new MemoryStream(Papers.Zip(("word/document.xml",
            "<!DOCTYPE x [<!ENTITY a0 \"ha\">" + string.Concat(Enumerable.Range(1, 40).Select(i => $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">")) + "]>" + Papers.Word("<w:p><w:r><w:t>&a40;</w:t></w:r></w:p>")))),
        "bombe.docx" => Bomb(),
        "parties.docx" => new MemoryStream(Papers.Zip([.. Enumerable.Range(0, 6000).Select(i => ($"{i}", ""))])),
        "long.txt" => new MemoryStream(Encoding.ASCII.GetBytes(new string('a', 9 * Megabyte))),
        // A gigabyte that takes no place on the disk.
        "lourd.txt" => Sparse(1024L * Megabyte),
        "profonde.html" => new MemoryStream(Encoding.ASCII.GetBytes("<html><body>" + string.Concat(Enumerable.Repeat("<div>", 150_000)) + "x")),
        // Far from too many elements: each costs a look at all those around it.
        "emboitee.html" => new MemoryStream(Encoding.ASCII.GetBytes("<html><body>" + string.Concat(Enumerable.Repeat("<div>", 3_000)) + "x")),
        "gras.html" => new MemoryStream(Encoding.ASCII.GetBytes("<html><body><p>" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"<b a={i}>")) + "</p>" + string.Concat(Enumerable.Repeat("<p>x</p>", 3000)))),
        "tableur.ods" => new MemoryStream(Papers.Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>"))),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static MemoryStream Bomb()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("word/document.xml", CompressionLevel.Fastest).Open();
            part.Write(Encoding.ASCII.GetBytes("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"));
            var blanks = Encoding.ASCII.GetBytes(new string(' ', Megabyte));
            for (var i = 0; i < 500; i++)
            {
                part.Write(blanks);
            }
        }

        return file;
    }

    private static FileStream Sparse(long length)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
        file.SetLength(length);
        return file;
    }
}

/// <summary>Alone: the memory that is measured is the whole process's.</summary>
[CollectionDefinition(nameof(HostileDocuments), DisableParallelization = true)]
public sealed class HostileDocumentsAlone;
