using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>Goes once through a text and notes where something is named, and by what one sees it.</summary>
internal sealed class NamesInText
{
    private static readonly HashSet<string> Naming = ["nomme", "nommee", "baptise", "baptisee", "appele", "appelee", "denomme", "denommee", "intitule", "intitulee", "surnomme", "surnommee", "nommes", "baptises", "appelle", "appellent", "appellera", "nommera", "fonde", "fondent", "cree", "creent", "ouvre", "ouvrent", "lance", "lancent", "inaugure", "inaugurent", "ouvrir", "fonder", "inaugurer"];

    private static readonly HashSet<string> Adverbs = ["ainsi", "enfin", "puis", "ensuite", "alors", "aussi", "quand", "lorsque", "comme", "si", "mais", "car", "avec", "depuis", "selon", "cependant", "parmi", "grace", "pourtant", "aujourd", "desormais", "demain", "hier", "ici", "plusieurs", "certains", "certaines", "quelques", "tous", "toutes", "trois", "deux", "quatre"];
    internal static readonly HashSet<string> StopsModifiers =
    [
        "qui", "que", "dans", "pour", "avec", "sur", "par", "est", "a", "ont", "sont", "dont", "ou", "sans", "entre", "chez", "vers", "depuis", "afin", "mais", "car", "se", "s", "ne", "n", "y", "il", "elle", "ils", "elles", "ce", "cette", "son", "sa",
        "ses", "leur", "leurs", "un", "une", "plus", "tres", "ainsi", "notamment", "aussi", "deja", "apres", "avant", "comme", "lors", "selon", "au", "aux", "en",
    ];

    private readonly TextInParts parts;
    private readonly Tokens tokens;
    private readonly SaidOfAName around;
    private readonly NameShapes shapes;
    private readonly MentionsFound mentions;
    private readonly NamesBehindGenres genres;

    private NamesInText(TextInParts parts)
    {
        (this.parts, tokens, around, shapes, mentions) = (parts, parts.Tokens, new SaidOfAName(parts), new NameShapes(parts), new MentionsFound(parts));
        genres = new NamesBehindGenres(parts, mentions, around, shapes);
    }

    public static List<NameMention> Find(TextInParts parts)
    {
        var names = new NamesInText(parts);
        for (var p = 0; p < parts.Layout.Paragraphs.Count; p++)
        {
            var paragraph = parts.Layout.Paragraphs[p];
            if (!parts.IsSilent(paragraph))
            {
                names.mentions.AddRange(Headings.Find(parts, paragraph, p));
                // A headline in capitals is read as a title or not at all.
                if (!(paragraph.IsHeading && parts.AreUpper(paragraph.First, paragraph.End)))
                {
                    names.Walk(paragraph);
                }
            }
        }

        return names.mentions.All;
    }

    private void Walk(Paragraph paragraph)
    {
        for (var i = paragraph.First; i < paragraph.End; i++)
        {
            var limit = parts.SentenceOf(i).End;
            if (!tokens[i].IsGlued || tokens[i].Glue == '\'')
            {
                // "Initiative Indre"
                if (tokens[i] is { IsCapital: true, Folded: "initiative" } && parts.AreaEnd(i + 1) is { } areaEnd)
                {
                    i = areaEnd - 1;
                    continue;
                }

                if (tokens[i].IsCapital && KnownNames.Networks.At(tokens, i) is var (_, network) && (tokens[network] is not { IsCapital: true, IsWord: true, Glue: ' ' or '-' } || parts.AreaEnd(network) is not null))
                {
                    i = network - 1;
                    continue;
                }

                // "Bar-le-Duc" is no bar.
                if (Genre.All.At(tokens, i) is var (genre, behind) && tokens[i].IsWord && !(parts.IsPlace(i) && tokens[i + 1].Glue == '-'))
                {
                    i = genres.Read(i, genre, behind, limit);
                    continue;
                }

                if (Naming.Contains(tokens[i].Folded) || (tokens[i].Folded == "nom" && tokens[i + 1].Mark == ':') || (tokens[i].Folded is "de" or "d" && tokens[i - 1].Folded == "nom" && tokens[i - 2].Folded is "le" or "du"))
                {
                    AfterNaming(i, limit);
                }
                else if (tokens[i].IsCapital || tokens[i].Mark is '«' or '"' or '*')
                {
                    i = Alone(i, limit);
                }
            }
        }
    }

