using System.Text.Json;
using Liant.Modules.Search.Index;
using Liant.Modules.Search.Segments;
using Liant.Platform.Database;

namespace Liant.Modules.Search.Snapshots;

/// <summary>The index on the disk: its segments, each in a file that never changes, and a manifest that says which of them make a moment of it. One process at a time.</summary>
internal sealed class SnapshotFolder(string folder) : IDisposable
{
    private const string SegmentFiles = "*.segment";

    private FileStream? hold;

    private string ManifestFile => Path.Combine(folder, "manifest");

    /// <summary>False when another process has it, or when nothing can be written there.</summary>
    public bool TryHold()
    {
        try
        {
            Directory.CreateDirectory(folder);
            hold ??= new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Writes what is not on the disk yet, then the manifest in place of the one before: at any moment the folder holds one whole snapshot.</summary>
    /// <returns>How many bytes memory gave up.</returns>
    public long Save(IndexReading reading, FeedPosition position, ChangeLine? lastLine)
    {
        var released = 0L;
        var kept = new List<Manifest.KeptSegment>();
        foreach (var segment in reading.Segments)
        {
            released += Save(segment.Segment);
            kept.Add(new Manifest.KeptSegment(segment.Segment.KeptAs!, segment.LiveCount == segment.Segment.Count ? [] : Enumerable.Range(0, segment.Segment.Count).Where(doc => !segment.IsLive(doc)).ToArray()));
        }

        var traits = reading.Traits.ToArray().Select(one => new Manifest.KeptTraits(one.Key, one.Kind, one.Themes, one.Form, one.Cooperation, one.Words)).ToList();
        var places = reading.Places.ToArray().Select(place => new Manifest.KeptPlace(place.Commune?.Code, place.Area?.Code, place.Version)).ToList();
        using (var file = new PartWriter(ManifestFile))
        {
            file.Write<byte>(JsonSerializer.SerializeToUtf8Bytes(new Manifest(position, lastLine, kept, traits, places)));
            file.Finish();
        }

        DeleteAllBut(kept);
        return released;
    }

    /// <summary>Writes one segment, for a manifest to come.</summary>
    /// <returns>How many bytes memory gave up.</returns>
    public long Save(Segment segment)
    {
        if (segment.KeptAs is not null)
        {
            return 0;
        }

        var (name, bytes) = ($"{Guid.CreateVersion7():N}.segment", segment.Lists.Positions.Bytes);
        SegmentFile.Write(segment, Path.Combine(folder, name));
        segment.KeptAs = name;
        return bytes;
    }

    /// <summary>The manifest; null when there is none, or none that this build can read.</summary>
    public Manifest? Read()
    {
        if (!File.Exists(ManifestFile))
        {
            return null;
        }

        var file = PartReader.Open(ManifestFile);
        using (file.File)
        {
            return JsonSerializer.Deserialize<Manifest>(file.Read<byte>());
        }
    }

    /// <summary>The segments of the manifest, read on all cores.</summary>
    /// <param name="traits">Those of the manifest, like the places.</param>
    public async Task<IReadOnlyList<Segment>> ReadAsync(Manifest manifest, ReadOnlyMemory<Traits> traits, ReadOnlyMemory<Place> places) => await Task.WhenAll(manifest.Segments.Select(kept => Task.Run(() =>
    {
        var segment = SegmentFile.Read(Path.Combine(folder, kept.File), traits, places);
        segment.MakeReady();
        segment.KeptAs = kept.File;
        return segment;
    })));

    /// <summary>Forgets all that is kept: it was found to be wrong.</summary>
    public void Clear()
    {
        File.Delete(ManifestFile);
        DeleteAllBut([]);
    }

    public void Dispose() => hold?.Dispose();

    private void DeleteAllBut(List<Manifest.KeptSegment> kept)
    {
        foreach (var path in Directory.EnumerateFiles(folder, SegmentFiles).Concat(Directory.EnumerateFiles(folder, SegmentFiles + PartReader.Unfinished)))
        {
            if (!kept.Exists(segment => segment.File == Path.GetFileName(path)))
            {
                try
                {
                    // Who still reads it goes on: the system keeps it until then.
                    File.Delete(path);
                }
                catch (IOException)
                {
                    // Windows keeps a name as long as somebody reads: next time.
                }
            }
        }
    }
}
