namespace Liant.Modules.Territories.Contract;

/// <summary>What a place in words may be.</summary>
public abstract record PlaceAnswer
{
    private PlaceAnswer() { }

    /// <param name="Through">Name of the delegated or associated commune that was typed, when it was one.</param>
    public sealed record Found(Territory Territory, string? Through = null) : PlaceAnswer;

    /// <summary>Several territories bear that name or number: ask.</summary>
    public sealed record Ambiguous(IReadOnlyList<PlaceCandidate> Candidates) : PlaceAnswer;

    /// <param name="Nearest">Names close to what was typed, best first, at most five.</param>
    public sealed record Unknown(IReadOnlyList<Territory> Nearest) : PlaceAnswer;
}

/// <param name="Words">What to type (or send) to mean this one and no other.</param>
public sealed record PlaceCandidate(Territory Territory, string Label, string Words);
