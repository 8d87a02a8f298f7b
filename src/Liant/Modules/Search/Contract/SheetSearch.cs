using System.Diagnostics;
using System.Globalization;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Index;
using Liant.Modules.Search.Segments;
using Liant.Modules.Search.Snapshots;
using Liant.Modules.Search.Tiles;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Database;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Search.Contract;

/// <summary>The search of the whole product. Lives in the process, follows the database, applies the viewer's permission
/// before anything is counted.</summary>
public sealed class SheetSearch : IFollowChanges
{
    /// <summary>Values of "kind", in the order shown.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["initiative", "organisation", "resource", "event", "programme", "territory"];

    /// <summary>Points on a map.</summary>
    public const int MostPoints = 2000;

    private readonly CatalogueReader catalogue;
    private readonly Geography geography;
    private readonly ProgrammesOfCommunes programmes;
    private readonly FrenchAnalyser analyser;
    private readonly LiantSettings settings;
    private readonly IStringLocalizer<Texts> texts;
    private readonly Facets facets;
    private readonly IndexedCatalogue indexed;
    private volatile Answering answering;
    private (Gazetteer?, int) ground;
    private readonly KeptIndex? kept;
    private Task merging = Task.CompletedTask;
    private Task keeping = Task.CompletedTask;
    private bool isStarted;

    internal SheetSearch(CatalogueReader catalogue, Geography geography, ProgrammesOfCommunes programmes, FrenchAnalyser analyser, LiantSettings settings, IStringLocalizer<Texts> texts, KeptIndex? kept = null)
    {
        this.kept = kept;
        (this.catalogue, this.geography, this.programmes, this.analyser, this.settings, this.texts) = (catalogue, geography, programmes, analyser, settings, texts);
        indexed = new IndexedCatalogue(catalogue, geography, programmes, analyser, settings);
        facets = new Facets(geography, programmes, kind => texts["Kind." + kind]);
        answering = new Answering(new SheetIndex(analyser, null!), null!, null!);
    }

    private sealed record Answering(SheetIndex Sheets, TerritoryNames Territories, Towns Towns);

    bool IFollowChanges.IsForAnswering => true;

    IReadOnlySet<string> IFollowChanges.FollowedKinds { get; } = IndexedCatalogue.FollowedKinds;

    /// <summary>Ranked results, exact total and facet counts of one page.</summary>
    public SearchAnswer Search(SearchRequest request, Viewer viewer)
    {
        var watch = Stopwatch.StartNew();
        var found = Found(request, viewer, Math.Min(request.Page, 1 + int.MaxValue / 2 / request.Size) * request.Size);
        var page = found.Best.Skip((request.Page - 1) * request.Size).Take(request.Size).Select(one => found.Hit(one, analyser)).ToList();
        return new SearchAnswer(found.Total, page, facets.Listed(found.Counts, found.Chosen), found.Query.Suggestion, found.TotalWithPoint, watch.Elapsed.TotalMilliseconds, found.Query.Unknown.ToList(), found.WithAllWords);
    }

    /// <summary>The best that have a point, for the map, at most 2,000.</summary>
    public IReadOnlyList<SearchDocument> Points(SearchRequest request, Viewer viewer)
    {
        var found = Found(request, viewer, MostPoints, onlyPoints: true);
        return found.Best.Select(found.DocumentOf).ToList();
    }

    /// <summary>Every match that has a point, for the tiles of a map.</summary>
    internal MatchedPoints PointsForTiles(SearchRequest request, Viewer viewer)
    {
        // Ranking aside, a place without a radius asks for nothing.
        var asked = request with { Page = 1, Size = 1, Place = request.RadiusKm is null ? null : request.Place };
        var (sheets, territories, _) = answering;
        var index = sheets.Reading;
        var key = QueryString.Create(SearchParameters.Written(asked, SearchParameters.Names.Api)).Value ?? "";
        return index.Points.Of(key, viewer, () =>
        {
            var found = Finding.In(index, territories, asked, viewer, analyser, most: 0, keepsAll: true);
            return MatchedPoints.Of(index, found.Matched, found.Territories);
        });
    }

    /// <summary>Of what everyone may see: another one once anything of it changed, and the same whatever is private.</summary>
    internal string PublicVersion => answering.Sheets.Reading.PublicVersion.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>How parts of the map are named.</summary>
    internal Towns Towns => answering.Towns;

    /// <summary>Identifiers of every sheet that matches, in ranked order: no pages, and no territories, which are not sheets. The same holds for those below.</summary>
    public IReadOnlyList<Guid> Identifiers(SearchRequest request, Viewer viewer) => Sheets(Found(request, viewer)).Select(one => one.Ranked.Id).ToList();

    /// <summary>Every sheet that matches, in ranked order.</summary>
    public IReadOnlyList<SearchDocument> Matches(SearchRequest request, Viewer viewer)
    {
        var found = Found(request, viewer);
        return Sheets(found).Select(found.DocumentOf).ToList();
    }

    /// <summary>The events that match, in ranked order.</summary>
    public IReadOnlyList<SearchDocument> Events(SearchRequest request, Viewer viewer)
    {
        if (request.Kinds.Count > 0 && !request.Kinds.Contains("event"))
        {
            return [];
        }

        var found = Found(request with { Kinds = ["event"] }, viewer);
        return found.Best.Select(found.DocumentOf).ToList();
    }

