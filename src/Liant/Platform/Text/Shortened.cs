namespace Liant.Platform.Text;

internal static class Shortened
{
    /// <summary>At most this many units of the text, never half a character: PostgreSQL refuses one.</summary>
    public static string Cut(this string text, int length) =>
        text.Length <= length ? text : char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];

    /// <summary>The same, and "…" when something is missing.</summary>
    public static string Shown(this string text, int length = 60) => text.Length <= length ? text : text.Cut(length) + "…";
}
