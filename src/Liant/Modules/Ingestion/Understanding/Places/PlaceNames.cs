using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.Places;

/// <summary>Names of territories as word sequences, to be found in a text in one pass. Made once for an edition of the gazetteer.</summary>
internal sealed class PlaceNames
{
    /// <summary>What begins the official name of an EPCI and is written in full, or not at all, in a text.</summary>
    private static readonly HashSet<string> EpciKinds = ["cc", "ca", "cu", "metropole", "communaute", "communes", "agglomeration", "urbaine", "eurometropole", "agglo"];

    /// <summary>Words of an EPCI's name that texts leave out or add.</summary>
    private static readonly HashSet<string> Small = ["de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "a"];

    private readonly Dictionary<string, List<Named>> byFirst = new(StringComparer.Ordinal);

    /// <summary>Those that go on with that second word, and those of one word: four thousand communes begin with "saint".</summary>
    private readonly Dictionary<(string First, string Second), List<Named>> byTwo = [];

    private readonly Dictionary<string, List<Named>> epcisByFirst = new(StringComparer.Ordinal);
    private readonly ILookup<(char, int), Named> communesByLetter;

    public PlaceNames(Gazetteer gazetteer)
    {
        Gazetteer = gazetteer;
        var named = gazetteer.Communes.Concat(gazetteer.Departements).Concat(gazetteer.Regions).SelectMany(t => Readings(t.Name, t))
            .Concat(gazetteer.Communes.SelectMany(c => c.Parts.SelectMany(part => Readings(part, c).Select(n => n with { IsPart = true })))).ToList();
        foreach (var group in named.GroupBy(n => n.Words[0]))
        {
            byFirst[group.Key] = group.OrderByDescending(n => n.Words.Length).ToList();
            var alone = byFirst[group.Key].FindAll(n => n.Words.Length == 1);
            byTwo[(group.Key, "")] = alone;
            foreach (var seconds in byFirst[group.Key].Where(n => n.Words.Length > 1).GroupBy(n => n.Words[1]))
            {
                byTwo[(group.Key, seconds.Key)] = [.. seconds, .. alone];
            }
        }

        foreach (var epci in gazetteer.Epcis)
        {
            var core = Fold.Words(epci.Name).Split(' ').Where(word => !EpciKinds.Contains(word) && !Small.Contains(word)).ToArray();
            if (core.Length > 0)
            {
                (epcisByFirst.TryGetValue(core[0], out var list) ? list : epcisByFirst[core[0]] = []).Add(new Named(core, epci, "", false));
            }
        }

        foreach (var list in epcisByFirst.Values)
        {
            list.Sort((a, b) => b.Words.Length.CompareTo(a.Words.Length));
        }

        communesByLetter = named.Where(n => n.Territory.Kind == TerritoryKind.Commune && n is { Article: "", IsPart: false }).ToLookup(n => (n.Words[0][0], n.Words.Length));
    }

    /// <param name="Article">The article that its official name begins with and this reading leaves out: "au Cannet-des-Maures".</param>
    internal sealed record Named(string[] Words, Territory Territory, string Article, bool IsPart);

    public Gazetteer Gazetteer { get; }

    public IReadOnlyList<Named> BeginningWith(string word) => byFirst.TryGetValue(word, out var named) ? named : [];

    /// <summary>The longest first, as above; no other can stand where these two words do.</summary>
    public IReadOnlyList<Named> BeginningWith(string word, string next) =>
        byTwo.TryGetValue((word, next), out var named) || byTwo.TryGetValue((word, ""), out named) ? named : [];

    public IReadOnlyList<Named> EpcisBeginningWith(string word) => epcisByFirst.TryGetValue(word, out var named) ? named : [];

    public static bool IsSmall(string word) => Small.Contains(word);

    public static bool IsEpciKind(string word) => EpciKinds.Contains(word);

    /// <summary>Communes whose name has as many words and begins alike, one letter apart: "Châtelleraut".</summary>
    public List<Territory> Misspelt(string[] words)
    {
        var typed = string.Join(' ', words);
        return typed.Length < 8 ? [] : communesByLetter[(words[0][0], words.Length)]
            .Where(n => Math.Abs(string.Join(' ', n.Words).Length - typed.Length) <= 1 && EditDistance.Within(string.Join(' ', n.Words), typed, 1) is not null)
            .Select(n => n.Territory).Distinct().ToList();
    }

    /// <summary>The one commune of a thousand inhabitants or more whose longer name begins with these words: "Carhaix" for Carhaix-Plouguer.</summary>
    public List<Territory> Shortened(string[] words)
    {
        if (words[^1].Length < 5)
        {
            return [];
        }

        var longer = BeginningWith(words[0]).Where(n => n is { Article: "", IsPart: false, Territory.Kind: TerritoryKind.Commune } && n.Words.Length > words.Length && n.Words.AsSpan(0, words.Length).SequenceEqual(words)).Select(n => n.Territory).Distinct().ToList();
        var towns = longer.FindAll(t => (t.Population?.Inhabitants ?? 0) >= 1_000);
        return towns.Count == 1 && longer.TrueForAll(t => t == towns[0] || (t.Population?.Inhabitants ?? 0) < 1_000) ? towns : [];
    }

    private static IEnumerable<Named> Readings(string name, Territory territory)
    {
        var words = Fold.Words(name).Split(' ');
        yield return new Named(words, territory, "", false);
        if (words.Length > 1 && words[0] is "le" or "la" or "les" or "l")
        {
            yield return new Named(words[1..], territory, words[0], false);
        }

        if (words[0] is "saint" or "sainte")
        {
            yield return new Named([words[0] == "saint" ? "st" : "ste", .. words[1..]], territory, "", false);
        }
    }
}
