using System.Text.Json;
using Liant.Modules.Search.Snapshots;
using Liant.Tests.Search.Index;
using Liant.Tests.World;

namespace Liant.Tests.Search.Snapshots;

/// <summary>An index that was written to the disk and read back is the same index, or is refused.</summary>
public sealed class ReadingASnapshot(SharedHost host) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("liant-snapshot-").FullName;

    [Theory]
    [InlineData(41, 5)]
    [InlineData(42, 200)]
    [InlineData(43, 600)]
    public async Task It_answers_as_before_and_goes_on_changing(int seed, int count)
    {
        var site = new RandomSite(host, seed);
        using var snapshots = new SnapshotFolder(folder);
        Assert.True(snapshots.TryHold());
        for (var round = 0; round < 4; round++)
        {
            site.Change(round == 0 ? count : count / 6);
            site.Save(snapshots);
            // What was written to the disk while the site goes on reads its positions there.
            site.CompareAnswers();
            var manifest = await site.RestoreAsync(snapshots);
            Assert.Equal((12, 14, 13), (manifest.Position.From, manifest.Position.Seen.Single(), manifest.LastLine!.Sequence));
            for (var i = 0; i < 25; i++)
            {
                site.CompareAnswers();
            }

            site.CompareTiles();
            site.CompareFrequencies();
        }

        Assert.Equal(snapshots.Read()!.Segments.Select(segment => segment.File).Order(), Directory.EnumerateFiles(folder, "*.segment*").Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Whatever_is_cut_or_altered_is_noticed()
    {
        var (site, random) = (new RandomSite(host, 51), new Random(51));
        site.Change(120);
        using (var written = new SnapshotFolder(folder))
        {
            site.Save(written);
        }

        var files = Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) != "lock").ToList();
        for (var i = 0; i < 400; i++)
        {
            var file = files[random.Next(files.Count)];
            var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            var bytes = whole.AsSpan().ToArray();
            switch (random.Next(4))
            {
                case 0: bytes = bytes[..random.Next(bytes.Length)]; break;
                case 1: bytes.AsSpan(random.Next(bytes.Length)).Clear(); bytes[^1] ^= 1; break;
                default: bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8)); break;
            }

            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
            var problem = await Record.ExceptionAsync(() => site.RestoreAsync(new SnapshotFolder(folder)));
            Assert.True(problem is InvalidDataException or IOException or JsonException, $"{Path.GetFileName(file)}: {problem}");
            await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
        }

        await site.RestoreAsync(new SnapshotFolder(folder));
        site.CompareAnswers();
    }

    [Fact]
    public void One_process_at_a_time_keeps_it()
    {
        using var first = new SnapshotFolder(folder);
        Assert.True(first.TryHold());
        using (var second = new SnapshotFolder(folder))
        {
            Assert.False(second.TryHold());
        }

        first.Dispose();
        using var third = new SnapshotFolder(folder);
        Assert.True(third.TryHold());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
