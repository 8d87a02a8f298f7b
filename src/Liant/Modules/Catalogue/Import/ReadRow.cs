using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Catalogue.Import;

/// <summary>What a row says, once read: a sheet to write, or the reasons why it cannot be one.</summary>
internal sealed class ReadRow
{
    public required long Rank { get; init; }

    public required long Line { get; init; }

    /// <summary>As in the file, for the report of refused rows.</summary>
    public required string?[] Cells { get; init; }

    /// <summary>Its key could be read, even if the row is refused.</summary>
    public bool IsIdentified { get; set; }

    public SheetKind Kind { get; set; }

    public string Origin { get; set; } = "";

    public string Key { get; set; } = "";

    /// <summary>Null when the row is refused.</summary>
    public SheetContent? Content { get; set; }

    public Territory? Commune { get; set; }

    public long Fingerprint { get; set; }

    /// <summary>The sheet of this Liant that the row was exported from, and the version that it was then.</summary>
    public Guid? LiantId { get; set; }

    public int? Version { get; set; }

    /// <summary>Address that an exported row had.</summary>
    public string? Slug { get; set; }

    public string? Relations { get; set; }

    private List<string>? errors;
    private List<string>? remarks;

    public List<string> Errors => errors ??= [];

    public List<string> Remarks => remarks ??= [];

    public bool HasErrors => errors is { Count: > 0 };

    public bool HasRemarks => remarks is { Count: > 0 };
}
