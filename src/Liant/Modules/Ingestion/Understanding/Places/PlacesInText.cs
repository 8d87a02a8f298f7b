using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Words;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Ingestion.Understanding.Places;

/// <summary>Finds the places of a text and settles homonyms: by the département beside the name, by other places of the sentence, the paragraph, the text; a town far
/// larger than its homonyms; else it abstains.</summary>
internal static class PlacesInText
{
    private static readonly HashSet<string> Governing = ["commune", "ville", "mairie", "maire", "village", "bourg", "municipalite", "centre", "cite", "coeur", "villages", "bassin", "gare", "canton", "bourgade", "marche", "habitants", "habitantes", "riverains", "cote", "voisins"];

    /// <summary>Before a capital word that is then no place: a street, a school, a person's title.</summary>
    private static readonly HashSet<string> NotAPlaceAfter = ["rue", "avenue", "boulevard", "place", "lycee", "college", "ecole", "quai", "impasse", "chemin", "allee", "m", "mme", "madame", "monsieur", "saint", "sainte", "editions", "fondation", "prix", "loi", "forum"];

    public static List<PlaceMention> Find(Tokens tokens, PlaceNames names)
    {
        var found = new List<PlaceMention>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (EpcisInText.At(tokens, i, names) is { } epci)
            {
                found.Add(epci);
                i = epci.End - 1;
            }
            else if (tokens[i].IsCapital && At(tokens, i, names) is { } mention)
            {
                found.Add(mention);
                i = mention.End - 1;
            }
        }

