namespace Liant.Modules.Catalogue.History;

/// <summary>What made a sheet say what it says.</summary>
public enum RevisionCause
{
    /// <summary>It said so before its versions were kept, or was loaded so.</summary>
    Before,

    /// <summary>Typed in the form.</summary>
    Hand,

    /// <summary>A proposal that an editor completed and published.</summary>
    Proposal,

    /// <summary>Exported, corrected in a spreadsheet, sent back.</summary>
    Import,

    /// <summary>An earlier version brought back.</summary>
    Restored,

    /// <summary>Another sheet was joined to it.</summary>
    Joined,
}
