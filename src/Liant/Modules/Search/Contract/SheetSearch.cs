using System.Diagnostics;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Index;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Search.Contract;

/// <summary>The search of the whole product. Lives in the process, follows the database, applies the viewer's permission
/// before anything is counted.</summary>
public sealed class SheetSearch : IFollowChanges
{
    /// <summary>Values of "kind", in the order shown.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["initiative", "organisation", "resource", "event", "programme", "territory"];

    private const int MostPoints = 2000;

    private readonly CatalogueReader catalogue;
    private readonly Geography geography;
    private readonly ProgrammesOfCommunes programmes;
    private readonly FrenchAnalyser analyser;
    private readonly IStringLocalizer<Texts> texts;
    private readonly Facets facets;
    private volatile Reading reading;
    private (Gazetteer?, int) groundOfTerritories;

    internal SheetSearch(CatalogueReader catalogue, Geography geography, ProgrammesOfCommunes programmes, FrenchAnalyser analyser, IStringLocalizer<Texts> texts)
    {
        (this.catalogue, this.geography, this.programmes, this.analyser, this.texts) = (catalogue, geography, programmes, analyser, texts);
        facets = new Facets(geography, programmes, kind => texts["Kind." + kind]);
        reading = new Reading(SearchIndex.Empty(analyser), null!);
    }

    private sealed record Reading(SearchIndex Sheets, TerritoryNames Territories);

    private sealed record Candidate(SearchDocument Document, double Score, Ranking.Match? Match, double? Kilometres);

    bool IFollowChanges.IsForAnswering => true;

    IReadOnlySet<string> IFollowChanges.FollowedKinds { get; } = new HashSet<string> { CatalogueReader.SheetChanged, CatalogueReader.SheetsChanged, ProgrammesOfCommunes.Changed, Geography.Changed };

    /// <summary>Ranked results, exact total and facet counts of one page.</summary>
    public SearchAnswer Search(SearchRequest request, Viewer viewer)
    {
        var watch = Stopwatch.StartNew();
        var (kept, counts, query) = Ranked(request, viewer);
        var page = kept.Skip((request.Page - 1) * request.Size).Take(request.Size)
            .Select(c => new SearchHit(c.Document, c.Score, c.Match?.Words ?? [], c.Kilometres, c.Match is null ? null : Passage.Of(c.Document, c.Match.FoundAs, analyser))).ToList();
        var points = kept.Where(candidate => candidate.Document.Location is not null).Take(MostPoints).Select(candidate => candidate.Document).ToList();
        return new SearchAnswer(kept.Count, page, counts, query.Suggestion, points, watch.Elapsed.TotalMilliseconds, query.Unknown.ToList());
    }

    /// <summary>Every sheet that matches, in ranked order: no pages, and no territories, which are not sheets.</summary>
    public IReadOnlyList<SearchDocument> Matches(SearchRequest request, Viewer viewer) =>
        Ranked(request, viewer).Kept.Where(candidate => candidate.Document.Kind != "territory").Select(candidate => candidate.Document).ToList();

    /// <summary>Names that begin like what is typed: towns, sheets. Public ones only.</summary>
    public IReadOnlyList<SearchDocument> Suggest(string typed, int limit)
    {
        var (sheets, territories) = reading;
        var places = geography.Places.StartingWith(typed, limit).Select(territory => territories.Find(territory.Code)).OfType<SearchDocument>().Take(3);
        return [.. sheets.Names.StartingWith(typed, limit - 2).Concat(places).Take(limit)];
    }

    /// <summary>Initiatives that speak of the same things: themes in common, then the words of its summary and keywords.</summary>
    public IReadOnlyList<SearchDocument> Similar(string id, Viewer viewer, int limit)
    {
        var (sheets, _) = reading;
        var one = sheets.Documents.FirstOrDefault(document => document.Id == id);
        if (one is null)
        {
            return [];
        }

        var words = Ranking.Score(sheets, Query.Parse(string.Join(' ', [.. one.Keywords, one.Summary]), analyser, sheets));
        var most = words.Values.Select(match => match.Score).DefaultIfEmpty(1).Max();
        return sheets.Documents.Index()
            .Where(other => other.Item.Id != id && other.Item.Kind == "initiative" && (viewer.SeesPrivate || !other.Item.IsPrivate))
            .Select(other => (other.Item, Score: other.Item.Themes.Intersect(one.Themes).Count() + 2 * (words.GetValueOrDefault(other.Index)?.Score ?? 0) / most))
            .Where(other => other.Item.Themes.Intersect(one.Themes).Any())
            .OrderByDescending(other => other.Score).ThenBy(other => other.Item.Id, StringComparer.Ordinal).Take(limit).Select(other => other.Item).ToList();
    }

    /// <summary>Initiatives with a known commune, for comparing towns.</summary>
    public IReadOnlyList<SearchDocument> InitiativesInCommunes(Viewer viewer) =>
        reading.Sheets.Documents.Where(d => d.Kind == "initiative" && d.Commune is not null && (viewer.SeesPrivate || !d.IsPrivate)).ToList();

    /// <summary>Every sheet of the index, for checks.</summary>
    internal IReadOnlyList<SearchDocument> Indexed => reading.Sheets.Documents;

    /// <summary>The same search over more documents, for measurements.</summary>
    internal SheetSearch With(IEnumerable<SearchDocument> more) => new(catalogue, geography, programmes, analyser, texts)
    {
        reading = reading with { Sheets = SearchIndex.Build([.. reading.Sheets.Documents, .. more], analyser) },
    };

