using System.CommandLine;
using System.Runtime.CompilerServices;
using Liant.Modules.Ingestion.Batches;
using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Review;
using Liant.Modules.Ingestion.Understanding;
using Liant.Modules.Ingestion.Web;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Ingestion;

/// <summary>"./run read FILE|FOLDER": documents go to the review desk; with "--accept" what they suggest is published, with "--json" it is only printed. A document that cannot be read is
/// named on the error output, and the others go on.</summary>
internal static class ReadCommand
{
    private static readonly TimeSpan PauseBetweenPages = TimeSpan.FromSeconds(1);

    public static Command Create(Func<Task<IServiceProvider>> services)
    {
        var source = new Argument<string>("SOURCE") { Description = "fichier ou dossier à lire (texte, page web, PDF, Word .docx, OpenDocument .odt), ou adresse d’une page ou d’un plan de site (https://…/sitemap.xml)" };
        var json = new Option<bool>("--json") { Description = "n’enregistre rien : écrit ce qui est proposé en JSON, avec le passage qui appuie chaque champ" };
        var accept = new Option<bool>("--accept") { Description = "publie ce qui est proposé, sans relecture ; les doutes restent au bureau (/bureau/lectures)" };
        var sure = new Option<int>("--sure") { Description = "avec --accept : ne publie que ce dont la confiance atteint ce pourcentage (0 à 100) ; le reste attend au bureau", DefaultValueFactory = _ => 0 };
        sure.Validators.Add(result => { if (result.GetValueOrDefault<int>() is < 0 or > 100) { result.AddError("--sure : un pourcentage, de 0 à 100."); } });
        var list = new Option<bool>("--addresses") { Description = "SOURCE est une liste d’adresses à lire, une par ligne (fichier, ou « - » pour l’entrée standard)" };
        var command = new Command("read", "lit des documents et propose des fiches, chaque champ avec le passage qui l’appuie") { source, json, accept, sure, list };
        command.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(source);
            var address = Uri.TryCreate(path, UriKind.Absolute, out var web) && web.Scheme is "https" or "http" ? web : null;
            if (parsed.GetValue(list))
            {
                if (parsed.GetValue(json) || (path != "-" && !File.Exists(path)))
                {
                    await Console.Error.WriteLineAsync(parsed.GetValue(json) ? "--json lit des fichiers : il ne va pas avec --addresses." : $"Introuvable : {path}");
                    return 2;
                }

                var lines = path == "-" ? (await Console.In.ReadToEndAsync(cancel)).Split('\n') : await File.ReadAllLinesAsync(path, cancel);
                return await KeepAsync(path, (web, started) => web.ReadAsync(path == "-" ? "adresses" : Path.GetFileNameWithoutExtension(path), lines, SayRefused, started), Accepts(parsed), await services(), cancel);
            }

            if (address is not null && parsed.GetValue(json))
            {
                await Console.Error.WriteLineAsync("--json lit des fichiers : enregistrez d’abord la page.");
                return 2;
            }

            if (address is null && !Path.Exists(path))
            {
                await Console.Error.WriteLineAsync($"Introuvable : {path}");
                return 2;
            }

            if (parsed.GetValue(json) && parsed.GetValue(accept))
            {
                await Console.Error.WriteLineAsync("--json n’enregistre rien : il ne va pas avec --accept.");
                return 2;
            }

            return parsed.GetValue(json) ? await PrintAsync(path, await services(), cancel) : await KeepAsync(path, address is null ? null : (web, started) => web.ReadAsync(address, SayRefused, started), Accepts(parsed), await services(), cancel);
        });
        return command;

        double? Accepts(ParseResult parsed) => parsed.GetValue(accept) ? parsed.GetValue(sure) / 100.0 : null;
    }

    private static async Task<int> PrintAsync(string path, IServiceProvider services, CancellationToken cancel)
    {
        var folder = new FolderOfDocuments(path);
        var refused = 0;
        async IAsyncEnumerable<(DocumentText, Reading)> ReadingsAsync([EnumeratorCancellation] CancellationToken stopped = default)
        {
            await foreach (var one in folder.ReadAsync(services.GetRequiredService<DocumentReader>(), cancel: stopped))
            {
                if (one is { Opened: { } opened, Reading: { } reading })
                {
                    yield return (opened.Document, reading);
                }
                else
                {
                    refused++;
                    SayRefused(folder.NameOf(one.File), one.Problem!);
                }
            }
        }

        await ReadingJson.WriteAsync(Console.OpenStandardOutput(), ReadingsAsync(cancel), cancel);
        return refused == 0 ? 0 : 1;
    }

    private static async Task<int> KeepAsync(string path, Func<WebReading, CancellationToken, Task<FolderCount>>? brings, double? acceptsFrom, IServiceProvider services, CancellationToken cancel)
    {
        var reading = ActivatorUtilities.CreateInstance<FolderReading>(services);
        using var web = new PoliteReader(PauseBetweenPages, PublicAddresses.Has, TimeProvider.System);
        var count = brings is null ? await reading.ReadAsync(path, SayRefused, cancel) : await brings(ActivatorUtilities.CreateInstance<WebReading>(services, reading, web), cancel);
        Console.WriteLine($"{count.Read} documents lus, {count.Drafts} fiches proposées ; {count.Known} déjà connus, {count.Refused} refusés.");
        if (acceptsFrom is { } least)
        {
            var done = await services.GetRequiredService<DraftDesk>().AcceptAllAsync(count.Batch, least, cancel);
            Console.WriteLine($"{done.Written} fiches publiées, {done.Joined} complétées d’une source ({done.Contradicted} avec une contradiction à trancher), {done.Left} laissées au bureau.");
        }

        Console.WriteLine($"À relire : /bureau/lectures/{count.Batch:N}");
        return count.Refused == 0 ? 0 : 1;
    }

    private static void SayRefused(string name, string problem) => Console.Error.WriteLine($"{name} : {problem}");
}
