using System.Globalization;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Catalogue.Entry;

internal static class FilledForm
{
    /// <summary>The form of an existing sheet, to revise it.</summary>
    public static SheetForm Of(Sheet sheet, IReadOnlyDictionary<Guid, Sheet> related, Geography geography)
    {
        var (initiative, organisation, resource, e, programme) = (sheet as Initiative, sheet as Organisation, sheet as Resource, sheet as Event, sheet as Programme);
        string? Number(string key) => sheet.AllSources.Index().Where(s => s.Item.Key == key).Select(s => Text(s.Index + 1)).FirstOrDefault();
        return new SheetForm
        {
            Version = sheet.Version,
            Title = sheet.Title,
            Acronym = sheet.Acronym,
            Aliases = Lines(sheet.Aliases),
            Summary = sheet.Summary,
            Body = sheet.Body,
            Context = initiative?.Context,
            Activities = initiative?.Activities,
            Outcome = initiative?.Outcome,
            Plans = initiative?.Plans,
            Themes = [.. sheet.Themes],
            Keywords = Lines(sheet.Keywords),
            Cooperation = [.. sheet.Cooperation],
            Levers = [.. sheet.Levers],
            Statuses = [.. initiative?.Statuses ?? organisation?.Statuses ?? []],
            LegalForm = initiative?.LegalForm ?? organisation?.LegalForm,
            Stage = initiative?.Stage,
            StartedIn = Text(initiative?.StartedIn ?? organisation?.StartedIn ?? programme?.StartedIn),
            EndedIn = Text(initiative?.EndedIn ?? programme?.EndedIn),
            Commune = geography.Gazetteer.Find(sheet.CommuneCode) is { } commune ? geography.Places.WordsFor(commune) : null,
            AreaCode = sheet.AreaCode,
            AreaLabel = sheet.AreaLabel,
            Lat = sheet.Lat?.ToString(CultureInfo.InvariantCulture),
            Lon = sheet.Lon?.ToString(CultureInfo.InvariantCulture),
            Address = sheet.Address,
            Siret = organisation?.Siret,
            Particulars = sheet.Particulars.Select(p => new SheetForm.ParticularRow { Label = p.Label, Text = p.Text }).ToList(),
            SeriesName = sheet.SeriesName,
            SeriesNumber = Text(sheet.SeriesNumber),
            Private = sheet.IsPrivate,
            Readers = sheet.Readers.Select(reader => reader.SpaceId).ToList(),
            Type = resource?.ResourceType,
            Category = resource?.Category,
            Publishers = Lines(resource?.Publishers ?? []),
            PublishedOn = resource?.PublishedOn?.Text,
            Pages = Text(resource?.Pages),
            Url = resource?.Url,
            StartsOn = e?.StartsOn?.Text,
            EndsOn = e?.EndsOn?.Text,
            Organisers = Lines(e?.Organisers ?? []),
            Venue = e?.Venue,
            Operator = programme?.Operator,
            Links = sheet.Links.Select(l => new SheetForm.LinkRow { Label = l.Label, Url = l.Url }).ToList(),
            Sources = sheet.AllSources.Select(s => new SheetForm.SourceRow
            {
                Key = s.Key, Title = s.Title, Publisher = s.Publisher, Date = s.Date?.Text, Url = s.Url, Locator = s.Locator, Situation = s.Situation, Licence = s.Licence,
            }).ToList(),
            Figures = sheet.Figures.Select(f => new SheetForm.FigureRow
            {
                Label = f.Label, Value = f.Value.ToString(CultureInfo.InvariantCulture), Unit = f.Unit, Year = Text(f.Year), Approximate = f.Approximate, Source = Number(f.Source),
            }).ToList(),
            Funding = (initiative?.Funding ?? []).Select(f => new SheetForm.FundingRow
            {
                Kind = f.Kind, Label = f.Label, Amount = f.AmountCents is { } cents ? (cents / 100m).ToString(CultureInfo.InvariantCulture) : null, Period = f.Period, Source = Number(f.Source),
            }).ToList(),
            Relations = sheet.Relations.Where(r => related.ContainsKey(r.ToId)).Select(r => new SheetForm.RelationRow { Kind = r.Kind, To = related[r.ToId].Address() }).ToList(),
        };
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Lines(IEnumerable<string> items) => string.Join("\n", items);
}
