using System.Diagnostics;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Import;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Start;
using Liant.Platform.Tables;

namespace Liant.Bench.Importing;

internal static class Stages
{
    public static async Task<int> RunAsync(string file)
    {
        await using var app = LiantApp.Create(new LiantSettings { DataFolder = Directory.CreateTempSubdirectory("liant-st").FullName }, listens: false);
        await app.Services.GetRequiredService<StartWork>().PrepareAsync(answers: false, default);
        var geo = app.Services.GetRequiredService<Geography>();
        for (var round = 0; round < 3; round++)
        {
            var w = Stopwatch.StartNew();
            using var stream = File.OpenRead(file);
            using var table = TableFile.Open(stream);
            Console.WriteLine($"open {w.ElapsedMilliseconds}");
            w.Restart();
            var n = table.Rows().Count();
            Console.WriteLine($"rows {w.ElapsedMilliseconds} {n}");
            var source = FileSource.Name(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), "x");
            source.Describe("x", null, null, null, null);
            var reader = new RowReader(table.Columns, KnownColumns.Guess(table, SheetKind.Organisation), source, new Dictionary<string, SourceCategory>(), geo);
            w.Restart();
            var rows = table.Rows().Select((r, i) => reader.Read(r, i + 1)).Take(100000).ToList();
            Console.WriteLine($"read {w.ElapsedMilliseconds} for {rows.Count}");
            w.Restart();
            foreach (var r in rows.Where(r => r.Content is not null)) { SheetRules.Check(r.Content!, geo.Gazetteer); }
            Console.WriteLine($"check {w.ElapsedMilliseconds}");
            w.Restart();
            foreach (var r in rows.Where(r => r.Content is not null)) { SheetLikeness.Of(r.Kind, r.Content!); }
            Console.WriteLine($"likeness {w.ElapsedMilliseconds}");
        }
        return 0;
    }
}
