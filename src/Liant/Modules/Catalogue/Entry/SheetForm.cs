using System.Globalization;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.Import;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Errors;

namespace Liant.Modules.Catalogue.Entry;

/// <summary>What was typed, as it was typed: a refused form comes back with every value in place.</summary>
public sealed class SheetForm
{
    /// <summary>Made when the form is shown: sending twice writes once.</summary>
    public Guid Submission { get; set; }

    /// <summary>Version that was read, when an existing sheet is revised.</summary>
    public int Version { get; set; }

    public bool NotADuplicate { get; set; }

    /// <summary>The proposal that saving publishes.</summary>
    public Guid? Proposal { get; set; }

    public string? Title { get; set; }
    public string? Acronym { get; set; }
    public string? Aliases { get; set; }
    public string? Summary { get; set; }
    public string? Body { get; set; }
    public string? Context { get; set; }
    public string? Activities { get; set; }
    public string? Outcome { get; set; }
    public string? Plans { get; set; }
    public List<string> Themes { get; set; } = [];
    public string? Keywords { get; set; }
    public List<string> Cooperation { get; set; } = [];
    public List<string> Levers { get; set; } = [];
    public List<string> Statuses { get; set; } = [];
    public string? LegalForm { get; set; }
    public string? Stage { get; set; }
    public string? StartedIn { get; set; }
    public string? EndedIn { get; set; }
    public string? Commune { get; set; }
    public string? AreaCode { get; set; }
    public string? AreaLabel { get; set; }
    public string? Lat { get; set; }
    public string? Lon { get; set; }
    public string? Address { get; set; }
    public string? Siret { get; set; }
    public string? SeriesName { get; set; }
    public string? SeriesNumber { get; set; }
    public bool Private { get; set; }
    public List<Guid> Readers { get; set; } = [];
    public string? Type { get; set; }
    public string? Category { get; set; }
    public string? Publishers { get; set; }
    public string? PublishedOn { get; set; }
    public string? Pages { get; set; }
    public string? Url { get; set; }
    public string? StartsOn { get; set; }
    public string? EndsOn { get; set; }
    public string? Organisers { get; set; }
    public string? Venue { get; set; }
    public string? Operator { get; set; }
    public string? Contact { get; set; }
    public string? Publication { get; set; }
    public string? PublishesAt { get; set; }
    public string? ExpiresOn { get; set; }
    public List<ParticularRow> Particulars { get; set; } = [];
    public List<LinkRow> Links { get; set; } = [];
    public List<SourceRow> Sources { get; set; } = [];
    public List<FigureRow> Figures { get; set; } = [];
    public List<FundingRow> Funding { get; set; } = [];
    public List<RelationRow> Relations { get; set; } = [];

    public sealed record ParticularRow
    {
        public string? Label { get; set; }
        public string? Text { get; set; }
    }

    public sealed record LinkRow
    {
        public string? Label { get; set; }
        public string? Url { get; set; }
    }

    public sealed record SourceRow
    {
        public string? Key { get; set; }
        public string? Title { get; set; }
        public string? Publisher { get; set; }
        public string? Date { get; set; }
        public string? Url { get; set; }
        public string? Locator { get; set; }
        public string? Situation { get; set; }
        public string? Licence { get; set; }
    }

    public sealed record FigureRow
    {
        public string? Label { get; set; }
        public string? Value { get; set; }
        public string? Unit { get; set; }
        public string? Year { get; set; }
        public bool Approximate { get; set; }

        /// <summary>Number of the source on the form, from 1.</summary>
        public string? Source { get; set; }
    }

    public sealed record FundingRow
    {
        public string? Kind { get; set; }
        public string? Label { get; set; }
        public string? Amount { get; set; }
        public string? Period { get; set; }
        public string? Source { get; set; }
    }

    public sealed record RelationRow
    {
        public string? Kind { get; set; }

        /// <summary>Address of the other sheet's page.</summary>
        public string? To { get; set; }
    }

