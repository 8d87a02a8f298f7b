using Liant.Platform.Start;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Rung by a page that starts an import.</summary>
public sealed class ImportBell : Bell;
