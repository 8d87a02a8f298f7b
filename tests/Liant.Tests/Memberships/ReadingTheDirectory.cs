using System.Net;
using Liant.Modules.Memberships.Affiliates;
using Liant.Tests.World;

namespace Liant.Tests.Memberships;

/// <summary>Who is a member of a network, for anyone: by kind, on a map, in a list, year by year.</summary>
public sealed class ReadingTheDirectory
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Members_are_counted_by_kind_listed_marked_on_a_map_and_told_year_by_year(Engine engine)
    {
        await using var host = await LiantHost.StartAsync(engine, Clock.At(2026, 11, 22));
        var network = await host.OpenSpaceAsync("Réseau des halles");
        await host.EnterMemberAsync(network, AffiliateKind.Commune, "Langon", "33227", "secret@langon.example", 2024, 2025, 2026);
        await host.EnterMemberAsync(network, AffiliateKind.Commune, "Épinal", "88160", null, 2026);
        await host.EnterMemberAsync(network, AffiliateKind.Commune, "Saint-Denis", "97411", null, 2025);
        await host.EnterMemberAsync(network, AffiliateKind.Region, "Nouvelle-Aquitaine", "reg-75", null, 2025, 2026, 2027);
        await host.EnterMemberAsync(network, AffiliateKind.Organisation, "L’Épicerie", null, null, 2026);
        var gone = await host.EnterMemberAsync(network, AffiliateKind.Departement, "Creuse", "23", null, 2024);
        await host.WithDbAsync(async db =>
        {
            db.Attach(gone).Entity.Leave(host.Now);
            await db.SaveChangesAsync();
        });
        await host.EnterMemberAsync(await host.OpenSpaceAsync("Un autre"), AffiliateKind.Commune, "Lyon", "69123", null, 2026);

        var address = $"/espaces/{network.Slug}/adherents";
        var page = await host.Visitor.GetPageAsync(address);
        Assert.Equal(["Tous 5", "Communes 3", "Régions 1", "Organisations 1"], page.QuerySelectorAll("main .chips a").Select(chip => string.Join(' ', chip.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal(["Épinal", "Langon", "Saint-Denis", "Nouvelle-Aquitaine", "L’Épicerie"], page.QuerySelectorAll("main .members li > span:first-child").Select(name => name.TextContent.Trim()));
        Assert.Equal("/territoires/33227", page.QuerySelectorAll("main .members a").Single(link => link.TextContent == "Langon").GetAttribute("href"));
        Assert.DoesNotContain("secret", page.Body!.TextContent, StringComparison.Ordinal);
        // A year to come is not told; a member that left is told in its years.
        Assert.Equal([["2026", "2", "0", "1", "1", "4"], ["2025", "2", "0", "1", "0", "3"], ["2024", "1", "1", "0", "0", "2"]],
            page.QuerySelectorAll("main table tbody tr").Select(row => row.Children.Select(cell => cell.TextContent.Split(' ')[^1].Trim()).ToArray()));

        var filtered = await host.Visitor.GetPageAsync(address + "?genre=commune&nom=epi");
        Assert.Equal(["Épinal"], filtered.QuerySelectorAll("main .members li > span:first-child").Select(name => name.TextContent.Trim()));
        await host.Visitor.GetPageAsync(address + "?genre=royaume", HttpStatusCode.NotFound);

        var map = page.QuerySelector("main .picture img")!.GetAttribute("src")!;
        var svg = await host.Visitor.GetStringAsync(map, TestContext.Current.CancellationToken);
        // Two towns and a région; the third town is overseas, which is said, and the organisation has no place.
        Assert.Equal((2, 1, 0), (svg.Split("class=\"k0\"").Length - 1, svg.Split("class=\"k3\"").Length - 1, svg.Split("class=\"k5\"").Length - 1));
        Assert.Contains("2 adhérents ne sont pas sur la carte", page.QuerySelector("figcaption")!.TextContent, StringComparison.Ordinal);
        var towns = await host.Visitor.GetStringAsync(map + "?genre=commune", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("class=\"k3\"", towns, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2016-2019, 2021", new[] { 2016, 2017, 2018, 2019, 2021 })]
    [InlineData("2021 ; 2020;2020", new[] { 2020, 2021 })]
    [InlineData("2024 – 2025", new[] { 2024, 2025 })]
    [InlineData("", new int[0])]
    public void Years_are_read_as_people_write_them_and_written_the_same(string typed, int[] years)
    {
        var read = MemberYears.Read(typed, 2027, out var areYears);
        Assert.True(areYears);
        Assert.Equal(years, read);
        Assert.Equal(years, MemberYears.Read(MemberYears.Written(read), 2027, out _));
    }

    [Theory]
    [InlineData("2028")]
    [InlineData("1700")]
    [InlineData("2020-2018")]
    [InlineData("2018-2019-2020")]
    [InlineData("depuis 2018")]
    public void What_is_no_year_is_said(string typed)
    {
        MemberYears.Read(typed, 2027, out var areYears);
        Assert.False(areYears);
    }
}