    /// <summary>Names that begin like what is typed: towns, sheets. Public ones only.</summary>
    public IReadOnlyList<SearchDocument> Suggest(string typed, int limit)
    {
        var (sheets, territories, _) = answering;
        var index = sheets.Reading;
        var named = NameSuggestions.StartingWith(index, typed, limit - 2).Select(one => index.DocumentOf(one.Segment, one.Doc));
        var places = geography.Places.StartingWith(typed, limit).Select(territory => territories.Find(territory.Code)).OfType<SearchDocument>().Take(3);
        return [.. named.Concat(places).Take(limit)];
    }

    /// <summary>Initiatives that speak of the same things: themes in common, then the words of its summary and keywords.</summary>
    public IReadOnlyList<SearchDocument> Similar(string id, Viewer viewer, int limit)
    {
        var index = answering.Sheets.Reading;
        return index.Find(Guid.Parse(id)) is var (reading, doc) ? SimilarSheets.To(index, reading.Segment, doc, viewer, analyser, limit) : [];
    }

    /// <summary>Initiatives with a known commune, for comparing towns.</summary>
    public IReadOnlyList<(string Id, Territory Commune)> CommunesOfInitiatives(Viewer viewer)
    {
        var index = answering.Sheets.Reading;
        return index.Where(viewer, traits => traits.Kind == "initiative", place => place.Commune is not null)
            .Select(one => (one.Segment.Columns.Ids[one.Doc].ToString("N"), index.Places.Span[one.Segment.Columns.Rows[one.Doc].Place].Commune!)).ToList();
    }

    /// <summary>Initiatives of one commune.</summary>
    public IReadOnlyList<SearchDocument> InitiativesIn(Territory commune, Viewer viewer)
    {
        var index = answering.Sheets.Reading;
        return index.Where(viewer, traits => traits.Kind == "initiative", place => place.Commune?.Code == commune.Code)
            .Select(one => index.DocumentOf(one.Segment, one.Doc)).ToList();
    }

    /// <summary>Whether public sheets have the word, folded, as a subject: a word of the field, not only a name.</summary>
    internal bool IsSubject(string word) => answering.Sheets.Reading.SubjectFrequency(FrenchStemmer.Stem(word)) > 0;

    /// <summary>One sheet as the search shows it; null when the viewer may not see it.</summary>
    public SearchDocument? Find(string id, Viewer viewer)
    {
        var index = answering.Sheets.Reading;
        return index.Find(Guid.Parse(id)) is var (reading, doc) && Bits.Has(reading.VisibleTo(viewer), doc) ? index.DocumentOf(reading.Segment, doc) : null;
    }

    /// <summary>Every sheet of the index and whether it is private, for checks.</summary>
    internal IReadOnlyList<(Guid Id, bool IsPrivate)> Indexed => answering.Sheets.Reading.Where(Viewer.Operator, _ => true, _ => true)
        .Select(one => (one.Segment.Columns.Ids[one.Doc], Bits.Has(one.Segment.Private, one.Doc))).ToList();

    /// <summary>The same search over more documents, for measurements.</summary>
    internal SheetSearch With(IEnumerable<SearchDocument> more)
    {
        var (sheets, territories, towns) = answering;
        var copy = sheets.Copy();
        copy.Apply(more.Select(copy.Preparation.Prepare).ToList(), []);
        return new SheetSearch(catalogue, geography, programmes, analyser, settings, texts) { answering = new Answering(copy, territories, towns) };
    }

    async Task IFollowChanges.RefreshAsync(CancellationToken cancel)
    {
        // Writing a sheet leaves the territories as they are: 36,000 documents that need not be made again.
        var now = (geography.Gazetteer, programmes.Edition);
        var (territories, towns) = now == ground
            ? (answering.Territories, answering.Towns)
            : (TerritoryNames.Of(geography.Gazetteer, programmes), new Towns(geography.Gazetteer.Communes));
        var sheets = (isStarted || kept is null ? null : await indexed.ResumeAsync(kept, cancel)) ?? await indexed.ReadAsync(cancel);

        (answering, ground, isStarted) = (new Answering(sheets, territories, towns), now, true);
        Keep();
    }

    async Task IFollowChanges.FollowAsync(IReadOnlyList<Change> changes, CancellationToken cancel)
    {
        if (merging.IsFaulted)
        {
            // Said once, where the follower says what went wrong; these changes are then followed again.
            var failed = merging;
            merging = Task.CompletedTask;
            await failed;
        }

        if (!changes.All(IndexedCatalogue.IsOfSheets))
        {
            // Where sheets are and what their towns take part in stands in each of them.
            await ((IFollowChanges)this).RefreshAsync(cancel);
            return;
        }

        var sheets = answering.Sheets;
        await indexed.TakeAsync(sheets, changes, cancel);
        if (merging.IsCompleted)
        {
            merging = Task.Run(() => MergeAll(sheets), CancellationToken.None);
        }

        Keep();
    }

    /// <summary>On the disk, some time from now.</summary>
    private void Keep()
    {
        if (kept is not null && keeping.IsCompleted)
        {
            keeping = Task.Run(() => kept.KeepAsync(() => answering.Sheets, CancellationToken.None), CancellationToken.None);
        }
    }

    internal static string IndexFolder(LiantSettings settings) => Path.Combine(settings.DataFolder, "index");

    private Finding Found(SearchRequest request, Viewer viewer, int most = int.MaxValue, bool onlyPoints = false)
    {
        var (sheets, territories, _) = answering;
        return Finding.In(sheets.Reading, territories, request, viewer, analyser, most, onlyPoints);
    }

    private static IEnumerable<Finding.One> Sheets(Finding found) => found.Best.Where(one => one.Territory is null);

    private static void MergeAll(SheetIndex sheets)
    {
        while (sheets.MergeOnce())
        {
        }
    }
}
