namespace Liant.Modules.Catalogue.Publishing;

/// <summary>When an editor wishes a sheet to be seen.</summary>
/// <param name="From">At once, when null or past.</param>
/// <param name="Until">For ever, when null.</param>
public sealed record Publication(bool IsDraft, DateTimeOffset? From, DateTimeOffset? Until)
{
    public static readonly Publication Now = new(false, null, null);

    public static readonly Publication Draft = new(true, null, null);
}

/// <summary>Where a sheet stands; only the first is seen by others than editors.</summary>
public enum PublicationState
{
    Published,

    Draft,

    ToCome,

    Expired,
}
