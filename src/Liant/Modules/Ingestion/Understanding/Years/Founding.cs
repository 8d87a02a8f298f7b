using System.Globalization;
using Liant.Modules.Ingestion.Understanding.Initiatives;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Years;

/// <summary>The year in which something began: "né en 2012", "créée en 2016", "inauguré en juin 2019".</summary>
internal static class Founding
{
    private static readonly HashSet<string> Beginnings = ["ne", "nee", "cree", "creee", "fonde", "fondee", "ouvert", "ouverte", "inaugure", "inauguree", "lance", "lancee", "demarre", "installe", "installee", "inauguration", "creation", "ouverture", "lancement", "constitue", "constituee", "existe", "active", "depuis", "naissance", "fondation"];

    private static readonly HashSet<string> Months = ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];

    public static (int Year, Passage Passage)? Of(TextInParts parts, Candidate candidate)
    {
        foreach (var (index, isNamed) in candidate.Sentences.Distinct())
        {
            var sentence = parts.Layout.Sentences[index];
            var isNear = isNamed || candidate.HasHeading || candidate.Sentences.Contains((index - 1, true));
            if (isNear && At(parts.Tokens, sentence) is var (year, at))
            {
                return (year, parts.Tokens.Passage(Math.Max(sentence.First, at - 8), Math.Min(sentence.End, at + 4)));
            }
        }

        return null;
    }

    /// <summary>The year in which these words say that something began.</summary>
    public static int? In(Tokens tokens, Sentence sentence) => At(tokens, sentence)?.Year;

    private static (int Year, int At)? At(Tokens tokens, Sentence sentence)
    {
        for (var i = sentence.First; i < sentence.End; i++)
        {
            if (tokens[i] is { IsNumber: true, Length: 4 } token && int.Parse(token.Folded, CultureInfo.InvariantCulture) is var year and > 1900 and < 2100 && Begins(tokens, sentence, i))
            {
                return (year, i);
            }
        }

        return null;
    }

    private static bool Begins(Tokens tokens, Sentence sentence, int at)
    {
        var k = at - 1;
        // "Date de création : 2020"
        if (tokens[k].Mark == ':' && Beginnings.Contains(tokens[k - 1].Folded))
        {
            return true;
        }

        while (k >= sentence.First && (Months.Contains(tokens[k].Folded) || tokens[k].Folded is "en" or "le" or "l" or "a" or "ete" or "fin" or "debut" or "printemps" or "automne" or "d" or "depuis" or "juridiquement" or "officiellement" || (tokens[k].IsNumber && tokens[k].Length < 3)))
        {
            if (tokens[k].Folded == "depuis")
            {
                return false;
            }

            k--;
        }

        // "a ouvert à Mirande en mars 2022"
        if (k > sentence.First + 1 && tokens[k].IsCapital && tokens[k - 1].Folded == "a" && k < at - 1)
        {
            k -= 2;
        }

        return k >= sentence.First && k < at - 1 && ((tokens[k].Folded == "portes" && tokens[k - 2].Folded is "ouvert" or "ouvre") || Beginnings.Contains(tokens[k].Folded) || (tokens[k].IsWord && Beginnings.Contains(tokens[k - 1].Folded))) && tokens[k].Folded is not "depuis";
    }
}
