using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Search.Analysis;

/// <summary>"café à Langon": a place that ends a query, after a word that says so.</summary>
internal static class PlaceInText
{
    private const int LongestName = 7;

    /// <summary>What may come before a town.</summary>
    private static readonly HashSet<string> BeforeTowns = ["a", "au", "aux", "vers", "pres de", "pres du", "pres d", "autour de", "autour du", "autour d"];

    /// <summary>What may come before a département or a région: "maison en bois" is no maison at Bois (Charente-Maritime).</summary>
    private static readonly HashSet<string> BeforeAreas = ["en", "dans", "dans le", "dans la", "dans les", "dans l"];

    /// <param name="Rest">The query without it.</param>
    /// <param name="Others">Other towns of that name.</param>
    public sealed record Found(string Rest, Territory Place, IReadOnlyList<PlaceCandidate> Others);

    /// <param name="isSubject">Whether a word, folded, is a subject of sheets: "marché à terme" is not at Terme unless it says "à Terme".</param>
    public static Found? Find(string text, PlaceFinder places, Func<string, bool> isSubject)
    {
        var words = text.Replace('’', '\'').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // The longest name first: "à Saint-Denis en Val" before "en Val".
        for (var at = 1; at < words.Length; at++)
        {
            if (words.Length - at <= LongestName && Understood(words, at, places, isSubject) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static Found? Understood(string[] words, int at, PlaceFinder places, Func<string, bool> isSubject)
    {
        for (var before = Math.Min(2, at); before >= 1; before--)
        {
            // "près d'Uzès", "dans l'Aude": the article is part of the word.
            var (elided, name) = Elided(string.Join(' ', words[at..]));
            var said = Fold.Words(string.Join(' ', [.. words[(at - before)..at], elided]));
            var (isTown, isArea) = (BeforeTowns.Contains(said), BeforeAreas.Contains(said));
            var rest = string.Join(' ', words[..(at - before)]);
            if ((!isTown && !isArea) || name.Contains('"', StringComparison.Ordinal) || rest.Length == 0)
            {
                continue;
            }

            if (char.IsLower(name[0]) && !name.Contains(' ', StringComparison.Ordinal) && isSubject(Fold.Words(name)))
            {
                continue;
            }

            if (Named(places.ResolveWhole(name), isTown) is var (place, others))
            {
                return new Found(rest, place, others);
            }
        }

        return null;
    }

    /// <summary>Of several towns of one name, the one that is plainly the most peopled; the others are offered.</summary>
    private static (Territory Place, IReadOnlyList<PlaceCandidate> Others)? Named(PlaceAnswer answer, bool isTown)
    {
        bool Fits(Territory territory) => isTown || territory.Kind is TerritoryKind.Departement or TerritoryKind.Region or TerritoryKind.Epci;
        switch (answer)
        {
            case PlaceAnswer.Found found when Fits(found.Territory):
                return (found.Territory, []);
            case PlaceAnswer.Ambiguous doubt:
                var candidates = doubt.Candidates.Where(candidate => Fits(candidate.Territory)).OrderByDescending(candidate => InhabitantsOf(candidate.Territory)).ToList();
                return candidates.Count > 0 && (candidates.Count == 1 || InhabitantsOf(candidates[0].Territory) >= 2 * InhabitantsOf(candidates[1].Territory))
                    ? (candidates[0].Territory, candidates[1..])
                    : null;
            default:
                return null;
        }
    }

    private static int InhabitantsOf(Territory territory) => territory.Population?.Inhabitants ?? 0;

    private static (string Article, string Name) Elided(string name) =>
        name.Length > 2 && name[1] == '\'' && name[0] is ('d' or 'D' or 'l' or 'L') ? (name[..1], name[2..]) : ("", name);
}