    private void AfterNaming(int at, int limit)
    {
        // "on l’appelle désormais X", "nom choisi : X"
        var first = tokens[at + 1].Mark == ':' || (tokens[at].Folded.StartsWith("appel", StringComparison.Ordinal) && tokens[at + 1].Folded is "desormais" or "aujourd" or "maintenant" or "ici") ? at + 2 : at + 1;
        var isWithArticle = tokens[first] is { IsCapital: false, Folded: "le" or "la" or "l" or "les" };
        if (NameSpan.At(tokens, isWithArticle ? first + 1 : first, limit, parts.IsPlace) is not { } span || !Enumerable.Range(span.First, span.Count).Any(k => tokens[k].IsCapital))
        {
            return;
        }

        // "s’appelle l’Atelier": with its article a word of every day is a name.
        span = isWithArticle && !parts.IsOwnName(span) && tokens[at].Folded.StartsWith("appel", StringComparison.Ordinal) ? span with { First = first } : span;
        if (parts.IsOwnName(span))
        {
            mentions.Add(span, span.First, GenreBefore(at) ?? (tokens[span.Behind].Mark == ',' ? around.Described(span.Behind + 1, limit, 4) : null), Cues.Named, isAdjacent: false);
        }
    }

    /// <summary>"une maison partagée pour personnes âgées, baptisée X".</summary>
    private Genre? GenreBefore(int at)
    {
        for (var k = at - 1; k >= parts.SentenceOf(at).First && at - k <= 9; k--)
        {
            if (tokens[k].IsWord && Genre.All.At(tokens, k) is var (genre, _) && genre.MayBeInitiative)
            {
                return genre;
            }
        }

        return null;
    }

    /// <summary>A name with nothing before it that says what it is: what stands behind it may.</summary>
    private int Alone(int first, int limit)
    {
        // "une antenne « X » à Langon"
        if (tokens[first].Mark is '«' or '"' && tokens[first - 1].Stem == "antenne" && NameSpan.At(tokens, first, limit, parts.IsPlace) is { } branch)
        {
            return branch.Behind - 1;
        }

        // "l’ancienne manufacture Rivault": what stood there.
        if (tokens[first - 2].Folded is "ancien" or "ancienne" && tokens[first - 1] is { IsWord: true, IsCapital: false } && tokens[first].Glue == ' ' && NameSpan.At(tokens, first, limit, parts.IsPlace) is { IsQuoted: false } former)
        {
            return former.Behind - 1;
        }

        // "Pensés à l’origine pour": a participle begins the sentence.
        if (parts.SentenceOf(first).First == first && tokens[first + 1] is { IsWord: true, IsCapital: false } && tokens.Text.AsSpan(tokens[first].Start, tokens[first].Length) is [.., 'é'] or [.., 'é', 's'] or [.., 'é', 'e'] or [.., 'é', 'e', 's'])
        {
            return first;
        }

        // "Ainsi Zéphyr Bleu a-t-il prêté": the sentence begins, not the name.
        if (Adverbs.Contains(tokens[first].Folded) && tokens[first + 1] is { IsCapital: true, Glue: ' ' } && parts.SentenceOf(first).First == first)
        {
            return first;
        }

        if (NameSpan.At(tokens, first, limit, parts.IsPlace) is not { } span || span.Behind <= first)
        {
            return first;
        }

        // "La SCIC Zéphyr": the genre is read by itself.
        if (!span.IsQuoted && span.Count > 2 && tokens[first] is { Folded: "la" or "le" or "l" } && parts.IsUpper(tokens[first + 1]) && Genre.All.At(tokens, first + 1) is var (sigle, _) && sigle.Form is not null)
        {
            return first;
        }

        if (!parts.IsOwnName(span) || around.IsWordOfASentence(span) || (span is { Count: 1, IsQuoted: false } && KnownNames.FirstNames.Contains(tokens[span.First].Folded)))
        {
            return parts.PlaceAt(first)?.NameEnd - 1 ?? (People.Is(tokens, span) ? span.Behind - 1 : first);
        }

        var (cues, genre) = Behind(span, limit);
        if (span.IsQuoted && Genre.All.At(tokens, span.First) is var (called, calledEnd) && called.Class is GenreClass.Initiative && calledEnd < span.End && tokens[span.First].IsCapital)
        {
            (cues, genre) = (cues | Cues.Genre | Cues.Named, genre ?? called);
        }

        // "…, un café : le Zéphyr à Langon, la Brise à Bazas": the sentence says what those that have a commune are.
        if (cues == Cues.Placed && around.SaidBefore(span.First) is { } kind)
        {
            (cues, genre) = (Cues.Placed | Cues.Genre, kind);
        }

        cues |= around.IsSignboard(span) || (span.IsQuoted && around.IsAwarded(span, span.First, limit)) ? Cues.Named : Cues.None;
        if (cues != Cues.None)
        {
            mentions.Add(span, span.First, genre, cues, isAdjacent: false);
        }

        return span.Behind - 1;
    }

