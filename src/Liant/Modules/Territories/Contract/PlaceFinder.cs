using Liant.Platform.Text;

namespace Liant.Modules.Territories.Contract;

/// <summary>
/// Resolves a place from words: a name ("Langon (Gironde)", "Langon 33", "st loup sur semouse"), a postal code, an INSEE
/// code, a former or delegated commune. Asks when it cannot know. Rules, in order:
/// an explicit form (insee:, postal:), a code, a whole name, a name followed by its département, its région or a postal code.
/// </summary>
public sealed class PlaceFinder
{
    public const int MaximumLength = 100;

    /// <summary>Short names that are official nowhere and used everywhere.</summary>
    private static readonly (string Alias, string Name)[] Aliases =
        [("paca", "provence alpes cote d azur"), ("idf", "ile de france"), ("aura", "auvergne rhone alpes"), ("bfc", "bourgogne franche comte"), ("hdf", "hauts de france")];

    /// <summary>What may stand before a name: "département de la Gironde", "ville du Mans".</summary>
    private static readonly HashSet<string> Generic = ["region", "departement", "commune", "ville", "village", "mairie"];

    /// <summary>What may stand behind a name, to tell a département from the commune of that name.</summary>
    private static readonly Dictionary<TerritoryKind, string> KindWords = new()
    {
        [TerritoryKind.Departement] = "département", [TerritoryKind.Region] = "région", [TerritoryKind.Commune] = "commune",
    };

    private static readonly HashSet<string> Articles = ["le", "la", "les", "l"];

    private readonly Gazetteer gazetteer;
    private readonly Dictionary<string, Named[]> byName;
    private readonly Dictionary<string, Territory[]> byPostalCode;
    private readonly string[] names;

    public PlaceFinder(Gazetteer gazetteer)
    {
        this.gazetteer = gazetteer;
        var all = gazetteer.All.Select(t => (t.Name, named: new Named(t, null)))
            .Concat(gazetteer.Parts.Select(part => (part.Name, named: new Named(gazetteer.Find(part.CommuneCode)!, part.Name)))).ToList();
        byName = all.GroupBy(pair => Key(pair.Name)).ToDictionary(group => group.Key, group => group.Select(pair => pair.named).Distinct().ToArray());
        // "Paris 11", "Lyon 3e": how people name an arrondissement.
        foreach (var part in gazetteer.Parts.Where(part => part.Name.EndsWith("Arrondissement", StringComparison.Ordinal)))
        {
            var words = Key(part.Name).Split(' ');
            var (town, number) = (words[0], new string(words[1].TakeWhile(char.IsAsciiDigit).ToArray()));
            foreach (var key in new[] { $"{town} {number}", $"{town} {words[1]}", $"{town} {number}eme", $"{town} {number}eme arrondissement" })
            {
                byName.TryAdd(key, [new Named(gazetteer.Find(part.CommuneCode)!, part.Name)]);
            }
        }

        foreach (var (alias, name) in Aliases)
        {
            byName.TryAdd(alias, byName[name]);
        }

        // "Cannet-des-Maures" finds Le Cannet-des-Maures, but "Langon" does not ask about Le Langon: whole names come first.
        foreach (var group in all.Select(pair => (key: WithoutArticle(Key(pair.Name)), pair.named)).Where(pair => pair.key is not null && !byName.ContainsKey(pair.key)).GroupBy(pair => pair.key!).ToList())
        {
            byName[group.Key] = group.Select(pair => pair.named).Distinct().ToArray();
        }

        byPostalCode = gazetteer.Communes.SelectMany(c => c.PostalCodes.Select(postal => (postal, c)))
            .GroupBy(pair => pair.postal).ToDictionary(group => group.Key, group => group.Select(pair => pair.c).ToArray());
        names = byName.Keys.Order(StringComparer.Ordinal).ToArray();
    }

    private sealed record Named(Territory Territory, string? Through);

    public PlaceAnswer Resolve(string words)
    {
        var typed = words.Trim();
        if (typed.Length is 0 or > MaximumLength)
        {
            return new PlaceAnswer.Unknown([]);
        }

        if (Prefixed(typed, "insee:") is { } insee)
        {
            return gazetteer.Find(insee) is { } known ? new PlaceAnswer.Found(known) : new PlaceAnswer.Unknown([]);
        }

        if (Prefixed(typed, "postal:") is { } postal)
        {
            return byPostalCode.TryGetValue(postal, out var served) ? Among(served.Select(c => new Named(c, null)), typed) : new PlaceAnswer.Unknown([]);
        }

        var key = Key(typed);
        return ByCode(typed) ?? ByWords(key) ?? ByWords(WithoutGeneric(key)) ?? ByBeginning(key) ?? new PlaceAnswer.Unknown(Nearest(key));
    }

