namespace Liant.Modules.Groups.Papers;

/// <summary>For _Papers.cshtml.</summary>
/// <param name="Path">Of the group.</param>
public sealed record PaperLines(string Path, IReadOnlyList<Paper> Papers);
