using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Index;
using Liant.Modules.Search.Segments;
using Liant.Modules.Search.Snapshots;
using Liant.Modules.Search.Tiles;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Tests.World;
using Microsoft.Extensions.DependencyInjection;

namespace Liant.Tests.Search.Index;

/// <summary>An index of random sheets beside the sheets themselves.</summary>
internal sealed class RandomSite
{
    private static readonly FrenchAnalyser Analyser = new(Lexicon.Read());

    private readonly RandomSheets random;
    private readonly Func<SheetPreparation> prepare;
    private SheetPreparation preparation;
    private SheetIndex index;
    private PlainSearch plain;
    private readonly Dictionary<Guid, IndexedSheet> sheets = [];
    private readonly TerritoryNames noTerritories = new([]);
    private readonly Towns noTowns = new([]);

    public RandomSite(SharedHost host, int seed)
    {
        var gazetteer = host.Host.Services.GetRequiredService<Geography>().Gazetteer;
        var programmes = host.Host.Services.GetRequiredService<ProgrammesOfCommunes>();
        random = new RandomSheets(seed, gazetteer, programmes.Slugs.ToList());
        prepare = () => new SheetPreparation(gazetteer, programmes);
        preparation = prepare();
        index = new SheetIndex(Analyser, preparation);
        plain = new PlainSearch(Analyser, preparation);
    }

    public void Save(SnapshotFolder folder) => folder.Save(index.Reading, new FeedPosition(12, [14]), new ChangeLine(13, "sheet 1"));

    /// <summary>Goes on with what the folder holds.</summary>
    public async Task<Manifest> RestoreAsync(SnapshotFolder folder)
    {
        var manifest = folder.Read()!;
        preparation = prepare();
        index = new SheetIndex(Analyser, preparation);
        plain = new PlainSearch(Analyser, preparation);
        preparation.Restore(manifest);
        index.Restore(await folder.ReadAsync(manifest, preparation.Traits.Items, preparation.Places.Items), manifest.Segments.Select(segment => segment.Gone).ToList());
        return manifest;
    }

    /// <summary>Some sheets are added, some written again, some removed, in one or several goes.</summary>
    public void Change(int count, bool onlyPrivate = false)
    {
        for (var go = random.Random.Next(1, 4); go > 0; go--)
        {
            var written = Enumerable.Range(0, Math.Max(1, count / 2)).Select(_ => preparation.Prepare(random.Sheet(
                sheets.Count > 0 && random.Random.Next(3) == 0 ? random.Any(sheets.Keys.ToList()) : new Guid(random.Random.Next(), 0, 0, new byte[8])))).DistinctBy(sheet => sheet.Id).ToList();
            var gone = sheets.Keys.Where(_ => random.Random.Next(12) == 0).Append(new Guid(1, 2, 3, new byte[8])).Except(written.Select(sheet => sheet.Id)).ToList();
            written = onlyPrivate ? written.ConvertAll(sheet => sheet with { IsPrivate = true }) : written;
            if (onlyPrivate)
            {
                written = written.FindAll(sheet => !sheets.TryGetValue(sheet.Id, out var known) || known.IsPrivate);
                gone = gone.FindAll(id => !sheets.TryGetValue(id, out var known) || known.IsPrivate);
            }

            Write(written, gone);
        }
    }

    /// <summary>A directory that comes in one go, of sheets that say the same as many others: each is a little newer than those before it (1), or older (-1), or they come in no order (0).</summary>
    public void Load(int count, int order)
    {
        var same = Enumerable.Range(0, 12).Select(_ => NewText()).ToList();
        Write(Enumerable.Range(1, count).Select(i => preparation.Prepare(random.Any(same) with
        {
            Id = new Guid(i, 0, 0, new byte[8]), IsPrivate = random.Random.Next(6) == 0, UpdatedAt = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds((order == 0 ? random.Random.Next(count) : order * i) / 100),
        })).ToList());
    }

    /// <summary>Sheets that each speak of one thing of three, but for one in some thousands.</summary>
    public void LoadApart(int count) => Write(Enumerable.Range(1, count).Select(i =>
    {
        int? part = random.Random.Next(4_000) == 0 ? null : random.Random.Next(3);
        return preparation.Prepare(NewText() with { Id = new Guid(i, 0, 0, new byte[8]), Title = random.WordsOf(part, 1, 3), Summary = random.WordsOf(part, 0, 3), Body = random.WordsOf(part, 0, 3), Names = [], Keywords = [], AreaLabel = null });
    }).ToList());

