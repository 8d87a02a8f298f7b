using System.Diagnostics;
using System.Globalization;
using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Understanding;
using Liant.Platform;

namespace Liant.Bench.Reading;

/// <summary>"./bench reading": the annotated texts read, scored as the public scorer does, and how many documents of 10 kB a second. "--renamed" with every initiative's name replaced; "--details" with what was missed.</summary>
internal static class ReadingBench
{
    private const double DocumentCharacters = 10_000;

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(4);

    public static async Task<int> RunAsync(bool renamed, bool details, string? annotations, string? texts)
    {
        annotations ??= SharedFiles.Find("data/gold/seed-000.json") is { } gold ? Path.GetDirectoryName(gold) : null;
        texts ??= SharedFiles.Find("seeds/000_72ad624205560736.txt") is { } text ? Path.GetDirectoryName(text) : null;
        if (annotations is null || texts is null)
        {
            Console.WriteLine("ignoré : les textes annotés sont absents de cette machine");
            return 0;
        }

        var data = Directory.CreateTempSubdirectory("liant-bench").FullName;
        await using var app = LiantApp.Create(new LiantSettings { DataFolder = data }, listens: false);
        var reader = app.Services.GetRequiredService<DocumentReader>();
        var documents = Gold.ReadFolder(annotations, texts);
        var score = Score(reader, documents);
        Print("textes", score, details);
        if (renamed)
        {
            for (var seed = 1; seed <= 3; seed++)
            {
                Print($"noms remplacés, tirage {seed}", Score(reader, Renaming.Of(documents, seed)), details);
            }
        }

        foreach (var (low, high) in new[] { (0.0, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01) })
        {
            var within = score.Confidences.Where(c => c.Confidence >= low && c.Confidence < high).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"confidence {low:0.0} to {Math.Min(high, 1):0.0}: {within.Count(c => c.IsRight)} right of {within.Count}"));
        }

        Speed(reader, documents);
        Directory.Delete(data, recursive: true);
        return 0;
    }

    private static ReadingScore Score(DocumentReader reader, IEnumerable<(Gold Gold, string Text)> documents) =>
        ReadingScore.Of(documents.Select(d => (d.Gold, d.Text, reader.Read(new DocumentText(d.Gold.Document, d.Text)))));

    private static void Print(string title, ReadingScore score, bool details)
    {
        Console.WriteLine($"-- {title}");
        foreach (var line in score.Lines().Concat(details ? score.Faults : []))
        {
            Console.WriteLine(line);
        }
    }

    private static void Speed(DocumentReader reader, List<(Gold Gold, string Text)> documents)
    {
        var total = documents.Sum(d => (long)d.Text.Length);
        foreach (var workers in new[] { 1, Environment.ProcessorCount })
        {
            long rounds = 0;
            var watch = Stopwatch.StartNew();
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ =>
            {
                while (watch.Elapsed < Measured)
                {
                    documents.ForEach(d => reader.Read(new DocumentText(d.Gold.Document, d.Text)));
                    Interlocked.Increment(ref rounds);
                }
            });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rounds * total / DocumentCharacters / watch.Elapsed.TotalSeconds:0} documents of 10 kB a second, {workers} at a time"));
        }
    }
}
