using Liant.Modules.Ingestion.Understanding.Initiatives;
using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Words;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.LegalForms;

/// <summary>The legal form that a text says something has now: before its name, after "est", behind "sous forme de", or taken up again ("Cette SCIC…"). A planned one, or a partner's, is none.</summary>
internal static class StatedForms
{
    private static readonly HashSet<string> Planning = ["projet", "souhaite", "souhaitent", "evoluer", "devenir", "futur", "future", "terme", "transformer", "transformation", "envisage", "envisagent", "prevoit", "reflechit", "devrait", "devra", "bientot", "prochainement", "creation", "vers", "passage", "ambition"];

    private static readonly HashSet<string> Taking = ["forme", "statut", "constitue", "constituee", "constitues", "constituees", "reuni", "reunis", "reunie", "reunies", "geree", "repris", "reprise", "structure", "structuree", "organisee", "organise", "statuts", "montee", "transformee", "transforme", "devenue", "devenu", "juridique"];

    private static readonly HashSet<string> Carried = ["porte", "portee", "gere", "geree", "pilote", "pilotee", "anime", "animee", "tenu", "tenue", "exploite", "exploitee", "ouvert", "ouverte", "cree", "creee", "monte", "montee", "initie", "initiee"];

    /// <summary>In words, behind a name.</summary>
    private const int FarthestForm = 12;

    /// <param name="Slug">Of the catalogue's forms.</param>
    /// <param name="Label">As people say it.</param>
    internal sealed record Stated(string Slug, string Label, Passage Passage);

    public static Stated? Of(TextInParts parts, Candidate candidate)
    {
        var stated = InSentences(parts, candidate, taken: true) ?? BeforeTheName(parts, candidate) ?? ByAdjective(parts, candidate) ?? InSentences(parts, candidate, taken: false) ?? OfItsCarrier(parts, candidate);
        return stated?.Slug == "autre-cooperative" ? Precise(parts, candidate) ?? stated : stated;
    }

    /// <summary>"La coopérative X […]. Constituée en SCIC en 2020, elle…", "X est une Scop": which cooperative it is, said further on.</summary>
    private static Stated? Precise(TextInParts parts, Candidate candidate)
    {
        foreach (var (index, isNamed) in candidate.Sentences.Distinct())
        {
            var sentence = candidate.ClauseOf(parts, index);
            for (var i = sentence.First; i < sentence.End; i++)
            {
                if (Genre.All.At(parts.Tokens, i) is var (genre, behind) && genre.Form is "scic" or "scop" && !IsPlanned(parts.Tokens, sentence, i)
                    && (IsTaken(parts.Tokens, sentence, i) || IsItsOwn(parts, candidate, sentence, i, behind, genre, isNamed)))
                {
                    return new Stated(genre.Form, genre.FormLabel!, parts.Tokens.Passage(Math.Max(sentence.First, i - 8), Math.Min(sentence.End, behind + 8)));
                }
            }
        }

        return null;
    }

    /// <summary>The form that these words say now, where it is the one claimed.</summary>
    public static Genre? Within(TextInParts parts, int first, int end, string claimed)
    {
        for (var i = first; i < end; i++)
        {
            if (Genre.All.At(parts.Tokens, i) is var (genre, behind) && genre.Form is not null && behind <= end && (Fold.Words(genre.FormLabel!) == Fold.Words(claimed) || genre.Form == claimed || Fold.Words(genre.Words) == Fold.Words(claimed)))
            {
                return IsPlanned(parts.Tokens, parts.SentenceOf(i), i) ? null : genre;
            }
        }

        return null;
    }

    private static Stated? BeforeTheName(TextInParts parts, Candidate candidate)
    {
        foreach (var mention in candidate.Mentions.Where(m => m.Genre?.Form is not null && !m.Has(Cues.Planned) && (!m.Has(Cues.Affiliation) || m.Span.First == m.PhraseFirst)))
        {
            var sentence = parts.Layout.Sentences[mention.Sentence];
            if (!IsPlanned(parts.Tokens, sentence, mention.PhraseFirst) && FullForm(parts.Tokens, sentence.First, sentence.End, mention.Genre!) is var form)
            {
                var end = Math.Max(Math.Min(mention.Span.Behind + 2, sentence.End), mention.Span.End);
                // "X est une association": said behind the name.
                for (var i = mention.PhraseFirst; i < Math.Min(sentence.End, mention.Span.Behind + FarthestForm); i++)
                {
                    if (Genre.All.At(parts.Tokens, i) is var (said, behind) && said.Form == mention.Genre!.Form)
                    {
                        end = Math.Max(end, behind);
                        break;
                    }
                }

                return new Stated(form.Form!, form.FormLabel!, parts.Tokens.Passage(Math.Max(sentence.First, mention.PhraseFirst - 3), end));
            }
        }

        return null;
    }

