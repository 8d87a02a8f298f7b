namespace Liant.Modules.Shared;

/// <summary>One field of a form, for _FormField.cshtml; its words are those of the page that shows it.</summary>
/// <param name="Type">Of the input: text, email, date, password, whose value is never shown again.</param>
/// <param name="Rows">More than one makes it an area.</param>
public sealed record FormField(string Name, string Label, string? Value, string? Error, string? Hint = null, string Type = "text", int Rows = 1, bool IsRequired = false, string? Autocomplete = null);
