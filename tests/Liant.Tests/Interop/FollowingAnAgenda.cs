using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Interop.Feeds;
using Liant.Platform.Text;
using Liant.Tests.World;

namespace Liant.Tests.Interop;

/// <summary>The calendar of the events of a search.</summary>
public sealed class FollowingAnAgenda(ZinzolinTown town) : IClassFixture<ZinzolinTown>
{
    private const string Address = "/api/v1/search.ics?" + ZinzolinTown.Find;

    [Fact]
    public async Task Khal_shows_the_events_on_their_days_with_their_accents()
    {
        using var khal = OtherProgram.Need("khal");
        Directory.CreateDirectory(khal.FileOf("agenda"));
        var config = khal.Write("config", $"""
            [calendars]
            [[liant]]
            path = {khal.FileOf("agenda")}
            [sqlite]
            path = {khal.FileOf("khal.db")}
            [locale]
            local_timezone = Europe/Paris
            default_timezone = Europe/Paris
            timeformat = %H:%M
            dateformat = %Y-%m-%d
            longdateformat = %Y-%m-%d
            datetimeformat = %Y-%m-%d %H:%M
            longdatetimeformat = %Y-%m-%d %H:%M
            [default]
            default_calendar = liant
            """);
        await khal.RunAsync("-c", config, "import", "--batch", await khal.FetchAsync(town.Visitor, Address, "liant.ics"));
        async Task<string[]> ListedAsync(string from, string to) =>
            (await khal.RunAsync("-c", config, "list", "--once", "--day-format", "", "--format", "{start-date}..{end-date} {title} @ {location}", from, to))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(
            ["2026-12-05..2026-12-06 Fête de l’Œuf ; été, hiver @ Salle des fêtes, près du pont, Langon", "2026-12-24..2026-12-24 Veillée @ Langon", "2027-02-01..2027-02-28 Mois de la soif @ Langon"],
            await ListedAsync("2026-11-01", "2027-12-31"));
        // The end is a day, not the midnight after it.
        Assert.Empty(await ListedAsync("2026-12-07", "2026-12-23"));
    }

    [Fact]
    public async Task Its_lines_are_those_of_the_standard()
    {
        using var answer = await town.Visitor.GetAsync(Address, TestContext.Current.CancellationToken);
        Assert.Equal("text/calendar; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= CalendarText.LineLength));
        var lines = Unfolded(text).Split("\r\n");
        Assert.Contains("X-WR-CALNAME:Liant · « zinzolin »", lines);
        Assert.Contains("DTSTAMP:20261122T090000Z", lines);
        Assert.Contains("SUMMARY:Fête de l’Œuf \\; été\\, hiver", lines);
        Assert.Contains("LOCATION:Salle des fêtes\\, près du pont\\, Langon", lines);
        Assert.Contains("GEO:44.55371;-0.24889", lines);
        Assert.Contains("CATEGORIES:Tiers-lieux", lines);
        Assert.Contains("URL:" + town.Host.Address.AbsoluteUri.TrimEnd('/') + "/agenda/veillee", lines);
        Assert.Equal(3, lines.Count(line => line == "BEGIN:VEVENT"));
        Assert.Single(lines, "STATUS:TENTATIVE");
        Assert.DoesNotContain("Année du vélo", text, StringComparison.Ordinal);
        Assert.Equal(3, lines.Where(line => line.StartsWith("UID:", StringComparison.Ordinal)).Distinct().Count());
        Assert.Equal(lines, Unfolded(await town.Visitor.GetStringAsync(Address, TestContext.Current.CancellationToken)).Split("\r\n"));
    }

    [Fact]
    public async Task A_private_event_is_in_the_operators_agenda_only()
    {
        Assert.DoesNotContain("secrète", await town.Visitor.GetStringAsync(Address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("Réunion secrète", await town.Operator.GetStringAsync(Address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-05", null, "2026-12-05", "2026-12-05", false)]
    [InlineData("2026-12-05", "2026-12-08", "2026-12-05", "2026-12-08", false)]
    [InlineData("2028-02", null, "2028-02-01", "2028-02-29", true)]
    [InlineData("2026-12", "2027-01", "2026-12-01", "2027-01-31", true)]
    [InlineData("2026-12-05", "2026-12", "2026-12-05", "2026-12-31", true)]
    [InlineData("2026-12", "2026-12-05", "2026-12-01", "2026-12-05", true)]
    [InlineData("2026-12-05", "2026", "2026-12-05", "2026-12-05", false)]
    public void An_event_takes_the_days_that_its_source_gives(string startsOn, string? endsOn, string first, string last, bool isTentative) =>
        Assert.Equal(
            new CalendarDays(DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture), isTentative),
            CalendarDays.Of(PartialDate.Parse(startsOn), endsOn is null ? null : PartialDate.Parse(endsOn)));

    [Fact]
    public void An_event_known_by_its_year_only_takes_no_day()
    {
        Assert.Null(CalendarDays.Of(PartialDate.Parse("2027"), null));
        Assert.Null(CalendarDays.Of(null, null));
    }

    [Fact]
    public void A_folded_line_has_short_pieces_of_whole_characters_and_unfolds_to_itself() =>
        Prop.ForAll(Lines(), line =>
        {
            var folded = CalendarText.Folded(line);
            return folded.EndsWith("\r\n", StringComparison.Ordinal) && Unfolded(folded) == line + "\r\n"
                && folded.Split("\r\n").All(piece => Encoding.UTF8.GetByteCount(piece) <= CalendarText.LineLength && !piece.Contains('\uFFFD', StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_escaped_text_reads_back_as_it_was_and_has_nothing_that_parts_values() =>
        Prop.ForAll(Lines(), text =>
        {
            var escaped = CalendarText.Escaped(text);
            return Unescaped(escaped) == text && escaped.Replace("\\\\", "", StringComparison.Ordinal).Replace("\\,", "", StringComparison.Ordinal)
                .Replace("\\;", "", StringComparison.Ordinal).IndexOfAny([',', ';', '\n']) < 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_control_character_never_comes_out() => Assert.Equal("ab\\nc\\nd", CalendarText.Escaped("a\u0000\u001Bb\r\nc\rd\u007F"));

    private static Arbitrary<string> Lines() => Gen.Choose(0, 300)
        .SelectMany(length => Gen.Elements("a", ";", ",", "\\", "\n", "n", "é", "’", "€", "\U0001F6B2", " ").ArrayOf(length)).Select(string.Concat).ToArbitrary();

    private static string Unfolded(string text) => text.Replace("\r\n ", "", StringComparison.Ordinal);

    private static string Unescaped(string text)
    {
        var read = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            read.Append(text[i] != '\\' ? text[i] : text[++i] == 'n' ? '\n' : text[i]);
        }

        return read.ToString();
    }
}
