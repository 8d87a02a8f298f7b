using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Places;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Initiatives;

/// <summary>How a sentence speaks of a place: where something is installed or begins, or somebody’s home, a branch, a question, a word of a name.</summary>
internal static class SaidOfAPlace
{
    /// <summary>"Un rendez-vous à Langon ?"</summary>
    public static bool IsAsked(TextInParts parts, PlaceMention place) => parts.SentenceOf(place.First) is var sentence && parts.Tokens[sentence.End - 1].Mark == '?' && !parts.ParagraphOf(sentence).IsHeading;

    /// <summary>"La Grange aux Zéphyrs", "le Four du Pont": no place but of "Café de Langon".</summary>
    public static bool IsAWordOfItsName(TextInParts parts, Candidate candidate, PlaceMention place) =>
        !(parts.Tokens[place.First - 1].Folded is "de" or "d" or "a" || (parts.Tokens[place.First - 1].Folded == "du" && place.NameEnd > place.First + 1)) && candidate.Mentions.Exists(m => m.Span.Count > 1 && place.First >= m.Span.First && place.NameEnd <= m.Span.End);

    public static bool IsInBrackets(Tokens tokens, int at)
    {
        for (var k = at - 2; k > at - 14; k--)
        {
            if (tokens[k].Mark is '(' or ')')
            {
                return tokens[k].Mark == '(';
            }
        }

        return false;
    }

    /// <summary>"une antenne est prévue à Langon".</summary>
    public static bool IsOfABranch(Tokens tokens, int at) => Enumerable.Range(at - 5, 5).Any(k => tokens[k].Stem is "antenne" or "reuni" or "permanence")
        || (tokens[at - 2].Folded is "egalement" or "aussi" && Enumerable.Range(at, 14).Any(k => tokens[k].Stem is "antenne" or "permanence"));

    /// <summary>"Dans le Gers, Langon", "Dans le Gers, **Langon**".</summary>
    public static bool IsBehindAMark(Tokens tokens, int at)
    {
        at -= tokens[at - 1].Mark == '*' ? 2 : 1;
        return tokens[at].Mark is ',' or ':';
    }

    /// <summary>"implantée dans les anciens ateliers de Langon".</summary>
    public static bool IsInstalled(Tokens tokens, int at, int first) => Enumerable.Range(Math.Max(first, at - 9), Math.Min(9, at - first)).Any(k => tokens[k].Stem is "installe" or "installee" or "implante" or "implantee" or "situe" or "situee" or "loge" or "logee" or "niche" or "nichee" or "heberge" or "hebergee");

    /// <summary>"la boulangerie de Langon", "le dernier commerce alimentaire de Langon".</summary>
    public static bool IsOfAThing(Tokens tokens, PlaceMention place) => tokens[place.First - 1].Folded is "de" or "d" && Enumerable.Range(place.First - 4, 3).Any(k => tokens[k].IsWord && Genre.All.At(tokens, k) is var (genre, end) && genre.Class == GenreClass.Initiative && place.First - end is 1 or 2);

    /// <summary>"À Langon, …", "Dans le village de Langon, …".</summary>
    public static bool BeginsASentence(TextInParts parts, PlaceMention place) =>
        place.First - parts.SentenceOf(place.First).First is var at && (at <= 1 || (at < 5 && place.Grip >= PlaceGrip.Governed));

    /// <summary>"1961 : naissance à Langon", "née à Langon", "élue à Langon".</summary>
    public static bool IsOfAPerson(Tokens tokens, int at) => tokens[at - 2].Folded is "naissance" or "etudes" or "elu" or "elue" or "elus" or "domicilie" or "domiciliee" or "habite" or "reuni" or "reunis" || (tokens[at - 1].Folded is "a" && tokens[at - 2].Stem is "eleveur" or "eleveuse" or "agriculteur" or "agricultrice" or "maraicher" or "maraichere" or "artisan" or "habitant" or "habitante" or "retraite" or "retraitee" or "enseigne");
}