    /// <summary>"la ressourcerie associative X": an adjective says it.</summary>
    private static Stated? ByAdjective(TextInParts parts, Candidate candidate)
    {
        foreach (var mention in candidate.Mentions.Where(m => m.Genre is { Form: null } && !m.Has(Cues.Planned)))
        {
            for (var k = mention.PhraseFirst + 1; k < mention.Span.First; k++)
            {
                if (parts.Tokens[k].Stem is "associatif" or "associative")
                {
                    return new Stated("association", "association", parts.Tokens.Passage(mention.PhraseFirst, mention.Span.End));
                }
            }
        }

        return null;
    }

    /// <summary>"portée par l’association X", "piloté par une SCIC", "Structure porteuse : association X", "Y (Langon) – association X": what is carried has the form of who carries it.</summary>
    private static Stated? OfItsCarrier(TextInParts parts, Candidate candidate)
    {
        var tokens = parts.Tokens;
        foreach (var (index, isNamed) in candidate.Sentences.Distinct())
        {
            var sentence = candidate.ClauseOf(parts, index);
            var isTitle = candidate.Mentions.Exists(m => m.Has(Cues.Heading) && m.Sentence == index);
            for (var i = sentence.First + 1; i < sentence.End; i++)
            {
                if (Genre.All.At(tokens, i) is not var (genre, behind) || genre.Form is null || tokens[i].Folded != tokens[i].Stem || IsPlanned(tokens, sentence, i))
                {
                    continue;
                }

                var at = tokens[i - 1].Folded is "l" or "la" or "une" or "un" ? i - 1 : i;
                var isCarried = tokens[at - 1].Folded == "par" && Carried.Contains(tokens[at - 2].Folded) && (isNamed || tokens[sentence.First].Folded is "il" or "elle" or "le" or "la" or "l" || candidate.HasHeading);
                if (isCarried || (tokens[at - 1].Mark == ':' && tokens[at - 2].Stem is "porteuse" or "porteur") || (isTitle && tokens[i - 1].Mark == '-' && i > candidate.Mentions[0].Span.End))
                {
                    return new Stated(genre.Form, genre.FormLabel!, tokens.Passage(Math.Max(sentence.First, at - 5), Math.Min(sentence.End, behind + 6)));
                }
            }
        }

        return null;
    }

    /// <summary>"cette société coopérative" of a sentence that says SCIC is a SCIC.</summary>
    private static Genre FullForm(Tokens tokens, int first, int end, Genre genre)
    {
        for (var i = first; i < end && genre.Form == "autre-cooperative"; i++)
        {
            if (tokens[i].Folded is "scic" or "scop" && Genre.All.At(tokens, i) is var (precise, _))
            {
                return precise;
            }
        }

        return genre;
    }

    private static Stated? InSentences(TextInParts parts, Candidate candidate, bool taken)
    {
        foreach (var (index, isNamed) in candidate.Sentences.Distinct())
        {
            var sentence = candidate.ClauseOf(parts, index);
            for (var i = sentence.First; i < sentence.End; i++)
            {
                if (Genre.All.At(parts.Tokens, i) is not var (genre, behind) || genre.Form is null)
                {
                    continue;
                }

                if ((taken ? IsTaken(parts.Tokens, sentence, i) && (isNamed || candidate.HasHeading || parts.Tokens[sentence.First].Folded is "il" or "elle" || Taking.Contains(parts.Tokens[sentence.First].Folded)) : IsItsOwn(parts, candidate, sentence, i, behind, genre, isNamed)) && !IsPlanned(parts.Tokens, sentence, i))
                {
                    var form = FullForm(parts.Tokens, i, Math.Min(sentence.End, behind + 3), genre);
                    return new Stated(form.Form!, form.FormLabel!, parts.Tokens.Passage(Math.Max(sentence.First, i - 8), Math.Min(sentence.End, behind + 8)));
                }

                i = behind - 1;
            }
        }

        return null;
    }