    private (Cues, Genre?) Behind(NameSpan span, int limit)
    {
        var at = span.Behind;
        // "X (sigle) est"
        if (tokens[at].Mark == '(' && tokens[at + 2].Mark == ')')
        {
            at += 3;
        }

        // "X, à Langon (33), est"
        if (PlaceBehind.Of(parts, span) is { } between)
        {
            at = between.End;
            while (tokens[at].Mark is ')' or ',')
            {
                at++;
            }
        }

        if (tokens[at].Folded is "est" or "reste" or "constitue" or "devient" && around.Described(at + 1, limit, 5) is { } said)
        {
            return said.Class is GenreClass.Event or GenreClass.Resource or GenreClass.Call or GenreClass.Scheme or GenreClass.PublicBody ? (Cues.None, null) : (Cues.Copula, said);
        }

        if ((tokens[at].Mark is ',' or '-' || (tokens[at].Mark == ':' && span.Count > 1 && tokens[span.End - 1].IsCapital)) && at == span.Behind && around.Described(at + 1, limit, 4, alone: true) is { } apposed && apposed.Class is not (GenreClass.Event or GenreClass.Resource or GenreClass.Call or GenreClass.Scheme or GenreClass.PublicBody))
        {
            return (Cues.Apposition, apposed);
        }

        // "X. C’est une guinguette"
        if (tokens[at].Mark == '.' && at == span.Behind && parts.SentenceOf(span.First).First >= span.First - 1 && tokens[at + 1].Folded == "c" && tokens[at + 2].Folded == "est" && tokens[at + 3].Folded is "un" or "une" or "le" or "la" && around.Described(at + 4, at + 9, 3) is { MayBeInitiative: true } whatItIs)
        {
            return (Cues.Copula, whatItIs);
        }

        if (shapes.IsOneOfTwo(span))
        {
            return (Cues.Named | Cues.Verb, null);
        }

        if (around.IsCalledSo(at, limit))
        {
            return (Cues.Named, null);
        }

        if (around.IsBorn(at, limit))
        {
            return (Cues.Born, null);
        }

        if (around.IsProper(span) && around.Verb(at, span.First, limit))
        {
            return (Cues.Verb, null);
        }

        // "Le Fournil de la Rive cuit": a name with its article, and whatever it does.
        if (span is { IsQuoted: false, Count: > 3 } && tokens[span.First] is { IsCapital: true, Folded: "le" or "la" or "l" or "les" } && tokens[span.End - 1].IsCapital && at < limit && tokens[at] is { IsWord: true, IsCapital: false, Glue: ' ' } does && !StopsModifiers.Contains(does.Folded) && does.Folded is not ("de" or "du" or "des" or "d" or "et" or "ou" or "le" or "la" or "les" or "l") && Intro.LeadsTo(parts, span.First) && !parts.ParagraphOf(parts.SentenceOf(span.First)).IsHeading)
        {
            return (Cues.Verb, null);
        }

        return PlaceBehind.Of(parts, span) is not null ? (Cues.Placed, null) : around.TakenUp(span) is { } kind ? (Cues.Apposition, kind) : (Cues.None, null);
    }
}
