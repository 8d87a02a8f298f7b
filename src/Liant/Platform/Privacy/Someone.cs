namespace Liant.Platform.Privacy;

/// <summary>The person that a request about her own data comes from: how rows name her.</summary>
/// <param name="Id">As rows that reference her hold it.</param>
/// <param name="Name">As letters that she caused say it.</param>
/// <param name="Email">As rows written before she had an account hold it.</param>
public sealed record Someone(Guid Id, string Name, string Email)
{
    /// <summary>As the audit names her.</summary>
    public string Actor => Id.ToString("N");

    /// <summary>What stands in her place once she is forgotten.</summary>
    public const string Nobody = "erased";
}
