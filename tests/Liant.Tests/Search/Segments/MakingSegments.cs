using System.Buffers;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Index;
using Liant.Modules.Search.Segments;
using Liant.Modules.Territories.Contract;
using Liant.Tests.Search.Index;
using Liant.Tests.World;
using Microsoft.Extensions.DependencyInjection;

namespace Liant.Tests.Search.Segments;

/// <summary>Segments are made of sheets as these come, several one after the other: while one is put in order and kept, the next is filled.</summary>
public sealed class MakingSegments(SharedHost host)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Each_sheet_is_in_one_of_them_and_each_is_kept_once(int cores)
    {
        var (preparation, sheets) = Made(2_000);
        var kept = new List<Segment>();
        using var making = Making(preparation, cores, segment =>
        {
            lock (kept)
            {
                kept.Add(segment);
            }
        });
        foreach (var batch in sheets.Chunk(50))
        {
            await making.AddAsync(batch);
        }

        var built = await making.EndAsync();
        Assert.Equal(built.Count, kept.Count);
        Assert.True(built.ToHashSet().SetEquals(kept));
        Assert.True(built.Count >= 6, $"{built.Count} segments");
        Assert.Equal(sheets.Select(sheet => sheet.Id).Order(), built.SelectMany(segment => segment.Columns.Ids).Order());
        foreach (var segment in built)
        {
            for (var doc = 0; doc < segment.Count; doc++)
            {
                var sheet = sheets.Single(one => one.Id == segment.Columns.Ids[doc]);
                Assert.Equal((sheet.Title, sheet.Path, sheet.Summary), (segment.TitleOf(doc), segment.PathOf(doc), segment.Read(doc).Summary));
            }
        }
    }

    /// <summary>As when the disk is full.</summary>
    [Fact]
    public async Task One_that_cannot_be_kept_is_said_at_the_end_and_nobody_waits_for_ever()
    {
        var (preparation, sheets) = Made(2_000);
        using var making = Making(preparation, 1, _ => throw new IOException("full"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            foreach (var batch in sheets.Chunk(50))
            {
                await making.AddAsync(batch);
            }

            for (var waiting = 0; waiting < 10_000; waiting++)
            {
                await making.AddAsync([]);
            }
        });
        Assert.Equal("full", (await Assert.ThrowsAsync<IOException>(making.EndAsync)).Message);
    }

    private static SegmentsInTheMaking Making(SheetPreparation preparation, int cores, Action<Segment> made) =>
        new(() => new SegmentBuilder(new FrenchAnalyser(Lexicon.Read()), preparation.Traits, preparation.Places, null, ArrayPool<byte>.Shared), preparation, cores, 2, made, Cancel) { Largest = 250 };

    private (SheetPreparation Preparation, List<SheetText> Sheets) Made(int count)
    {
        var gazetteer = host.Host.Services.GetRequiredService<Geography>().Gazetteer;
        var programmes = host.Host.Services.GetRequiredService<ProgrammesOfCommunes>();
        var random = new RandomSheets(17, gazetteer, programmes.Slugs.ToList());
        return (new SheetPreparation(gazetteer, programmes), Enumerable.Range(1, count).Select(i => random.Sheet(new Guid(i, 0, 0, new byte[8]))).ToList());
    }
}
