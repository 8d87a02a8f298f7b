namespace Liant.Modules.Accounts.Contract;

/// <summary>A space as other modules know it.</summary>
/// <param name="Slug">In the address of its pages.</param>
/// <param name="IsNetwork">It brings members together: authorities and organisations may join it.</param>
/// <param name="Email">Of the body, never of a person; null where it gave none.</param>
public sealed record NamedSpace(Guid Id, string Slug, string Name, bool IsNetwork, string? Email);
