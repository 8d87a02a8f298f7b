using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Catalogue.Twins;

/// <summary>Whether two sheets of one kind may be about the same thing: names that are close (typing errors in a quarter of the letters at
/// most, or one name within the other), in the same commune, within two kilometres, or without a place on one of the two sides.</summary>
internal static class SimilarNames
{
    private const double NearKm = 2;

    /// <param name="name">Folded, as <paramref name="other"/>.</param>
    public static bool AreClose(string name, string other) =>
        other == name
        || EditDistance.Within(other, name, Math.Min(8, Math.Max(other.Length, name.Length) / 4)) is not null
        || (Math.Min(other.Length, name.Length) >= 6 && (Holds(other, name) || Holds(name, other)));

    public static bool AreNear(string? commune, Location? here, string? otherCommune, Location? there) =>
        commune is null || otherCommune is null || commune == otherCommune
        || (here is { } a && there is { } b && a.KilometresTo(b) <= NearKm);

    private static bool Holds(string longer, string shorter) => $" {longer} ".Contains($" {shorter} ", StringComparison.Ordinal);
}
