using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>What the words before and behind a name say: that it does something, when it began, that it is called so, what it is.</summary>
internal sealed class SaidOfAName(TextInParts parts)
{
    private readonly Tokens tokens = parts.Tokens;

    private static readonly HashSet<string> Made = ["porte", "portee", "mene", "menee", "developpe", "developpee", "pilote", "pilotee", "anime", "animee", "gere", "geree", "initie", "initiee", "conduit", "conduite", "tenu", "tenue", "deploye", "deployee", "exploite", "exploitee"];

    public Genre? SaidBefore(int at)
    {
        Genre? said = null;
        if (Enumerable.Range(Math.Max(0, at - 2), Math.Min(2, at)).Any(k => tokens[k].Folded is "par" or "avec" or "de" or "du" or "des" or "d" or "derriere" or "devant"))
        {
            return null;
        }

        for (var k = parts.SentenceOf(at).First; k < at; k++)
        {
            if (tokens[k] is { IsWord: true } && Genre.All.At(tokens, k) is var (genre, _) && genre.Class == GenreClass.Initiative)
            {
                said = genre;
            }
        }

        return said;
    }

    public bool IsProper(NameSpan span) => span.IsQuoted || (span.Count > 1 && tokens[span.First - 1].Mark == ',' && tokens[span.First].Glue == ' ') || ((tokens[span.End - 1].IsCapital || tokens[span.End - 1].IsGlued || (span.Count > 2 && tokens[span.First].IsCapital && tokens[span.First + 1].IsCapital)) && (span.Count > 1 || !KnownNames.Common.Contains(tokens[span.First].Folded)));

    public bool Verb(int at, int phraseFirst, int limit) => at < limit && tokens[at].IsWord && KnownNames.Verbs.Contains(tokens[at].Folded) && Intro.LeadsTo(parts, phraseFirst) && !parts.ParagraphOf(parts.SentenceOf(phraseFirst)).IsHeading;

    /// <summary>What a name with its genre does, or when it began: "la SCIC X a été créée en 2012", "a été créé le tiers-lieu X".</summary>
    public Cues Acts(NameSpan span, int phraseFirst, int limit) =>
        IsBorn(span.Behind, limit) || IsMade(phraseFirst) || IsAwarded(span, phraseFirst, limit) ? Cues.Born : GoesOn(span.Behind, limit) ? Cues.Verb : Verb(span.Behind, phraseFirst, limit) ? Cues.Verb : Cues.None;

    private static readonly HashSet<string> Awards = ["attribue", "attribuee", "decerne", "decernee", "nomine", "nominee", "nominees", "nomines", "laureat", "laureate", "laureats", "laureates", "prime", "primee", "distingue", "distinguee", "recompense", "recompensee", "prix", "trophee"];

    /// <summary>"le prix a été décerné à X", "le lauréat est X", "le prix régional pour « X »", "X, est distinguée", "X a obtenu le prix".</summary>
    public bool IsAwarded(NameSpan span, int phraseFirst, int limit)
    {
        var at = phraseFirst;
        while (tokens[at - 1].Folded is "l" or "la" or "le" or "les" || tokens[at - 1].Mark is '«' or '"' or '*')
        {
            at--;
        }

        var first = parts.SentenceOf(phraseFirst).First;
        if (tokens[at - 1].Folded is "a" or "au" or "aux" or "pour" or "est" || (Awards.Contains(tokens[at - 1].Folded) && tokens[at - 1].Folded is not ("prix" or "trophee")))
        {
            for (var k = at - 1; k >= first && at - k <= 9; k--)
            {
                if (Awards.Contains(tokens[k].Folded) && (tokens[at - 1].Folded != "est" || tokens[k].Stem == "laureat"))
                {
                    return true;
                }
            }
        }

        var behind = tokens[span.Behind].Mark == ',' ? span.Behind + 1 : span.Behind;
        return tokens[behind].Folded is "est" or "a" && Enumerable.Range(behind + 1, Math.Max(0, Math.Min(6, limit - behind - 1))).Any(k => tokens[k].Folded is "prix" or "distinguee" or "distingue" or "laureate" or "primee" or "nominee");
    }

