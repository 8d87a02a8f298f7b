using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Memberships.Affiliates;

/// <summary>How each kind is written in addresses and files, which territory it is, how a map marks it.</summary>
internal static class AffiliateKinds
{
    private static readonly Dictionary<string, AffiliateKind> BySlug = Enum.GetValues<AffiliateKind>().ToDictionary(kind => kind.Slug());

    public static IReadOnlyList<AffiliateKind> All { get; } = Enum.GetValues<AffiliateKind>();

    public static AffiliateKind? From(string? slug) => slug is not null && BySlug.TryGetValue(slug, out var kind) ? kind : null;

    public static string Slug(this AffiliateKind kind) => kind switch
    {
        AffiliateKind.Commune => "commune",
        AffiliateKind.Epci => "intercommunalite",
        AffiliateKind.Departement => "departement",
        AffiliateKind.Region => "region",
        AffiliateKind.OtherAuthority => "autre-collectivite",
        _ => "organisation",
    };

    /// <summary>The territory that such a member is; null for one that only stands somewhere.</summary>
    public static TerritoryKind? Territory(this AffiliateKind kind) => kind switch
    {
        AffiliateKind.Commune => TerritoryKind.Commune,
        AffiliateKind.Epci => TerritoryKind.Epci,
        AffiliateKind.Departement => TerritoryKind.Departement,
        AffiliateKind.Region => TerritoryKind.Region,
        _ => null,
    };

    public static PointMark Mark(this AffiliateKind kind) => kind switch
    {
        AffiliateKind.Commune => PointMark.Circle,
        AffiliateKind.Epci => PointMark.Square,
        AffiliateKind.Departement => PointMark.Triangle,
        AffiliateKind.Region => PointMark.Diamond,
        AffiliateKind.OtherAuthority => PointMark.Cross,
        _ => PointMark.Star,
    };
}
