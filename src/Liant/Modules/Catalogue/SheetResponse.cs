using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Catalogue;

public sealed record VocabularyTerm(string Slug, string Fr, string En);

/// <summary>A sheet as the API gives it. What a kind of sheet lacks is null or empty.</summary>
/// <param name="Url">Address of the page on this host.</param>
/// <param name="Stage">planned, active or ended, at the date of the source.</param>
/// <param name="Figures">Each with its unit, year and the key of its source.</param>
/// <param name="Funding">Amounts in euros.</param>
/// <param name="DocumentUrl">Where the resource itself is.</param>
/// <param name="Operator">Who runs the programme.</param>
/// <param name="Address">Number and street.</param>
/// <param name="Siret">14 digits, or the 9 of a SIREN.</param>
/// <param name="Particulars">What a source says besides, under its own heading.</param>
/// <param name="Relations">From this sheet to others that the reader may see.</param>
public sealed record SheetResponse(
    string Kind, string Id, string Title, string? Acronym, IReadOnlyList<string> Aliases, string Summary, string Url, string? Body, string? Context,
    string? Activities, string? Outcome, string? Plans, IReadOnlyList<string> Themes, IReadOnlyList<string> Keywords, string? Form,
    IReadOnlyList<string> Statuses, IReadOnlyList<string> Cooperation, IReadOnlyList<string> Levers, string? Stage, int? StartedIn, int? EndedIn,
    SheetPlace? Place, SheetLocation? Location, string? Area, SheetSeries? Series, IReadOnlyList<SheetFigure> Figures, IReadOnlyList<SheetFunding> Funding,
    string? Type, string? Category, IReadOnlyList<string> Publishers, string? PublishedOn, int? Pages, string? DocumentUrl, string? StartsOn, string? EndsOn,
    IReadOnlyList<string> Organisers, string? Venue, string? Operator, IReadOnlyList<SheetLink> Links, IReadOnlyList<SheetRelation> Relations, IReadOnlyList<SheetSource> Sources,
    bool Private, DateTimeOffset UpdatedAt, string? Address, string? Siret, IReadOnlyList<SheetParticular> Particulars)
{
    internal static SheetResponse Of(Sheet sheet, IReadOnlyDictionary<Guid, Sheet> related, Gazetteer gazetteer)
    {
        var (initiative, organisation, resource, e, programme) = (sheet as Initiative, sheet as Organisation, sheet as Resource, sheet as Event, sheet as Programme);
        var commune = gazetteer.Find(sheet.CommuneCode);
        var at = Gazetteer.PointOf(sheet.Location, commune, gazetteer.Find(sheet.AreaCode));
        return new SheetResponse(
            sheet.Kind.Slug(), sheet.Id.ToString("N"), sheet.Title, sheet.Acronym, sheet.Aliases, sheet.Summary, sheet.Address(), sheet.Body,
            initiative?.Context, initiative?.Activities, initiative?.Outcome, initiative?.Plans, sheet.Themes, sheet.Keywords,
            initiative?.LegalForm ?? organisation?.LegalForm, initiative?.Statuses ?? organisation?.Statuses ?? [], sheet.Cooperation, sheet.Levers,
            initiative?.Stage, initiative?.StartedIn ?? organisation?.StartedIn ?? programme?.StartedIn, initiative?.EndedIn ?? programme?.EndedIn,
            commune is null ? null : new SheetPlace(commune.Code, commune.Name, gazetteer.Find(commune.DepartementCode)?.Name),
            at is { } point ? new SheetLocation(Math.Round(point.Lat, 5), Math.Round(point.Lon, 5), point.Precision.Slug()) : null,
            sheet.AreaLabel ?? gazetteer.Find(sheet.AreaCode)?.Name,
            sheet.SeriesName is { } series ? new SheetSeries(series, sheet.SeriesNumber) : null,
            sheet.Figures.Select(f => new SheetFigure(f.Label, f.Value, f.Unit, f.Year, f.Approximate, f.Source)).ToList(),
            (initiative?.Funding ?? []).Select(f => new SheetFunding(f.Kind, f.Label, f.AmountCents / 100m, f.Period, f.Source)).ToList(),
            resource?.ResourceType, resource?.Category, resource?.Publishers ?? [], resource?.PublishedOn?.Text, resource?.Pages, resource?.Url, e?.StartsOn?.Text, e?.EndsOn?.Text,
            e?.Organisers ?? [], e?.Venue, programme?.Operator, sheet.Links.Select(link => new SheetLink(link.Label, link.Url)).ToList(),
            sheet.Relations.Where(r => related.ContainsKey(r.ToId))
                .Select(r => new SheetRelation(r.Kind, related[r.ToId].Kind.Slug(), r.ToId.ToString("N"), related[r.ToId].Title, related[r.ToId].Address(), r.Source)).ToList(),
            sheet.AllSources.Select(s => new SheetSource(s.Key, s.Title, s.Publisher, s.Date?.Text, s.Url, s.Locator, s.Situation, s.Licence)).ToList(),
            sheet.IsPrivate, sheet.UpdatedAt, sheet.Address, organisation?.Siret, sheet.Particulars.Select(p => new SheetParticular(p.Label, p.Text)).ToList());
    }
}

/// <param name="Code">INSEE code.</param>
/// <param name="Departement">Name.</param>
public sealed record SheetPlace(string Code, string Name, string? Departement);

/// <param name="Precision">exact, commune, epci or departement.</param>
public sealed record SheetLocation(double Lat, double Lon, string Precision);

public sealed record SheetSeries(string Name, int? Number);

/// <param name="Source">Key of a source of the sheet.</param>
public sealed record SheetFigure(string Label, decimal Value, string? Unit, int? Year, bool Approximate, string Source);

/// <param name="Kind">Slug of the vocabulary "funding".</param>
/// <param name="Amount">Euros; null when the source gives none.</param>
public sealed record SheetFunding(string Kind, string? Label, decimal? Amount, string? Period, string Source);

public sealed record SheetLink(string Label, string Url);

/// <param name="Kind">Slug of the vocabulary "relations".</param>
public sealed record SheetRelation(string Kind, string OtherKind, string OtherId, string Title, string Url, string Source);

/// <param name="Date">Year, month or day, as precise as the document says.</param>
/// <param name="Situation">What the date means for the facts.</param>
/// <param name="Licence">Slug of the vocabulary "licences"; null when the source does not say.</param>
public sealed record SheetSource(string Key, string Title, string? Publisher, string? Date, string? Url, string? Locator, string? Situation, string? Licence);

public sealed record SheetParticular(string Label, string Text);