    public void Write(IReadOnlyList<IndexedSheet> written, List<Guid>? gone = null)
    {
        index.Apply(written, gone ?? []);
        gone?.ForEach(id => sheets.Remove(id));
        foreach (var sheet in written)
        {
            sheets[sheet.Id] = sheet;
        }

        if (random.Random.Next(3) == 0)
        {
            index.MergeOnce();
        }
    }

    public SheetText NewText() => random.Sheet(new Guid(random.Random.Next(), 0, 0, new byte[8]));

    public void Write(IEnumerable<SheetText> written) => Write(written.Select(preparation.Prepare).ToList());

    public SearchRequest NewRequest() => random.Request();

    public int Next(int least, int below) => random.Random.Next(least, below);

    public bool MergeOnce() => index.MergeOnce();

    public Finding Find(SearchRequest request) => Finding.In(index.Reading, noTerritories, request, Viewer.Visitor, Analyser, 20);

    /// <summary>All that a visitor may learn, in words.</summary>
    public string TellAStranger(SearchRequest request)
    {
        var found = Find(request);
        var typed = request.Query.Length > 3 ? request.Query[..3] : "caf";
        return string.Join('\n',
        [
            $"{found.Total} {found.WithAllWords} {found.Query.Suggestion} {string.Join(' ', found.Query.Unknown)}",
            .. found.Best.Select(one => $"{one.Ranked.Id} {one.Ranked.Score:R} {one.Ranked.Kilometres:R} {string.Join(' ', found.Hit(one, Analyser).MatchedWords)}"),
            .. found.Counts.Select(facet => string.Join(' ', facet.OrderBy(pair => pair.Key, StringComparer.Ordinal))),
            .. NameSuggestions.StartingWith(index.Reading, typed, 6).Select(one => one.Segment.Columns.Ids[one.Doc].ToString()),
            $"{index.Reading.PublicVersion}", .. TilesAround(45, 0.5).Select(tile => Convert.ToHexString(SheetTile.Of(Points(request), tile, noTowns))),
            .. index.Reading.Completions(typed, 5), index.Reading.Nearest("attelier").ToString(), index.Reading.Nearest("epiceri").ToString(),
        ]);
    }

    public void CompareAnswers() => CompareAnswers(random.Request());

    /// <summary>Words of the names there are, in quotes.</summary>
    public void ComparePhrases() => CompareAnswers(random.Request() with { Query = $"\"{random.Words(2, 3)}\"" });

    /// <summary>Words that hardly any sheet has together, with no filter.</summary>
    public void CompareFewerWords() => CompareAnswers(new SearchRequest { Query = random.Words(2, 5), Place = random.Random.Next(3) == 0 ? random.Request().Place : null, Size = 20 });

    private void CompareAnswers(SearchRequest request)
    {
        var (viewer, size) = (random.Viewer(), random.Any([1, 5, 30, 2000]));
        var reading = index.Reading;
        var found = Finding.In(reading, noTerritories, request, viewer, Analyser, size);
        var prepared = PreparedQuery.Of(found.Query, reading);
        var expected = plain.Search(sheets.Values, request, viewer, prepared, size);
        var said = System.Text.Json.JsonSerializer.Serialize(request);
        Assert.True(expected.Total == found.Total, $"{said}: {expected.Total} expected, {found.Total} found");
        Assert.Equal(expected.WithAllWords, found.WithAllWords);
        var best = found.Best.Select(one => (Id: one.Ranked.Id.ToString("N"), one.Ranked.Score, one.Ranked.Kilometres)).ToList();
        Assert.True(expected.Best.SequenceEqual(best), $"{said}: {string.Join(' ', expected.Best.Except(best))} expected, {string.Join(' ', best.Except(expected.Best))} found");
        Assert.Equal(expected.Points, Finding.In(reading, noTerritories, request, viewer, Analyser, size, onlyPoints: true).Best.Select(one => one.Ranked.Id.ToString("N")));
        Assert.Equal(expected.TotalWithPoint, found.TotalWithPoint);
        for (var facet = 0; facet < FacetTable.Count; facet++)
        {
            var (wanted, counted) = (expected.Facets[FacetTable.Names[facet]].OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList(), found.Counts[facet].OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList());
            Assert.True(wanted.SequenceEqual(counted), $"{said}: {string.Join(' ', wanted)} expected, {string.Join(' ', counted)} found");
        }
    }