    /// <summary>The same, for words taken from a text: a code, or whole names only, and no guess.</summary>
    public PlaceAnswer ResolveWhole(string words) =>
        words.Trim() is { Length: > 0 and <= MaximumLength } typed ? ByCode(typed) ?? ByWords(Key(typed)) ?? new PlaceAnswer.Unknown([]) : new PlaceAnswer.Unknown([]);

    /// <summary>Territories whose name begins with, or has a word that begins with, what is typed; the most peopled first.</summary>
    public IReadOnlyList<Territory> StartingWith(string typed, int limit)
    {
        var key = Key(typed);
        if (key.Length < 2)
        {
            return [];
        }

        if (key.All(char.IsAsciiDigit))
        {
            return byPostalCode.Where(pair => pair.Key.StartsWith(key, StringComparison.Ordinal)).SelectMany(pair => pair.Value)
                .Distinct().OrderByDescending(Inhabitants).Take(limit).ToList();
        }

        return WithPrefix(key).SelectMany(name => byName[name]).Where(named => named.Through is null).Select(named => named.Territory)
            .Distinct().OrderByDescending(t => Key(t.Name) == key).ThenByDescending(Inhabitants).ThenBy(t => t.Code, StringComparer.Ordinal).Take(limit).ToList();
    }

    private static int Inhabitants(Territory territory) => territory.Population?.Inhabitants ?? 0;

    private static string? Prefixed(string typed, string prefix) =>
        typed.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? typed[prefix.Length..].Trim() : null;

    /// <summary>A five-digit number may be an INSEE code and the postal code of another commune (3,045 are both): then ask.</summary>
    private PlaceAnswer? ByCode(string typed)
    {
        var code = typed.Replace(" ", "", StringComparison.Ordinal);
        var territory = code.Length is 5 or 9 || code.StartsWith("reg-", StringComparison.OrdinalIgnoreCase) || IsDepartement(code) ? gazetteer.Find(code) : null;
        var served = byPostalCode.GetValueOrDefault(code, []);
        if (territory is null)
        {
            return served.Length == 0 ? null : Among(served.Select(c => new Named(c, null)), typed);
        }

        if (territory.Code != code && served.Length > 0)
        {
            // A code of before a merger is rarely typed; a postal code is.
            return Among(served.Select(c => new Named(c, null)), typed);
        }

        var others = served.Where(c => c.Code != territory.Code).OrderByDescending(Inhabitants).ToList();
        return others.Count == 0
            ? new PlaceAnswer.Found(territory)
            : new PlaceAnswer.Ambiguous([Candidate(new Named(territory, null), "insee:" + territory.Code), .. others.Select(c => Candidate(new Named(c, null), "insee:" + c.Code))]);
    }

    private static bool IsDepartement(string code) => code.Length is 2 or 3 && char.IsAsciiDigit(code[0]);

    private PlaceAnswer? ByWords(string key) => NamedBy(key) is { } named ? Among(named, key) : null;

    /// <summary>Whole names, alone or followed by where or what they are; null when nothing is called so.</summary>
    private IReadOnlyList<Named>? NamedBy(string key)
    {
        if (byName.TryGetValue(key, out var named))
        {
            return named;
        }

        var words = key.Split(' ');
        if (words.Length > 1 && KindWords.FirstOrDefault(pair => Key(pair.Value) == words[^1]) is { Value: not null } kind
            && byName.GetValueOrDefault(string.Join(' ', words[..^1]), []).Where(n => n.Territory.Kind == kind.Key).ToList() is { Count: > 0 } ofKind)
        {
            return ofKind;
        }

        for (var tail = 1; tail < words.Length && tail <= 5; tail++)
        {
            var place = string.Join(' ', words[..^tail]);
            var where = string.Join(' ', words[^tail..]);
            if (byName.TryGetValue(place, out var homonyms) && Areas(where) is { Count: > 0 } areas)
            {
                var inside = homonyms.Where(n => n.Territory.Kind is TerritoryKind.Commune or TerritoryKind.Epci && areas.Exists(area => area(n.Territory))).ToList();
                if (inside.Count > 0)
                {
                    return inside;
                }
            }
        }

        return null;
    }

    /// <summary>"Cherbourg" for Cherbourg-en-Cotentin, "Saint Liant" for Saint-Liant-sur-Arce: the beginning of few names.
    /// "lhay les roses": letters alike but for their spaces.</summary>
    private PlaceAnswer? ByBeginning(string key)
    {
        if (key.Length < 4)
        {
            return null;
        }

        var joined = key.Replace(" ", "", StringComparison.Ordinal);
        var longer = WithPrefix(key + " ").Take(9).ToList();
        var found = longer.Count is > 0 and < 9 ? longer : names.Where(name => name.Length >= joined.Length && name.Length <= joined.Length + 6 && name.Replace(" ", "", StringComparison.Ordinal) == joined).ToList();
        return found.Count == 0 ? null : Among(found.SelectMany(name => byName[name]), key);
    }

