using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>Whether a name is a person's: it begins with a first name, or a civility or a title stands beside it.</summary>
internal static class People
{
    private static readonly HashSet<string> Titles =
    [
        "maire", "president", "presidente", "directeur", "directrice", "vice", "vicepresident", "charge", "chargee", "chef", "cheffe", "conseiller", "conseillere", "elu", "elue", "fondateur", "fondatrice",
        "cofondateur", "cofondatrice", "co", "gerant", "gerante", "coordinateur", "coordinatrice", "coordonnateur", "coordonnatrice", "responsable", "adjoint", "adjointe", "sociologue", "habitant", "habitante", "salarie", "salariee",
        "benevole", "animateur", "animatrice", "depute", "deputee", "senateur", "senatrice", "ministre", "prefet", "prefete", "economiste", "geographe", "chercheur", "chercheuse", "architecte", "artiste", "agriculteur", "agricultrice",
        "secretaire", "tresorier", "tresoriere", "ancien", "ancienne", "agent", "commercante", "commercant", "boulanger", "cuisiniere", "cuisinier", "maraicher", "maraichere", "libraire", "delegue", "deleguee", "professeur", "porteur", "porteuse",
    ];

    private static readonly HashSet<string> Saying = ["explique", "temoigne", "raconte", "souligne", "confie", "precise", "ajoute", "resume", "rappelle", "sourit", "estime", "declare", "indique", "insiste", "pointe", "note", "affirme", "assure", "reconnait", "suggere"];

    public static bool Is(Tokens tokens, NameSpan name)
    {
        var (first, before) = (tokens[name.First], tokens[name.First - 1]);
        if (before.Folded is "m" or "mme" or "mlle" or "monsieur" or "madame" or "dr" || (before.Mark == '.' && tokens[name.First - 2].Folded is "m" or "mme"))
        {
            return true;
        }

        if (name.Count >= 2 && !name.IsQuoted && KnownNames.FirstNames.Contains(first.Folded))
        {
            return true;
        }

        // "Lise et Martin"
        if (name is { Count: 3, IsQuoted: false } && tokens[name.First + 1].Folded == "et" && (KnownNames.FirstNames.Contains(first.Folded) || KnownNames.FirstNames.Contains(tokens[name.End - 1].Folded)))
        {
            return true;
        }

        // "Lise Vannier, présidente de…", "explique Lise Vannier".
        var behind = name.Behind;
        return name.Count is 2 or 3 && !name.IsQuoted && ((tokens[behind].Mark is ',' or '(' && Titles.Contains(tokens[behind + 1].Folded)) || Saying.Contains(before.Folded) || Saying.Contains(tokens[behind].Folded)
            || (Titles.Contains(before.Folded) && tokens[name.First].Glue == ' ' && before.Folded is not ("ancien" or "ancienne" or "agent" or "co")));
    }
}
