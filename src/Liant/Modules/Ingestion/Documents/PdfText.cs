using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Liant.Platform.Imports;

namespace Liant.Modules.Ingestion.Documents;

/// <summary>The text of a PDF, by Debian's pdftotext (poppler-utils): another process, whose memory, time and output are bounded, so that a file made to harm
/// harms nothing but its own reading.</summary>
internal static class PdfText
{
    private const int MostSeconds = 20;

    private const int MostKilobytesOfMemory = 1_000_000;

    public const string IsMissing = "La lecture des PDF demande pdftotext (paquet Debian poppler-utils), qui n’est pas installé sur ce serveur : signalez-le à qui l’administre, ou envoyez le document en .docx ou .html.";

    public static async Task<string> ReadAsync(Stream content, CancellationToken cancel)
    {
        var copy = Path.GetTempFileName();
        try
        {
            content.Position = 0;
            await using (var file = File.Create(copy))
            {
                await content.CopyToAsync(file, cancel);
            }

            var text = PdfLayout.Mended(await RunAsync(copy, cancel));
            return text.Count(char.IsLetter) > 20 ? text
                : throw new UnreadableFile("Ce PDF n’a pas de texte : ce sont des pages numérisées, ou des images. Faites-le passer par une reconnaissance de caractères, puis envoyez-le de nouveau.");
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static async Task<string> RunAsync(string file, CancellationToken cancel)
    {
        // The shell sets the bounds, then becomes pdftotext. The file's name is ours and is passed as an argument, never as a command.
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"ulimit -v {MostKilobytesOfMemory} -t {MostSeconds} 2>/dev/null; exec pdftotext -layout -enc UTF-8 -q \"$0\" -", file])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8,
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(MostSeconds));
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new UnreadableFile(IsMissing);
        }

        using (process)
        {
            try
            {
                var errors = ReadBoundedAsync(process.StandardError, 10_000, limit.Token);
                var text = await ReadBoundedAsync(process.StandardOutput, 2 * DocumentFile.MostCharacters, limit.Token);
                if (text.Length >= 2 * DocumentFile.MostCharacters)
                {
                    throw DocumentFile.TooLong();
                }

                await process.WaitForExitAsync(limit.Token);
                var said = await errors;
                return process.ExitCode switch
                {
                    0 => text,
                    127 => throw new UnreadableFile(IsMissing),
                    _ when said.Contains("password", StringComparison.OrdinalIgnoreCase) || said.Contains("Copying of text", StringComparison.Ordinal) =>
                        throw new UnreadableFile("Ce PDF est protégé par un mot de passe : enregistrez-le sans protection."),
                    > 128 => throw new UnreadableFile("La lecture de ce PDF demande trop de mémoire ou de temps : il est abîmé, ou fait pour nuire."),
                    _ => throw new UnreadableFile("PDF illisible : il est abîmé ou incomplet. Ouvrez-le et imprimez-le de nouveau en PDF."),
                };
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw new UnreadableFile($"La lecture de ce PDF n’a pas fini en {MostSeconds} secondes : il est abîmé, ou fait pour nuire.");
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }
        }
    }

    private static async Task<string> ReadBoundedAsync(StreamReader reader, int most, CancellationToken cancel)
    {
        var (text, buffer) = (new StringBuilder(), new char[16 * 1024]);
        while (text.Length < most && await reader.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            text.Append(buffer, 0, read);
        }

        return text.ToString();
    }
}
