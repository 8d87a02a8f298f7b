using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Liant.Modules.Catalogue.Contract;
using Liant.Platform;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.Models;

/// <summary>Asks the administrator's model, if there is one, what a text tells of. Whatever goes wrong is a remark, never an error: the rules have read already.</summary>
public sealed class LanguageModel : IDisposable
{
    /// <summary>About 6,000 tokens: what small models keep in mind.</summary>
    private const int LongestText = 24_000;

    private const long LongestAnswer = 1_000_000;

    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web) { Converters = { new AnyAsText() } };

    private readonly ModelEndpoint? endpoint;
    private readonly HttpClient? http;

    public LanguageModel(LiantSettings settings)
    {
        endpoint = settings.Model;
        http = endpoint is null ? null : new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = endpoint.Address, Timeout = endpoint.Patience, MaxResponseContentBufferSize = LongestAnswer,
        };
        if (endpoint?.Key is { Length: > 0 } key)
        {
            http!.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public bool IsConfigured => endpoint is not null;

    /// <returns>The answer, or why there is none.</returns>
    internal async Task<(ModelAnswer? Answer, string? Problem)> AskAsync(string text, CancellationToken cancel)
    {
        try
        {
            using var response = await http!.PostAsJsonAsync("chat/completions", new
            {
                model = endpoint!.Name, temperature = 0, stream = false, response_format = new { type = "json_object" },
                messages = new[] { new { role = "system", content = Instructions }, new { role = "user", content = text.Cut(LongestText) } },
            }, cancel);
            if (!response.IsSuccessStatusCode)
            {
                return (null, $"Le modèle de langue a répondu par une erreur ({(int)response.StatusCode}) : lu par les règles seules.");
            }

            using var envelope = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancel), cancellationToken: cancel);
            var content = envelope.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString() ?? "";
            var (first, last) = (content.IndexOf('{', StringComparison.Ordinal), content.LastIndexOf('}'));
            return first >= 0 && last > first && JsonSerializer.Deserialize<ModelAnswer>(content[first..(last + 1)], Lenient) is { } answer ? (answer, null) : (null, Unreadable);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, $"Le modèle de langue n’a pas répondu en {endpoint!.Patience.TotalSeconds:0} s : lu par les règles seules.");
        }
        catch (HttpRequestException)
        {
            return (null, "Le modèle de langue ne répond pas : lu par les règles seules.");
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return (null, Unreadable);
        }
    }

    public void Dispose() => http?.Dispose();

    private const string Unreadable = "La réponse du modèle de langue est illisible : lu par les règles seules.";

    private static readonly string Instructions =
        "Tu lis un document français sur l’économie sociale et solidaire. Relève les initiatives dont il parle. Réponds par un seul objet JSON : " +
        """{"initiatives":[{"name":{"value":"","quote":""},"commune":{"value":"","quote":""},"legalForm":{"value":"","quote":""},"jobs":{"value":"12","quote":""},"foundedIn":{"value":"2014","quote":""},"themes":[{"value":"","quote":""}],"partners":[{"value":"","quote":""}]}]}. """ +
        "Chaque quote est copiée mot pour mot du document, 15 caractères au moins, et contient la valeur. Ce que le document ne dit pas : null. Thèmes possibles : " + string.Join(", ", Vocabulary.Themes.Terms.Select(term => term.Slug)) + ".";

    /// <summary>Models write 12 where "12" was asked for.</summary>
    private sealed class AnyAsText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                reader.Skip();
                return null;
            }

            using var value = JsonDocument.ParseValue(ref reader);
            return value.RootElement.ValueKind switch { JsonValueKind.String => value.RootElement.GetString(), JsonValueKind.Number => value.RootElement.GetRawText(), _ => null };
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
