using System.Globalization;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Search.Segments;

/// <summary>Where sheets are: their commune, or the area they act in.</summary>
/// <param name="Programmes">Of the commune.</param>
/// <param name="Group">Number of what facets tell of it: places of one département and of the same programmes have the same.</param>
/// <param name="Text">Everything that people may call it: commune, EPCI, département, région, programmes of the town.</param>
internal sealed record Place(Territory? Commune, Territory? Area, IReadOnlyList<string> Programmes, string Text, int Group)
{
    public string? Departement => Commune?.DepartementCode ?? Area?.DepartementCode;

    public string? Region => Commune?.RegionCode ?? Area?.RegionCode;

    public string Key => KeyOf(Commune?.Code, Area?.Code, []).ToString();

    /// <summary>Another one once the place is called, drawn or supported differently.</summary>
    public ulong Version { get; } = (ulong)new StableHash().Add(KeyOf(Commune?.Code, Area?.Code, [])).Add(Text).Add(string.Join(',', Programmes))
        .Add(string.Create(CultureInfo.InvariantCulture, $"{Commune?.Location}|{Area?.Location}")).Value;

    /// <summary>The same for places that facets tell nothing different of.</summary>
    public string GroupKey => $"{Departement}|{Region}|{string.Join(',', Programmes)}";

    /// <param name="room">Used where the key fits.</param>
    public static ReadOnlySpan<char> KeyOf(string? commune, string? area, Span<char> room) => room.TryWrite($"{commune}|{area}", out var length) ? room[..length] : $"{commune}|{area}";
}
