using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Catalogue.Contract;

/// <summary>A sheet as text, for the search.</summary>
/// <param name="Kind">organisation, initiative, resource, event or programme.</param>
/// <param name="Path">Address of the page.</param>
/// <param name="Year">Of founding, publication or event; null when not known.</param>
/// <param name="SourceKeys">Keys of its own sources, not of the file that it came from; for measurements.</param>
public sealed record SheetText(
    Guid Id, string Kind, string Path, string Title, string Summary, string Body, IReadOnlyList<string> Names, IReadOnlyList<string> Keywords,
    IReadOnlyList<string> Themes, string? Form, IReadOnlyList<string> Cooperation, string? CommuneCode, string? AreaCode, string? AreaLabel,
    Location? Location, int? Year, bool IsPrivate, DateTimeOffset UpdatedAt, IReadOnlyList<string> SourceKeys)
{
    /// <summary>The spaces whose people may read it, when it is private.</summary>
    public IReadOnlyList<Guid> Readers { get; init; } = [];

    internal static SheetText Of(Sheet sheet, IEnumerable<Guid> readers)
    {
        var (initiative, resource, organisation) = (sheet as Initiative, sheet as Resource, sheet as Organisation);
        var (names, keywords) = (new PresentTexts(), new PresentTexts());
        names.Add(sheet.Acronym);
        names.Add(sheet.Aliases);
        names.Add(sheet.SeriesName is null ? null : $"{sheet.SeriesName} n° {sheet.SeriesNumber}");
        keywords.Add(sheet.Keywords);
        keywords.Add(initiative?.Statuses ?? organisation?.Statuses ?? [], Vocabulary.Statuses);
        keywords.Add(sheet.Levers, Vocabulary.Levers);
        keywords.Add(sheet.Cooperation, Vocabulary.Cooperation);
        keywords.Add(resource?.ResourceType is { } type ? Vocabulary.ResourceTypes.Label(type) : null);
        return new SheetText(
            sheet.Id, sheet.Kind.Slug(), sheet.Address(), sheet.Title, sheet.Summary, BodyOf(sheet, initiative, resource), names.All, keywords.All,
            sheet.Themes, initiative?.LegalForm ?? organisation?.LegalForm, sheet.Cooperation, sheet.CommuneCode, sheet.AreaCode,
            sheet.AreaLabel, sheet.Location, YearOf(sheet), sheet.IsPrivate, sheet.UpdatedAt, sheet.Sources.Count == 0 ? [] : sheet.Sources.Select(source => source.Key).ToList())
        {
            Readers = readers.ToList(),
        };
    }

    private static string BodyOf(Sheet sheet, Initiative? initiative, Resource? resource)
    {
        var body = new PresentTexts();
        body.Add(initiative?.Context);
        body.Add(initiative?.Activities);
        body.Add(initiative?.Outcome);
        body.Add(initiative?.Plans);
        body.Add(sheet.Body);
        body.Add(resource?.Category);
        body.Add(resource?.Publishers ?? []);
        body.Add((sheet as Event)?.Organisers ?? []);
        body.Add((sheet as Programme)?.Operator);
        foreach (var figure in sheet.Figures)
        {
            body.Add(figure.Label);
        }

        return string.Join('\n', body.All);
    }

    private static int? YearOf(Sheet sheet) => sheet switch
    {
        Initiative initiative => initiative.StartedIn,
        Organisation organisation => organisation.StartedIn,
        Resource resource => resource.PublishedOn?.Year,
        Event e => e.StartsOn?.Year,
        Programme programme => programme.StartedIn,
        _ => null,
    };

    /// <summary>Texts that say something. Most sheets of a large directory have none of most lists: those then cost nothing.</summary>
    private struct PresentTexts
    {
        private List<string>? texts;

        public readonly IReadOnlyList<string> All => texts ?? (IReadOnlyList<string>)[];

        public void Add(string? text)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                (texts ??= []).Add(text);
            }
        }

        public void Add(IReadOnlyList<string> all)
        {
            for (var i = 0; i < all.Count; i++)
            {
                Add(all[i]);
            }
        }

        public void Add(IReadOnlyList<string> slugs, Vocabulary vocabulary)
        {
            for (var i = 0; i < slugs.Count; i++)
            {
                Add(vocabulary.Label(slugs[i]));
            }
        }
    }
}
