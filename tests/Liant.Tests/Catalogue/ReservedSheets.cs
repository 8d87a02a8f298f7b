using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Catalogue;
using Liant.Modules.Catalogue.Publishing;
using Liant.Tests.World;
using Microsoft.EntityFrameworkCore;
using static Liant.Tests.World.SearchAnswers;

namespace Liant.Tests.Catalogue;

/// <summary>A private sheet kept for the people of a space: they find it everywhere; to everyone else, byte for byte, it does not exist.</summary>
public sealed class ReservedSheets
{
    /// <summary>Every public surface, asked so that the sheet would show.</summary>
    private static readonly string[] Surfaces =
    [
        "/api/v1/search?q=zinzolin+réservé&size=50", "/api/v1/search?theme=habitat&size=100", "/api/v1/search?departement=33&size=100", "/api/v1/search.geojson?theme=habitat", "/api/v1/search.atom?q=zinzolin",
        "/api/v1/search.ics", "/api/v1/export.csv?theme=habitat", "/api/v1/export.xlsx?theme=habitat", "/api/v1/export.geojson?theme=habitat", "/api/v1/suggest?q=zinz", "/api/v1/suggest?q=rés", "/tuiles.json?theme=habitat", "/tuiles/5/15/11.mvt?theme=habitat",
        "/tuiles/5/16/11.mvt", "/carte/apercu.svg", "/sitemap.xml", "/?q=zinzolin", "/?departement=33", "/", "/ressources", "/initiatives/la-smalah", "/territoires/33227", "/themes", "/themes/habitat",
        // Sheets like it, of its place and of its words.
        "/initiatives/jumelle-visible", "/api/v1/territories/33227", "/api/v1/territories/33227.geojson", "/api/v1/vocabularies", "/espaces", "/robots.txt",
    ];

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Strangers_are_answered_byte_for_byte_as_if_it_were_not_there(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var (theirs, other) = (await host.OpenSpaceAsync("Réseau des épiceries"), await host.OpenSpaceAsync("Un autre réseau"));
        var (_, member) = await host.JoinAsync(theirs, SpaceRole.Reader);
        var (_, stranger) = await host.JoinAsync(other, SpaceRole.Administrator);
        await host.LoadSheetsAsync(SheetKind.Initiative, Sheets.Of("jumelle", "Jumelle visible") with { Summary = "Épicerie, café, habitat.", Themes = ["habitat"], Commune = "33227" });
        await host.CatchUpAsync();
        var (visitorBefore, strangerBefore, memberBefore) = (await AskAsync(host.Visitor), await AskAsync(stranger), await AskAsync(member));
        var sheet = await KeepAsync(host, theirs);
        Assert.Equal(visitorBefore, await AskAsync(host.Visitor));
        Assert.Equal(strangerBefore, await AskAsync(stranger));
        var memberAfter = await AskAsync(member);
        // They differ for her where they show sheets; suggestions and what search engines read stay public for all.
        foreach (var surface in Surfaces.Where(surface => surface.Contains("search?", StringComparison.Ordinal) || surface.Contains("export", StringComparison.Ordinal) || surface.Contains("atom", StringComparison.Ordinal) || (surface.Contains("33", StringComparison.Ordinal) && !surface.Contains("/api/v1/territories", StringComparison.Ordinal)) || surface.Contains("5/15/11", StringComparison.Ordinal)))
        {
            Assert.True(memberBefore[surface] != memberAfter[surface], surface);
        }

        Assert.Contains("Réservée à : Réseau des épiceries", await member.GetStringAsync(sheet.Address(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        foreach (var path in new[] { sheet.Address(), $"/api/v1/resources/{sheet.Id:N}", $"/api/v1/resources/{sheet.Id:N}.geojson" })
        {
            using var seen = await member.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
            foreach (var client in new[] { host.Visitor, stranger })
            {
                using var hidden = await client.GetAsync(path, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
            }
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_draft_is_there_for_editors_alone_until_it_is_published_and_after_it_expired(Engine engine)
    {
        var clock = Clock.At(2026, 11, 22);
        await using var host = await LiantHost.StartAsync(engine, clock);
        var network = await host.OpenSpaceAsync("Réseau des épiceries");
        var (_, member) = await host.JoinAsync(network, SpaceRole.Contributor);
        var (_, editor) = await host.JoinAsync(network, SpaceRole.Manager);
        var (visitorBefore, memberBefore) = (await AskAsync(host.Visitor), await AskAsync(member));
        using var written = await editor.PostFormAsync("/saisie/ressources", ("Title", "Guide zinzolin à paraître"), ("Summary", "À paraître : épicerie, café, habitat."), ("Themes", "habitat"), ("Keywords", "épicerie"), ("Commune", "33227"), ("Lat", "44.55"), ("Lon", "-0.25"),
            ("Sources[0].Title", "Le réseau"), ("Publication", "plus-tard"), ("PublishesAt", "2026-11-23T08:00"), ("ExpiresOn", "2026-11-25"));
        Assert.Equal(HttpStatusCode.Found, written.StatusCode);
        var path = written.Headers.Location!.OriginalString;
        var id = await host.WithDbAsync(db => db.Set<Sheet>().Where(one => one.Title == "Guide zinzolin à paraître").Select(one => one.Id).SingleAsync());
        string[] own = [path, $"/api/v1/resources/{id:N}", $"/api/v1/resources/{id:N}.geojson", $"/proposer/ressources/{id:N}"];
        async Task SeenByAsync(HttpClient client, HttpStatusCode status)
        {
            foreach (var address in own)
            {
                using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
                Assert.True(status == answer.StatusCode, address);
            }
        }

        async Task HiddenAsync(bool hasBeenSeen)
        {
            await host.CatchUpAsync();
            foreach (var (client, before) in new[] { (host.Visitor, visitorBefore), (member, memberBefore) })
            {
                // Some days later the agenda is another, and the number of the public version has moved; the answers have not.
                var answers = await AskAsync(client);
                Assert.DoesNotContain(Surfaces, surface => (!hasBeenSeen || surface.Contains("search?", StringComparison.Ordinal)) && answers[surface] != before[surface]);
                Assert.DoesNotContain(Surfaces, surface => answers[surface].Contains("à paraître", StringComparison.OrdinalIgnoreCase) || answers[surface].Contains("a-paraitre", StringComparison.Ordinal));
            }

            await SeenByAsync(host.Visitor, HttpStatusCode.NotFound);
            await SeenByAsync(member, HttpStatusCode.NotFound);
            await SeenByAsync(editor, HttpStatusCode.OK);
        }

        await HiddenAsync(hasBeenSeen: false);
        Assert.Contains("À paraître : lundi 23 novembre 2026 08:00", (await editor.GetPageAsync(path)).QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Guide zinzolin à paraître", (await editor.GetPageAsync("/saisie")).QuerySelector("main .members")!.TextContent, StringComparison.Ordinal);
        // The hour is of Paris: seven o'clock in UTC.
        clock.Advance(new DateTimeOffset(2026, 11, 23, 6, 59, 0, TimeSpan.Zero) - clock.GetUtcNow());
        Assert.Equal(0, await TurnAsync(host));
        clock.Advance(TimeSpan.FromMinutes(1));
        await TurnAsync(host);
        await host.CatchUpAsync();
        await SeenByAsync(host.Visitor, HttpStatusCode.OK);
        Assert.Equal(1, (await host.Visitor.SearchAsync(Q("zinzolin"))).GetProperty("total").GetInt32());
        var after = await AskAsync(host.Visitor);
        Assert.Contains(Surfaces, surface => after[surface] != visitorBefore[surface]);

        // Its last day is seen to its end.
        clock.Advance(new DateTimeOffset(2026, 11, 25, 22, 59, 0, TimeSpan.Zero) - clock.GetUtcNow());
        Assert.Equal(0, await TurnAsync(host));
        clock.Advance(TimeSpan.FromMinutes(1));
        await TurnAsync(host);
        await HiddenAsync(hasBeenSeen: true);
        Assert.Contains("Expirée", (await editor.GetPageAsync(path)).QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["sheet-written", "sheet-published", "sheet-expired"], await host.WithDbAsync(db => db.AuditEntries.Where(entry => entry.Subject == $"resource/{id:N}").OrderBy(entry => entry.Id).Select(entry => entry.Act).ToListAsync()));

        // Published again by hand, then taken away as a draft.
        using var again = await editor.PostFormAsync($"/saisie/ressources/{id:N}", ("Publication", "maintenant"), ("ExpiresOn", ""));
        Assert.Equal(HttpStatusCode.Found, again.StatusCode);
        await SeenByAsync(host.Visitor, HttpStatusCode.OK);
        using var withdrawn = await editor.PostFormAsync($"/saisie/ressources/{id:N}", ("Publication", "brouillon"));
        Assert.Equal(HttpStatusCode.Found, withdrawn.StatusCode);
        await HiddenAsync(hasBeenSeen: true);
    }

    private static Task<int> TurnAsync(LiantHost host) => host.Services.GetServices<IHostedService>().OfType<PublicationClock>().Single().TurnAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task It_counts_for_those_who_may_read_it_until_they_leave(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine);
        var space = await host.OpenSpaceAsync("Réseau des épiceries");
        var (person, member) = await host.JoinAsync(space, SpaceRole.Reader);
        async Task<(int Total, int InTheme)> CountAsync()
        {
            var answer = await member.SearchAsync(Q("zinzolin"));
            var theme = answer.GetProperty("facets").GetProperty("theme").EnumerateArray().Where(value => value.GetProperty("value").GetString() == "habitat").Select(value => value.GetProperty("count").GetInt32()).FirstOrDefault();
            return (answer.GetProperty("total").GetInt32(), theme);
        }

        var sheet = await KeepAsync(host, space);
        Assert.Equal((1, 1), await CountAsync());
        Assert.Contains("Réseau des épiceries", (await member.GetPageAsync(sheet.Address())).QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        await host.WithDbAsync(db => db.Set<Membership>().Where(one => one.PersonId == person.Id).ExecuteDeleteAsync());
        Assert.Equal((0, 0), await CountAsync());
        await member.GetPageAsync(sheet.Address(), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_form_names_its_spaces_and_taking_one_off_closes_it()
    {
        await using var host = await LiantHost.StartAsync();
        var space = await host.OpenSpaceAsync("Réseau des épiceries");
        var (_, member) = await host.JoinAsync(space, SpaceRole.Reader);
        var clerk = await host.SignInOperatorAsync();
        using var written = await clerk.PostFormAsync("/saisie/ressources", ("Title", "Guide zinzolin réservé"), ("Summary", "Pour les membres."), ("Private", "true"), ("Readers", space.Id.ToString()), ("Sources[0].Title", "Le réseau"));
        Assert.Equal(HttpStatusCode.Found, written.StatusCode);
        var path = written.Headers.Location!.OriginalString;
        await member.GetPageAsync(path);
        var id = await host.WithDbAsync(db => db.Set<Sheet>().Where(one => one.Title == "Guide zinzolin réservé").Select(one => one.Id).SingleAsync());
        var form = await clerk.GetPageAsync($"/saisie/ressources/{id:N}");
        Assert.True(form.QuerySelector($"input[name=Readers][value='{space.Id}']")!.HasAttribute("checked"));
        using var revised = await clerk.SendFormAsync($"/saisie/ressources/{id:N}", form, ("Readers", null));
        Assert.Equal(HttpStatusCode.Found, revised.StatusCode);
        await member.GetPageAsync(path, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_space_chosen_without_reserving_the_sheet_is_refused_by_its_field_and_nothing_is_shown_to_everyone()
    {
        await using var host = await LiantHost.StartAsync();
        var space = await host.OpenSpaceAsync("Réseau des épiceries");
        var clerk = (await host.JoinAsync(space, SpaceRole.Manager)).Client;
        static async Task<AngleSharp.Html.Dom.IHtmlDocument> RefusedAsync(HttpResponseMessage answer)
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var page = await answer.ReadPageAsync();
            Assert.Contains("« Fiche réservée »", page.QuerySelector("#f-readers .field-error")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector("#resume-erreurs a[href='#f-readers']"));
            Assert.True(page.QuerySelector("#f-readers input[name=Readers]")!.HasAttribute("checked"));
            return page;
        }

        using var open = await clerk.PostFormAsync("/saisie/ressources", ("Title", "Guide zinzolin réservé"), ("Summary", "Pour les membres."), ("Readers", space.Id.ToString()), ("Sources[0].Title", "Le réseau"));
        var page = await RefusedAsync(open);
        Assert.Equal("Guide zinzolin réservé", page.ValueOf("Title"));
        Assert.False(await host.WithDbAsync(db => db.Set<Sheet>().AnyAsync(one => one.Title == "Guide zinzolin réservé")));

        using var written = await clerk.SendFormAsync("/saisie/ressources", page, ("Private", "true"));
        Assert.Equal(HttpStatusCode.Found, written.StatusCode);
        var id = await host.WithDbAsync(db => db.Set<Sheet>().Where(one => one.Title == "Guide zinzolin réservé" && one.IsPrivate).Select(one => one.Id).SingleAsync());
        // Opening it to all says so twice: the box, and its spaces.
        using var half = await clerk.PostFormAsync($"/saisie/ressources/{id:N}", ("Private", null));
        await RefusedAsync(half);
        await host.Visitor.GetPageAsync(written.Headers.Location!.OriginalString, HttpStatusCode.NotFound);
        using var opened = await clerk.PostFormAsync($"/saisie/ressources/{id:N}", ("Private", null), ("Readers", null));
        Assert.Equal(HttpStatusCode.Found, opened.StatusCode);
        await host.Visitor.GetPageAsync(written.Headers.Location!.OriginalString);
        Assert.Empty(await host.WithDbAsync(db => db.Set<SheetReader>().ToListAsync()));
    }

    private static async Task<Sheet> KeepAsync(LiantHost host, Space space)
    {
        await host.LoadSheetsAsync(SheetKind.Resource, Sheets.Of("reserve", "Guide zinzolin réservé") with
        {
            Private = true, Summary = "Réservé : épicerie, café, habitat.", Themes = ["habitat"], Keywords = ["épicerie"], Commune = "33227", Lat = 44.55, Lon = -0.25,
        });
        var sheet = await host.WithDbAsync(async db =>
        {
            var one = await db.Set<Sheet>().SingleAsync(sheet => sheet.OriginKey == "reserve");
            one.Revise(SheetContent.Of(one) with { Readers = [space.Id] }, host.Now, byHand: true);
            await db.SaveChangesAsync();
            return one;
        });
        await host.CatchUpAsync();
        return sheet;
    }

    [Fact]
    public async Task No_cache_gives_a_stranger_what_a_member_was_served()
    {
        await using var host = await LiantHost.StartAsync();
        var space = await host.OpenSpaceAsync("Réseau des épiceries");
        var (_, member) = await host.JoinAsync(space, SpaceRole.Reader);
        var sheet = await KeepAsync(host, space);
        var tagged = 0;
        foreach (var surface in Surfaces.Append(sheet.Address()).Append($"/api/v1/resources/{sheet.Id:N}"))
        {
            using var hers = await member.GetAsync(surface, TestContext.Current.CancellationToken);
            using var public_ = await host.Visitor.GetAsync(surface, TestContext.Current.CancellationToken);
            var isSameForAll = hers.StatusCode == public_.StatusCode && await hers.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) == await public_.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(isSameForAll || hers.Headers.CacheControl is { NoStore: true } or { Private: true, NoCache: true }, $"{surface}: {hers.Headers.CacheControl}");
            Assert.True(isSameForAll || hers.Headers.Vary.Contains("Cookie"), $"{surface}: Vary {hers.Headers.Vary}");
            if (isSameForAll || (hers.Headers.ETag is null && hers.Content.Headers.LastModified is null))
            {
                continue;
            }

            // What she has, shown by somebody else (the next person at that computer), proves nothing.
            tagged++;
            using var request = new HttpRequestMessage(HttpMethod.Get, surface);
            request.Headers.IfModifiedSince = hers.Content.Headers.LastModified;
            if (hers.Headers.ETag is { } tag)
            {
                request.Headers.IfNoneMatch.Add(tag);
            }

            using var asked = await host.Visitor.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((surface, public_.StatusCode), (surface, asked.StatusCode));
        }

        Assert.True(tagged > 0, "No answer had a tag: the test sees nothing.");
    }

    /// <summary>Every answer with its status and headers; what differs at each request (time taken, tokens, date) taken out.</summary>
    private static async Task<Dictionary<string, string>> AskAsync(HttpClient client)
    {
        var answers = new Dictionary<string, string>();
        foreach (var surface in Surfaces)
        {
            using var answer = await client.GetAsync(surface);
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            var text = answer.Content.Headers.ContentType?.MediaType switch
            {
                "application/vnd.mapbox-vector-tile" => Convert.ToHexString(bytes),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => Unzipped(bytes),
                _ => System.Text.Encoding.UTF8.GetString(bytes),
            };
            text = Regex.Replace(text, "\"tookMs\":[0-9.]+|[0-9,.]+ ms|value=\"CfDJ8[^\"]*\"|<updated>[^<]*</updated>|DTSTAMP:[0-9TZ]+", "");
            var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Date" or "Set-Cookie" or "Content-Length")).OrderBy(header => header.Key, StringComparer.Ordinal);
            answers[surface] = $"{(int)answer.StatusCode} {string.Join('\n', headers.Select(header => $"{header.Key}: {string.Join(", ", header.Value)}"))} {text}";
        }

        return answers;
    }

    /// <summary>Every part of a workbook; the archive itself bears the time at which it was made.</summary>
    private static string Unzipped(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        return string.Join('\n', zip.Entries.Select(part =>
        {
            using var reader = new StreamReader(part.Open());
            return part.FullName + "\n" + reader.ReadToEnd();
        }));
    }
}
