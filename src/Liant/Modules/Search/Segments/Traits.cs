namespace Liant.Modules.Search.Segments;

/// <summary>What a sheet is: few combinations among many sheets, so a facet is tried and counted once for each combination.</summary>
/// <param name="Words">What the search reads beside the sheet's own keywords: names of its themes and of its form.</param>
internal sealed record Traits(
    string Kind, IReadOnlyList<string> Themes, string? Form, IReadOnlyList<string> Cooperation, IReadOnlyList<string> Words)
{
    public string Key => KeyOf(Kind, Themes, Form, Cooperation, []).ToString();

    /// <param name="room">Used where the key fits: a million sheets have some hundred keys.</param>
    public static ReadOnlySpan<char> KeyOf(string kind, IReadOnlyList<string> themes, string? form, IReadOnlyList<string> cooperation, Span<char> room) =>
        themes.Count == 1 && cooperation.Count == 0 && room.TryWrite($"{kind}|{form}|{themes[0]}|", out var length) ? room[..length]
            : $"{kind}|{form}|{string.Join(',', themes)}|{string.Join(',', cooperation)}";
}
