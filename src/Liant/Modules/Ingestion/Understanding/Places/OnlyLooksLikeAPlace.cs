using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Places;

/// <summary>Words that are a commune’s name and mean something else where they stand: a common noun, a part of a longer name, what a thing is for.</summary>
internal static class OnlyLooksLikeAPlace
{
    /// <summary>"La Cabane à Lire": things that names say the use of.</summary>
    private static readonly HashSet<string> Things = ["bar", "cabane", "boite", "maison", "moulin", "malle", "sac", "pot", "four", "salle", "coin", "caverne", "machine", "usine", "fabrique", "atelier", "jardin", "armoire", "grenier", "verre", "roulotte", "camion", "bus", "caravane", "cave", "hangar", "poule", "bulle"];

    private const int SmallCommune = 3_000;

    public static bool IsWrittenSmall(Tokens tokens, PlaceMention place) => place is { Grip: PlaceGrip.Bare, IsCommune: true, SaysDepartement: false } && place.NameEnd == place.First + 1 && tokens.WritesSmall(tokens[place.First].Folded);

    /// <summary>"Rue du Coq", "L’Union régionale", "Le Parc naturel": communes are called so.</summary>
    public static bool IsACommonNoun(Tokens tokens, int first, int end) =>
        tokens[end - 1].Folded is "rue" or "place" or "parc" or "salle" or "union" or "breves" or "maire" or "marche" or "jury" or "poste" or "halle" or "ferme" or "verger" or "ville" || KnownNames.Common.Contains(tokens[end - 1].Folded);

    /// <summary>"Paul Vannier", "Valenciennes Métropole", "Lucie Vannier": a capital word just before or behind belongs to the same name.</summary>
    public static bool IsInsideAName(Tokens tokens, int first, int end, PlaceGrip grip)
    {
        var (before, after) = (tokens[first - 1], tokens[end]);
        // "la librairie La Flèche": its name, though a commune has it too.
        var article = tokens[first] is { Folded: "la" or "le" or "les" or "l" } ? first : first - 1;
        if (tokens[article] is { IsCapital: true, Glue: ' ', Folded: "la" or "le" or "les" or "l" } && tokens[article - 1] is { IsWord: true, IsCapital: false } said && Genre.IsOneOf(said.Stem))
        {
            return true;
        }

        if (grip is PlaceGrip.Bare && before.Folded is not ("region" or "departement" or "commune" or "ville" or "metropole" or "pays" or "mairie") && before is { IsCapital: true, IsWord: true } && tokens[first].Glue == ' ' && before.Length > 1 && tokens[first - 1].Glue != '\r' && !tokens[first - 2].IsClosing && tokens[first - 2].Mark is not ('.' or '\u0001'))
        {
            return true;
        }

        return after is { IsCapital: true, IsWord: true, Glue: ' ' } && grip is PlaceGrip.Bare or PlaceGrip.Of;
    }

    /// <summary>"La Cabane à Lire", « Bar à Bulles »: what the thing is for, in its name. Quotation marks close behind it; or a word for a thing stands before, and the commune is small.</summary>
    public static bool IsInAPhrase(Tokens tokens, int first, int end, PlaceNames names) =>
        end == first + 1 && tokens[first - 1] is { Folded: "au" or "aux", IsCapital: false } && tokens[end].Mark is '»' or '"' && tokens[first - 2] is { IsCapital: true, IsWord: true }
        || end == first + 1 && tokens[first - 1] is { Folded: "a", IsCapital: false } && tokens[first - 2] is { IsCapital: true, IsWord: true } thing && tokens[end].Mark != '(' && tokens[first - 1].Glue == ' ' && tokens[first].Glue == ' '
        && (tokens[end].Mark is '»' or '"' || (Things.Contains(thing.Folded) && names.BeginningWith(tokens[first].Folded).Where(named => named.Words.Length == 1).All(named => named.IsPart || (named.Territory.Population?.Inhabitants ?? 0) < SmallCommune)));
}
