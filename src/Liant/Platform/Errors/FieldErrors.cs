namespace Liant.Platform.Errors;

/// <summary>What is wrong, by field; empty when nothing is. Becomes a validation problem (API) or messages beside fields (pages).</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, string[]> byField = new(StringComparer.Ordinal);

    public bool Any => byField.Count > 0;

    public IReadOnlyDictionary<string, string[]> ByField => byField;

    public void Add(string field, string message) =>
        byField[field] = byField.TryGetValue(field, out var already) ? [.. already, message] : [message];

    public IResult ToProblem() => Results.ValidationProblem(byField, title: "Des paramètres ne conviennent pas.");
}
