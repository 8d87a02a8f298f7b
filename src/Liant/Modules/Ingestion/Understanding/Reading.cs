using Liant.Modules.Catalogue.Contract;

namespace Liant.Modules.Ingestion.Understanding;

/// <summary>What a document says of itself, and what it tells of. Everything comes from its text.</summary>
public sealed record Reading(string Document)
{
    public string? Title { get; init; }

    /// <summary>"Déniché pour vous" and 87, where the document is a number of a series.</summary>
    public string? SeriesName { get; init; }

    public int? SeriesNumber { get; init; }

    /// <summary>When it was published, as exactly as it says.</summary>
    public PartialDate? Date { get; init; }

    /// <summary>Fields of the RTES base where the page shows them.</summary>
    public string? Category { get; init; }

    public string? ResourceType { get; init; }

    public bool? IsPrivateResource { get; init; }

    public string? Summary { get; init; }

    /// <summary>Code of the territory that the whole document is about.</summary>
    public string? Territory { get; init; }

    /// <summary>By field of the document.</summary>
    public IReadOnlyDictionary<string, Passage> Evidence { get; init; } = new Dictionary<string, Passage>();

    public IReadOnlyList<Proposal> Proposals { get; init; } = [];

    /// <summary>How it was read, and what went wrong on the way: a model that did not answer.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
