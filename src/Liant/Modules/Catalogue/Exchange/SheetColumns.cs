using System.Globalization;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Tables;

namespace Liant.Modules.Catalogue.Exchange;

/// <summary>The documented columns (docs/guide/fichiers.md), the same on the way out and in. A column's name never changes.</summary>
internal static class SheetColumns
{
    internal sealed record Context(Gazetteer Gazetteer, IReadOnlyDictionary<Guid, Sheet> Related);

    private sealed record Column(string Name, Func<Sheet, Context, object?> Value);

    private static readonly Column[] All =
    [
        new("nature", (s, _) => s.Kind.Slug()),
        new("titre", (s, _) => s.Title),
        new("sigle", (s, _) => s.Acronym),
        new("autres_noms", (s, _) => CellText.OfList(s.Aliases)),
        new("resume", (s, _) => s.Summary),
        new("texte", (s, _) => s.Body),
        new("contexte", (s, _) => (s as Initiative)?.Context),
        new("activites", (s, _) => (s as Initiative)?.Activities),
        new("resultats", (s, _) => (s as Initiative)?.Outcome),
        new("projets", (s, _) => (s as Initiative)?.Plans),
        new("themes", (s, _) => CellText.OfList(s.Themes)),
        new("mots_cles", (s, _) => CellText.OfList(s.Keywords)),
        new("cooperation", (s, _) => CellText.OfList(s.Cooperation)),
        new("leviers", (s, _) => CellText.OfList(s.Levers)),
        new("forme_juridique", (s, _) => (s as Initiative)?.LegalForm ?? (s as Organisation)?.LegalForm),
        new("agrements", (s, _) => CellText.OfList((s as Initiative)?.Statuses ?? (s as Organisation)?.Statuses ?? [])),
        new("etape", (s, _) => (s as Initiative)?.Stage),
        new("annee_debut", (s, _) => (s as Initiative)?.StartedIn ?? (s as Organisation)?.StartedIn ?? (s as Programme)?.StartedIn),
        new("annee_fin", (s, _) => (s as Initiative)?.EndedIn ?? (s as Programme)?.EndedIn),
        new("adresse", (s, _) => s.Address),
        new("commune", (s, c) => c.Gazetteer.Find(s.CommuneCode)?.Name),
        new("code_insee", (s, _) => s.CommuneCode),
        new("territoire", (s, _) => s.AreaCode),
        new("libelle_territoire", (s, _) => s.AreaLabel),
        new("lat", (s, _) => s.Lat),
        new("lon", (s, _) => s.Lon),
        new("precision", (s, _) => s.LocationPrecision?.Slug()),
        new("siret", (s, _) => (s as Organisation)?.Siret),
        new("chiffres", (s, _) => CellText.OfRows(s.Figures.Select(f => new[] { f.Label, Text(f.Value), f.Unit, Text(f.Year), f.Source, f.Approximate ? "environ" : null }))),
        new("financements", (s, _) => CellText.OfRows(((s as Initiative)?.Funding ?? []).Select(f => new[] { f.Kind, f.Label, f.AmountCents is { } cents ? Text(cents / 100m) : null, f.Period, f.Source }))),
        new("liens", (s, _) => CellText.OfRows(s.Links.Select(l => new[] { l.Label, l.Url }))),
        new("serie", (s, _) => s.SeriesName),
        new("numero_serie", (s, _) => s.SeriesNumber),
        new("type", (s, _) => (s as Resource)?.ResourceType),
        new("categorie", (s, _) => (s as Resource)?.Category),
        new("editeurs", (s, _) => CellText.OfList((s as Resource)?.Publishers ?? [])),
        new("date_publication", (s, _) => Date((s as Resource)?.PublishedOn)),
        new("pages", (s, _) => (s as Resource)?.Pages),
        new("url", (s, _) => (s as Resource)?.Url),
        new("debut", (s, _) => Date((s as Event)?.StartsOn)),
        new("fin", (s, _) => Date((s as Event)?.EndsOn)),
        new("organisateurs", (s, _) => CellText.OfList((s as Event)?.Organisers ?? [])),
        new("lieu", (s, _) => (s as Event)?.Venue),
        new("operateur", (s, _) => (s as Programme)?.Operator),
        new("infos", (s, _) => CellText.OfRows(s.Particulars.Select(p => new[] { p.Label, p.Text }))),
        new("relations", (s, c) => CellText.OfRows(s.Relations.Where(r => c.Related.ContainsKey(r.ToId)).Select(r => new[] { r.Kind, c.Related[r.ToId].Address(), r.Source }))),
        new("sources", (s, _) => CellText.OfRows(s.AllSources.Select(o => new[] { o.Key, o.Title, o.Publisher, o.Date?.Text, o.Url, o.Locator, o.Situation, o.Licence }))),
        new("prive", (s, _) => s.IsPrivate ? "oui" : null),
        new("origine", (s, _) => s.Origin),
        new("cle", (s, _) => s.OriginKey),
        new("fiche", (s, _) => s.Address()),
        new("id_liant", (s, _) => s.Id.ToString("N")),
        new("version", (s, _) => s.Version),
    ];

    public static IReadOnlyList<string> Names { get; } = Array.ConvertAll(All, column => column.Name);

    public static object?[] CellsOf(Sheet sheet, Context context) => Array.ConvertAll(All, column => column.Value(sheet, context));

    /// <summary>A whole day is a date, which a spreadsheet sorts; a month or a year stays a text.</summary>
    private static object? Date(PartialDate? date) =>
        date is not { } on ? null
        : on.Text.Length == 10 ? DateOnly.ParseExact(on.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture)
        : on.Text;

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
