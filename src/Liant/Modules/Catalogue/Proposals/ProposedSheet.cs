namespace Liant.Modules.Catalogue.Proposals;

/// <summary>What was proposed, as it was typed.</summary>
/// <param name="Field">Of a correction: which field; null for a new sheet.</param>
/// <param name="Value">Of a correction: what should stand there.</param>
/// <param name="Source">How the author knows: a page, a document, "I run it".</param>
public sealed record ProposedSheet(
    string? Title, string? Summary, string? Commune, string? Address, IReadOnlyList<string> Themes, string? StartedIn, string? Url, string? Field, string? Value, string Source, string? Message);
