using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>Where a name begins and ends behind the word that says what it is.</summary>
internal sealed class NameShapes(TextInParts parts)
{
    private readonly Tokens tokens = parts.Tokens;

    /// <summary>Adjectives and complements behind a genre: "d’aide alimentaire", "(CAE)", ":". The token where a name may begin.</summary>
    public int? SkipModifiers(int at, int limit)
    {
        for (var k = at; k < limit && k - at <= 7; k++)
        {
            var token = tokens[k];
            // "la ressourcerie et friperie le Zéphyr": the nearer word has the name.
            if (token.Folded == "et" && Genre.All.At(tokens, k + 1) is not null)
            {
                return null;
            }

            // "le chantier d’insertion de l’association X": the nearer word has the name.
            if (k > at && tokens[k - 1].Folded is "l" or "la" && tokens[k - 2].Folded == "de" && Genre.All.At(tokens, k) is var (nearer, _) && nearer is { Class: GenreClass.Organisation, Form: not null })
            {
                return null;
            }

            if (token.Mark is '(' && tokens[k + 2].Mark == ')' && k + 3 < limit)
            {
                k += 2;
            }
            else if (token.Mark is '«' or '"' or '*' || (token.IsCapital && token.IsWord && !(KnownNames.Acronyms.Contains(token.Folded) && parts.IsUpper(token))))
            {
                return k;
            }
            else if (token.Mark == ':' && tokens[k + 1] is { IsCapital: true } or { Mark: '«' or '*' or '"' })
            {
                return k + 1;
            }
            else if (token.Mark != '\0' || token.IsNumber || NamesInText.StopsModifiers.Contains(token.Folded) || token.Glue == '\r')
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>"l’association Le vent de demain accueille": only its article in capitals, as far as a verb or a mark.</summary>
    public NameSpan? SmallName(int at, int limit)
    {
        if (tokens[at] is not { IsCapital: true, Glue: ' ', Folded: "le" or "la" or "les" or "l" } || tokens[at + 1] is not { IsWord: true } || (tokens[at + 1].IsCapital && !(tokens[at + 2] is { IsCapital: false, Folded: "de" or "des" or "du" or "aux" or "en" } && tokens[at + 3] is { IsWord: true, IsCapital: false })))
        {
            return null;
        }

        var end = at + 1;
        while (end < limit && end - at < 7 && tokens[end] is { IsWord: true, Glue: ' ' or '\'' or '-' } && !KnownNames.Verbs.Contains(tokens[end].Folded) && !(NamesInText.StopsModifiers.Contains(tokens[end].Folded) && tokens[end].Folded is not ("au" or "aux" or "en")))
        {
            if (tokens[end].IsCapital && end > at + 1)
            {
                return null;
            }

            end++;
        }

        return end - at > 2 && end < limit && !tokens[end].IsCapital && (KnownNames.Verbs.Contains(tokens[end].Folded) || tokens[end].Mark is ',' or '.' or ')' or ';') ? new NameSpan(at, end, end, false) : null;
    }

    /// <summary>"le Club des artisans solidaires créé…": a genre in capitals with what follows it, up to a verb or a mark.</summary>
    public NameSpan? CapitalTail(int first, int behind, int limit)
    {
        var end = behind;
        while (end < limit && end - first < 9 && tokens[end].Mark == '\0' && tokens[end].Glue != '\r' && !KnownNames.Verbs.Contains(tokens[end].Folded) && !NamesInText.StopsModifiers.Contains(tokens[end].Folded) && tokens[end].Folded is not ("et" or "a"))
        {
            end++;
        }

        while (end > behind && tokens[end - 1].Folded is "de" or "du" or "des" or "d" or "la" or "l" or "les" or "le")
        {
            end--;
        }

        return end > behind ? new NameSpan(first, end, end, false) : null;
    }

    public NameSpan? Appositive(int behind, int limit)
    {
        for (var k = behind; k < limit && k - behind <= 6; k++)
        {
            if (tokens[k].Mark == ',')
            {
                // "un tiers-lieu, l’Écho de X," but ", L’Escale,": an article in capitals is of the name.
                var at = tokens[k + 1] is { Folded: "le" or "la" or "l" or "les", IsCapital: false } ? k + 2 : k + 1;
                return tokens[at] is { IsCapital: true } or { Mark: '«' or '*' } && NameSpan.At(tokens, at, limit, parts.IsPlace) is { } span && ((tokens[span.Behind].Mark == ',' && KnownNames.Verbs.Contains(tokens[span.Behind + 1].Folded)) || (tokens[span.Behind].Mark == '.' && tokens[span.First] is { IsCapital: true, Folded: "le" or "la" or "l" or "les" } && tokens[behind - 2].Folded is "un" or "une")) ? span : null;
            }

            if (tokens[k].Mark is not ('\0' or '(' or ')') || tokens[k].IsCapital && !parts.IsUpper(tokens[k]))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>"La première, X, achète des locaux. La seconde, Y, …"</summary>
    public bool IsOneOfTwo(NameSpan span) => tokens[span.First - 1].Mark == ',' && tokens[span.Behind].Mark == ',' && KnownNames.Verbs.Contains(tokens[span.Behind + 1].Folded)
        && tokens[span.First - 2].Folded is "premier" or "premiere" or "second" or "seconde" or "deuxieme" or "troisieme" && parts.SentenceOf(span.First).First == span.First - 3;
}
