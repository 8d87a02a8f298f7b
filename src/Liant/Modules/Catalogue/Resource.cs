using Liant.Modules.Catalogue.Contract;

namespace Liant.Modules.Catalogue;

/// <summary>A guide, a study, a replay: something to read, watch or use.</summary>
public sealed class Resource : Sheet
{
    public override SheetKind Kind => SheetKind.Resource;

    /// <summary>Slug of the vocabulary "resourceTypes".</summary>
    public string? ResourceType { get; private set; }

    /// <summary>The network's own category, in its words (RTES: "Catégorie").</summary>
    public string? Category { get; private set; }

    public IReadOnlyList<string> Publishers { get; private set; } = [];

    public PartialDate? PublishedOn { get; private set; }

    public int? Pages { get; private set; }

    public string? Url { get; private set; }

    protected override void Take(SheetContent content)
    {
        base.Take(content);
        (ResourceType, Category, Publishers) = (content.ResourceType, content.Category, content.Publishers);
        (PublishedOn, Pages, Url) = (content.PublishedOn, content.Pages, content.Url);
    }
}
