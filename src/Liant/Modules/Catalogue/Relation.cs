namespace Liant.Modules.Catalogue;

/// <summary>This sheet carries, supports, funds, hosts, documents, or is a member of, the other.</summary>
public sealed class Relation(Guid fromId, string kind, Guid toId, string source)
{
    public Guid FromId { get; private set; } = fromId;

    /// <summary>Slug of the vocabulary "relations".</summary>
    public string Kind { get; private set; } = kind;

    public Guid ToId { get; private set; } = toId;

    /// <summary>Key of a source of the sheet that states it.</summary>
    public string Source { get; private set; } = source;
}
