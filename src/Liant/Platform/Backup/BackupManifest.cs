using System.Text.Json.Serialization;

namespace Liant.Platform.Backup;

/// <summary>What a backup holds; its last entry. A reader of another year needs nothing else to understand the rest.</summary>
/// <param name="Format">Of the file, not of the database: raised when a reader of before could not read it.</param>
/// <param name="Migrations">Those that the database had received: its schema at that moment.</param>
/// <param name="Tables">A table stands after those that it refers to.</param>
internal sealed record BackupManifest(
    int Format, string Version, string Engine, DateTimeOffset TakenAt, IReadOnlyList<string> Migrations, IReadOnlyList<BackupManifest.Table> Tables)
{
    public const int PresentFormat = 1;

    public const string Entry = "manifest.json";

    [JsonIgnore]
    public long Rows => Tables.Sum(table => table.Rows);

    /// <param name="Bytes">Length of the entry once inflated: nothing longer is read.</param>
    /// <param name="Sha256">Of the entry once inflated.</param>
    internal sealed record Table(string Name, IReadOnlyList<Column> Columns, long Rows, long Bytes, string Sha256)
    {
        [JsonIgnore]
        public string Entry => $"tables/{Name}.jsonl";
    }

    internal sealed record Column(string Name, ColumnType Type);
}

/// <summary>Types that both engines can hold. SQLite keeps identifiers and days as text, truth values as 0 and 1.</summary>
internal enum ColumnType
{
    Text,
    Integer,
    Real,
    Boolean,
    Uuid,
    Date,
    Bytes,
}
