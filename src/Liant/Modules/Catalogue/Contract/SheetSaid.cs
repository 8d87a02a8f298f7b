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

    /// <summary>Numbers besides jobs.</summary>
    public IReadOnlyList<SaidFigure> Figures { get; init; } = [];

    /// <summary>Who plays a part in it. One that has a sheet becomes a relation, another a line under its own heading.</summary>
    public IReadOnlyList<SaidPartner> Partners { get; init; } = [];

    /// <summary>Under their own heading: a deadline.</summary>
    public IReadOnlyList<SaidLine> Lines { get; init; } = [];

    /// <summary>Of a resource: its numbered series.</summary>
    public string? SeriesName { get; init; }

    /// <summary>In that series; given once.</summary>
    public int? SeriesNumber { get; init; }

    /// <summary>In the network's words.</summary>
    public string? Category { get; init; }

    /// <summary>Slug of the vocabulary "resourceTypes".</summary>
    public string? ResourceType { get; init; }

    /// <summary>Its network keeps it to its readers.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Of an event: its day, or its first day.</summary>
    public PartialDate? StartsOn { get; init; }

    /// <summary>Told of as something yet to come.</summary>
    public bool IsPlanned { get; init; }
}

/// <summary>A number that a document says, with what it counts.</summary>
/// <param name="Label">What it counts.</param>
/// <param name="Unit">"euros", "%", "m²"; null when the label says it.</param>
/// <param name="Year">Null: that of the source.</param>
public sealed record SaidFigure(string Label, decimal Value, string? Unit, int? Year, bool IsApproximate);

/// <summary>Who a document says plays a part in something.</summary>
/// <param name="Relation">Slug of the vocabulary "relations": carries, supports, funds, hosts.</param>
/// <param name="SheetId">The partner's own sheet, when there is one.</param>
public sealed record SaidPartner(string Name, string Relation, Guid? SheetId = null);

/// <summary>A line under its own heading.</summary>
public sealed record SaidLine(string Label, string Text);

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
