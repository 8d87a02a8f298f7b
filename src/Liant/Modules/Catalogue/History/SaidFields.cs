using System.Globalization;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Catalogue.History;

/// <summary>All that a version says, field by field, under the labels of the form and in words that can be read side by side.</summary>
internal static class SaidFields
{
    /// <param name="titles">Titles of the linked sheets that the reader may see; the others are left out.</param>
    /// <param name="spaces">Names of spaces.</param>
    /// <param name="isPrivate">What is said of a private sheet, before who reads it.</param>
    public static IEnumerable<(string Label, string Text)> Of(KeptSheet kept, Gazetteer gazetteer, IReadOnlyDictionary<Guid, string> titles, IReadOnlyDictionary<Guid, string> spaces, string isPrivate)
    {
        var c = kept.Content;
        (string Label, string? Text)[] said =
        [
            ("Field.title", c.Title), ("Field.acronym", c.Acronym), ("Field.aliases", Lines(c.Aliases)), ("Field.summary", c.Summary),
            ("Section.Context", c.Context), ("Section.Activities", c.Activities), ("Section.Outcome", c.Outcome), ("Section.Plans", c.Plans), ("Field.stage", Label(Vocabulary.Stages, c.Stage)),
            ("Section.Body", c.Body), ("Field.themes", Labels(Vocabulary.Themes, c.Themes)), ("Field.keywords", Lines(c.Keywords)),
            ("Field.type", Label(Vocabulary.ResourceTypes, c.ResourceType)), ("Resource.Category", c.Category), ("Resource.Publishers", Lines(c.Publishers)), ("Resource.PublishedOn", c.PublishedOn?.ToString()),
            ("Resource.Pages", c.Pages?.ToString(CultureInfo.CurrentCulture)), ("Resource.Url", c.Url), ("Field.startsOn", c.StartsOn?.ToString()), ("Field.endsOn", c.EndsOn?.ToString()), ("Event.Venue", c.Venue), ("Event.Organisers", Lines(c.Organisers)),
            ("Form", Label(Vocabulary.Forms, c.LegalForm)), ("Statuses", Labels(Vocabulary.Statuses, c.Statuses)), ("Field.siret", c.Siret), ("Field.startedIn", Year(c.StartedIn)), ("Field.endedIn", Year(c.EndedIn)), ("Programme.Operator", c.Operator),
            ("Cooperation", Labels(Vocabulary.Cooperation, c.Cooperation)), ("Levers", Labels(Vocabulary.Levers, c.Levers)), ("Field.seriesName", c.SeriesName), ("Field.seriesNumber", Year(c.SeriesNumber)),
            ("Field.commune", gazetteer.Find(c.CommuneCode) is { } commune ? gazetteer.Label(commune) : c.CommuneCode), ("Field.address", c.Address), ("Field.areaLabel", c.AreaLabel ?? gazetteer.Find(c.AreaCode)?.Name),
            ("History.Point", c.Location is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at.Lat:0.#####}, {at.Lon:0.#####}") : null),
            ("Particulars", Lines(c.Particulars.Select(one => $"{one.Label} : {one.Text}"))), ("Sources", Lines(c.Sources.Select(SourceOf))),
            ("Figures", Lines(c.Figures.Select(one => $"{one.Label} : {one.Value.ToString("#,0.##", CultureInfo.CurrentCulture)} {one.Unit} {Year(one.Year)}".TrimEnd()))),
            ("Funding", Lines(c.Funding.Select(one => $"{Vocabulary.Funding.Label(one.Kind)} : {one.Label} {(one.AmountCents / 100m)?.ToString("#,0.## €", CultureInfo.CurrentCulture)} {one.Period}".TrimEnd()))),
            ("Related", Lines(kept.Relations.Where(one => titles.ContainsKey(one.To)).Select(one => $"{Vocabulary.Relations.Label(one.Kind)} : {titles[one.To]}"))), ("Links", Lines(c.Links.Select(one => $"{one.Label} : {one.Url}"))),
            ("History.Readers", c.IsPrivate ? Lines((c.Readers ?? []).Select(space => spaces.GetValueOrDefault(space)).OfType<string>().Order(StringComparer.CurrentCulture).Prepend(isPrivate)) : null),
        ];
        return said.Select(field => (field.Label, field.Text ?? ""));
    }

    private static string Lines(IEnumerable<string> items) => string.Join('\n', items);

    private static string? Label(Vocabulary list, string? slug) => slug is null ? null : list.Label(slug);

    private static string Labels(Vocabulary list, IReadOnlyList<string> slugs) => Lines(slugs.Select(list.Label));

    private static string? Year(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string SourceOf(Source source) => string.Join(", ", new[] { source.Title, source.Publisher, source.Date?.ToString(), source.Locator, source.Situation, source.Url }.Where(part => !string.IsNullOrEmpty(part)));
}
