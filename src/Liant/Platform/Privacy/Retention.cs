using Liant.Platform.Database;

namespace Liant.Platform.Privacy;

/// <summary>How long a kind of record is kept, and how it is then forgotten. The register says what the job does, for both read this.</summary>
/// <param name="Kind">As <see cref="KeptAbout.What"/> names it.</param>
/// <param name="What">The record, in French.</param>
/// <param name="Period">How long, in French, counted from what.</param>
/// <param name="Reason">Why so long, and on what ground.</param>
public sealed record Retention(string Kind, string What, string Period, string Reason)
{
    /// <summary>How long; null when something else ends it: the person, or what it belongs to.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>Forgets the records of before that moment; says how many. Done twice, it finds nothing the second time.</summary>
    public Func<LiantDb, DateTimeOffset, CancellationToken, Task<int>>? ForgetAsync { get; init; }

    /// <summary>Of people to erase from every module: one, while there is one.</summary>
    public Func<LiantDb, DateTimeOffset, CancellationToken, Task<Someone?>>? NextToForgetAsync { get; init; }
}
