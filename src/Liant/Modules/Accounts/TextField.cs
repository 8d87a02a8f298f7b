namespace Liant.Modules.Accounts;

/// <summary>One field of a form, for _Field.cshtml.</summary>
/// <param name="Label">Key of the label; the hint and the message are shown under it.</param>
/// <param name="Type">Of the input: text, email, password.</param>
/// <param name="Rows">More than one makes it an area.</param>
public sealed record TextField(string Name, string Label, string? Value, string? Error, string? Hint = null, string Type = "text", string? Autocomplete = null, int Rows = 1, bool IsRequired = true);