    /// <summary>Two blank rows at the end of each list, so that the form grows without JavaScript.</summary>
    public void GrowRows()
    {
        Grow(Particulars, row => row.Label is null && row.Text is null);
        Grow(Links, row => row.Url is null && row.Label is null);
        Grow(Sources, row => row is { Title: null, Publisher: null, Date: null, Url: null });
        Grow(Figures, row => row is { Label: null, Value: null, Unit: null, Year: null });
        Grow(Funding, row => row is { Kind: null, Label: null, Amount: null, Period: null });
        Grow(Relations, row => row.To is null);
    }

    private static void Grow<T>(List<T> rows, Predicate<T> isBlank) where T : new()
    {
        rows.RemoveAll(isBlank);
        rows.AddRange([new T(), new T()]);
    }

    /// <summary>Parses at the edge; what cannot be parsed is reported by its field and left out.</summary>
    public SheetContent ToContent(Geography geography, FieldErrors errors)
    {
        var sources = Sources.Where(row => Text(row.Title) is not null || Text(row.Url) is not null || Text(row.Publisher) is not null || Text(row.Date) is not null).Select((row, i) => new Source(
            Text(row.Key) ?? $"s{i + 1}", Text(row.Title) ?? "", Text(row.Publisher), Date(row.Date, "sources", errors), Text(row.Url), Text(row.Locator), Text(row.Situation), Text(row.Licence))).ToList();
        return new SheetContent
        {
            Title = Text(Title) ?? "",
            Summary = Text(Summary)?.ReplaceLineEndings(" ") ?? "",
            Acronym = Text(Acronym),
            Aliases = Lines(Aliases),
            Body = Text(Body),
            Context = Text(Context),
            Activities = Text(Activities),
            Outcome = Text(Outcome),
            Plans = Text(Plans),
            Themes = Chosen(Themes),
            Keywords = Lines(Keywords),
            Cooperation = Chosen(Cooperation),
            Levers = Chosen(Levers),
            Statuses = Chosen(Statuses),
            LegalForm = Text(LegalForm),
            Stage = Text(Stage),
            StartedIn = Whole(StartedIn, "startedIn", errors),
            EndedIn = Whole(EndedIn, "endedIn", errors),
            CommuneCode = CommuneOf(geography, errors),
            AreaCode = Text(AreaCode),
            AreaLabel = Text(AreaLabel),
            Location = Point(errors),
            Address = Text(Address),
            Siret = SiretOf(errors),
            Particulars = Particulars.Where(row => Text(row.Label) is not null || Text(row.Text) is not null).Select(row => new Particular(Text(row.Label) ?? "", Text(row.Text) ?? "")).ToList(),
            SeriesName = Text(SeriesName),
            SeriesNumber = Whole(SeriesNumber, "seriesNumber", errors),
            IsPrivate = Private,
            Readers = Readers,
            ResourceType = Text(Type),
            Category = Text(Category),
            Publishers = Lines(Publishers),
            PublishedOn = Date(PublishedOn, "publishedOn", errors),
            Pages = Whole(Pages, "pages", errors),
            Url = Text(Url),
            StartsOn = Date(StartsOn, "startsOn", errors),
            EndsOn = Date(EndsOn, "endsOn", errors),
            Organisers = Lines(Organisers),
            Venue = Text(Venue),
            Operator = Text(Operator),
            Links = Links.Where(row => Text(row.Url) is not null).Select(row => new Link(Text(row.Label) ?? Text(row.Url)!, Text(row.Url)!)).ToList(),
            Sources = sources,
            Figures = Figures.Where(row => Text(row.Label) is not null || Text(row.Value) is not null).Select(row => new Figure(
                Text(row.Label) ?? "", Amount(row.Value, "figures", errors) ?? 0, Text(row.Unit), Whole(row.Year, "figures", errors), KeyOf(row.Source, sources), row.Approximate)).ToList(),
            Funding = Funding.Where(row => Text(row.Kind) is not null || Text(row.Label) is not null || Text(row.Amount) is not null || Text(row.Period) is not null).Select(row => new FundingLine(
                KindOf(row, errors), Text(row.Label), Amount(row.Amount, "funding", errors) is { } euros ? (long)decimal.Round(euros * 100) : null, Text(row.Period), KeyOf(row.Source, sources))).ToList(),
        };
    }

