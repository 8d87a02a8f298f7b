using Liant.Modules.Ingestion.Understanding;

namespace Liant.Modules.Ingestion.Documents;

/// <summary>A file with what it tells of; or without, and why.</summary>
/// <param name="Problem">In French; null when it was read.</param>
public sealed record DocumentRead(string File, OpenedDocument? Opened, Reading? Reading, string? Problem)
{
    public static async Task<DocumentRead> OfAsync(string file, OpenedDocument opened, DocumentReader reader, CancellationToken cancel) => new(file, opened, await reader.ReadAsync(opened.Document, cancel), null);
}
