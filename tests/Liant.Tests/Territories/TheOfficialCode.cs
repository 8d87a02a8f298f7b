using System.Diagnostics;
using System.Globalization;
using Liant.Modules.Territories;
using Liant.Modules.Territories.Contract;
using Liant.Tests.World;

namespace Liant.Tests.Territories;

/// <summary>Edition 2026 of the official code, as the build packs it.</summary>
public sealed class TheOfficialCode(SharedHost shared, ITestOutputHelper output)
{
    private Gazetteer Gazetteer => shared.Host.Services.GetRequiredService<Geography>().Gazetteer;

    [Fact]
    public void It_holds_every_territory()
    {
        Assert.Equal(34_969, Gazetteer.Communes.Count);
        Assert.Equal(1_255, Gazetteer.Epcis.Count);
        Assert.Equal(109, Gazetteer.Departements.Count);
        Assert.Equal(98, Gazetteer.Communes.Count(commune => commune.EpciCode is null));
        Assert.Equal(Gazetteer.All.Count, Gazetteer.All.Select(territory => territory.Code).Distinct().Count());
    }

    [Theory]
    [InlineData("75056", "Paris", "75", "reg-11")]
    [InlineData("33227", "Langon", "33", "reg-75")]
    [InlineData("2A004", "Ajaccio", "2A", "reg-94")]
    [InlineData("97411", "Saint-Denis", "974", "reg-04")]
    [InlineData("01004", "Ambérieu-en-Bugey", "01", "reg-84")]
    public void A_commune_is_known_by_its_code(string code, string name, string departement, string region)
    {
        var commune = Gazetteer.Find(code);
        Assert.NotNull(commune);
        Assert.Equal((name, departement, region), (commune.Name, commune.DepartementCode, commune.RegionCode));
    }

    [Fact]
    public void Each_population_says_its_kind_and_year()
    {
        var communes = Gazetteer.Communes.Where(c => c.Population is not null).ToList();
        Assert.True(communes.Count > 34_800);
        // Mayotte and the overseas collectivities are counted in other years than the rest.
        Assert.All(communes.Where(commune => commune.DepartementCode is not "976" && commune.Code[..2] != "98" && commune.DepartementCode is not ("975" or "977" or "978")),
            commune => Assert.Equal(("municipale", 2023), (commune.Population!.Kind, commune.Population.Year)));
        Assert.All(communes, commune => Assert.True(commune.Population!.Year is null or (>= 2007 and <= 2023), commune.Code));
        Assert.All(Gazetteer.Epcis.Where(e => e.Population is not null), epci => Assert.Equal(("municipale", 2022), (epci.Population!.Kind, epci.Population.Year)));
        // A sum of communes is of the communes' year.
        Assert.All(Gazetteer.Departements.Where(area => area.Population is { Inhabitants: > 0 }), area =>
            Assert.True(Gazetteer.CommunesOf(area).Any(commune => commune.Population?.Year == area.Population!.Year), area.Name));
    }

    [Fact]
    public void A_departement_has_the_population_of_all_its_communes()
    {
        foreach (var departement in Gazetteer.Departements.Where(d => d.Population is not null))
        {
            Assert.Equal(Gazetteer.CommunesOf(departement).Sum(c => c.Population?.Inhabitants ?? 0), departement.Population!.Inhabitants);
        }
    }

    [Fact]
    public void An_epci_holds_the_communes_that_name_it()
    {
        var epci = Gazetteer.Find("242900629")!;
        var communes = Gazetteer.CommunesOf(epci).ToList();
        Assert.Contains(communes, commune => commune.Name == "Plouhinec");
        Assert.All(communes, commune => Assert.True(Gazetteer.Contains(epci, commune)));
    }

    [Theory]
    [InlineData("69381", "69123")]
    [InlineData("75101", "75056")]
    [InlineData("13201", "13055")]
    public void An_arrondissement_leads_to_its_commune(string code, string commune) => Assert.Equal(commune, Gazetteer.Find(code)?.Code);

    [Fact]
    public void A_code_of_before_a_merger_leads_to_the_commune_of_today()
    {
        var merged = Gazetteer.Communes.Where(commune => commune.FormerCodes.Count > 0).ToList();
        Assert.NotEmpty(merged);
        foreach (var commune in merged)
        {
            Assert.All(commune.FormerCodes, former => Assert.NotNull(Gazetteer.Find(former)));
        }

        Assert.Contains(merged, commune => commune.FormerCodes.Any(former => Gazetteer.Find(former)!.Code == commune.Code && former != commune.Code));
    }

    [Theory]
    [InlineData("33227", 44.553, -0.249)]
    [InlineData("40266", 44.069, -1.228)]
    [InlineData("97409", -20.96, 55.65)]
    public void A_commune_stands_where_it_is(string code, double lat, double lon)
    {
        var commune = Gazetteer.Find(code)!;
        Assert.NotNull(commune.Location);
        Assert.True(commune.Location.Value.KilometresTo(new Location(lat, lon)) < 5, $"{commune.Name} : {commune.Location}");
        Assert.Equal(Precision.Commune, commune.Location.Value.Precision);
        Assert.False(commune.Location.Value.IsApproximate);
    }

