namespace Liant.Modules.Accounts.Contract;

/// <summary>What a person may do in a space; each role may do what the one before may.</summary>
public enum SpaceRole
{
    /// <summary>Reads what is kept for the space.</summary>
    Reader = 1,

    /// <summary>Writes drafts of sheets with the others of the space, proposes sheets and corrections in its name, and follows what became of them.</summary>
    Contributor = 2,

    /// <summary>Invites readers and contributors and answers requests; in a network, decides on what is proposed and publishes.</summary>
    Manager = 3,

    /// <summary>Names managers and administrators, changes the space itself (words, look, mail domain) and reads its log.</summary>
    Administrator = 4,
}
