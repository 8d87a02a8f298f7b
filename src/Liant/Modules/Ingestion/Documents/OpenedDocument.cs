namespace Liant.Modules.Ingestion.Documents;

/// <summary>A file made text.</summary>
/// <param name="Format">How it was read, in words: "PDF", "texte, Windows-1252".</param>
/// <param name="Address">Where it says that it is published, for a web page that was saved.</param>
public sealed record OpenedDocument(DocumentText Document, string Format, string? Address = null);
