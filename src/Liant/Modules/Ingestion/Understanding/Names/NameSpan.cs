using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>The tokens of a proper name.</summary>
/// <param name="Behind">The token behind it and its closing marks.</param>
internal readonly record struct NameSpan(int First, int End, int Behind, bool IsQuoted)
{
    private const int LongestName = 12;

    private static readonly HashSet<string> Links = ["de", "du", "des", "d", "la", "le", "les", "l", "en", "a", "au", "aux", "sur", "sous", "and", "of", "pour", "dans", "n"];

    public int Count => End - First;

    /// <summary>The name that begins at this token: between quotation marks or stars, or in capitals with the small words that link them.</summary>
    /// <param name="isPlace">Where a place begins: "Vent Debout à Langon" ends before "à".</param>
    public static NameSpan? At(Tokens tokens, int index, int limit, Func<int, bool> isPlace)
    {
        var first = index;
        while (first < limit && tokens[first].Mark is '«' or '"' or '*' or '[' && tokens[first].Glue != '\r' | first == index)
        {
            first++;
        }

        if (first > index && Quoted(tokens, index, first, limit) is { } quoted)
        {
            return quoted;
        }

        if (first > index && tokens[index].Mark != '*' || tokens[first] is not { IsWord: true, IsCapital: true } || first >= limit)
        {
            return null;
        }

        var end = first + 1;
        while (end < limit && end - first < LongestName)
        {
            var token = tokens[end];
            if (token.Glue == '\r' || (token.Mark != '\0' && token.Mark != '&' && !(token is { Mark: '\'', Glue: '\0' } && tokens[end + 1] is { IsCapital: true, IsWord: true, Glue: ' ' })))
            {
                break;
            }

            if (token.IsGlued && !(token.Glue == '\'' && IsElision(tokens[end - 1])))
            {
                end++;
            }
            else if ((token.IsCapital && token.IsWord) || (token.IsNumber && token.Length < 4) || token.Mark == '&')
            {
                end++;
            }
            else if (token.Folded == "et" && tokens[end + 1] is { IsCapital: true, IsWord: true } && end + 1 < limit && (IsAgain(tokens, first, end + 2) || IsOfOne(tokens, first, end)))
            {
                end += 2;
            }
            // "Récup’ Altitude"
            else if (token is { Mark: '\'', Glue: '\0' } && tokens[end + 1] is { IsCapital: true, IsWord: true, Glue: ' ' } && end + 1 < limit)
            {
                end += 2;
            }
            // "Quai n° 3"
            else if (token.Folded == "n" && tokens[end + 1].Mark == '°' && tokens[end + 2].IsNumber && end + 2 < limit)
            {
                end += 3;
            }
            else if (IsPair(tokens, first, end, limit))
            {
                end += tokens[end + 1].IsCapital ? 2 : 3;
            }
            else if (LinkedAt(tokens, first, end, limit, isPlace) is { } further)
            {
                end = further;
            }
            else
            {
                break;
            }
        }

        end = SmallTail(tokens, first, end, limit);
        while (end - first > 1 && tokens[end - 1] is { IsCapital: false, Folded: "en" or "de" or "du" or "des" or "et" })
        {
            end--;
        }

        return new NameSpan(first, end, 0, false).Closed(tokens, limit);
    }

    /// <summary>"Fil et Contrefil redonne": two words, and a verb of one.</summary>
    private static bool IsOfOne(Tokens tokens, int first, int at) => at == first + 1 && tokens[at + 2] is { IsWord: true, IsCapital: false, Folded: [.., 'e'] or "a" or "est" } verb && KnownNames.Verbs.Contains(verb.Folded) && verb.Folded is not ("de" or "entre") && tokens.Text[verb.End - 1] != 'é';

    private NameSpan Closed(Tokens tokens, int limit)
    {
        var behind = End;
        while (behind < limit && (tokens[behind].Mark == '*' || tokens[behind] is { Mark: '\'', Glue: '\0' }))
        {
            behind++;
        }

        return this with { Behind = behind };
    }

    private static NameSpan? Quoted(Tokens tokens, int index, int first, int limit)
    {
        for (var end = first; end < limit && end - first <= LongestName; end++)
        {
            if (tokens[end].IsClosing || tokens[end].Mark == ']' || IsWrongQuote(tokens, end))
            {
                var behind = end;
                while (behind < limit && (tokens[behind].IsClosing || tokens[behind].Mark == ']' || IsWrongQuote(tokens, behind)))
                {
                    behind++;
                }

                var opens = tokens[index].Mark;
                var isName = end > first && (tokens[first].IsCapital || tokens[first].IsNumber || opens == '«') && (opens != '*' || tokens[first].IsCapital);
                return isName && (opens != '*' || Enumerable.Range(first, end - first).All(i => tokens[i].Mark is '\0' or '&')) ? new NameSpan(first, end, behind, opens != '*') : null;
            }
        }

        return null;
    }

    /// <summary>“X“: the opening mark written for the closing one.</summary>
    private static bool IsWrongQuote(Tokens tokens, int at) => tokens[at] is { Mark: '«', Glue: '\0' } && tokens[at + 1].Glue != '\0';

    /// <summary>"des Possibles", "de la Citoyenneté": small words before a capital that is no place after "à".</summary>
    private static int? LinkedAt(Tokens tokens, int first, int at, int limit, Func<int, bool> isPlace)
    {
        var k = at;
        while (k < limit && k - at < 3 && tokens[k].IsWord && Links.Contains(tokens[k].Folded) && tokens[k].Glue != '\r')
        {
            k++;
        }

        var next = tokens[k];
        var isAt = tokens[at].Folded is "a" or "au" or "aux" or "en" or "dans" or "sur" or "pour";
        return k > at && k < limit && next is { IsWord: true, IsCapital: true } && next.Glue != '\r' && !(isAt && (isPlace(k) || isPlace(k - 1)) && !(tokens[at].Folded is "dans" or "sur" && IsAgain(tokens, first, k + 1))) && !(tokens[at].Folded is "pour" or "dans" && k - at > 1 && !IsAgain(tokens, first, k + 1)) ? k + 1 : null;
    }

    /// <summary>French capitals stop early: "Atelier urbain", "Jardins des possibles". One adjective, or one complement, belongs to a first word that is no invention of its own,
    /// as far as a mark or a small word follows it.</summary>
    private static int SmallTail(Tokens tokens, int first, int end, int limit)
    {
        if (end - first > 2 || (end - first == 2 && !IsArticle(tokens[first]) && tokens[first].Folded is not ("au" or "aux")))
        {
            return end;
        }

        var k = end;
        while (k < limit && k - end < 3 && (tokens[k].Folded is "des" or "du" or "de" or "d" or "aux" or "l" or "la" or "les" || (tokens[k].Folded == "en" && k == end && (tokens[k + 2].Mark is ',' or '.' or ':' or ')' || KnownNames.Verbs.Contains(tokens[k + 2].Folded))) || (tokens[k].Folded == "a" && tokens.Text[tokens[k].Start] == 'à')) && tokens[k].Glue is ' ' or '\'')
        {
            k++;
        }

        var isBetweenCommas = tokens[first - 1].Mark == ',' && k == end + 1 && tokens[k + 1].Mark == ',';
        if (!isBetweenCommas && k > end && tokens[end].Folded is "a" or "de" or "l" or "la" or "les" && (tokens[k].IsCapital || tokens[end].Folded is "de" or "l" or "la" or "les"))
        {
            return end;
        }

        var tail = tokens[k];
        if (k >= limit || !tail.IsWord || tail.IsCapital || tail.Length < 4 || tail.Glue is not (' ' or '\'') || KnownNames.Verbs.Contains(tail.Folded) || KnownNames.Common.Contains(tail.Folded) || (Names.Genre.All.At(tokens, k) is not null && tokens[k - 1].Folded != "en"))
        {
            return end;
        }

        var after = tokens[k + 1];
        // "Les Artisans rêveurs de Bretagne": an adjective between.
        if (k == end && tokens[first] is { Folded: "le" or "la" or "les", IsCapital: true } && end - first == 2 && after.Folded is "de" or "du" or "des" or "d" && k + 2 < limit && tokens[k + 2] is { IsCapital: true, IsWord: true })
        {
            return k + 3;
        }

        // "La Fruitière numérique fait": an article and a noun in capitals take their adjective with them.
        // "Fondée en 2009, Seconde brise compte": so does a first word behind a comma.
        var isAdjective = k == end && (end - first == 2 || (tokens[first - 1].Mark == ',' && KnownNames.Common.Contains(tokens[first].Folded))) && tokens[first].IsCapital && KnownNames.Verbs.Contains(after.Folded);
        return isAdjective || k + 1 >= limit || after.Mark is '.' or ',' or ')' or ';' or '»' or ':' or '*' or '(' || after.Folded is "et" or "ou" || (k > end && (KnownNames.Verbs.Contains(after.Folded) || after.IsWord)) ? k + 1 : end;
    }

    /// <summary>"Mille et Une Miettes": "et" belongs to a name that the text writes so again.</summary>
    private static bool IsAgain(Tokens tokens, int first, int end)
    {
        var written = tokens.TextOf(first, end);
        var at = tokens.Text.IndexOf(written, StringComparison.Ordinal);
        return at >= 0 && tokens.Text.IndexOf(written, at + written.Length, StringComparison.Ordinal) >= 0;
    }

    /// <summary>"L’Encre et la Chicorée", "Chez Rose et Lucien": two nouns with their articles, or two first names, and a mark behind.</summary>
    private static bool IsPair(Tokens tokens, int first, int at, int limit)
    {
        var isChez = tokens[first].Folded == "chez" && at - first == 2 && (tokens[at + 1].IsCapital || tokens[at + 1].Folded is "compagnie" or "cie" or "fils" or "filles");
        var isPair = at - first == 2 && IsArticle(tokens[first]) && IsArticle(tokens[at + 1]) && !tokens[at + 1].IsCapital && tokens[at + 2] is { IsWord: true, IsCapital: true };
        var end = isChez ? at + 2 : at + 3;
        return tokens[at].Folded == "et" && (isChez || isPair) && !KnownNames.Common.Contains(tokens[end - 1].Folded) && Names.Genre.All.At(tokens, end - 1) is null && (end >= limit || tokens[end].Mark is ',' or '(' or ')' or ':' or '»' or '-' or '*' || tokens[end].Glue is '\n' or '\r');
    }

    private static bool IsArticle(Token token) => token.Folded is "le" or "la" or "les" or "l";

    private static bool IsElision(Token token) => token.Folded is "d" or "l" or "n" or "s" or "c" or "j" or "m" or "t" or "qu" or "jusqu" or "lorsqu" or "puisqu";
}
