using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Interop.Feeds;
using Liant.Modules.Search.Contract;
using Liant.Platform;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Interop;

/// <summary>A search that one follows from elsewhere: an Atom feed of its sheets, a calendar of its events.</summary>
internal static class FeedApi
{
    public static void MapFeedApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("Flux").WithMetadata(new SameParameters("search"));
        api.MapGet("/search.atom", Atom).WithName("searchAtom").Produces<string>(contentType: AtomFeed.ContentType).Produces(304).ProducesProblem(400).ProducesProblem(409);
        api.MapGet("/search.ics", CalendarAsync).WithName("searchCalendar").Produces<string>(contentType: CalendarFeed.ContentType).Produces(304).ProducesProblem(400).ProducesProblem(409);
    }

    /// <summary>The same search, as an Atom feed</summary>
    /// <remarks>The 50 most recently updated sheets that match (RFC 4287). Takes the parameters of /search; page and size change nothing. Answers 304
    /// to If-None-Match and If-Modified-Since. Territories are not sheets and are left out.</remarks>
    internal static IResult Atom(HttpContext http, SearchParameters parameters, SheetSearch search, SearchTitle title, IStringLocalizer<Texts> texts)
    {
        var parsed = parameters.Parse(http.Request.Query, SearchParameters.Names.Api, refusesUnknown: true);
        if (parsed.Refusal() is { } refusal)
        {
            return refusal;
        }

        var entries = Feed.Latest(search.Matches(parsed.Request, Viewer.From(http.User)));
        var feed = FeedOf(http, parsed.Request, title.Of(parsed.Request)) with { Subtitle = texts["Feed.Subtitle", Feed.MostEntries] };
        return FeedAnswer.Of(http, AtomFeed.Write(feed, entries), AtomFeed.ContentType, Latest(entries));
    }

    /// <summary>The events of the same search, as a calendar</summary>
    /// <remarks>iCalendar (RFC 5545), whole days. An event known by its month only spans the month and is tentative; one known by its year only is
    /// left out; at most the 2,000 latest. Takes the parameters of /search; page and size change nothing. Answers 304 to If-None-Match and
    /// If-Modified-Since.</remarks>
    internal static async Task<IResult> CalendarAsync(
        HttpContext http, SearchParameters parameters, SheetSearch search, CatalogueReader catalogue, SearchTitle title, CancellationToken cancel)
    {
        var parsed = parameters.Parse(http.Request.Query, SearchParameters.Names.Api, refusesUnknown: true);
        if (parsed.Refusal() is { } refusal)
        {
            return refusal;
        }

        var viewer = Viewer.From(http.User);
        var events = search.Events(parsed.Request, viewer).ToDictionary(match => Guid.ParseExact(match.Id, "N"));
        var dates = await catalogue.DatesOfEventsAsync(events.Keys, viewer, cancel);
        var dated = CalendarFeed.Dated(dates.Select(known => (events[known.Key], known.Value)));
        var feed = FeedOf(http, parsed.Request, title.Of(parsed.Request));
        return FeedAnswer.Of(http, CalendarFeed.Write(feed, dated), CalendarFeed.ContentType, Latest(dated.Select(one => one.Document)));
    }

    private static Feed FeedOf(HttpContext http, SearchRequest request, string title)
    {
        var site = SiteAddress.Of(http.Request);
        var self = QueryHelpers.AddQueryString(site + http.Request.Path, SearchParameters.Written(request, SearchParameters.Names.Api));
        return new Feed(
            IdOf(self), title, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, site, self,
            QueryHelpers.AddQueryString(site + "/", SearchParameters.Written(request, SearchParameters.Names.Screen)));
    }

    /// <summary>Made from the address, as RFC 9562 lets version 8 be.</summary>
    private static Guid IdOf(string address)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(address)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static DateTimeOffset? Latest(IEnumerable<SearchDocument> documents) => documents.Select(document => (DateTimeOffset?)document.UpdatedAt).Max();
}
