namespace Liant.Modules.Accounts.Contract;

/// <summary>What a person may do in a space; each role may do what the one before may.</summary>
public enum SpaceRole
{
    /// <summary>Reads what is kept for the space.</summary>
    Reader = 1,

    /// <summary>Writes sheets for the space.</summary>
    Contributor = 2,

    /// <summary>Decides on what is proposed, publishes, invites readers and contributors.</summary>
    Manager = 3,

    /// <summary>Names the others, changes the space itself.</summary>
    Administrator = 4,
}
