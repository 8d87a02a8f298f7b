namespace Liant.Modules.Shared;

/// <summary>The two fields of the main job, with what was typed and what is wrong with it.</summary>
public sealed record SearchBox(string Query, string Place, string? QueryError = null, string? PlaceError = null, bool IsHero = false)
{
    public static SearchBox Blank { get; } = new("", "");

    /// <summary>Filters to keep while the words change: name and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Kept { get; init; } = [];
}
