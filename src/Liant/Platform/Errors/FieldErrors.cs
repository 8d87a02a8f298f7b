namespace Liant.Platform.Errors;

/// <summary>What is wrong, by field; empty when nothing is. Becomes a validation problem (API) or messages beside fields (pages).</summary>
public sealed class FieldErrors
{
    private static readonly IReadOnlyDictionary<string, string[]> None = new Dictionary<string, string[]>();

    /// <summary>Made with the first error: millions of rows have none.</summary>
    private Dictionary<string, string[]>? byField;

    public bool Any => byField is not null;

    public IReadOnlyDictionary<string, string[]> ByField => byField ?? None;

    /// <summary>What is wrong with a field, in one line; null when nothing is.</summary>
    public string? Of(string field) => ByField.TryGetValue(field, out var messages) ? string.Join(" ", messages.Distinct()) : null;

    public void Add(string field, string message) =>
        (byField ??= new(StringComparer.Ordinal))[field] = byField.TryGetValue(field, out var already) ? [.. already, message] : [message];

    public IResult ToProblem() => Results.ValidationProblem(ByField.ToDictionary(), title: "Des paramètres ne conviennent pas.");
}
