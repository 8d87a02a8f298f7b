using Liant.Modules.Ingestion.Understanding.Initiatives;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Employment;

/// <summary>How many people are employed: salaried, jobs, full-time equivalents. Volunteers, members, occupants, a part of the staff, a hope or a past firm's workers are not jobs.</summary>
internal static class JobCounts
{
    private static readonly HashSet<string> Jobs = ["salarie", "salariee", "emploi", "etp", "employe", "employee", "equivalent", "poste", "cdi", "professionnel", "professionnelle", "permanent", "permanente"];

    private static readonly HashSet<string> Qualifiers = ["nouveau", "nouveaux", "personne", "joyeux"];

    private static readonly HashSet<string> NotNow = ["devrait", "devraient", "prevoit", "prevoient", "objectif", "terme", "envisage", "espere", "esperent", "ambitionne", "vise", "visent", "pourrait", "pourraient", "horizon", "employait", "comptait", "licencie", "licencies", "supprime", "supprimes", "suppression", "disparu", "perte", "fermeture", "comptera", "embauchera", "creera", "prevu", "prevue", "prevus", "prevues"];

    internal sealed record Counted(Jobs Jobs, Passage Passage);

    public static Counted? Of(TextInParts parts, Candidate candidate)
    {
        foreach (var (index, _) in candidate.Sentences.Distinct())
        {
            if (InSentence(parts.Tokens, candidate.ClauseOf(parts, index)) is { } found)
            {
                return found;
            }
        }

        return Labelled(parts, candidate);
    }

    /// <summary>"Nombre de salariés : 5": a line of a sheet.</summary>
    private static Counted? Labelled(TextInParts parts, Candidate candidate)
    {
        var tokens = parts.Tokens;
        foreach (var sentence in candidate.Sentences.Select(s => parts.Layout.Sentences[s.Sentence]).Where(sentence => sentence.End - sentence.First < 9))
        {
            for (var k = sentence.First; k < sentence.End - 2; k++)
            {
                if (tokens[k].Stem is "salarie" or "effectif" or "etp" or "emploi" && tokens[k + 1].Mark == ':' && Number.At(tokens, k + 2, sentence.End) is { Value: > 0 and < 1000 } number && number.End >= sentence.End && number.Value == decimal.Truncate(number.Value))
                {
                    return new Counted(new Jobs((int)number.Value, number.IsApproximate) { IsInWords = number.IsInWords }, tokens.Passage(sentence.First, sentence.End));
                }
            }
        }

        return null;
    }

    internal static Counted? InSentence(Tokens tokens, Sentence sentence)
    {
        for (var i = sentence.First; i < sentence.End; i++)
        {
            if (Number.At(tokens, i, sentence.End) is not { } number)
            {
                continue;
            }

            var at = number.End;
            while (at < sentence.End && (tokens[at].Folded is "de" or "d" || Qualifiers.Contains(tokens[at].Stem)))
            {
                at++;
            }

            var isJobs = at < sentence.End && Jobs.Contains(tokens[at].Stem) && !(tokens[at].Stem is "professionnel" or "professionnelle" && !Employs(tokens, sentence, i)) && !(tokens[at].Stem == "equivalent" && tokens[at + 1].Stem != "temp") && !(tokens[at].Stem == "poste" && tokens[at + 1].Folded is "de" or "informatiques" or "d")
                // "deux mécaniciens salariés", "quatre coursières en CDI"
                || (at < sentence.End && tokens[at] is { IsWord: true, IsCapital: false } && tokens[at].Folded != tokens[at].Stem && number.Value > 1 && (tokens[at + 1].Stem is "salarie" or "salariee" || (tokens[at + 1].Folded == "en" && tokens[at + 2].Folded is "cdi" or "cdd")))
                || (tokens[at - 1].Stem == "personne" && (Employs(tokens, sentence, i) || tokens[at].Folded == "travaillent" || (tokens[at].Folded == "y" && tokens[at + 1].Folded == "travaillent") || Enumerable.Range(at, 4).Any(k => tokens[k].Stem is "salarie" or "salariee" or "employe" or "employee")));
            if (isJobs && number.Value is > 0 and < 1000 && number.Value == decimal.Truncate(number.Value) && !IsOthers(tokens, sentence, i, at))
            {
                var isAbout = number.IsApproximate || tokens[i - 1].Folded is "environ" or "pres" or "quelque" || (tokens[i - 1].Folded == "de" && tokens[i - 2].Folded is "pres" or "plus") || (tokens[i - 1].Folded == "d" && tokens[i - 2].Folded is "pres" or "plus");
                var end = Math.Min(sentence.End, at + 3);
                return new Counted(new Jobs((int)number.Value, isAbout) { IsInWords = number.IsInWords }, tokens.Passage(Math.Max(sentence.First, i - 6), Math.Max(end, number.End)));
            }

            i = number.End - 1;
        }

        return null;
    }

    private static bool Employs(Tokens tokens, Sentence sentence, int at)
    {
        for (var k = Math.Max(sentence.First, at - 4); k < at; k++)
        {
            if (tokens[k].Folded is "emploie" or "emploient" or "salarie" or "embauche" or "equipe")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"porté par 5 salariés" is a part; "moins de 50 salariés" a class of firms; a hope or a past is not now.</summary>
    private static bool IsOthers(Tokens tokens, Sentence sentence, int number, int unit)
    {
        if (tokens[number - 1].Folded is "par" or "dont" or "sur" || (tokens[number - 1].Folded == "de" && tokens[number - 2].Folded == "moins") || tokens[unit + 1].Folded is "sur")
        {
            return true;
        }

        for (var k = Math.Max(sentence.First, number - 14); k < Math.Min(sentence.End, unit + 6); k++)
        {
            if (NotNow.Contains(tokens[k].Folded) || (tokens[k].Folded == "d" && tokens[k + 1].Folded == "ici"))
            {
                return true;
            }
        }

        return false;
    }
}