    /// <summary>"l’association X qui depuis 2017 embauche", "quant à l’association X, elle a monté".</summary>
    public bool GoesOn(int at, int limit)
    {
        if (tokens[at].Mark == ',' && tokens[at + 1].Folded is "elle" or "il")
        {
            return true;
        }

        // "Un collectif d’habitants, l’association X, gère"
        if (tokens[at].Mark == ',' && tokens[at + 1] is { IsWord: true, IsCapital: false, Folded: [.., 'e'] } does && KnownNames.Verbs.Contains(does.Folded) && does.Folded is not ("de" or "entre" or "que" or "comme" or "ne") && tokens.Text[does.End - 1] == 'e')
        {
            return true;
        }

        // "l’association X, qui approvisionne"
        at += tokens[at].Mark == ',' && tokens[at + 1].Folded == "qui" ? 1 : 0;
        if (tokens[at].Folded != "qui")
        {
            return false;
        }

        var verb = at + 1;
        while (verb < limit && verb - at < 4 && (tokens[verb].IsNumber || tokens[verb].Folded is "depuis" or "ans" or "s" or "se" or "y"))
        {
            verb++;
        }

        return verb < limit && tokens[verb] is { IsWord: true, IsCapital: false };
    }

    /// <summary>"a été inauguré le", "a fondé en mars 2023 le": just before a genre.</summary>
    private bool IsMade(int phraseFirst)
    {
        for (var k = phraseFirst - 1; k >= parts.SentenceOf(phraseFirst).First && phraseFirst - k <= 5 && (tokens[k].IsWord || tokens[k].IsNumber); k--)
        {
            if (tokens[k].Folded is "cree" or "creee" or "fonde" or "fondee" or "ouvert" or "inaugure" or "inauguree" or "lance" or "ouvre" or "inauguration" or "choisi" or "retenu")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Au Bon Accueil", "Chez Jeanne" where a sentence begins: what a signboard says.</summary>
    public bool IsSignboard(NameSpan span) => (span is { IsQuoted: false, Count: 2 } && tokens[span.First] is { Folded: "chez", IsCapital: true } && tokens[span.First + 1].IsCapital && tokens[span.Behind] is { IsWord: true } verb && verb.Folded is "propose" or "accueille" or "ouvre" or "emploie" or "vend" or "sert" or "est" or "a" or "organise") || !span.IsQuoted && span.Count is 2 or 3 or 4 && tokens[span.First].Folded is "au" or "aux" or "chez" && !parts.IsPlace(span.First + 1) && PlaceBehind.Of(parts, span) is not null
        && (span.Count > 2 || tokens[span.First].Folded == "chez") && Genre.All.At(tokens, span.First + 1) is null;

    /// <summary>"X, ainsi qu’il a été baptisé", "X, c’est son nom".</summary>
    public bool IsCalledSo(int at, int limit)
    {
        for (var k = at + 1; tokens[at].Mark is ',' or '(' && tokens[at + 1].Folded is "ainsi" or "comme" or "c" && k < limit && k - at < 11 && tokens[k].Mark == '\0'; k++)
        {
            if (tokens[k].Folded is "baptise" or "baptisee" or "nomme" or "nommee" or "appele" or "appelee" or "surnomme" or "surnommee" or "nom")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"X, créée en 2012", "X né il y a quatre ans", "X a vu le jour", "X a été inaugurée".</summary>
    public bool IsBorn(int at, int limit)
    {
        at = tokens[at].Mark == ',' ? at + 1 : at;
        if (tokens[at].Folded is "a" or "avait" or "ont" && tokens[at + 1].Folded is "vu" or "ouvert" or "rouvert" || (tokens[at].Folded is "voit" or "verra" && tokens[at + 1].Folded == "le" && tokens[at + 2].Folded == "jour"))
        {
            return true;
        }

        at = tokens[at].Folded is "a" or "ont" && tokens[at + 1].Folded == "ete" ? at + 2 : tokens[at].Folded is "est" or "fut" ? at + 1 : at;
        // "X, né dans la vallée"
        if (tokens[at].Folded is "ne" or "nee" && tokens[at].Length < 4 && tokens.Text[tokens[at].Start + 1] == 'é' && tokens[at + 1].Folded is "dans" or "a" or "au" or "en" or "de" or "sous" or "sur" or "d")
        {
            return true;
        }

        // "le projet X développé par Y": others carry it.
        if (Made.Contains(tokens[at].Folded) && tokens[at + 1].Folded == "par")
        {
            return true;
        }

        return tokens[at].Folded is "cree" or "creee" or "ne" or "nee" or "fonde" or "fondee" or "ouvert" or "ouverte" or "inaugure" or "inauguree" or "lance" or "lancee" or "imagine" or "imaginee"
            && Enumerable.Range(at + 1, Math.Max(0, Math.Min(4, limit - at - 1))).Any(k => tokens[k] is { IsNumber: true, Length: 4 } || tokens[k].Folded is "il" or "par");
    }

    /// <summary>"Installée à Langon,…": one word, a participle, in capitals because the sentence begins.</summary>
    public bool IsWordOfASentence(NameSpan span) => span is { Count: 1, IsQuoted: false } && parts.SentenceOf(span.First).First >= span.First - 1
        && (KnownNames.Verbs.Contains(tokens[span.First].Folded) || tokens.Text.AsSpan(tokens[span.First].Start, tokens[span.First].Length) is [.., 'm', 'e', 'n', 't'] or [.., 'é'] or [.., 'a', 'i', 't'] or [.., 'e', 'r'] or [.., 'é', 'e'] or [.., 'é', 's'] or [.., 'é', 'e', 's']);

    /// <summary>"… la porte de X. Cette coopérative…": the next sentence says what it is.</summary>
    public Genre? TakenUp(NameSpan span)
    {
        var index = parts.SentenceAt(span.First);
        if (Enumerable.Range(span.First - 3, 3).Any(k => tokens[k].Folded == "par") || index + 1 >= parts.Layout.Sentences.Count || parts.Layout.Sentences[index + 1].Paragraph != parts.Layout.Sentences[index].Paragraph)
        {
            return null;
        }

        var (sentence, next) = (parts.Layout.Sentences[index], parts.Layout.Sentences[index + 1].First);
        // "L’idée de cette ressourcerie est simple".
        for (var k = next + 1; k < next + 5 && tokens[k].IsWord; k++)
        {
            if (tokens[k].Folded is "cette" or "ce" or "cet" && Genre.All.At(tokens, k + 1) is var (said, _) && said.Class == GenreClass.Initiative)
            {
                return said;
            }
        }

        return Genre.All.At(tokens, next + 1) is var (genre, _) && genre.MayBeInitiative && (tokens[next].Folded is "cette" or "ce" or "cet" || (tokens[next].Folded is "l" or "le" or "la" && genre.Class == GenreClass.Initiative && (sentence.End - sentence.First < 10 || sentence.End - span.Behind < 2))) ? genre : null;
    }

    /// <summary>"un tiers-lieu", "la première foncière solidaire": a genre within a few words of a determiner.</summary>
    public Genre? Described(int at, int limit, int reach, bool alone = false)
    {
        for (var k = at; k < limit && k - at < reach && tokens[k].Mark is '\0' or '*'; k++)
        {
            // "X, exploite le fonds": what it does, not what it is.
            if (alone && k == at && tokens[k].Folded is [.., 'e'] && !tokens[k].IsCapital && KnownNames.Verbs.Contains(tokens[k].Folded) && Genre.All.At(tokens, k) is null && tokens.Text[tokens[k].End - 1] == 'e' && tokens.Text[tokens[k].End - 2] != 'é')
            {
                return null;
            }

            if (Genre.All.At(tokens, k) is var (genre, end) && tokens[k].IsWord)
            {
                // "X est membre du réseau".
                if (!genre.MayBeInitiative && Enumerable.Range(at, k - at).Any(n => tokens[n].Folded is "de" or "du" or "des" or "d" or "au" or "a"))
                {
                    return null;
                }

                // "Au pied de X, la recyclerie contribue": the sentence begins there.
                if (alone && tokens[at].Folded is "le" or "la" or "l" && !tokens[at].IsCapital && end < limit && tokens[end].IsWord && KnownNames.Verbs.Contains(tokens[end].Folded) && tokens[end].Folded is not ("de" or "d" or "des" or "du" or "qui" or "que" or "ou" or "pour" or "dans" or "avec" or "sur" or "par"))
                {
                    return null;
                }

                // "X, la recyclerie Y": a list, and the genre is Y's.
                return alone && end < limit && (tokens[end] is { IsCapital: true, Glue: ' ' } || tokens[end].Mark is '«' or '*') ? null : genre;
            }

            if (k > at && NamesInText.StopsModifiers.Contains(tokens[k].Folded) && tokens[k].Folded is not ("un" or "une"))
            {
                return null;
            }
        }

        return null;
    }
}
