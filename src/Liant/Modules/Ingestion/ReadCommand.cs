using System.CommandLine;
using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Understanding;

namespace Liant.Modules.Ingestion;

/// <summary>"./run read FILE|FOLDER --json": what documents tell of, on the standard output.</summary>
internal static class ReadCommand
{
    public static Command Create(Func<Task<IServiceProvider>> services)
    {
        var source = new Argument<string>("SOURCE") { Description = "fichier ou dossier à lire" };
        var json = new Option<bool>("--json") { Description = "écrit ce qui est proposé en JSON, avec le passage qui appuie chaque champ" };
        var command = new Command("read", "lit des documents et propose des fiches, chaque champ avec le passage qui l’appuie") { source, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(source);
            if (!Path.Exists(path))
            {
                await Console.Error.WriteLineAsync($"Introuvable : {path}");
                return 2;
            }

            var reader = (await services()).GetRequiredService<DocumentReader>();
            var files = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : (IEnumerable<string>)[path];
            var readings = new List<(DocumentText, Reading)>();
            foreach (var file in files)
            {
                var document = await PlainText.ReadAsync(file, cancel);
                readings.Add((document, reader.Read(document)));
            }

            if (parsed.GetValue(json))
            {
                await ReadingJson.WriteAsync(Console.OpenStandardOutput(), readings, cancel);
            }
            else
            {
                readings.ForEach(pair => Console.WriteLine($"{pair.Item1.Name} : {pair.Item2.Proposals.Count} propositions"));
            }

            return 0;
        });
        return command;
    }
}
