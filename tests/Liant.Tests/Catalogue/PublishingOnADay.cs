using System.Net;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Publishing;
using Liant.Platform.Text;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.Catalogue;

public sealed class PublishingOnADay
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Of_several_nodes_one_publishes_and_says_so_once(Engine engine)
    {
        var clock = Clock.At(2026, 11, 22);
        using var storage = await Storage.LoadedAsync(engine);
        await using var one = await LiantHost.StartAsync(storage, clock);
        await using var other = await LiantHost.StartAsync(storage, clock);
        await one.LoadSheetsAsync(SheetKind.Resource, [.. Enumerable.Range(0, 20).Select(i => Sheets.Of($"lettre-{i}", $"Lettre zinzoline {i}"))]);
        await one.WithDbAsync(async db =>
        {
            await db.Set<Sheet>().Where(sheet => sheet.Origin == "test").ForEachAsync(sheet => sheet.Publish(new Publication(false, clock.GetUtcNow().AddDays(1), null), clock.GetUtcNow()));
            await db.SaveChangesAsync();
        });
        clock.Advance(TimeSpan.FromDays(1));
        // Each node also looks by itself, now and then.
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => TurnAsync(i % 2 == 0 ? one : other))));
        Assert.Equal(20, await one.WithDbAsync(db => db.AuditEntries.CountAsync(entry => entry.Act == "sheet-published")));
        Assert.Equal(20, await other.WithDbAsync(db => db.Set<Sheet>().CountAsync(sheet => sheet.Origin == "test" && sheet.IsPublished)));
    }

    [Fact]
    public async Task A_file_read_again_publishes_no_draft_and_takes_nothing_away()
    {
        await using var host = await LiantHost.StartAsync();
        await host.LoadSheetsAsync(SheetKind.Resource, Sheets.Of("guide", "Guide zinzolin"));
        await host.WithDbAsync(async db =>
        {
            (await db.Set<Sheet>().SingleAsync(sheet => sheet.OriginKey == "guide")).Publish(Publication.Draft, host.Now);
            await db.SaveChangesAsync();
        });
        Assert.Equal((0, 1), await LoadAsync("Guide zinzolin"));
        Assert.Equal((1, 0), await LoadAsync("Guide zinzolin corrigé"));
        Assert.False(await host.WithDbAsync(db => db.Set<Sheet>().Where(sheet => sheet.OriginKey == "guide").Select(sheet => sheet.IsPublished).SingleAsync()));

        async Task<(int, int)> LoadAsync(string title) => await host.LoadSheetsAsync(SheetKind.Resource, Sheets.Of("guide", title)) is var report ? ((int)report.Updated, (int)report.Unchanged) : default;
    }

    [Fact]
    public async Task A_day_that_is_past_or_is_none_is_said_by_its_field()
    {
        await using var host = await LiantHost.StartAsync(clock: Clock.At(2026, 11, 22));
        var clerk = await host.SignInOperatorAsync();
        using var refused = await clerk.PostFormAsync("/saisie/ressources", ("Title", "Guide"), ("Summary", "Un guide."), ("Sources[0].Title", "Moi"), ("Publication", "plus-tard"), ("PublishesAt", "2026-11-20T08:00"), ("ExpiresOn", "demain"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.ReadPageAsync();
        Assert.Equal(["f-publishesAt-erreur", "f-expiresOn-erreur"], page.QuerySelectorAll(".field-error").Select(error => error.Id));
        Assert.Equal("2026-11-20T08:00", page.ValueOf("PublishesAt"));
        Assert.True(page.QuerySelector("input[name=Publication][value=plus-tard]")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task An_editor_leaves_the_links_that_she_cannot_see_as_they_were()
    {
        await using var host = await LiantHost.StartAsync();
        await host.LoadSheetsAsync(SheetKind.Resource, Sheets.Of("guide", "Guide zinzolin"), Sheets.Of("secret", "Note secrète") with { Private = true });
        var (guide, secret) = await host.WithDbAsync(async db =>
        {
            var (from, to) = (await db.Set<Sheet>().Include(sheet => sheet.Relations).SingleAsync(sheet => sheet.OriginKey == "guide"), await db.Set<Sheet>().SingleAsync(sheet => sheet.OriginKey == "secret"));
            from.Relate("documents", to.Id, "s1");
            await db.SaveChangesAsync();
            return (from.Id, to.Id);
        });
        var (_, editor) = await host.JoinAsync(await host.OpenSpaceAsync("Réseau"), SpaceRole.Manager);
        var form = await editor.GetPageAsync($"/saisie/ressources/{guide:N}");
        Assert.DoesNotContain("note-secrete", form.DocumentElement.OuterHtml, StringComparison.Ordinal);
        using var saved = await editor.SendFormAsync($"/saisie/ressources/{guide:N}", form, ("Summary", "Autre chose."));
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Equal(secret, await host.WithDbAsync(db => db.Set<Relation>().Where(relation => relation.FromId == guide).Select(relation => relation.ToId).SingleAsync()));
    }

    /// <summary>The drawing at the head of <see cref="Sheet"/>, arrow by arrow.</summary>
    [Fact]
    public void Each_arrow_of_a_sheet_s_life_is_walked()
    {
        var sheet = Sheets.Entity("Fiche");
        Assert.Equal(PublicationState.Published, sheet.StateAt(Noon));
        sheet.Publish(Publication.Draft, Noon);
        Assert.Equal((PublicationState.Draft, false), (sheet.StateAt(Noon), sheet.KeepTime(Noon.AddYears(1))));
        sheet.Publish(new Publication(false, Noon.AddDays(1), Noon.AddDays(2)), Noon);
        Assert.Equal((PublicationState.ToCome, false), (sheet.StateAt(Noon), sheet.KeepTime(Noon)));
        Assert.True(sheet.KeepTime(Noon.AddDays(1)));
        Assert.Equal((PublicationState.Published, Noon.AddDays(1)), (sheet.StateAt(Noon.AddDays(1)), sheet.UpdatedAt));
        Assert.True(sheet.KeepTime(Noon.AddDays(2)));
        Assert.Equal((PublicationState.Expired, false), (sheet.StateAt(Noon.AddDays(2)), sheet.KeepTime(Noon.AddDays(3))));
        sheet.Publish(Publication.Now, Noon.AddDays(3));
        Assert.Equal(PublicationState.Published, sheet.StateAt(Noon.AddDays(3)));
        // A site that slept through both days publishes nothing.
        sheet.Publish(new Publication(false, Noon.AddDays(4), Noon.AddDays(5)), Noon.AddDays(3));
        Assert.True(sheet.KeepTime(Noon.AddDays(6)));
        Assert.Equal(PublicationState.Expired, sheet.StateAt(Noon.AddDays(6)));
    }

    [Theory]
    [InlineData(2026, 7, 1, 8, 6)]
    [InlineData(2026, 12, 1, 8, 7)]
    [InlineData(2026, 3, 29, 2, 1)]
    [InlineData(2026, 10, 25, 2, 0)]
    public void An_hour_of_Paris_is_one_instant_even_when_clocks_change(int year, int month, int day, int hour, int utc) =>
        Assert.Equal(utc, Paris.Instant(new DateTime(year, month, day, hour, 0, 0, DateTimeKind.Unspecified)).UtcDateTime.Hour);

    private static Task<int> TurnAsync(LiantHost host) => host.Services.GetServices<IHostedService>().OfType<PublicationClock>().Single().TurnAsync(TestContext.Current.CancellationToken);
}