    /// <summary>The tiles where matches are, zoom by zoom, against the matches themselves.</summary>
    public void CompareTiles()
    {
        var (request, viewer) = (random.Request(), random.Viewer());
        var points = Points(request, viewer);
        var query = PreparedQuery.Of(Query.Parse(request.Query, Analyser, index.Reading), index.Reading);
        var expected = plain.Search(sheets.Values, request, viewer, query, int.MaxValue).Points.Select(id => sheets[Guid.ParseExact(id, "N")]).ToList();
        Assert.Equal(expected.Count, points.Count);
        for (var zoom = 0; zoom <= TileAddress.Deepest; zoom++)
        {
            foreach (var inTile in expected.GroupBy(sheet => VectorTile.Where(sheet.Location!.Value, zoom)))
            {
                var features = VectorTile.Read(SheetTile.Of(points, TileAddress.Of(zoom, inTile.Key.X, inTile.Key.Y)!.Value, noTowns));
                var said = $"{System.Text.Json.JsonSerializer.Serialize(request)} at {zoom}/{inTile.Key.X}/{inTile.Key.Y}";
                Assert.True(inTile.Count() == features.Sum(feature => feature.Count), said);
                foreach (var feature in features)
                {
                    Assert.InRange(feature.X, 0, VectorTile.Extent - 1);
                    Assert.InRange(feature.Y, 0, VectorTile.Extent - 1);
                    if (feature.Count == 1)
                    {
                        var sheet = inTile.Single(one => one.Id.ToString("N") == (string)feature.Tags["id"]);
                        Assert.Equal((sheet.Names[0], sheet.Path), ((string)feature.Tags["title"], (string)feature.Tags["url"]));
                        var (x, y) = VectorTile.Inside(sheet.Location!.Value, zoom);
                        Assert.True(Math.Abs(feature.X - x) <= 1 && Math.Abs(feature.Y - y) <= 1, said);
                    }
                    else
                    {
                        Assert.Equal(feature.Count, feature.Tags.Where(tag => tag.Key.StartsWith("theme.", StringComparison.Ordinal)).Sum(tag => (long)tag.Value));
                    }
                }

                var themes = inTile.GroupBy(sheet => "theme." + (preparation.Traits.Items.Span[sheet.Traits].Themes is [var first, ..] ? first : "none")).ToDictionary(group => group.Key, group => (long)group.Count());
                var counted = features.SelectMany(feature => feature.Count == 1 ? [KeyValuePair.Create("theme." + feature.Tags.GetValueOrDefault("theme", "none"), (object)1L)] : feature.Tags.Where(tag => tag.Key.StartsWith("theme.", StringComparison.Ordinal)))
                    .GroupBy(tag => tag.Key).ToDictionary(group => group.Key, group => group.Sum(tag => (long)tag.Value));
                Assert.Equal(themes.OrderBy(pair => pair.Key, StringComparer.Ordinal), counted.OrderBy(pair => pair.Key, StringComparer.Ordinal));
            }
        }
    }

    private MatchedPoints Points(SearchRequest request, Viewer viewer = default)
    {
        var reading = index.Reading;
        return MatchedPoints.Of(reading, Finding.In(reading, noTerritories, request, viewer, Analyser, 0, keepsAll: true).Matched, []);
    }

    private static IEnumerable<TileAddress> TilesAround(double lat, double lon) => Enumerable.Range(0, 12).Select(zoom =>
    {
        var (x, y) = VectorTile.Where(new Location(lat, lon), zoom);
        return TileAddress.Of(zoom, x, y)!.Value;
    });

    public void CompareFrequencies()
    {
        foreach (var word in Enumerable.Range(0, 60).SelectMany(_ => Analyser.Words(random.Words(1, 3))).DistinctBy(word => word.Surface))
        {
            Assert.Equal(plain.Frequency(sheets.Values, word.Stem, asWritten: false), index.Reading.PublicFrequency(word.Stem));
            Assert.Equal(plain.Frequency(sheets.Values, word.Surface, asWritten: true), index.Reading.PublicFrequencyAsWritten(word.Surface));
        }
    }
}
