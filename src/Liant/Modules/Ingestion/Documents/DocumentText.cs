namespace Liant.Modules.Ingestion.Documents;

/// <summary>A document as text: what a reader sees, paragraphs separated by line feeds. Positions of passages count in <see cref="Text"/>.</summary>
/// <param name="Name">Name of the file, or address of the page.</param>
/// <param name="Title">What the format says its title is (HTML, DOCX); null for a plain text.</param>
public sealed record DocumentText(string Name, string Text, string? Title = null);
