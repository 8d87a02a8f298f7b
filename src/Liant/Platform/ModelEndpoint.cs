using System.Globalization;

namespace Liant.Platform;

/// <summary>A language model that the administrator runs or rents: any endpoint that speaks OpenAI's chat protocol. None by default, and never needed.</summary>
/// <param name="Address">Up to and with "/v1", for example http://localhost:11434/v1.</param>
public sealed record ModelEndpoint(Uri Address, string Name, string? Key, TimeSpan Patience)
{
    /// <exception cref="InvalidOperationException">A part is missing or wrong; the message is for the administrator.</exception>
    public static ModelEndpoint? From(IConfiguration configuration)
    {
        if (configuration["LIANT_MODEL_ADDRESS"] is not { Length: > 0 } typed)
        {
            return null;
        }

        if (!Uri.TryCreate(typed.TrimEnd('/') + "/", UriKind.Absolute, out var address) || !(address.Scheme is "https" or "http"))
        {
            throw new InvalidOperationException($"LIANT_MODEL_ADDRESS doit être une adresse http(s), par exemple http://localhost:11434/v1 ; reçu : {typed}");
        }

        if (configuration["LIANT_MODEL_NAME"] is not { Length: > 0 } name)
        {
            throw new InvalidOperationException("LIANT_MODEL_NAME (le nom du modèle) doit accompagner LIANT_MODEL_ADDRESS.");
        }

        var patience = configuration["LIANT_MODEL_SECONDS"] is { Length: > 0 } seconds
            ? int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 3600 ? number : throw new InvalidOperationException($"LIANT_MODEL_SECONDS doit être un nombre de secondes, de 1 à 3600 ; reçu : {seconds}")
            : 120;
        return new ModelEndpoint(address, name, configuration["LIANT_MODEL_KEY"], TimeSpan.FromSeconds(patience));
    }
}