    private static bool IsItsOwn(TextInParts parts, Candidate candidate, Sentence sentence, int at, int behind, Genre genre, bool isNamed)
    {
        var tokens = parts.Tokens;
        // "Association - 4 salariés": a line of a directory.
        if (at == sentence.First && candidate.HasHeading && sentence.End - sentence.First < 9 && (behind >= sentence.End || tokens[behind].Mark is '-' or ',' or '|' or '•'))
        {
            return true;
        }

        // "une société coopérative d’intérêt collectif (Scic) qui a permis de construire X"
        var relative = tokens[behind].Mark == '(' && tokens[behind + 2].Mark == ')' ? behind + 3 : behind;
        if (tokens[relative].Folded == "qui" && tokens[relative + 1].Folded is "a" or "gere" or "porte" or "anime" or "exploite" && candidate.Occurrences.Exists(o => o > relative && o < relative + 12))
        {
            return true;
        }

        // "La gestion en est confiée à une SCIC"
        if (tokens[at - 1].Folded == "une" && tokens[at - 2].Folded == "a" && tokens[at - 3].Folded is "confie" or "confiee" && !tokens[behind].IsCapital)
        {
            return true;
        }

        // A name of another stands behind it, and not a second form: "SCIC SARL".
        var isDoubled = Genre.All.At(tokens, behind) is var (second, _) && second.Form is not null;
        if (!isDoubled && tokens[behind] is { IsCapital: true, Glue: ' ' } or { Mark: '«' or '*' } && !candidate.Occurrences.Exists(o => o >= behind && o <= behind + 3))
        {
            return false;
        }

        // "X est une association", "X, association…"
        if (isNamed && candidate.Occurrences.Exists(o => o >= sentence.First && o < at && at - o <= candidate.Key.Length + 8 && SaysItIs(tokens, o, at)))
        {
            return true;
        }

        // "L’association rassemble…", "Cette SCIC…", "cette société coopérative innovante, avec ses 16 salariés"
        var article = tokens[at - 1].Folded;
        var isTakenUp = article is "cette" or "cet" or "ce" || (article is "l" or "la" && (at - 1 <= sentence.First + 1 || tokens[at - 2].Mark == ':'));
        var isPlural = tokens[at].Folded != tokens[at].Stem;
        return isTakenUp && !isPlural && !(tokens[behind].Folded is "de" or "des" or "du" or "d" && genre.Form == "association" && tokens[behind + 1].Folded is not ("animation" or "gestion" or "prefiguration"))
            && (!isNamed || candidate.Sentences[0].Sentence <= parts.SentenceAt(at));
    }

    /// <summary>"sous forme de SCIC", "constituée en association", "montée en SCOP", "Statut : SCIC".</summary>
    private static bool IsTaken(Tokens tokens, Sentence sentence, int at)
    {
        for (var k = Math.Max(sentence.First, at - 5); k < at; k++)
        {
            if (Taking.Contains(tokens[k].Folded) && (tokens[at - 1].Folded is "de" or "d" or "en" or "une" or "un" || tokens[at - 1].Mark == ':'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool SaysItIs(Tokens tokens, int name, int form)
    {
        for (var k = form - 1; k > name; k--)
        {
            if (tokens[k].Folded is "est" || (tokens[k].Mark == ',' && form - k <= 3))
            {
                return true;
            }

            if (tokens[k].Mark is ',' or ';' || tokens[k].Folded is "qui" or "avec" or "par" or "de" or "d" or "des" or "du" or "et")
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsPlanned(Tokens tokens, Sentence sentence, int at)
    {
        for (var k = Math.Max(sentence.First, at - 8); k < Math.Min(sentence.End, at + 10); k++)
        {
            if (Planning.Contains(tokens[k].Folded) && (k < at || tokens[k].Folded is "devrait" or "devra") && !(tokens[k].Folded is "projet" or "creation" or "vers" && at - k > 3))
            {
                return true;
            }
        }

        return false;
    }
}