    private static string KindOf(FundingRow row, FieldErrors errors)
    {
        if (Text(row.Kind) is { } kind)
        {
            return kind;
        }

        errors.Add("funding", $"Choisissez d’où vient l’argent pour la ligne « {Text(row.Label) ?? Text(row.Amount) ?? Text(row.Period)} ».");
        return "ventes";
    }

    private string? CommuneOf(Geography geography, FieldErrors errors)
    {
        if (Text(Commune) is not { } typed)
        {
            return null;
        }

        switch (geography.Places.Resolve(typed))
        {
            case PlaceAnswer.Found { Territory.Kind: TerritoryKind.Commune } found:
                return found.Territory.Code;
            case PlaceAnswer.Ambiguous doubt:
                errors.Add("commune", $"Plusieurs communes possibles : {string.Join(" ; ", doubt.Candidates.Select(c => c.Words))}. Recopiez l’une d’elles.");
                return null;
            default:
                errors.Add("commune", $"Commune inconnue : « {typed} ». Donnez son nom et son département, ou son code Insee.");
                return null;
        }
    }

    private string? SiretOf(FieldErrors errors)
    {
        if (Text(Siret) is not { } typed)
        {
            return null;
        }

        if (CellValues.Siret(typed) is { } siret)
        {
            return siret;
        }

        errors.Add("siret", $"14 chiffres d’un SIRET, ou 9 d’un SIREN, attendus : « {(typed.Length > 40 ? typed[..40] + "…" : typed)} » n’en est pas un.");
        return null;
    }

    private Location? Point(FieldErrors errors)
    {
        if (Text(Lat) is null && Text(Lon) is null)
        {
            return null;
        }

        if (Amount(Lat, "lat", errors) is { } lat && Amount(Lon, "lon", errors) is { } lon)
        {
            return new Location((double)lat, (double)lon, Precision.Exact);
        }

        if (!errors.ByField.ContainsKey("lat") && !errors.ByField.ContainsKey("lon"))
        {
            errors.Add(Text(Lat) is null ? "lat" : "lon", "Latitude et longitude vont ensemble.");
        }

        return null;
    }

    private static string KeyOf(string? number, List<Source> sources) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= sources.Count ? sources[n - 1].Key
        : sources.Count == 1 && string.IsNullOrWhiteSpace(number) ? sources[0].Key : "";

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim().Replace("\r\n", "\n", StringComparison.Ordinal);

    private static List<string> Chosen(List<string> slugs) => slugs.Where(slug => !string.IsNullOrWhiteSpace(slug)).Distinct().ToList();

    private static List<string> Lines(string? typed) =>
        (typed ?? "").Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Take(SheetRules.ListLength).ToList();

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

        errors.Add(field, $"Nombre entier attendu : « {text[..Math.Min(40, text.Length)]} ».");
        return null;
    }

    /// <summary>Takes "3,5", "3.5" and "1 500" (any space).</summary>
    private static decimal? Amount(string? typed, string field, FieldErrors errors)
    {
        if (Text(typed) is not { } text)
        {
            return null;
        }

        var plain = new string(text.Where(c => !char.IsWhiteSpace(c)).ToArray()).Replace(',', '.');
        if (decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1_000_000_000_000)
        {
            return number;
        }

        errors.Add(field, $"Nombre attendu : « {text[..Math.Min(40, text.Length)]} ».");
        return null;
    }

    private static PartialDate? Date(string? typed, string field, FieldErrors errors)
    {
        if (Text(typed) is not { } text)
        {
            return null;
        }

        if (PartialDate.TryParse(text, out var date))
        {
            return date;
        }

        errors.Add(field, $"Date attendue sous la forme 2026, 2026-11 ou 2026-11-21 : « {text[..Math.Min(40, text.Length)]} ».");
        return null;
    }
}
