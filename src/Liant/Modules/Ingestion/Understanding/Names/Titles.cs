using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>By what one sees that a line with a name in it is the title of what is told below, where no commune stands beside the name.</summary>
internal static class Titles
{
    /// <summary>"La Grange aux Zéphyrs veut réveiller Langon": a headline, and the text just below goes on about it by its name.</summary>
    public static bool IsHeadline(TextInParts parts, int index, NameSpan name) => name is { IsQuoted: false, Count: > 1 } && parts.Layout.Paragraphs[index] is { IsHeading: true } && parts.Tokens[name.Behind].IsWord && KnownNames.Verbs.Contains(parts.Tokens[name.Behind].Folded)
        && index + 1 < parts.Layout.Paragraphs.Count && RecursBelow(parts, name, parts.Layout.Paragraphs[index + 1].First, parts.Layout.Paragraphs[Math.Min(index + 2, parts.Layout.Paragraphs.Count - 1)].End);

    /// <summary>"… directrice de ce jardin d’insertion": one of the two paragraphs below a title says what it is.</summary>
    public static bool IsTakenUpBelow(TextInParts parts, int index)
    {
        for (var p = index + 1; p <= index + 2 && p < parts.Layout.Paragraphs.Count; p++)
        {
            for (var k = parts.Layout.Paragraphs[p].First; k < parts.Layout.Paragraphs[p].End - 1; k++)
            {
                if (parts.Tokens[k].Folded is "ce" or "cet" or "cette" && Genre.All.At(parts.Tokens, k + 1) is var (genre, _) && genre.Class is GenreClass.Initiative or GenreClass.Organisation)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>"La Seconde Marée : rien ne se perd", and in the paragraph below "la ressourcerie emploie", "l’association du même nom".</summary>
    private static bool IsSpokenOfBelow(TextInParts parts, int index)
    {
        if (index + 1 >= parts.Layout.Paragraphs.Count || parts.Layout.Paragraphs[index + 1] is not { IsHeading: false } below)
        {
            return false;
        }

        return Enumerable.Range(below.First, below.End - below.First - 1).Any(k => parts.Tokens[k].Folded is "la" or "le" or "l" or "cette" or "ce" && Genre.All.At(parts.Tokens, k + 1) is var (genre, end) && genre.Class is GenreClass.Initiative or GenreClass.Organisation && parts.Tokens[end] is { IsCapital: false } && parts.Tokens[end].Mark is not '«');
    }

    /// <summary>A title that is nothing but a name, and what it is at the head of the text below: "Café citoyen né…", "La recyclerie occupe…", "C’est la ressourcerie.", "… Ce café-cantine associatif".</summary>
    public static bool IsSaidBelow(TextInParts parts, int index, NameSpan name)
    {
        var tokens = parts.Tokens;
        if (parts.AreUpper(name.First, name.End) && tokens[name.First].Folded is not ("le" or "la" or "l" or "les" or "au" or "aux" or "chez"))
        {
            return false;
        }

        if (name.Count < 2 || !Enumerable.Range(name.First + 1, name.Count - 1).Any(k => tokens[k].IsCapital))
        {
            return false;
        }

        for (var p = index + 1; p <= index + 3 && p < parts.Layout.Paragraphs.Count; p++)
        {
            var below = parts.Layout.Paragraphs[p];
            var at = below.First;
            at += tokens[at].Folded == "c" && tokens[at + 1].Folded == "est" ? 2 : 0;
            at += tokens[at].Folded is "le" or "la" or "l" or "un" or "une" or "ce" or "cet" or "cette" ? 1 : 0;
            if (Genre.All.At(tokens, at) is var (genre, _) && (genre.Class == GenreClass.Initiative || (genre.Class == GenreClass.Organisation && at == below.First)))
            {
                // "Catégorie Transition" above "LA RECYCLERIE X": the next title.
                return !below.IsHeading || at == below.First;
            }

            // One short line may say where it is.
            if (below.End - below.First > 12)
            {
                var second = below.FirstSentence + 1;
                return second < below.EndSentence && parts.Layout.Sentences[second].First is var next && tokens[next].Folded is "ce" or "cet" or "cette" && Genre.All.At(tokens, next + 1) is var (taken, _) && taken.Class == GenreClass.Initiative;
            }
        }

        return false;
    }

    /// <summary>"LE FOUR DES TROIS RIVES", and "À Langon (Gironde), neuf foyers…" below.</summary>
    public static Places.PlaceMention? PlaceAtTheHeadBelow(TextInParts parts, int index, NameSpan name)
    {
        if (name.Count < 4 || parts.Tokens[name.First].Folded is not ("le" or "la" or "l" or "les") || index + 1 >= parts.Layout.Paragraphs.Count || parts.Layout.Paragraphs[index + 1] is not { IsHeading: false } below)
        {
            return null;
        }

        return parts.Tokens[below.First].Folded is "a" or "au" && parts.PlaceAt(below.First + 1) is { IsCommune: true, Territory: not null } place && parts.Tokens[place.End].Mark == ',' ? place : null;
    }

    /// <summary>"X : le train siffle encore (Langon, Gironde)": the bracket that ends a title.</summary>
    public static Places.PlaceMention? PlaceAtTheEnd(TextInParts parts, Paragraph paragraph, NameSpan name)
    {
        if (!paragraph.IsHeading || parts.Tokens[name.Behind].Mark is not (',' or ':') || parts.Tokens[paragraph.End - 1].Mark != ')')
        {
            return null;
        }

        var open = paragraph.End - 1;
        while (open > name.Behind && parts.Tokens[open].Mark != '(')
        {
            open--;
        }

        return parts.PlaceAt(open + 1) is { IsCommune: true } place && place.First == open + 1 ? place : null;
    }

    /// <summary>"Le petit zéphyr : épicerie solidaire itinérante": a title with small letters, and what it is behind the colon.</summary>
    public static NameSpan? SmallTitle(TextInParts parts, int index, int first, int limit)
    {
        var paragraph = parts.Layout.Paragraphs[index];
        var tokens = parts.Tokens;
        var end = first + 1;
        while (end < limit && end - first < 7 && tokens[end].IsWord && tokens[end] is { IsCapital: false, Glue: ' ' or '\'' or '-' } && !KnownNames.Verbs.Contains(tokens[end].Folded))
        {
            end++;
        }

        var said = tokens[end + 1].Folded is "un" or "une" or "l" or "la" or "le" ? end + 2 : end + 1;
        return paragraph.IsHeading && tokens[first] is { IsCapital: true, Folded: "le" or "la" or "les" or "l" } && end - first > 1 && tokens[end].Mark == ':' && end + 1 < limit && Genre.All.At(tokens, said) is var (genre, _) && genre.Class is GenreClass.Initiative or GenreClass.Organisation
            && Genre.All.At(tokens, first + 1) is null ? new NameSpan(first, end, end, false) : Segment(parts, index, first, limit);
    }

    /// <summary>"La Clé de douze", "Retour en rayon : …": all that stands before the colon, the comma or the end of a title, where the text below writes it again or a line says its place.</summary>
    private static NameSpan? Segment(TextInParts parts, int index, int first, int limit)
    {
        var tokens = parts.Tokens;
        var end = first;
        while (end < limit && end - first < 8 && (tokens[end].IsWord || tokens[end].IsNumber) && tokens[end].Glue is ' ' or '\'' or '-' or '\n' or '\r' or '\0')
        {
            end++;
        }

        var isPlaced = PlaceOfATitle.PlaceLineBelow(parts, index) is not null && tokens[first].Folded is not ("date" or "communaute" or "carte");
        if (!parts.Layout.Paragraphs[index].IsHeading || !isPlaced && KnownNames.Common.Contains(tokens[first].Folded) && tokens[first].Folded is not ("le" or "la" or "l" or "les" or "au" or "aux" or "chez" or "un" or "une") || KnownNames.Programmes.At(tokens, first) is not null || (tokens[first].Length > 4 && tokens[first].Folded.EndsWith("er", StringComparison.Ordinal)) || !tokens[first].IsCapital || end - first < 3 || (end < limit && tokens[end].Mark is not (':' or ',' or '-')) || tokens[end - 1].IsCapital || Genre.All.At(tokens, first) is not null
            || Enumerable.Range(first + 1, end - first - 1).Any(k => tokens[k].Folded is not ("pour" or "sur" or "dans" or "en" or "de" or "avec" or "chez" or "par" or "depuis") && KnownNames.Verbs.Contains(tokens[k].Folded)))
        {
            return null;
        }

        var isAgain = !parts.AreUpper(first, end) && tokens.Again(first, end).Any(k => k >= end && tokens[k].IsCapital && (parts.SentenceOf(k).First != k || !parts.ParagraphOf(parts.SentenceOf(k)).IsHeading));
        return isAgain || isPlaced ? new NameSpan(first, end, end, false) : null;
    }

    /// <summary>« Zéphyr 24 » : une SCIC pour…: what it is behind the colon of a title.</summary>
    public static bool IsSaidBehind(TextInParts parts, NameSpan name, int limit) => parts.Tokens[name.Behind].Mark == ':' && (name.IsQuoted || (name.Count > 1 && parts.Tokens[name.End - 1].IsCapital))
        && Enumerable.Range(name.Behind + 1, 3).Any(k => k < limit && Genre.All.At(parts.Tokens, k) is var (said, _) && said.Class is GenreClass.Initiative or GenreClass.Organisation);

    /// <summary>« X », la fabrique du lien: a title that names, and a slogan behind it.</summary>
    public static bool IsSlogan(TextInParts parts, Paragraph paragraph, NameSpan name) =>
        (paragraph.IsHeading && parts.Tokens[name.Behind].Mark is ',' or ':' && !name.IsQuoted && name.Count > 1 && !parts.AreUpper(name.First, name.End) && parts.Tokens[name.First].Folded is "le" or "la" or "l" or "les" or "au" or "aux" or "mon" or "ma" && IsSpokenOfBelow(parts, parts.Layout.Sentences[paragraph.FirstSentence].Paragraph))
        || (paragraph.IsHeading && parts.Tokens[name.Behind].Mark == ',' && !name.IsQuoted && name.Count > 2 && IsTakenUpBelow(parts, parts.Layout.Sentences[paragraph.FirstSentence].Paragraph)) || paragraph.IsHeading && name is { IsQuoted: true, Count: < 6 } && parts.Tokens[name.Behind].Mark == ',' && parts.Tokens[name.Behind + 1].Folded is "le" or "la" or "l" or "les" or "un" or "une";

    /// <summary>"X (Bretagne) : l’association…", "X : à Langon, le projet « X »…": the head of a paragraph of a list of laureates.</summary>
    public static bool IsCard(TextInParts parts, NameSpan name, Paragraph paragraph, bool isOpened)
    {
        var tokens = parts.Tokens;
        if (tokens[name.Behind].Mark == ':')
        {
            return name.Behind + 8 < paragraph.End && RecursBelow(parts, name, name.Behind, Math.Min(paragraph.End, name.Behind + 30));
        }

        for (var k = name.Behind + 1; tokens[name.Behind].Mark == '(' && k < paragraph.End && k - name.Behind < 10; k++)
        {
            if (tokens[k].Mark == ')')
            {
                return (tokens[k + 1].Mark == ':' || (isOpened && tokens[k + 1].IsCapital) || (paragraph.IsHeading && k + 1 >= paragraph.End)) && parts.PlaceAt(name.Behind + 1) is { IsCommune: false };
            }
        }

        return false;
    }

    /// <summary>The text writes it again somewhere, not in capitals.</summary>
    public static bool IsWrittenBelow(TextInParts parts, NameSpan name)
    {
        var first = name.First;
        while (first < name.End - 1 && parts.Tokens[first].Folded is "la" or "le" or "les" or "l")
        {
            first++;
        }

        return parts.Tokens.Again(first, name.End).Any(k => k != first && !parts.AreUpper(k, k + name.End - first));
    }

    /// <summary>The text below calls it so too, inside a sentence.</summary>
    public static bool RecursBelow(TextInParts parts, NameSpan name, int from, int end)
    {
        var tokens = parts.Tokens;
        var first = name.First;
        while (first < name.End - 1 && tokens[first].Folded is "la" or "le" or "les" or "l")
        {
            first++;
        }

        var times = 0;
        for (var i = from; i < end; i++)
        {
            if (tokens[i].Folded == tokens[first].Folded && tokens[i].IsCapital && (tokens[i - 1] is { IsWord: true, IsCapital: false } or { Mark: '"' or '«' } || (name.Count > 1 && tokens[i - 1].Mark == ',' && KnownNames.Verbs.Contains(tokens[i + name.End - first].Folded)) || (name.Count > 2 && KnownNames.Verbs.Contains(tokens[i + name.End - first].Folded))) && tokens[i + name.End - first - 1].Folded == tokens[name.End - 1].Folded && ++times >= 1)
            {
                return true;
            }
        }

        return false;
    }
}
