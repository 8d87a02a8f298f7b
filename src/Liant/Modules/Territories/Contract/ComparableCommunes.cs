namespace Liant.Modules.Territories.Contract;

/// <summary>"Towns like this one", a first honest version: population, kind of EPCI, programmes in common, distance.
/// Each answer names the criteria it meets.</summary>
public static class ComparableCommunes
{
    /// <summary>Same size means a ratio of at most 1.5 between two populations of the same kind and year.</summary>
    private const double SameSizeRatio = 1.5;

    private const double NearKm = 50;

    /// <summary>How alike two communes are, from 0 to 1, and why; null when their size differs or is unknown.</summary>
    public static Comparison? Compare(Territory one, Territory other, Gazetteer gazetteer, ProgrammesOfCommunes programmes)
    {
        if (one.Code == other.Code || one.IsFictional != other.IsFictional || one.Population is not { Inhabitants: > 0 } a || other.Population is not { Inhabitants: > 0 } b
            || a.Kind != b.Kind || a.Year is null || a.Year != b.Year)
        {
            return null;
        }

        var ratio = (double)Math.Max(a.Inhabitants, b.Inhabitants) / Math.Min(a.Inhabitants, b.Inhabitants);
        if (ratio > SameSizeRatio)
        {
            return null;
        }

        var sameEpciKind = gazetteer.Find(one.EpciCode)?.EpciKind is { } kind && kind == gazetteer.Find(other.EpciCode)?.EpciKind;
        var shared = programmes.Of(one.Code).Select(p => p.Programme).Intersect(programmes.Of(other.Code).Select(p => p.Programme)).ToList();
        var km = one.Location is { IsApproximate: false } here && other.Location is { IsApproximate: false } there ? here.KilometresTo(there) : (double?)null;
        var score = 0.4 * (1 - (ratio - 1) / (SameSizeRatio - 1)) + 0.1 + (sameEpciKind ? 0.2 : 0) + Math.Min(0.2, 0.1 * shared.Count) + (km < NearKm ? 0.1 : 0);
        return new Comparison(other, score, sameEpciKind, shared, km);
    }

    /// <summary>The communes most like <paramref name="one"/>, best first.</summary>
    public static IReadOnlyList<Comparison> Of(Territory one, Gazetteer gazetteer, ProgrammesOfCommunes programmes, int limit) =>
        gazetteer.Communes.Select(other => Compare(one, other, gazetteer, programmes)).OfType<Comparison>()
            .OrderByDescending(c => c.Score).ThenBy(c => c.Kilometres ?? double.MaxValue).ThenBy(c => c.Commune.Code, StringComparer.Ordinal).Take(limit).ToList();
}

/// <param name="Score">From 0 to 1; size weighs half, kind of EPCI and programmes a fifth each, distance a tenth.</param>
/// <param name="SharedProgrammes">Slugs.</param>
/// <param name="Kilometres">Null when one of the two points is only approximate.</param>
public sealed record Comparison(Territory Commune, double Score, bool SameEpciKind, IReadOnlyList<string> SharedProgrammes, double? Kilometres);
