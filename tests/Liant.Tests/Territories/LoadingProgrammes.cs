using Liant.Modules.Territories.Contract;
using Liant.Modules.Territories.Programmes;
using Liant.Platform.Imports;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Territories;

public sealed class LoadingProgrammes(SharedHost shared)
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_file_loaded_twice_changes_nothing_the_second_time(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        const string file = "code_insee,commune,date_signature\n33063,Bordeaux,2018-03-27\n8105,Charleville-Mézières,\n99999,Nulle part,\n,Sans code,\n01004,Ambérieu,pas une date\n";
        var first = await LoadAsync(host, file);
        Assert.Equal((2, 0, 0, 3), (first.Added, first.Updated, first.Unchanged, first.Refusals.Count));
        Assert.Equal([4L, 5L, 6L], first.Refusals.Select(refusal => refusal.Line));
        Assert.Contains("99999", first.Refusals[0].Reason, StringComparison.Ordinal);
        Assert.Contains("AAAA-MM-JJ", first.Refusals[2].Reason, StringComparison.Ordinal);

        var second = await LoadAsync(host, file);
        Assert.Equal((0, 0, 2, 3), (second.Added, second.Updated, second.Unchanged, second.Refusals.Count));
        Assert.Equal(5, second.Read);

        await host.CatchUpAsync();
        var programmes = host.Services.GetRequiredService<ProgrammesOfCommunes>();
        Assert.Equal(new DateOnly(2018, 3, 27), programmes.Of("33063").Single(p => p.Programme == "action-coeur-de-ville").SignedOn);
        // Spreadsheets turn 08105 into 8105.
        Assert.Contains("08105", programmes.CommunesIn("action-coeur-de-ville"));
        var territory = await host.Visitor.GetJsonAsync("/api/v1/territories/33063");
        Assert.Contains("action-coeur-de-ville", territory.GetProperty("programmes").EnumerateArray().Select(p => p.GetProperty("slug").GetString()));
    }

    [Fact]
    public async Task A_date_learnt_later_is_taken()
    {
        await using var host = await LiantHost.StartAsync();
        await LoadAsync(host, "code_insee,date_signature\n33063,\n");
        var report = await LoadAsync(host, "code_insee,date_signature\n33063,27/03/2018\n");
        Assert.Equal((0, 1), (report.Added, report.Updated));
    }

    [Theory]
    [InlineData("code,commune\n33063,Bordeaux\n", "action-coeur-de-ville", "code_insee")]
    [InlineData("code_insee\n33063\n", "programme-inconnu", "Programmes connus")]
    [InlineData("", "action-coeur-de-ville", "code_insee")]
    public async Task A_file_that_is_not_what_was_announced_is_refused_whole(string file, string programme, string words)
    {
        var refused = await Assert.ThrowsAsync<UnreadableFile>(() => LoadAsync(shared.Host, file, programme));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_shared_list_of_a_known_programme_loads_and_its_counts_add_up()
    {
        var folder = SharedFiles.Need("data/programmes");
        await using var host = await LiantHost.StartAsync();
        var known = host.Services.GetRequiredService<ProgrammeCatalogue>();
        var loaded = 0;
        foreach (var file in Directory.GetFiles(folder, "*.csv").Where(file => known.Find(Path.GetFileNameWithoutExtension(file)) is not null))
        {
            var slug = Path.GetFileNameWithoutExtension(file);
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            var report = await LoadAsync(host, text, slug);
            Assert.True(report.Read > 50, $"{slug} : {report.Read}");
            Assert.True(report.Refusals.Count < 0.02 * report.Read, $"{slug} : {string.Join(" / ", report.Refusals.Take(5))}");
            Assert.Equal(report.Read, (await LoadAsync(host, text, slug)).Unchanged + report.Refusals.Count);
            loaded++;
        }

        Assert.True(loaded >= 4);
        await host.CatchUpAsync();
        var programmes = host.Services.GetRequiredService<ProgrammesOfCommunes>();
        Assert.InRange(programmes.CommunesIn("petites-villes-de-demain").Count, 1_600, 1_660);
        Assert.Equal(programmes.CommunesIn("petites-villes-de-demain").Count, programmes.CommunesIn("petites-villes-de-demain").Distinct().Count());
        // A facet of the search follows.
        var facets = (await host.Visitor.GetJsonAsync("/api/v1/search?programme=petites-villes-de-demain")).GetProperty("total").GetInt32();
        Assert.NotEqual(0, facets);
    }

    [Fact]
    public async Task The_towns_that_the_source_texts_call_small_towns_of_tomorrow_are_known_at_first_start()
    {
        Assert.Equal(0, await shared.Host.WithDbAsync(db => db.Set<ProgrammeMembership>().CountAsync(m => m.Source == "")));
        Assert.Contains("33227", shared.Host.Services.GetRequiredService<ProgrammesOfCommunes>().CommunesIn("petites-villes-de-demain"));
    }

    private static Task<ImportReport> LoadAsync(LiantHost host, string file, string programme = "action-coeur-de-ville") =>
        host.WithAsync(async (ProgrammeLoader loader) =>
        {
            using var text = new StringReader(file);
            return await loader.LoadAsync(text, programme, "essai", CancellationToken.None);
        });
}
