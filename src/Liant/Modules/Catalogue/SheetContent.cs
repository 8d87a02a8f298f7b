using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Catalogue;

/// <summary>What a sheet says, parsed and checked (<see cref="SheetRules"/>), whether typed in a form or read from a file.</summary>
public sealed record SheetContent
{
    public required string Title { get; init; }

    public required string Summary { get; init; }

    public string? Acronym { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public string? Body { get; init; }

    public string? Context { get; init; }

    public string? Activities { get; init; }

    public string? Outcome { get; init; }

    public string? Plans { get; init; }

    public IReadOnlyList<string> Themes { get; init; } = [];

    public IReadOnlyList<string> Keywords { get; init; } = [];

    public IReadOnlyList<string> Cooperation { get; init; } = [];

    public IReadOnlyList<string> Levers { get; init; } = [];

    public string? LegalForm { get; init; }

    public IReadOnlyList<string> Statuses { get; init; } = [];

    public string? Stage { get; init; }

    public int? StartedIn { get; init; }

    public int? EndedIn { get; init; }

    public string? CommuneCode { get; init; }

    public string? AreaCode { get; init; }

    public string? AreaLabel { get; init; }

    public Location? Location { get; init; }

    /// <summary>Number and street.</summary>
    public string? Address { get; init; }

    public string? Siret { get; init; }

    public IReadOnlyList<Particular> Particulars { get; init; } = [];

    /// <summary>The file it was read from; comes before the sheet's own sources.</summary>
    public FileSource? FileSource { get; init; }

    public IReadOnlyList<Source> AllSources => FileSource is null ? Sources : Sources.Count == 0 ? FileSource.AsOnly : [FileSource.ToSource(), .. Sources];

    public IReadOnlyList<FundingLine> Funding { get; init; } = [];

    public IReadOnlyList<Figure> Figures { get; init; } = [];

    public IReadOnlyList<Link> Links { get; init; } = [];

    public IReadOnlyList<Source> Sources { get; init; } = [];

    public string? SeriesName { get; init; }

    public int? SeriesNumber { get; init; }

    public bool IsPrivate { get; init; }

    /// <summary>The spaces whose people may read it, when it is private; null says nothing of them: they stay as they are.</summary>
    public IReadOnlyList<Guid>? Readers { get; init; }

    public string? ResourceType { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string> Publishers { get; init; } = [];

    public PartialDate? PublishedOn { get; init; }

    public int? Pages { get; init; }

    public string? Url { get; init; }

    public PartialDate? StartsOn { get; init; }

    public PartialDate? EndsOn { get; init; }

    public IReadOnlyList<string> Organisers { get; init; } = [];

    public string? Venue { get; init; }

    public string? Operator { get; init; }

    /// <summary>What a sheet says now.</summary>
    public static SheetContent Of(Sheet sheet)
    {
        var (initiative, organisation, resource, e, programme) = (sheet as Initiative, sheet as Organisation, sheet as Resource, sheet as Event, sheet as Programme);
        return new SheetContent
        {
            Title = sheet.Title, Summary = sheet.Summary, Acronym = sheet.Acronym, Aliases = sheet.Aliases, Body = sheet.Body,
            Context = initiative?.Context, Activities = initiative?.Activities, Outcome = initiative?.Outcome, Plans = initiative?.Plans,
            Themes = sheet.Themes, Keywords = sheet.Keywords, Cooperation = sheet.Cooperation, Levers = sheet.Levers,
            LegalForm = initiative?.LegalForm ?? organisation?.LegalForm, Statuses = initiative?.Statuses ?? organisation?.Statuses ?? [], Stage = initiative?.Stage,
            StartedIn = initiative?.StartedIn ?? organisation?.StartedIn ?? programme?.StartedIn, EndedIn = initiative?.EndedIn ?? programme?.EndedIn,
            CommuneCode = sheet.CommuneCode, AreaCode = sheet.AreaCode, AreaLabel = sheet.AreaLabel, Location = sheet.Location, Address = sheet.Address,
            Siret = organisation?.Siret, Particulars = sheet.Particulars, FileSource = sheet.FileSource, Sources = sheet.Sources,
            Funding = initiative?.Funding ?? [], Figures = sheet.Figures, Links = sheet.Links, SeriesName = sheet.SeriesName, SeriesNumber = sheet.SeriesNumber,
            IsPrivate = sheet.IsPrivate, Readers = sheet.Readers.Select(reader => reader.SpaceId).ToList(), ResourceType = resource?.ResourceType, Category = resource?.Category, Publishers = resource?.Publishers ?? [],
            PublishedOn = resource?.PublishedOn, Pages = resource?.Pages, Url = resource?.Url, StartsOn = e?.StartsOn, EndsOn = e?.EndsOn,
            Organisers = e?.Organisers ?? [], Venue = e?.Venue, Operator = programme?.Operator,
        };
    }
}