        // "Guise a été…" where the text also says "en guise de": a place all the same if "le bourg de Guise" says so.
        found.RemoveAll(place => OnlyLooksLikeAPlace.IsWrittenSmall(tokens, place) && !found.Exists(other => other.First != place.First && other.Candidates[0] == place.Candidates[0] && !OnlyLooksLikeAPlace.IsWrittenSmall(tokens, other)));
        return Homonyms.Settle(found, tokens, names.Gazetteer);
    }

    private static PlaceMention? At(Tokens tokens, int first, PlaceNames names)
    {
        var before = tokens[first - 1];
        var isGluedBefore = tokens[first].Glue == '-';
        if (isGluedBefore || (before.IsWord && NotAPlaceAfter.Contains(before.Folded) && tokens[first].Glue is ' '))
        {
            return null;
        }

        // "Parce que" is no commune.
        if (tokens[first].Folded == "parce" && tokens[first + 1].Folded is "que" or "qu")
        {
            return null;
        }

        // "rue des Fossés", "route de Langon": where in the town.
        if (before.Folded is "de" or "des" or "du" or "d" or "la" or "l" && Enumerable.Range(first - 3, 2).Any(k => tokens[k].Folded is "rue" or "route" or "avenue" or "boulevard" or "chemin" or "impasse") && !tokens[first - 2].IsCapital)
        {
            return null;
        }

        var (candidates, end) = Longest(tokens, first, names);
        var grip = GripOf(tokens, first);
        if (candidates.Count == 0)
        {
            if (grip is not (PlaceGrip.At or PlaceGrip.Governed))
            {
                return null;
            }

            (candidates, end) = Misspelt(tokens, first, names);
            (candidates, end) = candidates.Count > 0 || before.Folded is "aux" or "au" ? (candidates, end) : Shortened(tokens, first, names);
        }

        // "l’association Donner, Inventer, Essayer (DIE)": capital letters.
        if (end == first + 1 && tokens[first].Length < 5 && before.Mark == '(' && tokens[end].Mark == ')' && tokens[first - 2].IsCapital && IsUpper(tokens, first))
        {
            return null;
        }

        if (grip != PlaceGrip.At && end <= first + 2 && candidates.TrueForAll(c => c.Kind == TerritoryKind.Commune) && OnlyLooksLikeAPlace.IsACommonNoun(tokens, first, end))
        {
            return null;
        }

        // "le jury", "la fontaine": a commune takes no article but its own.
        if (grip == PlaceGrip.Bare && before.Folded is "le" or "la" or "les" or "l" && candidates.TrueForAll(c => c.Kind == TerritoryKind.Commune) && end == first + 1 && !names.BeginningWith(tokens[first].Folded).Any(named => named.Words.Length == 1 && named.Article == before.Folded))
        {
            return null;
        }

        // "le Pays de Langres" is wider than the commune.
        if (grip == PlaceGrip.Of && tokens[first - 2].Folded is "pays" or "quartier" or "quartiers")
        {
            return null;
        }

        // Part of a longer proper name: "Marseille Solidarité", "Lucie Vannier".
        if (candidates.Count == 0 || OnlyLooksLikeAPlace.IsInAPhrase(tokens, first, end, names) || (tokens[end].IsGlued && tokens[end].Glue is '-' or '.' or '\'') || OnlyLooksLikeAPlace.IsInsideAName(tokens, first, end, grip))
        {
            return null;
        }

        return Bracketed(tokens, first, end, candidates, grip, names) ?? new PlaceMention(first, end, end, candidates, grip, null) { IsAddress = IsAddress(tokens, first) };
    }

    private static bool IsUpper(Tokens tokens, int at) => !tokens.Text.AsSpan(tokens[at].Start, tokens[at].Length).ContainsAnyInRange('a', 'z');

    private static (List<Territory> Candidates, int End) Longest(Tokens tokens, int first, PlaceNames names)
    {
        var candidates = new List<Territory>();
        var length = 0;
        foreach (var named in names.BeginningWith(tokens[first].Folded, tokens[first + 1].Folded))
        {
            if (named.Words.Length < length)
            {
                break;
            }

            if ((length == 0 || named.Words.Length == length) && Fits(tokens, first, named.Words) && EndsAlike(tokens, first + named.Words.Length - 1, named.Territory.Name) && ArticleFits(tokens[first - 1], named.Article)
                && (!named.IsPart || candidates.Count == 0) && !candidates.Contains(named.Territory))
            {
                // A delegated commune gives way to a commune of that name.
                length = named.Words.Length;
                candidates.Add(named.Territory);
            }
        }

        // The name with its own article is longer: "La Réunion" before "Réunion".
        return (candidates, first + length);
    }

    /// <summary>"l’auberge de la Place" is not of Placé: a last é is written, unless all is in capitals.</summary>
    private static bool EndsAlike(Tokens tokens, int last, string name) =>
        IsUpper(tokens, last) || !((name.EndsWith('é') && tokens.Text[tokens[last].End - 1] == 'e') || (name.Length > 2 && name[^2] is 'é' or 'è' && tokens[last].Length > 2 && tokens.Text[tokens[last].End - 2] == 'e'));

    private static bool Fits(Tokens tokens, int first, string[] words)
    {
        for (var k = 0; k < words.Length; k++)
        {
            var token = tokens[first + k];
            // "Entre deux étangs" is not Entre-Deux.
            if (token.Mark != '\0' || token.Folded != words[k] || (k > 0 && k == words.Length - 1 && token is { IsCapital: false, IsNumber: false, Glue: ' ' }) || (k > 0 && token.Glue == '\r') || (k > 0 && !token.IsCapital && token.Glue == ' ' && words[k].Length > 4 && tokens[first + 1].Glue == '-'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ArticleFits(Token before, string article) => article switch
    {
        "" => true,
        "le" => before.Folded is "au" or "du" or "le",
        "les" => before.Folded is "aux" or "des" or "les",
        "la" => before.Folded == "la",
        _ => before.Folded == "l",
    };

    private static (List<Territory>, int) Misspelt(Tokens tokens, int first, PlaceNames names)
    {
        var end = first + 1;
        while (end - first < 6 && (tokens[end] is { IsWord: true, Glue: '-' } || (tokens[end] is { IsCapital: false, Glue: ' ', Folded: "de" or "sur" or "sous" or "en" or "la" or "le" or "les" } && tokens[end + 1] is { Glue: ' ' } next && (next.IsCapital || next.Folded is "la" or "le" or "les")) || (end > first + 1 && tokens[end] is { IsCapital: true, Glue: ' ' } && !tokens[end - 1].IsCapital)))
        {
            end++;
        }

        return tokens[end] is { IsCapital: true, Glue: ' ' } ? ([], first) : (names.Misspelt(Enumerable.Range(first, end - first).Select(i => tokens[i].Folded).ToArray()), end);
    }

    /// <summary>"à Carhaix" for Carhaix-Plouguer: the one town whose name begins so.</summary>
    private static (List<Territory>, int) Shortened(Tokens tokens, int first, PlaceNames names)
    {
        var end = first + 1;
        while (tokens[end] is { IsWord: true, Glue: '-' })
        {
            end++;
        }

        return tokens[end] is { IsCapital: true, Glue: ' ' } || (end == first + 1 && tokens.WritesSmall(tokens[first].Folded)) ? ([], first)
            : (names.Shortened(Enumerable.Range(first, end - first).Select(i => tokens[i].Folded).ToArray()), end);
    }

    private static PlaceGrip GripOf(Tokens tokens, int first)
    {
        var at = first - 1;
        // "à **Loudun**"
        while (tokens[at].Mark is '*' or '«' or '[')
        {
            at--;
        }

        if (tokens[at].Folded is "la" or "l" or "le" && tokens[at - 1].Folded is "a" or "de")
        {
            at--;
        }

        var before = tokens[at];
        // "Direction Langon, au pied du château"
        if (before.Folded is "a" or "au" or "aux" or "depuis" or "direction" && before.Glue != '\'')
        {
            return PlaceGrip.At;
        }

        if (before.Folded is "de" or "d" or "du" or "des")
        {
            return Governing.Contains(tokens[at - 1].Folded) || Governing.Contains(tokens[at - 1].Stem) || (tokens[at - 1] is { IsWord: true } adjective && Governing.Contains(tokens[at - 2].Folded) && adjective.Glue == ' ')
                ? PlaceGrip.Governed : PlaceGrip.Of;
        }

        return before.Folded is "vers" or "chez" ? PlaceGrip.Of : before.IsNumber && before.Length == 5 ? PlaceGrip.Settled : PlaceGrip.Bare;
    }

    /// <summary>"(Gironde)", "(33)", ", Gironde", "en Lozère", "dans le Var" behind the name, "33210" before it.</summary>
    private static PlaceMention? Bracketed(Tokens tokens, int first, int end, List<Territory> candidates, PlaceGrip grip, PlaceNames names)
    {
        var at = end;
        while (tokens[at].Mark == '*')
        {
            at++;
        }

        var opens = tokens[at].Mark is '(' or ',' or '[' or '-' or '|';
        var area = opens ? AreaAt(tokens, at + 1, names) ?? (tokens[at].Mark == '(' ? AreaWithin(tokens, at + 2, names) : null) : tokens[at].Folded is "en" or "dans" ? AreaAt(tokens, at + 1, names) : null;
        if (area is null && tokens[first - 1] is { IsNumber: true, Length: 5 } postal)
        {
            var served = candidates.Where(c => c.PostalCodes.Contains(postal.Folded)).ToList();
            return served.Count == 1 ? new PlaceMention(first, end, end, served, PlaceGrip.Settled, served[0]) { IsAddress = true } : null;
        }

        if (area is not var (where, behind))
        {
            return null;
        }

        var inside = candidates.Where(c => c.Kind == TerritoryKind.Commune && where.Exists(w => Gazetteer.Contains(w, c))).ToList();
        return inside.Count == 0 ? null
            : new PlaceMention(first, end, tokens[at].Mark is '(' or '[' ? behind : end, inside, tokens[at].Mark == ',' ? grip : PlaceGrip.Settled, inside.Count == 1 ? inside[0] : null) { SaysDepartement = true, IsAddress = IsAddress(tokens, first) };
    }

    /// <summary>"(2 100 habitants, Dordogne)": behind what else the bracket says.</summary>
    private static (List<Territory> Areas, int Behind)? AreaWithin(Tokens tokens, int first, PlaceNames names)
    {
        for (var k = first; k - first < 8 && tokens[k].Mark != ')'; k++)
        {
            if (tokens[k - 1].Mark is ',' or '-' && AreaAt(tokens, k, names) is { } area)
            {
                return area;
            }
        }

        return null;
    }

    private static (List<Territory> Areas, int Behind)? AreaAt(Tokens tokens, int index, PlaceNames names)
    {
        while (tokens[index].Folded is "la" or "le" or "les" or "l" or "en" or "dans" or "departement" or "de" or "du" or "des" or "d")
        {
            index++;
        }

        if (tokens[index].IsNumber || tokens[index].Folded is "2a" or "2b")
        {
            // "(35 habitants)" is no département.
            return tokens[index + 1].Mark != '\0' && names.Gazetteer.Find(tokens[index].Folded) is { Kind: TerritoryKind.Departement } byNumber ? ([byNumber], index + 2) : null;
        }

        foreach (var named in names.BeginningWith(tokens[index].Folded))
        {
            if (named.Territory.Kind is TerritoryKind.Departement or TerritoryKind.Region && Fits(tokens, index, named.Words))
            {
                return ([named.Territory], index + named.Words.Length + 1);
            }
        }

        return null;
    }

    /// <summary>"75 rue Léon Gambetta - 59 000 LILLE": a number of digits just before.</summary>
    private static bool IsAddress(Tokens tokens, int first) => tokens[first - 1] is { IsNumber: true, Length: 3 or 5 } && tokens[first - 2].Mark is not '(';
}
