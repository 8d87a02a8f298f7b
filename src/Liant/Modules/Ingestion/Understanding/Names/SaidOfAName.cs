using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>What the words before and behind a name say: that it does something, when it began, that it is called so, what it is.</summary>
internal sealed class SaidOfAName(TextInParts parts)
{
    private readonly Tokens tokens = parts.Tokens;

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

    public bool IsProper(NameSpan span) => span.IsQuoted || ((tokens[span.End - 1].IsCapital || tokens[span.End - 1].IsGlued || (span.Count > 2 && tokens[span.First].IsCapital && tokens[span.First + 1].IsCapital)) && (span.Count > 1 || !KnownNames.Common.Contains(tokens[span.First].Folded)));

    public bool Verb(int at, int phraseFirst, int limit) => at < limit && tokens[at].IsWord && KnownNames.Verbs.Contains(tokens[at].Folded) && Intro.LeadsTo(parts, phraseFirst) && !parts.ParagraphOf(parts.SentenceOf(phraseFirst)).IsHeading;

    /// <summary>What a name with its genre does, or when it began: "la SCIC X a été créée en 2012", "a été créé le tiers-lieu X".</summary>
    public Cues Acts(NameSpan span, int phraseFirst, int limit) =>
        IsBorn(span.Behind, limit) || IsMade(phraseFirst) ? Cues.Born : Verb(span.Behind, phraseFirst, limit) ? Cues.Verb : Cues.None;

    /// <summary>"a été inauguré le", "a fondé en mars 2023 le": just before a genre.</summary>
    private bool IsMade(int phraseFirst)
    {
        for (var k = phraseFirst - 1; k >= parts.SentenceOf(phraseFirst).First && phraseFirst - k <= 5 && (tokens[k].IsWord || tokens[k].IsNumber); k--)
        {
            if (tokens[k].Folded is "cree" or "creee" or "fonde" or "fondee" or "ouvert" or "inaugure" or "inauguree" or "lance" or "ouvre")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Au Bon Accueil", "Chez Jeanne" where a sentence begins: what a signboard says.</summary>
    public bool IsSignboard(NameSpan span) => !span.IsQuoted && span.Count is 2 or 3 or 4 && tokens[span.First].Folded is "au" or "aux" or "chez" && !parts.IsPlace(span.First + 1) && PlaceBehind.Of(parts, span) is not null
        && (span.Count > 2 || tokens[span.First].Folded == "chez") && Genre.All.At(tokens, span.First + 1) is null;

    /// <summary>"X, ainsi qu’il a été baptisé", "X, c’est son nom".</summary>
    public bool IsCalledSo(int at, int limit)
    {
        for (var k = at + 1; tokens[at].Mark == ',' && tokens[at + 1].Folded is "ainsi" or "comme" or "c" && k < limit && k - at < 9 && tokens[k].Mark == '\0'; k++)
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
        return tokens[at].Folded is "cree" or "creee" or "ne" or "nee" or "fonde" or "fondee" or "ouvert" or "ouverte" or "inaugure" or "inauguree" or "lance" or "lancee" or "imagine" or "imaginee"
            && Enumerable.Range(at + 1, Math.Max(0, Math.Min(4, limit - at - 1))).Any(k => tokens[k] is { IsNumber: true, Length: 4 } || tokens[k].Folded is "il" or "par");
    }

    /// <summary>"Installée à Langon,…": one word, a participle, in capitals because the sentence begins.</summary>
    public bool IsWordOfASentence(NameSpan span) => span is { Count: 1, IsQuoted: false } && parts.SentenceOf(span.First).First >= span.First - 1
        && (KnownNames.Verbs.Contains(tokens[span.First].Folded) || tokens.Text.AsSpan(tokens[span.First].Start, tokens[span.First].Length) is [.., 'é'] or [.., 'a', 'i', 't'] or [.., 'é', 'e'] or [.., 'é', 's'] or [.., 'é', 'e', 's']);

    /// <summary>"… la porte de X. Cette coopérative…": the next sentence says what it is.</summary>
    public Genre? TakenUp(NameSpan span)
    {
        var index = parts.SentenceAt(span.First);
        if (Enumerable.Range(span.First - 3, 3).Any(k => tokens[k].Folded == "par") || index + 1 >= parts.Layout.Sentences.Count || parts.Layout.Sentences[index + 1].Paragraph != parts.Layout.Sentences[index].Paragraph)
        {
            return null;
        }

        var (sentence, next) = (parts.Layout.Sentences[index], parts.Layout.Sentences[index + 1].First);
        return Genre.All.At(tokens, next + 1) is var (genre, _) && genre.MayBeInitiative && (tokens[next].Folded is "cette" or "ce" or "cet" || (tokens[next].Folded is "l" or "le" or "la" && genre.Class == GenreClass.Initiative && sentence.End - sentence.First < 10)) ? genre : null;
    }

    /// <summary>"un tiers-lieu", "la première foncière solidaire": a genre within a few words of a determiner.</summary>
    public Genre? Described(int at, int limit, int reach, bool alone = false)
    {
        for (var k = at; k < limit && k - at < reach && tokens[k].Mark is '\0' or '*'; k++)
        {
            if (Genre.All.At(tokens, k) is var (genre, end) && tokens[k].IsWord)
            {
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
