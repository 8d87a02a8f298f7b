using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Index;
using Liant.Modules.Search.Segments;
using Liant.Modules.Territories.Contract;
using Liant.Tests.World;
using Microsoft.Extensions.DependencyInjection;

namespace Liant.Tests.Search.Index;

/// <summary>The index answers as a scan of the same sheets does, whatever was added, changed and removed, and however many pieces it is made of.</summary>
public sealed class AgainstAPlainScan(SharedHost host)
{
    private static readonly FrenchAnalyser Analyser = new(Lexicon.Read());

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 40)]
    [InlineData(3, 150)]
    [InlineData(4, 400)]
    [InlineData(5, 400)]
    [InlineData(6, 600)]
    public void Results_order_totals_facets_points_and_permission_are_the_same(int seed, int count)
    {
        var site = new Site(host, seed);
        for (var round = 0; round < 5; round++)
        {
            site.Change(round == 0 ? count : count / 6);
            for (var i = 0; i < 30; i++)
            {
                site.CompareAnswers();
            }
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Words_are_counted_in_public_sheets_as_they_come_change_and_go(int seed)
    {
        var site = new Site(host, seed);
        for (var round = 0; round < 6; round++)
        {
            site.Change(60);
            site.CompareFrequencies();
        }
    }

    /// <summary>However many private sheets come, change and go, a stranger is told the same: results, scores, counts, suggestions, corrections.</summary>
    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void Private_sheets_change_nothing_for_a_stranger(int seed)
    {
        var (alone, beside) = (new Site(host, seed), new Site(host, seed));
        var sheets = Enumerable.Range(0, 120).Select(_ => alone.NewText() with { IsPrivate = false }).ToList();
        alone.Write(sheets);
        foreach (var some in sheets.Chunk(50))
        {
            beside.Write(some);
            beside.Change(40, onlyPrivate: true);
        }

        for (var round = 0; round < 4; round++)
        {
            beside.Change(60, onlyPrivate: true);
            for (var i = 0; i < 40; i++)
            {
                var request = alone.NewRequest();
                Assert.Equal(alone.TellAStranger(request), beside.TellAStranger(request));
            }
        }
    }

    /// <summary>A reader's answer is of one moment: sheets are written again all the time, and there are always as many.</summary>
    [Fact]
    public async Task Readers_never_see_half_a_change_nor_wait_for_a_merge()
    {
        var site = new Site(host, 31);
        var sheets = Enumerable.Range(0, 300).Select(_ => site.NewText()).ToList();
        sheets = sheets.ConvertAll(sheet => sheet with { Summary = "zinzolin " + sheet.Summary, IsPrivate = false });
        site.Write(sheets);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(() =>
        {
            var answers = 0;
            for (; !stop.IsCancellationRequested; answers++)
            {
                Assert.Equal(300, site.Find(new SearchRequest { Query = "zinzolin" }).Total);
            }

            return answers;
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        var merger = Task.Factory.StartNew(() =>
        {
            var merges = 0;
            while (!stop.IsCancellationRequested)
            {
                merges += site.MergeOnce() ? 1 : 0;
            }

            return merges;
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        for (var i = 0; i < 400; i++)
        {
            site.Write([.. Enumerable.Range(0, site.Next(1, 9)).Select(_ => sheets[site.Next(0, sheets.Count)] with { UpdatedAt = DateTimeOffset.UnixEpoch.AddDays(i) }).DistinctBy(sheet => sheet.Id)]);
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(readers), answers => Assert.True(answers > 10));
        Assert.True(await merger > 10);
        Assert.Equal(300, site.Find(new SearchRequest { Query = "zinzolin" }).Total);
    }

    private sealed class Site
    {
        private readonly RandomSheets random;
        private readonly SheetPreparation preparation;
        private readonly SheetIndex index;
        private readonly PlainSearch plain;
        private readonly Dictionary<Guid, IndexedSheet> sheets = [];
        private readonly TerritoryNames noTerritories = new([]);

        public Site(SharedHost host, int seed)
        {
            var gazetteer = host.Host.Services.GetRequiredService<Geography>().Gazetteer;
            var programmes = host.Host.Services.GetRequiredService<ProgrammesOfCommunes>();
            random = new RandomSheets(seed, gazetteer, programmes.Slugs.ToList());
            preparation = new SheetPreparation(gazetteer, programmes);
            index = new SheetIndex(Analyser, preparation);
            plain = new PlainSearch(Analyser, preparation);
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
                .. index.Reading.Completions(typed, 5), index.Reading.Nearest("attelier").ToString(), index.Reading.Nearest("epiceri").ToString(),
            ]);
        }

        public void CompareAnswers()
        {
            var (request, seesPrivate, size) = (random.Request(), random.Random.Next(3) == 0, random.Any([1, 5, 30, 2000]));
            var reading = index.Reading;
            var found = Finding.In(reading, noTerritories, request, new Viewer(seesPrivate), Analyser, size);
            var prepared = PreparedQuery.Of(found.Query, reading);
            var expected = plain.Search(sheets.Values, request, seesPrivate, prepared, size);
            var said = System.Text.Json.JsonSerializer.Serialize(request);
            Assert.True(expected.Total == found.Total, $"{said}: {expected.Total} expected, {found.Total} found");
            Assert.Equal(expected.WithAllWords, found.WithAllWords);
            var best = found.Best.Select(one => (Id: one.Ranked.Id.ToString("N"), one.Ranked.Score, one.Ranked.Kilometres)).ToList();
            Assert.True(expected.Best.SequenceEqual(best), $"{said}: {string.Join(' ', expected.Best.Except(best))} expected, {string.Join(' ', best.Except(expected.Best))} found");
            Assert.Equal(expected.Points, Finding.In(reading, noTerritories, request, new Viewer(seesPrivate), Analyser, size, onlyPoints: true).Best.Select(one => one.Ranked.Id.ToString("N")));
            Assert.Equal(expected.TotalWithPoint, found.TotalWithPoint);
            for (var facet = 0; facet < FacetTable.Count; facet++)
            {
                var (wanted, counted) = (expected.Facets[FacetTable.Names[facet]].OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList(), found.Counts[facet].OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList());
                Assert.True(wanted.SequenceEqual(counted), $"{said}: {string.Join(' ', wanted)} expected, {string.Join(' ', counted)} found");
            }
        }

        public void CompareFrequencies()
        {
            foreach (var word in Enumerable.Range(0, 60).SelectMany(_ => Analyser.Words(random.Words(1, 3))).DistinctBy(word => word.Surface))
            {
                Assert.Equal(plain.Frequency(sheets.Values, word.Stem, asWritten: false), index.Reading.PublicFrequency(word.Stem));
                Assert.Equal(plain.Frequency(sheets.Values, word.Surface, asWritten: true), index.Reading.PublicFrequencyAsWritten(word.Surface));
            }
        }
    }
}
