using System.Globalization;
using System.IO.Compression;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Territories;

/// <summary>Reads the file that Assets/data/territories.mjs makes at build: one line a territory, cells apart by tabs.</summary>
internal sealed class TerritoryFile
{
    /// <summary>Insee, populations de référence 2023, in force on 1 January 2026 (communes.json). Mayotte's are of the census
    /// of 2017; for the Pacific collectivities the package does not say.</summary>
    private static int? CommunePopulationYear(string departement) => departement switch
    {
        "976" => 2017,
        "984" or "986" or "987" or "988" or "989" => null,
        _ => 2023,
    };

    /// <summary>DGCL, list of EPCI on 1 January 2026, which carries the populations of 2022 (epci.json: Paris 2,113,705).</summary>
    private const int EpciPopulationYear = 2022;

    public List<Territory> Regions { get; } = [];

    public List<Territory> Departements { get; } = [];

    public List<Territory> Epcis { get; } = [];

    public List<Territory> Communes { get; } = [];

    /// <summary>Delegated and associated communes and arrondissements: name, postal codes, code of their commune.</summary>
    public List<Part> Parts { get; } = [];

    public sealed record Part(string Code, string Name, string CommuneCode, string[] PostalCodes);

    public static TerritoryFile ReadEmbedded()
    {
        using var packed = typeof(TerritoryFile).Assembly.GetManifestResourceStream("territories.tsv.br")
            ?? throw new InvalidOperationException("The embedded territories are missing: build the assets.");
        using var reader = new StreamReader(new BrotliStream(packed, CompressionMode.Decompress));
        var file = new TerritoryFile();
        while (reader.ReadLine() is { } line)
        {
            file.Read(line.Split('\t'));
        }

        file.GivePartsToCommunes();
        return file;
    }

    /// <summary>Saint-Liant-sur-Arce: a département and a commune that exist nowhere, under codes that the official list leaves
    /// free; its label says "Démonstration" wherever it is shown.</summary>
    public TerritoryFile WithFictionalTown()
    {
        Departements.Add(new Territory(TerritoryKind.Departement, "00", "Démonstration") { IsFictional = true });
        Communes.Add(new Territory(TerritoryKind.Commune, "00001", "Saint-Liant-sur-Arce")
        {
            IsFictional = true, DepartementCode = "00", PostalCodes = ["00100"], Population = new Population(3200, "municipale", 2023), Location = new Location(46.0512, 2.1034, Precision.Commune),
        });
        return this;
    }

    private void Read(string[] cells)
    {
        switch (cells[0])
        {
            case "R":
                Regions.Add(new Territory(TerritoryKind.Region, "reg-" + cells[1], cells[2]) { RegionCode = "reg-" + cells[1] });
                break;
            case "D":
                Departements.Add(new Territory(TerritoryKind.Departement, cells[1], cells[2]) { DepartementCode = cells[1], RegionCode = "reg-" + cells[3] });
                break;
            case "E":
                Epcis.Add(new Territory(TerritoryKind.Epci, cells[1], cells[2]) { EpciCode = cells[1], EpciKind = cells[3], Population = Inhabitants(cells[4], EpciPopulationYear) });
                break;
            case "C":
                Communes.Add(Commune(cells));
                break;
            default:
                Parts.Add(new Part(cells[1], cells[2], cells[3], Several(cells[4])));
                break;
        }
    }

    private static Territory Commune(string[] cells) => new(TerritoryKind.Commune, cells[1], cells[2])
    {
        DepartementCode = cells[3],
        RegionCode = "reg-" + cells[4],
        EpciCode = cells[5].Length == 0 ? null : cells[5],
        PostalCodes = Several(cells[6]),
        Population = Inhabitants(cells[7], CommunePopulationYear(cells[3])),
        FormerCodes = Several(cells[8]),
        Location = cells[9].Length == 0 ? null : new Location(Number(cells[9]), Number(cells[10]), Precisions[cells[11]]),
    };

    private static readonly Dictionary<string, Precision> Precisions = new()
    {
        ["commune"] = Precision.Commune, ["epci"] = Precision.Epci, ["departement"] = Precision.Departement,
    };

    private static Population? Inhabitants(string cell, int? year) =>
        cell.Length == 0 ? null : new Population(int.Parse(cell, CultureInfo.InvariantCulture), "municipale", year);

    private static string[] Several(string cell) => cell.Length == 0 ? [] : cell.Split(' ');

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private void GivePartsToCommunes()
    {
        var parts = Parts.ToLookup(part => part.CommuneCode, part => part.Name);
        for (var i = 0; i < Communes.Count; i++)
        {
            if (parts.Contains(Communes[i].Code))
            {
                Communes[i] = Communes[i] with { Parts = parts[Communes[i].Code].Where(name => name != Communes[i].Name).Order().ToList() };
            }
        }
    }
}
