using System.Text;
using System.Text.Json;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.History;
using Liant.Platform.Database;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue.Import;

/// <summary>What is exported imports again to the same.</summary>
public sealed class ComingBackTheSame
{
    private static readonly HashSet<string> Aside = ["UpdatedAt", "CreatedAt", "Version", "RowFingerprint", "Sources", "FileSourceId", "IsEditedByHand"];

    [Theory]
    [InlineData(Engine.Sqlite, "csv")]
    [InlineData(Engine.PostgreSql, "csv")]
    [InlineData(Engine.Sqlite, "xlsx")]
    [InlineData(Engine.Sqlite, "geojson")]
    public async Task Into_an_empty_site_every_sheet_is_the_same_and_into_its_own_nothing_changes(Engine engine, string format)
    {
        await using var host = await LiantHost.StartAsync(engine, settings: settings => settings with { IsDemonstration = true });
        await host.LoadSheetsAsync(SheetKind.Organisation, Sheets.Of("formule", "=1+1") with { Acronym = "'+33", Body = "@SUM(A1)\n\n-2\n\na | b ; c \\ d", Keywords = ["a;b", "c|d", "-"], Aliases = ["N/A"] });
        await host.CatchUpAsync();
        var visitor = await host.SignInOperatorAsync();
        var file = await visitor.GetByteArrayAsync("/api/v1/export." + format, TestContext.Current.CancellationToken);
        var before = await ShownAsync(host);
        var own = (await host.ImportAsync(new MemoryStream(file), null, "Retour")).AddsUp();
        Assert.True(own.Counts == (0, 0, before.Count, 0), $"{own.Counts} sur {before.Count}\n" + string.Join('\n', own.Refused.Take(10).Select(l => $"{l.Line} {l.Reason}")) + Difference(before, await ShownAsync(host)));
        await host.WithDbAsync(async db =>
        {
            await db.Set<Sheet>().ExecuteDeleteAsync();
            return 0;
        });
        var empty = (await host.ImportAsync(new MemoryStream(file), null, "Retour ailleurs")).AddsUp();
        Assert.True(empty.Counts == (before.Count, 0, 0, 0), $"{empty.Counts} sur {before.Count}\n" + string.Join('\n', empty.Refused.Take(10).Select(l => $"{l.Line} {l.Reason}")));
        Assert.True(before.Count > 100 && Difference(before, await ShownAsync(host)) is "", Difference(before, await ShownAsync(host)));
    }

    [Fact]
    public async Task A_cell_corrected_in_the_export_updates_and_an_outdated_one_is_refused()
    {
        await using var host = await LiantHost.StartAsync();
        await host.LoadSheetsAsync(SheetKind.Organisation, Sheets.Of("un", "Zinzolin"));
        await host.CatchUpAsync();
        var text = Encoding.UTF8.GetString(await host.Visitor.GetByteArrayAsync("/api/v1/export.csv?q=zinzolin", TestContext.Current.CancellationToken));
        var corrected = text.Replace("Un lieu imaginaire", "Un lieu bien réel", StringComparison.Ordinal);
        Assert.Equal((0, 1, 0, 0), (await host.ImportAsync(corrected, null, "Tableur")).AddsUp().Counts);
        Assert.StartsWith("Un lieu bien réel", Assert.Single(await host.SheetsOfAsync("test")).Summary, StringComparison.Ordinal);
        Assert.Equal([RevisionCause.Before, RevisionCause.Import], await host.WithDbAsync(db => db.Set<SheetRevision>().OrderBy(one => one.At).Select(one => one.Cause).ToListAsync()));
        // The same again says nothing new; what was exported before says something old.
        Assert.Equal((0, 0, 1, 0), (await host.ImportAsync(corrected, null, "Tableur")).AddsUp().Counts);
        var outdated = (await host.ImportAsync(text, null, "Tableur")).AddsUp();
        Assert.Equal((0, 0, 0, 1), outdated.Counts);
        Assert.Contains("modifiée dans Liant depuis l’export", outdated.Refused[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_with_signs_of_markup_come_back_as_they_were()
    {
        await using var host = await LiantHost.StartAsync();
        await host.LoadSheetsAsync(SheetKind.Organisation, Sheets.Of("un", "Zinzolin <b>&amp;</b> Cie") with { Body = "prix &lt; 3 € <em>net</em>" });
        await host.CatchUpAsync();
        var file = await host.Visitor.GetByteArrayAsync("/api/v1/export.csv?q=zinzolin", TestContext.Current.CancellationToken);
        Assert.Equal((0, 0, 1, 0), (await host.ImportAsync(new MemoryStream(file), null, "Balises")).AddsUp().Counts);
    }

    private static async Task<SortedDictionary<Guid, string>> ShownAsync(LiantHost host) => new(await host.WithDbAsync(async db =>
    {
        var sheets = await db.Set<Sheet>().Include(s => s.Relations).ToListAsync();
        return sheets.ToDictionary(s => s.Id, s => string.Join('\n', db.Entry(s).Properties.Where(p => !Aside.Contains(p.Metadata.Name)).OrderBy(p => p.Metadata.Name, StringComparer.Ordinal)
            .Select(p => $"{p.Metadata.Name}={JsonSerializer.Serialize(p.CurrentValue, JsonText.Options)}")
            .Append("Sources=" + JsonSerializer.Serialize(s.AllSources, JsonText.Options))
            .Append("Relations=" + string.Join(' ', s.Relations.Select(r => $"{r.Kind} {r.ToId} {r.Source}").Order(StringComparer.Ordinal)))));
    }));

    /// <summary>The first few lines that differ, by sheet.</summary>
    private static string Difference(SortedDictionary<Guid, string> before, SortedDictionary<Guid, string> after) => string.Join('\n', before
        .Where(sheet => after.GetValueOrDefault(sheet.Key) != sheet.Value).Take(8)
        .Select(sheet => after.TryGetValue(sheet.Key, out var other) ? string.Join('\n', sheet.Value.Split('\n').Except(other.Split('\n')).Concat(other.Split('\n').Except(sheet.Value.Split('\n')))) : "absente : " + sheet.Value[..200]));
}
