namespace Liant.Modules.Territories.Contract;

/// <summary>How kinds and precisions are written in the API and in the keys of texts: commune, epci, departement, region; exact.</summary>
public static class Slugs
{
    public static string Slug(this TerritoryKind kind) => kind.ToString().ToLowerInvariant();

    public static string Slug(this Precision precision) => precision.ToString().ToLowerInvariant();
}
