namespace Liant.Modules.Territories.Contract;

/// <summary>Every territory of the official code, in memory. Identifiers are codes at a date (2026), never names.</summary>
public sealed class Gazetteer
{
    private readonly Dictionary<string, Territory> byCode;
    private readonly Dictionary<string, Territory> byFormerCode;
    private readonly ILookup<string, Territory> byEpci;
    private readonly ILookup<string, Territory> byDepartement;

    internal Gazetteer(TerritoryFile file, IReadOnlyDictionary<string, Location> ownPoints)
    {
        Communes = file.Communes.Select(commune =>
            ownPoints.TryGetValue(commune.Code, out var point) ? commune with { Location = point } : commune).ToList();
        byEpci = Communes.Where(c => c.EpciCode is not null).ToLookup(c => c.EpciCode!);
        byDepartement = Communes.ToLookup(c => c.DepartementCode!);
        Epcis = file.Epcis.ConvertAll(epci => WithCentre(epci, byEpci[epci.Code], byPopulation: true));
        Departements = file.Departements.ConvertAll(d => WithCentre(d, byDepartement[d.Code], byPopulation: false));
        Regions = file.Regions.ConvertAll(r => WithCentre(r, Communes.Where(c => c.RegionCode == r.Code), byPopulation: false));
        All = [.. Communes, .. Epcis, .. Departements, .. Regions];
        byCode = All.ToDictionary(t => t.Code, StringComparer.OrdinalIgnoreCase);
        byFormerCode = Communes.SelectMany(c => c.FormerCodes.Select(former => (former, c)))
            .Concat(file.Parts.Select(part => (former: part.Code, c: byCode[part.CommuneCode])))
            .Where(pair => !byCode.ContainsKey(pair.former))
            .DistinctBy(pair => pair.former)
            .ToDictionary(pair => pair.former, pair => pair.c, StringComparer.OrdinalIgnoreCase);
        Parts = file.Parts.Where(part => byCode.ContainsKey(part.CommuneCode)).ToList();
    }

    public IReadOnlyList<Territory> Communes { get; }

    public IReadOnlyList<Territory> Epcis { get; }

    public IReadOnlyList<Territory> Departements { get; }

    public IReadOnlyList<Territory> Regions { get; }

    public IReadOnlyList<Territory> All { get; }

    internal IReadOnlyList<TerritoryFile.Part> Parts { get; }

    /// <summary>The territory of that code today; a code of before a merger, or of a delegated commune, leads to the present commune.</summary>
    public Territory? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code) ?? byFormerCode.GetValueOrDefault(code);

    /// <summary>Communes of an EPCI, a département or a région, by name; the commune itself for a commune.</summary>
    public IEnumerable<Territory> CommunesOf(Territory territory) => territory.Kind switch
    {
        TerritoryKind.Commune => [territory],
        TerritoryKind.Epci => byEpci[territory.Code],
        TerritoryKind.Departement => byDepartement[territory.Code],
        _ => Communes.Where(c => c.RegionCode == territory.Code),
    };

    /// <summary>True when <paramref name="commune"/> is, or lies in, <paramref name="area"/>.</summary>
    public static bool Contains(Territory area, Territory commune) => area.Kind switch
    {
        TerritoryKind.Commune => area.Code == commune.Code,
        TerritoryKind.Epci => area.Code == commune.EpciCode,
        TerritoryKind.Departement => area.Code == commune.DepartementCode,
        _ => area.Code == commune.RegionCode,
    };

    /// <summary>Where something is drawn: at its own point, at its commune, or, approximately, in the EPCI or the département
    /// where it acts. A whole région is no place to put a pin.</summary>
    public static Location? PointOf(Location? own, Territory? commune, Territory? area) =>
        own ?? commune?.Location ?? (area?.Kind is TerritoryKind.Epci or TerritoryKind.Departement ? area.Location : null);

    /// <summary>"Langon (Gironde)" for a commune, the official name otherwise.</summary>
    public string Label(Territory territory) =>
        territory.Kind == TerritoryKind.Commune && Find(territory.DepartementCode) is { } departement && departement.Name != territory.Name
            ? $"{territory.Name} ({departement.Name})"
            : territory.Name;

    /// <summary>An area stands at its most peopled commune (an EPCI) or at the mean of its communes' points.</summary>
    private static Territory WithCentre(Territory area, IEnumerable<Territory> communes, bool byPopulation)
    {
        var known = communes.Where(c => c.Location is not null).ToList();
        if (known.Count == 0)
        {
            return area;
        }

        var centre = byPopulation
            ? known.MaxBy(c => c.Population?.Inhabitants ?? 0)!.Location!.Value
            : new Location(known.Average(c => c.Location!.Value.Lat), known.Average(c => c.Location!.Value.Lon));
        var precision = area.Kind == TerritoryKind.Epci ? Precision.Epci : Precision.Departement;
        return area with
        {
            Location = centre with { Precision = precision },
            Population = area.Population ?? Sum(known),
        };
    }

    private static Population Sum(List<Territory> communes) =>
        new(communes.Sum(c => c.Population?.Inhabitants ?? 0), "municipale", communes.Select(c => c.Population?.Year).Distinct().Take(2).ToList() is [{ } year] ? year : null);
}
