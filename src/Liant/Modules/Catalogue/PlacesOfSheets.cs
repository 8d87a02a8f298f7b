using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Catalogue;

internal static class PlacesOfSheets
{
    /// <summary>Where a sheet is, in words: its commune or its territory, else what its own label says. Tells two sheets of one title apart.</summary>
    public static string? PlaceOf(this Geography geography, Sheet sheet) =>
        geography.Gazetteer.Find(sheet.CommuneCode ?? sheet.AreaCode) is { } territory ? geography.Gazetteer.Label(territory) : sheet.AreaLabel;
}
