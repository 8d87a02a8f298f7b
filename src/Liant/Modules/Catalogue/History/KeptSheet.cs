using System.Text.Json;
using Liant.Platform.Database;

namespace Liant.Modules.Catalogue.History;

/// <summary>All that a sheet says, as it is kept of a moment: its content, the file it came from, its links to other sheets.</summary>
public sealed record KeptSheet(SheetContent Content, Guid? FileSourceId, IReadOnlyList<KeptRelation> Relations)
{
    private static readonly JsonSerializerOptions Format = new(JsonText.Options) { IgnoreReadOnlyProperties = true };

    public static KeptSheet Of(Sheet sheet) => new(
        SheetContent.Of(sheet) with { FileSource = null }, sheet.FileSourceId,
        sheet.Relations.Select(relation => new KeptRelation(relation.Kind, relation.ToId, relation.Source)).OrderBy(relation => relation.Kind, StringComparer.Ordinal).ThenBy(relation => relation.To).ToList());

    public static KeptSheet Read(string written) => JsonSerializer.Deserialize<KeptSheet>(written, Format)!;

    public string Written() => JsonSerializer.Serialize(this, Format);
}

/// <summary>A link that it had.</summary>
public sealed record KeptRelation(string Kind, Guid To, string Source);
