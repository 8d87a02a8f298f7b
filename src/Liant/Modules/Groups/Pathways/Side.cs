namespace Liant.Modules.Groups.Pathways;

/// <summary>The two parties of a pathway.</summary>
public enum Side
{
    /// <summary>The network that advises.</summary>
    Adviser,

    /// <summary>The town or organisation that is advised.</summary>
    Partner,
}
