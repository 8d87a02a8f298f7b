using System.Text.Json;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Platform.Imports;

namespace Liant.Modules.Catalogue.Loading;

/// <summary>One sheet as written in a JSON file (format: docs/guide/fichiers.md). Property names are camelCase.</summary>
internal sealed record SheetFile
{
    public string Key { get; init; } = "";
    public string Title { get; init; } = "";
    public string Summary { get; init; } = "";
    public string? Acronym { get; init; }
    public List<string> Aliases { get; init; } = [];
    public string? Body { get; init; }
    public string? Context { get; init; }
    public string? Activities { get; init; }
    public string? Outcome { get; init; }
    public string? Plans { get; init; }
    public List<string> Themes { get; init; } = [];
    public List<string> Keywords { get; init; } = [];
    public List<string> Cooperation { get; init; } = [];
    public List<string> Levers { get; init; } = [];
    public List<string> Statuses { get; init; } = [];
    public string? LegalForm { get; init; }
    public string? Stage { get; init; }
    public int? StartedIn { get; init; }
    public int? EndedIn { get; init; }
    public int? Since { get; init; }
    public int? Until { get; init; }
    public string? Operator { get; init; }
    public string? Commune { get; init; }
    public double? Lat { get; init; }
    public double? Lon { get; init; }
    public Precision? Precision { get; init; }
    public AreaInFile? Area { get; init; }
    public string? AreaLabel { get; init; }
    public List<FundingInFile> Funding { get; init; } = [];
    public List<Figure> Figures { get; init; } = [];
    public List<Link> Links { get; init; } = [];
    public SeriesInFile? Series { get; init; }
    public List<RelationInFile> Relations { get; init; } = [];
    public List<SourceInFile> Sources { get; init; } = [];
    public bool Private { get; init; }
    public string? Type { get; init; }
    public string? Category { get; init; }
    public List<string> Publishers { get; init; } = [];
    public PartialDate? PublishedOn { get; init; }
    public int? Pages { get; init; }
    public string? Url { get; init; }
    public PartialDate? StartsOn { get; init; }
    public PartialDate? EndsOn { get; init; }
    public List<string> Organisers { get; init; } = [];
    public string? Venue { get; init; }

    internal sealed record AreaInFile(string Kind, string Code);

    internal sealed record FundingInFile(string Kind, string? Label, decimal? Amount, string? Period, string Source);

    internal sealed record SeriesInFile(string Name, int? Number);

    /// <param name="To">"initiatives/la-smalah": kind in the plural and key, in the same load or an earlier one of the same origin.</param>
    internal sealed record RelationInFile(string Kind, string To, string Source);

    /// <param name="Source">Key of a source in the file sources.json beside; otherwise the source is written out here.</param>
    internal sealed record SourceInFile(string? Source, string? Locator, string? Title, string? Publisher, PartialDate? Date, string? Url);

    internal sealed record SharedSource(string Key, string Title, string? Publisher, PartialDate? Date, string? DateNote, string? Url, string? Situation);

    private static readonly JsonSerializerOptions Strict = new(JsonText.Options) { RespectNullableAnnotations = true };

    public static List<SheetFile> Read(Stream json)
    {
        var sheets = Deserialize<SheetFile>(json);
        foreach (var (index, sheet) in sheets.Index())
        {
            if (sheet is null || sheet.HasHoles)
            {
                throw new UnreadableFile($"Fiche {index + 1} : une liste contient « null », ou un élément auquel il manque une propriété.");
            }
        }

        return sheets;
    }

    /// <summary>JSON lets null into lists and leaves out properties of their items; the compiler believes neither.</summary>
    private bool HasHoles =>
        new IEnumerable<string?>[] { Aliases, Themes, Keywords, Cooperation, Levers, Statuses, Publishers, Organisers }.Any(list => list.Contains(null))
        || ((IEnumerable<FundingInFile?>)Funding).Any(f => f is not { Kind: not null, Source: not null })
        || ((IEnumerable<Figure?>)Figures).Any(f => f is not { Label: not null, Source: not null })
        || ((IEnumerable<Link?>)Links).Any(l => l is not { Label: not null, Url: not null })
        || ((IEnumerable<RelationInFile?>)Relations).Any(r => r is not { Kind: not null, To: not null, Source: not null })
        || ((IEnumerable<SourceInFile?>)Sources).Any(s => s is null)
        || Series is { Name: null } || Area is { Kind: null } or { Code: null };

    public static IReadOnlyDictionary<string, SharedSource> ReadSources(Stream json) =>
        Deserialize<SharedSource>(json).ToDictionary(source => source.Key);

    private static List<T> Deserialize<T>(Stream json)
    {
        try
        {
            return JsonSerializer.Deserialize<List<T>>(json, Strict) ?? [];
        }
        catch (JsonException problem)
        {
            throw new UnreadableFile($"JSON illisible : {problem.Message}");
        }
    }

    public SheetContent ToContent(IReadOnlyDictionary<string, SharedSource> shared) => new()
    {
        Title = Title,
        Summary = Summary,
        Acronym = Acronym,
        Aliases = Aliases,
        Body = Body,
        Context = Context,
        Activities = Activities,
        Outcome = Outcome,
        Plans = Plans,
        Themes = Themes,
        Keywords = Keywords,
        Cooperation = Cooperation,
        Levers = Levers,
        Statuses = Statuses,
        LegalForm = LegalForm,
        Stage = Stage,
        StartedIn = StartedIn ?? Since,
        EndedIn = EndedIn ?? Until,
        Operator = Operator,
        CommuneCode = Commune,
        AreaCode = Area is null ? null : Area.Kind == "region" ? "reg-" + Area.Code : Area.Code,
        AreaLabel = AreaLabel,
        Location = Lat is { } lat && Lon is { } lon ? new Location(lat, lon, Precision ?? Territories.Contract.Precision.Exact) : null,
        Funding = Funding.ConvertAll(f => new FundingLine(f.Kind, f.Label, f.Amount is { } euros ? (long)decimal.Round(euros * 100) : null, f.Period, f.Source)),
        Figures = Figures,
        Links = Links,
        SeriesName = Series?.Name,
        SeriesNumber = Series?.Number,
        Sources = Sources.Select((source, i) => FullSource(source, i, shared)).ToList(),
        IsPrivate = Private,
        ResourceType = Type,
        Category = Category,
        Publishers = Publishers,
        PublishedOn = PublishedOn,
        Pages = Pages,
        Url = Url,
        StartsOn = StartsOn,
        EndsOn = EndsOn,
        Organisers = Organisers,
        Venue = Venue,
    };

    private static Source FullSource(SourceInFile source, int rank, IReadOnlyDictionary<string, SharedSource> shared) =>
        source.Source is { } key && shared.TryGetValue(key, out var known)
            ? new Source(key, known.Title, known.Publisher, known.Date, known.Url, source.Locator, known.Situation ?? known.DateNote)
            : new Source(source.Source ?? $"s{rank + 1}", source.Title ?? "", source.Publisher, source.Date, source.Url, source.Locator);
}