    private static string WithoutGeneric(string key)
    {
        var words = key.Split(' ').ToList();
        if (words.Count < 2 || !Generic.Contains(words[0]))
        {
            return key;
        }

        words.RemoveAt(0);
        while (words.Count > 1 && words[0] is "de" or "du" or "d" or "des" or "la" or "l" or "le" or "les")
        {
            words.RemoveAt(0);
        }

        return string.Join(' ', words);
    }

    /// <summary>What "where" may mean behind a name: a département or a région by code or name, or a postal code.</summary>
    private List<Predicate<Territory>> Areas(string where)
    {
        var areas = new List<Predicate<Territory>>();
        if (IsDepartement(where) && gazetteer.Find(where) is { } byNumber)
        {
            areas.Add(t => Gazetteer.Contains(byNumber, t));
        }

        foreach (var area in byName.GetValueOrDefault(where, []).Select(n => n.Territory).Where(t => t.Kind is TerritoryKind.Departement or TerritoryKind.Region))
        {
            areas.Add(t => Gazetteer.Contains(area, t));
        }

        if (byPostalCode.ContainsKey(where))
        {
            areas.Add(t => t.PostalCodes.Contains(where));
        }

        return areas;
    }

    private PlaceAnswer Among(IEnumerable<Named> found, string typed) => Meant(found) is [var one]
        ? new PlaceAnswer.Found(one.Territory, one.Through)
        : new PlaceAnswer.Ambiguous(Meant(found).OrderByDescending(n => Inhabitants(n.Territory)).Take(12).Select(n => Candidate(n, WordsFor(n, typed))).ToList());

    /// <summary>Those that may be meant.</summary>
    private List<Named> Meant(IEnumerable<Named> found)
    {
        var named = found.DistinctBy(n => n.Territory.Code).ToList();
        // A present commune of that name is meant before a former one; an overseas département stands for its région.
        if (named.Exists(n => n.Through is null) && named.Count(n => n.Through is null) == 1)
        {
            named = named.Where(n => n.Through is null).ToList();
        }

        if (named.Count > 1 && named.Exists(n => n.Territory.Kind == TerritoryKind.Departement))
        {
            var departement = named.Find(n => n.Territory.Kind == TerritoryKind.Departement)!.Territory;
            named = named.Where(n => !(n.Territory.Kind == TerritoryKind.Region && Key(n.Territory.Name) == Key(departement.Name))).ToList();
            // Paris is one commune and one département: the same ground.
            if (gazetteer.CommunesOf(departement).Take(2).Count() == 1)
            {
                named = named.Where(n => n.Territory.Code != departement.Code).ToList();
            }
        }

        return named;
    }

    private PlaceCandidate Candidate(Named named, string words)
    {
        var label = gazetteer.Label(named.Territory);
        return new PlaceCandidate(named.Territory, named.Through is null ? label : $"{named.Through}, {label}", words);
    }

    /// <summary>What to put in a place field to mean this territory and no other.</summary>
    public string WordsFor(Territory territory) => WordsFor(new Named(territory, null), "");

    /// <summary>The label where it leads back to this territory alone; else its name and its kind ("Creuse (département)": a commune bears the name too); its code otherwise.</summary>
    private string WordsFor(Named named, string typed)
    {
        var label = gazetteer.Label(named.Territory);
        string?[] tries = [label, KindWords.TryGetValue(named.Territory.Kind, out var kind) ? $"{named.Territory.Name} ({kind})" : null];
        return tries.OfType<string>().FirstOrDefault(words => Key(words) != Key(typed) && NamedBy(Key(words)) is { } found && Meant(found) is [var one] && one.Territory.Code == named.Territory.Code)
            ?? "insee:" + named.Territory.Code;
    }

    private IReadOnlyList<Territory> Nearest(string key) => key.Length < 4
        ? []
        : names.Where(name => Math.Abs(name.Length - key.Length) <= 2)
            .Select(name => (name, distance: EditDistance.Within(name, key, 2))).Where(pair => pair.distance is not null)
            .OrderBy(pair => pair.distance).SelectMany(pair => byName[pair.name]).Select(n => n.Territory).Distinct()
            .OrderBy(t => EditDistance.Within(Key(t.Name), key, 4) ?? 9).ThenByDescending(Inhabitants).Take(5).ToList();

    private IEnumerable<string> WithPrefix(string prefix)
    {
        var index = Array.BinarySearch(names, prefix, StringComparer.Ordinal);
        for (var i = index < 0 ? ~index : index; i < names.Length && names[i].StartsWith(prefix, StringComparison.Ordinal); i++)
        {
            yield return names[i];
        }
    }

    private static string? WithoutArticle(string key)
    {
        var space = key.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && Articles.Contains(key[..space]) ? key[(space + 1)..] : null;
    }

    /// <summary>Folded words, "st" and "ste" in full, as people shorten them.</summary>
    private static string Key(string text) =>
        string.Join(' ', Fold.Words(text).Split(' ').Select(word => word switch { "st" => "saint", "ste" => "sainte", _ => word }));
}
