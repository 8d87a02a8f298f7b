using System.CommandLine;

namespace Liant.Platform.Imports;

/// <summary>The shape shared by every "./run import KIND FILE".</summary>
internal static class ImportFile
{
    /// <summary>What a shell says of a command that was interrupted.</summary>
    private const int Interrupted = 130;

    /// <param name="load">Throws <see cref="UnreadableFile"/> when the file as a whole is not what is expected.</param>
    /// <param name="takesAddress">Also takes an https address instead of a file.</param>
    public static Command Command(string kind, string description, Func<string, ParseResult, CancellationToken, Task<ImportReport>> load, bool takesAddress = false, params Option[] options)
    {
        var file = new Argument<string>("FILE") { Description = "chemin du fichier" };
        var command = new Command(kind, description) { file };
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (!File.Exists(path) && !(takesAddress && path.StartsWith("https://", StringComparison.Ordinal)))
            {
                await Console.Error.WriteLineAsync($"Fichier introuvable : {path}");
                return 2;
            }

            try
            {
                var report = await load(path, parsed, cancel);
                report.Print(Console.Out);
                return report.Refusals.Count == 0 ? 0 : 1;
            }
            catch (UnreadableFile unreadable)
            {
                await Console.Error.WriteLineAsync(unreadable.Message);
                return 2;
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("Import interrompu. Ce qui est chargé est gardé ; la même commande reprend où il en était.");
                return Interrupted;
            }
        });
        return command;
    }
}

/// <summary>The file as a whole is not what was announced; the message says what is expected.</summary>
public sealed class UnreadableFile(string message) : Exception(message);
