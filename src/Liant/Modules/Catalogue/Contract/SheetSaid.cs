namespace Liant.Modules.Catalogue.Contract;

/// <summary>What a document says of one thing, as another module hands it over for a sheet.</summary>
/// <param name="Kind">organisation, initiative, resource, event or programme.</param>
/// <param name="Title">At most 200 characters.</param>
/// <param name="Summary">One or two sentences, at most 500 characters.</param>
/// <param name="Source">Where all of it comes from.</param>
public sealed record SheetSaid(string Kind, string Title, string Summary, SaidSource Source)
{
    /// <summary>Other names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Slugs of the vocabulary.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>Slug of the vocabulary; of an organisation or an initiative.</summary>
    public string? LegalForm { get; init; }

    /// <summary>INSEE code.</summary>
    public string? CommuneCode { get; init; }

    /// <summary>Code of an EPCI, a département or a région, when there is no commune.</summary>
    public string? AreaCode { get; init; }

    /// <summary>Year of founding.</summary>
    public int? StartedIn { get; init; }

    /// <summary>People employed.</summary>
    public int? Jobs { get; init; }

    /// <summary>"une dizaine de salariés".</summary>
    public bool JobsAreApproximate { get; init; }

    /// <summary>Its own address on the web.</summary>
    public string? Url { get; init; }

    /// <summary>Of an event: its day, or its first day.</summary>
    public PartialDate? StartsOn { get; init; }

    /// <summary>Told of as something yet to come.</summary>
    public bool IsPlanned { get; init; }
}

/// <summary>A document as the source of a sheet.</summary>
/// <param name="Key">Stable: the same document from one reading to the next.</param>
/// <param name="Locator">Where in the document.</param>
public sealed record SaidSource(string Key, string Title, PartialDate? Date = null, string? Url = null, string? Publisher = null, string? Locator = null);

/// <summary>A sheet as it stands, for comparing it with what a document says.</summary>
/// <param name="Path">Address of its page.</param>
/// <param name="Sources">Titles of its sources, with their date.</param>
/// <param name="SourceKeys">Their keys, in the same order.</param>
/// <param name="Version">Goes up each time it is revised.</param>
public sealed record KnownSheet(
    Guid Id, string Kind, string Path, string Title, string Summary, IReadOnlyList<string> Aliases, string? CommuneCode, string? LegalForm, int? StartedIn, int? Jobs,
    IReadOnlyList<string> Sources, IReadOnlyList<string> SourceKeys, int Version);