    async Task IFollowChanges.RefreshAsync(CancellationToken cancel)
    {
        var documents = (await catalogue.ReadAllAsync(cancel)).Select(Document).ToList();
        // Writing a sheet leaves the territories as they are: 36,000 documents that need not be made again.
        var ground = (geography.Gazetteer, programmes.Edition);
        var territories = ground == groundOfTerritories ? reading.Territories : TerritoryNames.Of(geography.Gazetteer, programmes);
        (reading, groundOfTerritories) = (new Reading(SearchIndex.Build(documents, analyser), territories), ground);
    }

    private (List<Candidate> Kept, IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Counts, Query Query) Ranked(SearchRequest request, Viewer viewer)
    {
        var (sheets, territories) = reading;
        var query = Query.Parse(request.Query, analyser, sheets);
        var found = (request.Query.Trim().Length == 0 ? Everything(sheets, territories, request) : Matching(sheets, territories, query))
            .Where(candidate => viewer.SeesPrivate || !candidate.Document.IsPrivate)
            .Where(candidate => request.Within is null || IsWithin(candidate.Document, request.Within))
            .Where(candidate => request.Frame is not { } frame || (candidate.Document.Location is { } point && frame.Holds(point)))
            .Select(candidate => Near(candidate, request.Place))
            .Where(candidate => request.RadiusKm is not { } radius || candidate.Kilometres <= radius);
        var (kept, counts) = facets.Apply(found, candidate => candidate.Document, request);
        kept.Sort(Order);
        return (kept, counts, query);
    }

    private static IEnumerable<Candidate> Matching(SearchIndex sheets, TerritoryNames territories, Query query) =>
        Ranking.Score(sheets, query).Select(match => new Candidate(sheets.Documents[match.Key], match.Value.Score, match.Value, null))
            .Concat(territories.Named(query, sheets).Select(named => new Candidate(named.Document, named.Score, null, null)));

    /// <summary>Without a query: every sheet, initiatives first, then the latest; territories only when asked for.</summary>
    private static IEnumerable<Candidate> Everything(SearchIndex sheets, TerritoryNames territories, SearchRequest request) =>
        (request.Kinds.Contains("territory") ? sheets.Documents.Concat(territories.Documents) : sheets.Documents)
            .Select(document => new Candidate(document, Ranking.PriorOf(document), null, null));

    private static Candidate Near(Candidate candidate, Territory? place)
    {
        if (place is null)
        {
            return candidate;
        }

        var kilometres = place.Location is { } here && candidate.Document.Location is { } there ? here.KilometresTo(there) : (double?)null;
        return candidate with { Kilometres = kilometres, Score = candidate.Score * Ranking.Nearness(candidate.Document, place, kilometres) };
    }

    private static bool IsWithin(SearchDocument document, Territory area) =>
        (document.Commune is { } commune && Gazetteer.Contains(area, commune)) || document.Area?.Code == area.Code
        || (document.Area is { } acts && acts.Kind is TerritoryKind.Departement && acts.RegionCode == area.Code);

    /// <summary>Ties go by distance, then the latest, then by identifier, so that pages are stable.</summary>
    private static int Order(Candidate a, Candidate b)
    {
        var byScore = b.Score.CompareTo(a.Score);
        if (byScore != 0)
        {
            return byScore;
        }

        var byDistance = (a.Kilometres ?? double.MaxValue).CompareTo(b.Kilometres ?? double.MaxValue);
        if (byDistance != 0)
        {
            return byDistance;
        }

        var byTime = b.Document.UpdatedAt.CompareTo(a.Document.UpdatedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(a.Document.Id, b.Document.Id);
    }

    private SearchDocument Document(SheetText sheet)
    {
        var commune = geography.Gazetteer.Find(sheet.CommuneCode);
        var area = geography.Gazetteer.Find(sheet.AreaCode);
        var location = Gazetteer.PointOf(sheet.Location, commune, area);
        string[] keywords = [.. sheet.Keywords, .. sheet.Themes.Select(ThemeWords), sheet.Form is null ? "" : Vocabulary.Forms.Find(sheet.Form)!.Fr];
        return new SearchDocument(
            sheet.Id.ToString("N"), sheet.Kind, sheet.Path, sheet.Title, sheet.Summary, sheet.Body, [sheet.Title, .. sheet.Names], keywords,
            sheet.Themes, sheet.Form, sheet.Cooperation, programmes.Of(commune?.Code).Select(p => p.Programme).ToList(),
            commune, area, PlaceText(commune, area, sheet.AreaLabel), location, sheet.Year, sheet.IsPrivate, sheet.UpdatedAt)
        { SourceKeys = sheet.SourceKeys };
    }

    private static string ThemeWords(string slug) => Vocabulary.Themes.Find(slug)?.Fr ?? "";

    /// <summary>Everything that people may call the place: commune, EPCI, département, région, programmes of the town.</summary>
    private string PlaceText(Territory? commune, Territory? area, string? label)
    {
        var gazetteer = geography.Gazetteer;
        Territory?[] around = [commune, area, gazetteer.Find((commune ?? area)?.DepartementCode), gazetteer.Find((commune ?? area)?.RegionCode), gazetteer.Find(commune?.EpciCode)];
        var names = around.OfType<Territory>().Select(territory => territory.Name).Concat(programmes.Of(commune?.Code).Select(p => programmes.NameOf(p.Programme)));
        return string.Join(" ", [.. names.Distinct(), label ?? ""]);
    }
}
