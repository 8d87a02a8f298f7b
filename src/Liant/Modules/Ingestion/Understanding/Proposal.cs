using Liant.Modules.Catalogue.Contract;

namespace Liant.Modules.Ingestion.Understanding;

/// <summary>What a text speaks of: an organisation is what it only names (carriers, partners, networks).</summary>
public enum ProposalKind
{
    Initiative,
    Organisation,
    Resource,
    Event,
    Call,
    Programme,
    Figure,
}

/// <summary>One thing that a document tells of, for a person to accept, correct or refuse. A field without a supporting passage is empty.</summary>
/// <param name="Name">As the document writes it.</param>
public sealed record Proposal(ProposalKind Kind, string Name)
{
    /// <summary>Other names, and parts, that the document gives it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Null when the document does not say it, or leaves a homonym open.</summary>
    public ReadCommune? Commune { get; init; }

    /// <summary>Code, said by the document or that of the commune.</summary>
    public string? Departement { get; init; }

    /// <summary>SIREN of the inter-municipal body that the document ties it to.</summary>
    public string? Epci { get; init; }

    /// <summary>Slugs of the catalogue's vocabulary.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>Slug of the catalogue's vocabulary; the form stated now, else that of its carrier; not a planned one, not a partner’s.</summary>
    public string? LegalForm { get; init; }

    /// <summary>The form as people say it: "association", "SCIC", "société coopérative".</summary>
    public string? StatedForm { get; init; }

    public Jobs? Jobs { get; init; }

    public IReadOnlyList<Partner> Partners { get; init; } = [];

    /// <summary>Year of founding, or of an opening.</summary>
    public int? FoundedIn { get; init; }

    /// <summary>True when the document tells of it as something yet to come.</summary>
    public bool IsPlanned { get; init; }

    public IReadOnlyList<ReadFigure> Figures { get; init; } = [];

    /// <summary>Slugs of programmes (Territories) that the document ties it to.</summary>
    public IReadOnlyList<string> Programmes { get; init; } = [];

    /// <summary>A sentence of the document.</summary>
    public string? Summary { get; init; }

    /// <summary>Web address of its own that the document gives; never a personal e-mail nor a telephone number.</summary>
    public string? Website { get; init; }

    /// <summary>Day or first day of an event, or the limit of a call.</summary>
    public DateOnly? On { get; init; }

    /// <summary>Of a resource: what the document says of itself.</summary>
    public Published? Published { get; init; }

    /// <summary>By field: name, commune, departement, epci, themes, themes/SLUG, legalForm, jobs, foundedIn, programmes, summary, website, on, seriesName, publishedOn, category, resourceType, isPrivate, partners/NAME, figures/TEXT.</summary>
    public IReadOnlyDictionary<string, Passage> Evidence { get; init; } = new Dictionary<string, Passage>();

    /// <summary>How often proposals like this one were right on annotated documents (docs/reading.md); from 0 to 1.</summary>
    public double Confidence { get; init; }
}

/// <param name="Code">INSEE code.</param>
/// <param name="Name">Official name, or as the document writes it where it writes another (a misspelling, a former commune).</param>
public sealed record ReadCommune(string Code, string Name);

/// <param name="IsApproximate">"une dizaine de salariés".</param>
public sealed record Jobs(int Count, bool IsApproximate = false)
{
    /// <summary>"douze salariés": no digits stand in the passage.</summary>
    public bool IsInWords { get; init; }
}

/// <param name="Role">Slug of the catalogue's relations: carries, supports, funds, hosts, member-of; null when only named with it.</param>
public sealed record Partner(string Name, string? Role);

/// <param name="Text">As written: "160 000 euros".</param>
/// <param name="Label">What it counts: "investissement", "commerçants".</param>
/// <param name="Unit">"euros", "%", "m²"; null when the label says it.</param>
/// <param name="Year">The only one that its sentence names.</param>
public sealed record ReadFigure(string Text, string Label, decimal Value, string? Unit, int? Year = null)
{
    /// <summary>The territory that it is of, where it is no initiative's.</summary>
    public string? Place { get; init; }

    public bool IsApproximate { get; init; }

    public string FullLabel => Place is null ? Label : $"{Label}, {Place}";
}

/// <param name="Category">In the network's words.</param>
/// <param name="ResourceType">Slug of the vocabulary.</param>
public sealed record Published(string? SeriesName, int? SeriesNumber, PartialDate? On, string? Category, string? ResourceType, bool IsPrivate);
