using System.Text.Json;
using Liant.Platform.Database;

namespace Liant.Modules.Catalogue.Import;

/// <summary>What becomes of each column of a file: the documented column that it stands for (<see cref="KnownColumns"/>), "info:Heading" to
/// keep it under a heading, or "-" to leave it out.</summary>
public sealed record ColumnPlan
{
    public const string LeaveOut = "-";

    public const string KeepAs = "info:";

    /// <summary>Slug of the kind of sheet; null when a column "nature" says it row by row.</summary>
    public string? Kind { get; init; }

    /// <summary>Name of the known format, if it is one.</summary>
    public string? Shape { get; init; }

    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Columns of the file that make up the key when none is one, in this order.</summary>
    public IReadOnlyList<string> KeyColumns { get; init; } = [];

    /// <summary>The same value for every row, by documented column.</summary>
    public IReadOnlyDictionary<string, string> Constants { get; init; } = new Dictionary<string, string>();

    public string ToJson() => JsonSerializer.Serialize(this, JsonText.Options);

    public static ColumnPlan FromJson(string json) => JsonSerializer.Deserialize<ColumnPlan>(json, JsonText.Options)!;

    public string TargetOf(string column) => Columns.GetValueOrDefault(column, LeaveOut);
}
