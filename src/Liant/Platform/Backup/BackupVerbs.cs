using System.CommandLine;
using System.Data.Common;

namespace Liant.Platform.Backup;

/// <summary>"./run backup FILE" and "./run restore FILE". Code 0: done; 1: begun and given up, the place is still empty; 2: refused, nothing was touched.</summary>
internal static class BackupVerbs
{
    public static Command Backup(Func<ParseResult, LiantSettings> settings)
    {
        var file = new Argument<string>("FILE") { Description = "fichier à écrire ; il ne doit pas exister" };
        var command = new Command("backup", "sauvegarde tout (base, fichiers, clés) dans un fichier, le site restant en marche") { file };
        command.SetAction((parsed, cancel) => SayingWhyNotAsync(async () =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(file));
            var manifest = await new BackupWriter(settings(parsed), TimeProvider.System, new ProgressLine(Console.Error)).WriteAsync(path, cancel);
            Console.WriteLine($"Sauvegardé dans {path} : {Count(manifest)}, {new FileInfo(path).Length / 1024} ko.");
        }, failure: 2));
        return command;
    }

    public static Command Restore(Func<ParseResult, LiantSettings> settings)
    {
        var file = new Argument<string>("FILE") { Description = "fichier écrit par « backup »" };
        var command = new Command("restore", "remet une sauvegarde dans un endroit vide, de SQLite comme de PostgreSQL") { file };
        command.SetAction((parsed, cancel) => SayingWhyNotAsync(async () =>
        {
            var done = await new Restoration(settings(parsed), new ProgressLine(Console.Error)).RestoreAsync(parsed.GetRequiredValue(file), cancel);
            Console.WriteLine($"Restauré : {Count(done.Manifest)}, d’une sauvegarde du {done.Manifest.TakenAt:yyyy-MM-dd HH:mm} (UTC). Vérifiez avec « ./run check », puis lancez « ./run ».");
            foreach (var table in done.LeftOut)
            {
                Console.WriteLine($"  {table} : cette table n’est pas de Liant, elle est restée dans la sauvegarde.");
            }
        }, failure: 1));
        return command;
    }

    private static string Count(BackupManifest manifest) => $"{manifest.Tables.Count} tables, {manifest.Rows} lignes";

    private static async Task<int> SayingWhyNotAsync(Func<Task> act, int failure)
    {
        try
        {
            await act();
            return 0;
        }
        catch (BackupRefused refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 2;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrompu : rien n’a été gardé de ce travail.");
            return failure;
        }
        catch (Exception problem) when (problem is DbException or IOException or UnauthorizedAccessException or InvalidDataException or FormatException or OverflowException
            or InvalidOperationException { InnerException: DbException })
        {
            await Console.Error.WriteLineAsync($"Cela n’a pas abouti, et rien n’a été gardé de ce travail : {problem.GetBaseException().Message}");
            return failure;
        }
    }
}
