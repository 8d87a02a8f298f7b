using Liant.Platform.Start;

namespace Liant.Modules.Ingestion.Batches;

/// <summary>Rung by a page that sent documents.</summary>
public sealed class ReadingBell : Bell;
