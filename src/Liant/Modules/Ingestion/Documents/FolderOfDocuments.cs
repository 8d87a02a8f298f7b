using System.Runtime.CompilerServices;
using Liant.Modules.Ingestion.Understanding;
using Liant.Platform.Imports;

namespace Liant.Modules.Ingestion.Documents;

/// <summary>The documents of a folder and of those in it, or one file, read two at a time and given in order: as many are in memory as there are processors, twice.</summary>
public sealed class FolderOfDocuments
{
    private readonly string root;
    private readonly Lazy<SiteFurniture?> furniture;

    public FolderOfDocuments(string path)
    {
        var isFolder = Directory.Exists(path);
        root = isFolder ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        Files = isFolder
            ? [.. Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
                .Where(file => DocumentFile.Extensions.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal)]
            : [path];
        var pages = Files.Where(file => Path.GetExtension(file).Contains("htm", StringComparison.OrdinalIgnoreCase)).ToList();
        furniture = new(() => pages.Count >= 3 ? SiteFurniture.Of(pages) : null);
    }

    public IReadOnlyList<string> Files { get; }

    public string NameOf(string file) => Path.GetRelativePath(root, file);

    /// <param name="skips">Files that need not be read: known already.</param>
    public async IAsyncEnumerable<DocumentRead> ReadAsync(DocumentReader reader, Func<string, Task<bool>>? skips = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var underWay = new Queue<Task<DocumentRead>>();
        foreach (var file in Files)
        {
            if (skips is not null && await skips(file))
            {
                continue;
            }

            underWay.Enqueue(Task.Run(() => ReadAsync(file, reader, cancel), cancel));
            if (underWay.Count >= 2 * Environment.ProcessorCount)
            {
                yield return await underWay.Dequeue();
            }
        }

        while (underWay.TryDequeue(out var next))
        {
            yield return await next;
        }
    }

    private async Task<DocumentRead> ReadAsync(string file, DocumentReader reader, CancellationToken cancel)
    {
        try
        {
            await using var content = File.OpenRead(file);
            return await DocumentRead.OfAsync(file, await DocumentFile.ReadAsync(content, NameOf(file), furniture.Value, cancel), reader, cancel);
        }
        catch (UnreadableFile unreadable)
        {
            return new DocumentRead(file, null, null, unreadable.Message);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new DocumentRead(file, null, null, "Ce fichier ne peut pas être ouvert : " + problem.Message);
        }
    }
}
