using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Ingestion.Documents;

namespace Liant.Modules.Ingestion.Understanding;

/// <summary>Readings as JSON: camelCase, each field's passage quoted from the text with its place in it.</summary>
internal static class ReadingJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Task WriteAsync(Stream output, IAsyncEnumerable<(DocumentText Document, Reading Reading)> readings, CancellationToken cancel) =>
        JsonSerializer.SerializeAsync(output, new { documents = readings.Select(pair => Document(pair.Document, pair.Reading)) }, Options, cancel);

    private static object Document(DocumentText document, Reading reading) => new
    {
        file = document.Name, reading.Title, reading.SeriesName, reading.SeriesNumber, reading.Date, reading.Category, reading.ResourceType, reading.IsPrivateResource,
        reading.Summary, reading.Territory, evidence = Quotes(reading.Evidence, document.Text), proposals = reading.Proposals.Select(p => Proposal(p, document.Text)), reading.Remarks,
    };

    private static object Proposal(Proposal proposal, string text) => new
    {
        proposal.Kind, proposal.Name, proposal.Aliases, proposal.Commune, proposal.Departement, proposal.Epci,
        themes = proposal.Themes.Select(slug => Vocabulary.Themes.Find(slug)?.Fr ?? slug),
        legalForm = proposal.StatedForm, legalFormSlug = proposal.LegalForm,
        jobs = proposal.Jobs is { } jobs ? new { jobs.Count, approx = jobs.IsApproximate || jobs.IsInWords } : null,
        partners = proposal.Partners, proposal.FoundedIn, proposal.IsPlanned, proposal.Figures, proposal.Programmes, proposal.Summary, proposal.Website, proposal.On, proposal.Published,
        evidence = Quotes(proposal.Evidence, text), proposal.Confidence,
    };

    private static Dictionary<string, object> Quotes(IReadOnlyDictionary<string, Passage> evidence, string text) =>
        evidence.ToDictionary(pair => pair.Key, pair => (object)new { quote = pair.Value.In(text), start = pair.Value.Start, length = pair.Value.Length });
}
