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
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 40)]
    [InlineData(3, 150)]
    [InlineData(4, 400)]
    [InlineData(5, 400)]
    [InlineData(6, 600)]
    [InlineData(13, 9_000)]
    public void Results_order_totals_facets_points_and_permission_are_the_same(int seed, int count)
    {
        var site = new RandomSite(host, seed);
        for (var round = 0; round < 5; round++)
        {
            site.Change(round == 0 ? count : count / 6);
            for (var i = 0; i < 30; i++)
            {
                site.CompareAnswers();
            }
        }
    }

    /// <summary>Most answers end among sheets that are worth as much: the newest of them come first, and what is older needs no look.</summary>
    [Theory]
    [InlineData(14, 1)]
    [InlineData(15, -1)]
    [InlineData(16, 0)]
    public void So_they_are_of_a_directory_that_came_in_one_go(int seed, int order)
    {
        var site = new RandomSite(host, seed);
        site.Load(10_000, order);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 60; i++)
            {
                site.CompareAnswers();
            }

            site.Change(600);
        }
    }

    /// <summary>Where hardly any sheet has all the words, those that have some of them come: few are weighed.</summary>
    [Theory]
    [InlineData(24, 300)]
    [InlineData(25, 5_000)]
    [InlineData(26, 10_000)]
    public void So_they_are_where_fewer_words_are_let_in(int seed, int count)
    {
        var site = new RandomSite(host, seed);
        site.LoadApart(count);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 60; i++)
            {
                site.CompareFewerWords();
            }

            site.Change(20);
        }
    }

    /// <summary>A name that holds the phrase counts as one that holds the words.</summary>
    [Theory]
    [InlineData(17, 300)]
    [InlineData(18, 3_000)]
    [InlineData(19, 9_000)]
    public void So_they_are_of_quoted_phrases(int seed, int count)
    {
        var site = new RandomSite(host, seed);
        site.Change(count);
        for (var i = 0; i < 100; i++)
        {
            site.ComparePhrases();
        }
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(8, 80)]
    [InlineData(9, 500)]
    public void The_tiles_of_each_zoom_hold_every_match_once(int seed, int count)
    {
        var site = new RandomSite(host, seed);
        for (var round = 0; round < 4; round++)
        {
            site.Change(round == 0 ? count : count / 6);
            for (var i = 0; i < 6; i++)
            {
                site.CompareTiles();
            }
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Words_are_counted_in_public_sheets_as_they_come_change_and_go(int seed)
    {
        var site = new RandomSite(host, seed);
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
        var (alone, beside) = (new RandomSite(host, seed), new RandomSite(host, seed));
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
        var site = new RandomSite(host, 31);
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
}
