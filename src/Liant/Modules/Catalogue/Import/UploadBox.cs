namespace Liant.Modules.Catalogue.Import;

/// <summary>The field that takes a file, with the text of its button and what was wrong with the last one.</summary>
internal sealed record UploadBox(string Button, string? Error = null);
