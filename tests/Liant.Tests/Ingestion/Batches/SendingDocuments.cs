using System.Diagnostics;
using System.Net;
using System.Text;
using Liant.Modules.Catalogue;
using Liant.Modules.Ingestion.Batches;
using Liant.Modules.Ingestion.Review;
using Liant.Platform.Files;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Ingestion.Batches;

/// <summary>Documents sent by the page or read from a folder: kept with their original, read once, whatever happens meanwhile.</summary>
public sealed class SendingDocuments(WritingHosts hosts) : IClassFixture<WritingHosts>
{
    private const string Letter = "Des nouvelles du réseau\n\nLa Halle d’Ambre, à Felletin (Creuse). L’association La Halle d’Ambre emploie 12 salariés et répare des vélos.\n";

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Each_is_read_or_refused_with_its_reason_and_the_same_one_again_adds_nothing(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var letter = Encoding.UTF8.GetBytes(Letter + engine);
        (string, byte[])[] documents =
            [($"../lettre-{engine}.txt", letter), ($"fiche-{engine}.docx", Papers.Docx(["La Cour commune, à Felletin (Creuse)", $"Un lieu {engine}."])), ($"casse-{engine}.docx", [.. Papers.Docx([$"{engine}"])[..120], (byte)engine])];
        using var sent = await clerk.SendDocumentsAsync($"Lot {engine}", documents);
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        var read = await host.ReadToTheEndAsync(sent.Headers.Location!.OriginalString);
        Assert.Equal([DocumentState.Read, DocumentState.Read, DocumentState.Refused], read.Select(document => document.State));
        Assert.Equal(($"lettre-{engine}.txt", Encoding.UTF8.GetString(letter)), (read[0].Name, read[0].Text));
        var page = await clerk.GetPageAsync(sent.Headers.Location!.OriginalString);
        Assert.Contains("illisible", page.QuerySelector(".field-error")!.TextContent, StringComparison.Ordinal);
        // The original is kept, byte for byte.
        await using (var original = await host.Services.GetRequiredService<StoredFiles>().OpenCopyAsync(read[0].FileId!.Value, TestContext.Current.CancellationToken))
        {
            using var bytes = new MemoryStream();
            await original.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal(letter, bytes.ToArray());
        }

        var before = await CountAsync(host);
        using var again = await clerk.SendDocumentsAsync("Une seconde fois", documents[..2]);
        Assert.EndsWith("?connus=2", again.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("2 documents étaient déjà connus", (await clerk.GetPageAsync(again.Headers.Location!.OriginalString)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync(host));
    }

    [Fact]
    public async Task Nothing_chosen_or_too_much_is_said_beside_the_field()
    {
        var (_, clerk) = await hosts.OnAsync(Engine.Sqlite);
        using var none = await clerk.SendDocumentsAsync("Rien");
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        Assert.Contains("Choisissez au moins un document", (await none.ReadPageAsync()).QuerySelector("#f-documents-erreur")!.TextContent, StringComparison.Ordinal);
        using var many = await clerk.SendDocumentsAsync("Trop", [.. Enumerable.Range(0, 101).Select(i => ($"{i}.txt", Encoding.UTF8.GetBytes($"{i}")))]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, many.StatusCode);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_batch_stops_and_resumes_and_a_document_whose_process_was_killed_is_read_by_the_next(Engine engine)
    {
        var (host, clerk) = await hosts.OnAsync(engine);
        var batch = ReadingBatch.Open(Guid.CreateVersion7(), $"Arrêté {engine}", "test", host.Now);
        batch.Stop();
        var stored = await host.Services.GetRequiredService<StoredFiles>().SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes($"Un texte {engine}.")), "a.txt", TestContext.Current.CancellationToken);
        var document = BatchDocument.Add(Guid.CreateVersion7(), batch.Id, 0, "a.txt", stored.Id, stored.Checksum, host.Now);
        var fatal = BatchDocument.Add(Guid.CreateVersion7(), batch.Id, 1, "b.txt", stored.Id, stored.Checksum[1..], host.Now);
        // Lent by a process that died; the second one twice.
        document.Lend(host.Now.AddHours(-1));
        fatal.Lend(host.Now.AddHours(-2));
        fatal.Lend(host.Now.AddHours(-1));
        await host.WithDbAsync(async db =>
        {
            db.AddRange(batch, document, fatal);
            await db.SaveChangesAsync();
        });
        var path = $"/bureau/lectures/{batch.Id:N}";
        await Task.Delay(2_000, TestContext.Current.CancellationToken);
        Assert.Equal(DocumentState.Running, await host.WithDbAsync(db => db.Set<BatchDocument>().Where(one => one.Id == document.Id).Select(one => one.State).SingleAsync()));
        using var resumed = await clerk.SendHandlerAsync(path, "Resume");
        Assert.Equal(HttpStatusCode.Found, resumed.StatusCode);
        var read = await host.ReadToTheEndAsync(path);
        Assert.Equal([DocumentState.Read, DocumentState.Refused], read.Select(one => one.State));
        Assert.Contains("par deux fois", read[1].Problem, StringComparison.Ordinal);
        using var twice = await clerk.SendHandlerAsync(path, "Resume");
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_folder_killed_while_it_is_read_goes_on_with_the_same_command_and_doubles_nothing(Engine engine)
    {
        const int Documents = 400;
        using var storage = await Storage.LoadedAsync(engine);
        var folder = Directory.CreateDirectory(Path.Combine(storage.Folder, "archive"));
        for (var i = 0; i < Documents; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{i:D4}.txt"), string.Concat(Enumerable.Repeat(Letter, 40)) + i, TestContext.Current.CancellationToken);
        }

        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "0100-casse.docx"), Papers.Docx(["a"])[..100], TestContext.Current.CancellationToken);
        File.Copy(Path.Combine(folder.FullName, "0007.txt"), Path.Combine(folder.FullName, "9999-le-meme.txt"));
        var kills = 0;
        for (var round = 0; round < 2; round++)
        {
            var before = await KeptAsync(storage);
            using var reading = Start(storage, folder.FullName);
            while (!reading.HasExited && await KeptAsync(storage) == before)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            kills += reading.HasExited ? 0 : 1;
            reading.Kill();
            await reading.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(kills >= 1, $"{kills} kills");
        var interrupted = await KeptAsync(storage);
        Assert.InRange(interrupted, 1, Documents);
        using var last = Start(storage, folder.FullName);
        var (said, refused) = (last.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), last.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await last.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("1 refusés", await said, StringComparison.Ordinal);
        Assert.Contains("0100-casse.docx : Document illisible", await refused, StringComparison.Ordinal);
        await using var db = storage.OpenContext();
        Assert.Equal(Documents, await db.Set<BatchDocument>().CountAsync(document => document.State == DocumentState.Read, TestContext.Current.CancellationToken));
        Assert.Equal(1, await db.Set<ReadingBatch>().CountAsync(TestContext.Current.CancellationToken));
        var ranks = await db.Set<BatchDocument>().Select(document => document.Rank).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ranks.Count, ranks.Distinct().Count());
        Assert.Equal(Documents, await db.Set<StoredFile>().CountAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<(int, int, int, int, int)> CountAsync(LiantHost host) => await host.WithDbAsync(async db => (
        await db.Set<ReadingBatch>().CountAsync(), await db.Set<BatchDocument>().CountAsync(), await db.Set<Draft>().CountAsync(), await db.Set<StoredFile>().CountAsync(), await db.Set<Sheet>().CountAsync()));

    private static async Task<int> KeptAsync(Storage storage)
    {
        await using var db = storage.OpenContext();
        return await db.Set<BatchDocument>().CountAsync();
    }

    private static Process Start(Storage storage, string folder)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LiantApp).Assembly.Location, "read", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LIANT_DATA"] = storage.Folder;
        if (storage.Database is { } database)
        {
            start.Environment["LIANT_DATABASE"] = database;
        }

        return Process.Start(start)!;
    }
}
