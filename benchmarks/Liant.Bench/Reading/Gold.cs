using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liant.Bench.Reading;

/// <summary>What a person found in a document: one file a document, beside the texts.</summary>
internal sealed record Gold(string Document, List<Gold.Told> Initiatives, List<Gold.Named>? Organisations)
{
    /// <param name="Kind">"initiative", or what may be proposed as an organisation too: network, scheme, policy, place.</param>
    /// <param name="Insee">Null where the text leaves the commune open.</param>
    internal sealed record Told(
        string Name, string? Kind, List<string>? Aliases, List<string>? Components, string? Insee, string? Departement, List<string> Themes,
        [property: JsonPropertyName("themes_acceptable")] List<string>? AcceptableThemes, [property: JsonPropertyName("legal_form")] string? LegalForm, Counted? Jobs,
        [property: JsonPropertyName("public_partners")] List<string>? PublicPartners, [property: JsonPropertyName("other_partners")] List<string>? OtherPartners,
        [property: JsonPropertyName("named_in_text")] bool? IsNamedInText)
    {
        public IEnumerable<string> Names => [Name, .. Aliases ?? [], .. Components ?? []];
    }

    internal sealed record Named(string Name);

    internal sealed record Counted(int Count);

    /// <summary>What may be proposed as an organisation without being wrong.</summary>
    public IEnumerable<string> Acceptable => (Organisations ?? []).Select(o => o.Name)
        .Concat(Initiatives.SelectMany(i => (i.PublicPartners ?? []).Concat(i.OtherPartners ?? []).Concat(i.Aliases ?? []).Concat(i.Components ?? [])));

    public static List<(Gold Gold, string Text)> ReadFolder(string annotations, string texts) => Directory.EnumerateFiles(annotations, "*.json").Order(StringComparer.Ordinal)
        .Select(file => JsonSerializer.Deserialize<Gold>(File.ReadAllText(file), JsonSerializerOptions.Web)!).Select(gold => (gold, File.ReadAllText(Path.Combine(texts, gold.Document)))).ToList();
}
