using System.Globalization;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Errors;

namespace Liant.Modules.Ingestion.Review;

/// <summary>A draft as the reviewer leaves it: what was typed comes back as it was typed.</summary>
public sealed class DraftForm
{
    /// <summary>Where a correction is counted, in the order of the form.</summary>
    public static readonly IReadOnlyList<string> Fields = ["kind", "title", "aliases", "summary", "commune", "legalForm", "themes", "startedIn", "jobs", "figures", "partners", "startsOn", "url", "seriesName", "seriesNumber", "category", "resourceType", "isPrivate"];

    /// <summary>Version of the draft that was shown, and when it was.</summary>
    public int Version { get; set; }

    public long ShownAt { get; set; }

    /// <summary>The sheet to add to; empty for a new one.</summary>
    public string? Into { get; set; }

    /// <summary>What the page showed as contradicting the chosen sheet.</summary>
    public string? Seen { get; set; }

    /// <summary>Fields where the document is believed.</summary>
    public List<string> Believed { get; set; } = [];

    public string? Kind { get; set; }
    public string? Title { get; set; }
    public string? Aliases { get; set; }
    public string? Summary { get; set; }
    public string? Commune { get; set; }
    public string? LegalForm { get; set; }
    public List<string> Themes { get; set; } = [];
    public string? StartedIn { get; set; }
    public string? Jobs { get; set; }
    public string? StartsOn { get; set; }
    public string? Url { get; set; }
    public string? SeriesName { get; set; }
    public string? SeriesNumber { get; set; }
    public string? Category { get; set; }
    public string? ResourceType { get; set; }
    public bool IsPrivate { get; set; }

    /// <summary>Ranks of the figures and partners that the reviewer keeps.</summary>
    public List<int> Figures { get; set; } = [];
    public List<int> Partners { get; set; } = [];

    public static DraftForm Of(Draft draft, SheetSaid said, Geography geography, DateTimeOffset now) => new()
    {
        Version = draft.Version,
        ShownAt = now.UtcTicks,
        Kind = said.Kind,
        Title = said.Title,
        Aliases = string.Join('\n', said.Aliases),
        Summary = said.Summary,
        Commune = geography.Gazetteer.Find(said.CommuneCode) is { } commune ? geography.Places.WordsFor(commune) : null,
        LegalForm = said.LegalForm,
        Themes = [.. said.Themes],
        StartedIn = said.StartedIn?.ToString(CultureInfo.InvariantCulture),
        Jobs = said.Jobs?.ToString(CultureInfo.InvariantCulture),
        StartsOn = said.StartsOn?.Text,
        Url = said.Url,
        SeriesName = said.SeriesName,
        SeriesNumber = said.SeriesNumber?.ToString(CultureInfo.InvariantCulture),
        Category = said.Category,
        ResourceType = said.ResourceType,
        IsPrivate = said.IsPrivate,
        Figures = [.. Enumerable.Range(0, said.Figures.Count)],
        Partners = [.. Enumerable.Range(0, said.Partners.Count)],
    };

    /// <summary>What this form makes of what was read; what cannot be parsed is said by its field.</summary>
    public SheetSaid ToSaid(SheetSaid read, Geography geography, FieldErrors errors)
    {
        var jobs = Whole(Jobs, "jobs", errors);
        return read with
        {
            Kind = Kind is "organisation" or "initiative" or "resource" or "event" or "programme" ? Kind : read.Kind,
            Title = Text(Title) ?? "",
            Summary = Text(Summary) ?? "",
            Aliases = (Aliases ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList(),
            CommuneCode = CommuneOf(geography, errors),
            LegalForm = Text(LegalForm),
            Themes = Themes.Distinct().ToList(),
            StartedIn = Whole(StartedIn, "startedIn", errors),
            Jobs = jobs,
            JobsAreApproximate = read.JobsAreApproximate && jobs == read.Jobs,
            StartsOn = DateOf(StartsOn, errors),
            Url = Text(Url),
            SeriesName = Text(SeriesName),
            SeriesNumber = Whole(SeriesNumber, "seriesNumber", errors),
            Category = Text(Category),
            ResourceType = Text(ResourceType),
            IsPrivate = IsPrivate,
            Figures = read.Figures.Where((_, rank) => Figures.Contains(rank)).ToList(),
            Partners = read.Partners.Where((_, rank) => Partners.Contains(rank)).ToList(),
        };
    }

    /// <summary>Fields that are no longer what was read.</summary>
    public static IReadOnlyList<string> Corrections(SheetSaid read, SheetSaid said)
    {
        (string Field, bool Differs)[] compared =
        [
            ("kind", read.Kind != said.Kind), ("title", read.Title != said.Title), ("aliases", !read.Aliases.ToHashSet().SetEquals(said.Aliases)), ("summary", read.Summary.ReplaceLineEndings("\n") != said.Summary), ("commune", read.CommuneCode != said.CommuneCode),
            ("legalForm", read.LegalForm != said.LegalForm), ("themes", !read.Themes.ToHashSet().SetEquals(said.Themes)), ("startedIn", read.StartedIn != said.StartedIn), ("jobs", read.Jobs != said.Jobs),
            ("startsOn", read.StartsOn != said.StartsOn), ("url", read.Url != said.Url), ("figures", read.Figures.Count != said.Figures.Count), ("partners", read.Partners.Count != said.Partners.Count),
            ("seriesName", read.SeriesName != said.SeriesName), ("seriesNumber", read.SeriesNumber != said.SeriesNumber), ("category", read.Category != said.Category), ("resourceType", read.ResourceType != said.ResourceType), ("isPrivate", read.IsPrivate != said.IsPrivate),
        ];
        return compared.Where(one => one.Differs).Select(one => one.Field).ToList();
    }

    private string? CommuneOf(Geography geography, FieldErrors errors)
    {
        switch (Text(Commune) is { } typed ? geography.Places.Resolve(typed) : null)
        {
            case null:
                return null;
            case PlaceAnswer.Found { Territory.Kind: TerritoryKind.Commune } found:
                return found.Territory.Code;
            case PlaceAnswer.Ambiguous doubt:
                errors.Add("commune", $"Plusieurs communes possibles : {string.Join(" ; ", doubt.Candidates.Select(candidate => candidate.Words))}. Recopiez l’une d’elles.");
                return null;
            default:
                errors.Add("commune", $"Commune inconnue : « {Commune} ». Donnez son nom et son département, ou son code Insee.");
                return null;
        }
    }

    private static PartialDate? DateOf(string? typed, FieldErrors errors)
    {
        if (Text(typed) is not { } text || PartialDate.TryParse(text, out var date))
        {
            return Text(typed) is { } known ? PartialDate.Parse(known) : null;
        }

        errors.Add("startsOn", "Date attendue sous la forme 2026, 2026-11 ou 2026-11-21.");
        return null;
    }

    private static int? Whole(string? typed, string field, FieldErrors errors)
    {
        if (Text(typed) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        errors.Add(field, field == "startedIn" ? "Année attendue, par exemple 2019." : "Nombre entier attendu, par exemple 12.");
        return null;
    }

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim().ReplaceLineEndings("\n");
}
