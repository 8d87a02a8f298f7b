using Liant.Modules.Ingestion.Understanding.Places;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>What stands between the beginning of a sentence and its subject: nothing, or words that end with a comma ("À Langon,", "Créée en 2016,").</summary>
internal static class Intro
{
    private static readonly HashSet<string> Openers =
    [
        "a", "au", "aux", "en", "dans", "depuis", "sur", "pour", "avec", "apres", "avant", "ici", "ainsi", "installe", "installee", "cree", "creee", "ne", "nee", "fonde", "fondee", "implante", "implantee", "situe", "situee", "base", "basee", "porte", "portee", "inspire", "inspires",
        "inspiree", "grace", "autour", "pres", "entre", "parmi", "chez", "face", "aujourd", "ouvert", "ouverte", "lance", "lancee", "soutenu", "soutenue", "imagine", "imaginee", "labellise", "labellisee", "des", "par", "c", "bien", "cote", "non", "plus", "loin", "autre", "enfin", "fort", "forte", "laureat", "laureate", "portes", "niche", "nichee", "loge", "logee", "heberge", "hebergee", "pilote", "pilotee", "gere", "geree", "anime", "animee", "autrefois", "resultat",
    ];

    public static bool LeadsTo(TextInParts parts, int first)
    {
        var start = Start(parts, first);
        if (first - start <= 1)
        {
            return true;
        }

        var at = first;
        while (at > start && (parts.Tokens[at - 1].Folded is "le" or "la" or "l" or "les" or "un" or "une" or "d" or "deux" or "trois" || parts.Tokens[at - 1].Mark is '*' or '«' or '"'))
        {
            at--;
        }

        return at == start || IsTime(parts.Tokens, start, at) || (parts.Tokens[at - 1].Mark is ',' or ':' && at - start <= 30 && (Openers.Contains(parts.Tokens[start].Folded) || parts.IsPlace(start)) && !HasVerb(parts.Tokens, start, at));
    }

    /// <summary>"Depuis près de quatre ans le collectif X": no comma, and nothing but how long.</summary>
    private static bool IsTime(Tokens tokens, int start, int at) => tokens[start].Folded is "depuis" or "en" && at - start is > 1 and < 8
        && (tokens[at - 1].Folded is "ans" or "annees" or "mois" || (tokens[at - 1] is { IsNumber: true, Length: 4 })) && Enumerable.Range(start, at - start).All(k => tokens[k].IsWord || tokens[k].IsNumber);

    /// <summary>"Trois questions à", "Entretien avec", "Rencontre avec": a title.</summary>
    public static bool IsInterview(TextInParts parts, Paragraph paragraph) => paragraph.IsHeading
        && (parts.Tokens[paragraph.First].Stem is "entretien" or "interview" or "rencontre" or "temoignage" or "parole" or "question" || parts.Tokens[paragraph.First + 1].Stem == "question");

    /// <summary>Its title, or the line below that says who answers.</summary>
    public static bool IsOfAnInterview(TextInParts parts, int paragraph) => IsInterview(parts, parts.Layout.Paragraphs[paragraph]) || (paragraph > 0 && parts.Layout.Paragraphs[paragraph - 1] is var above && above.End - above.First < 8 && IsInterview(parts, above with { IsHeading = true }));

    /// <summary>The commune of "À Langon, X": the last of the opening words.</summary>
    public static PlaceMention? PlaceBefore(TextInParts parts, int first)
    {
        var start = Start(parts, first);
        if (first == start || !LeadsTo(parts, first))
        {
            return null;
        }

        var places = parts.PlacesIn(start, first).Where(place => place is { IsCommune: true, IsAddress: false } && (place.Grip >= PlaceGrip.Governed || place.First == start)).ToList();
        return places.Count == 0 ? null : places[^1];
    }

    private static int Start(TextInParts parts, int first)
    {
        var start = parts.SentenceOf(first).First;
        while (start < first && parts.Tokens[start].Mark is '•' or '-' or '>' or '*' or '«' or '#')
        {
            start++;
        }

        return start;
    }

    private static bool HasVerb(Tokens tokens, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (tokens[i].Folded is "est" or "sont" or "ont" or "qui" or "etait" or "etaient")
            {
                return true;
            }
        }

        return false;
    }
}
