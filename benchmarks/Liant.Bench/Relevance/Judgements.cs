using System.Text.Json;

namespace Liant.Bench.Relevance;

/// <summary>Queries with what should answer them: documents with a grade (1 or 2), initiatives by name (worth 2).</summary>
internal sealed record Judgements(IReadOnlyList<Judged> Queries)
{
    public static Judgements Read(string path) => JsonSerializer.Deserialize<Judgements>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
}

internal sealed record Judged(string Id, string Query, IReadOnlyDictionary<string, int> Documents, IReadOnlyList<NamedInitiative> Initiatives);

internal sealed record NamedInitiative(string Name, string? Commune);
