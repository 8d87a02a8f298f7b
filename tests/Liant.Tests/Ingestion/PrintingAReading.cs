using System.Diagnostics;
using System.Text.Json;

namespace Liant.Tests.Ingestion;

/// <summary>"./run read FOLDER --json" as another program hears it: the built Liant.dll, its output and its error output apart.</summary>
public sealed class PrintingAReading : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("liant-print-").FullName;

    [Fact]
    public async Task The_output_is_one_JSON_document_and_nothing_else_and_a_file_that_cannot_be_read_is_named_beside_it()
    {
        var documents = Directory.CreateDirectory(Path.Combine(folder, "documents")).FullName;
        await File.WriteAllTextAsync(Path.Combine(documents, "lettre.txt"), "Des nouvelles\n\nÀ Felletin (Creuse), l’association La Halle d’Ambre emploie 12 salariés et répare des vélos.\n", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(documents, "casse.docx"), "PK\u0003\u0004 et puis rien"u8.ToArray(), TestContext.Current.CancellationToken);
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Liant.dll"), "read", documents, "--json"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["LIANT_DATA"] = Path.Combine(folder, "data"), ["LIANT_DATABASE"] = "" },
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var printed = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).RootElement;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var document = Assert.Single(printed.GetProperty("documents").EnumerateArray());
        Assert.Equal("lettre.txt", document.GetProperty("file").GetString());
        Assert.Contains(document.GetProperty("proposals").EnumerateArray(), proposal => proposal.GetProperty("commune").ValueKind == JsonValueKind.Object && proposal.GetProperty("commune").GetProperty("code").GetString() == "23079");
        Assert.Contains("casse.docx", await errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