    [Fact]
    public void A_point_that_only_says_the_area_is_approximate()
    {
        var byPrecision = Gazetteer.Communes.Where(c => c.Location is not null).GroupBy(c => c.Location!.Value.Precision).ToDictionary(g => g.Key, g => g.Count());
        output.WriteLine(string.Join(", ", byPrecision.Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.True(byPrecision[Precision.Commune] > 8_500);
        Assert.True(byPrecision[Precision.Epci] > 20_000);
        Assert.All(Gazetteer.Communes.Where(c => c.Location?.Precision is Precision.Epci or Precision.Departement), c => Assert.True(c.Location!.Value.IsApproximate));
        Assert.All(Gazetteer.Epcis.Where(e => e.Location is not null), e => Assert.Equal(Precision.Epci, e.Location!.Value.Precision));
    }

    [Fact]
    public void Known_points_are_near_the_official_centres()
    {
        var gaps = File.ReadLines(SharedFiles.Need("data/geo/communes-centroides.csv")).Skip(1).Select(Centre)
            .Select(centre => (Commune: Gazetteer.Find(centre.Code), centre.At))
            .Where(pair => pair.Commune?.Location is { Precision: Precision.Commune })
            .Select(pair => pair.Commune!.Location!.Value.KilometresTo(pair.At)).Order().ToList();
        Assert.True(gaps.Count > 8_000);
        output.WriteLine($"{gaps.Count} communes, écart médian {gaps[gaps.Count / 2]:F2} km, 95 % sous {gaps[gaps.Count * 95 / 100]:F2} km");
        Assert.True(gaps[gaps.Count / 2] < 1.5);
        Assert.True(gaps[gaps.Count * 95 / 100] < 5);
    }

    [Fact]
    public void Official_centres_fall_inside_the_outline_of_their_departement()
    {
        var outlines = new Outlines().Rings.ToLookup(ring => ring.Departement);
        var (inside, all) = (0, 0);
        foreach (var (code, at) in File.ReadLines(SharedFiles.Need("data/geo/communes-centroides.csv")).Skip(1).Select(Centre))
        {
            if (Gazetteer.Find(code) is { Code: var today, DepartementCode.Length: 2 } commune && today == code)
            {
                all++;
                inside += outlines[commune.DepartementCode!].Count(ring => Holds(ring, at)) % 2;
            }
        }

        output.WriteLine($"{inside} centres sur {all} dans le contour de leur département");
        Assert.True(all > 34_000);
        Assert.True(inside >= 0.99 * all, $"{inside} sur {all}");
    }

    [Theory]
    [InlineData("971")]
    [InlineData("972")]
    [InlineData("973")]
    [InlineData("974")]
    [InlineData("976")]
    public void Overseas_departements_have_an_outline_too(string departement)
    {
        var rings = new Outlines().Rings.Where(ring => ring.Departement == departement).ToList();
        Assert.NotEmpty(rings);
        if (Gazetteer.Find(departement)!.Location is not { } centre)
        {
            Assert.Equal("976", departement); // No commune of Mayotte has a point in the packages.
            return;
        }

        Assert.Contains(rings, ring => ring.West - 0.5 < centre.Lon && centre.Lon < ring.East + 0.5 && ring.South - 0.5 < centre.Lat && centre.Lat < ring.North + 0.5);
    }

    [Fact]
    public void The_embedded_file_is_small_and_read_quickly()
    {
        using var packed = typeof(TerritoryFile).Assembly.GetManifestResourceStream("territories.tsv.br")!;
        var watch = Stopwatch.StartNew();
        var gazetteer = new Gazetteer(TerritoryFile.ReadEmbedded(), new Dictionary<string, Location>());
        var read = watch.Elapsed;
        _ = new PlaceFinder(gazetteer);
        output.WriteLine($"{packed.Length / 1024} ko embarqués, lus en {read.TotalMilliseconds:F0} ms, recherche de lieux prête en {watch.Elapsed.TotalMilliseconds:F0} ms");
        Assert.True(packed.Length < 1_500_000);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
    }

    private static (string Code, Location At) Centre(string line)
    {
        var cells = line.Split(',');
        return (cells[0], new Location(double.Parse(cells[^2], CultureInfo.InvariantCulture), double.Parse(cells[^1], CultureInfo.InvariantCulture)));
    }

    private static bool Holds(Outlines.Ring ring, Location at)
    {
        var inside = false;
        for (int i = 0, j = ring.Lons.Length - 1; i < ring.Lons.Length; j = i++)
        {
            if ((ring.Lats[i] > at.Lat) != (ring.Lats[j] > at.Lat)
                && at.Lon < (ring.Lons[j] - ring.Lons[i]) * (at.Lat - ring.Lats[i]) / (ring.Lats[j] - ring.Lats[i]) + ring.Lons[i])
            {
                inside = !inside;
            }
        }

        return inside;
    }
}
