namespace Liant.Modules.Ingestion.Understanding.Models;

/// <summary>What a model answers: values, each with the words of the document that it says support it. Nothing of it is believed before <see cref="ModelClaims"/> has looked.</summary>
internal sealed record ModelAnswer(List<ModelAnswer.Initiative>? Initiatives)
{
    internal sealed record Initiative(Claim? Name, Claim? Commune, Claim? LegalForm, Claim? Jobs, Claim? FoundedIn, List<Claim>? Themes, List<Claim>? Partners);

    internal sealed record Claim(string? Value, string? Quote);
}
