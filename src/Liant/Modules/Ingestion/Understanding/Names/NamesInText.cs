using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>Goes once through a text and notes where something is named, and by what one sees it.</summary>
internal sealed class NamesInText
{
    private static readonly HashSet<string> Naming = ["nomme", "nommee", "baptise", "baptisee", "appele", "appelee", "denomme", "denommee", "intitule", "intitulee", "surnomme", "surnommee", "nommes", "baptises", "appelle", "appellent", "appellera", "nommera", "fonde", "fondent", "cree", "creent", "ouvre", "ouvrent", "lance", "lancent", "inaugure", "inaugurent"];

    private static readonly HashSet<string> Adverbs = ["ainsi", "enfin", "puis", "ensuite", "alors", "aussi", "quand", "lorsque", "comme", "si", "mais", "car", "avec", "depuis", "selon", "cependant", "parmi", "grace", "pourtant", "aujourd", "desormais", "demain", "hier", "ici"];

    internal static readonly HashSet<string> StopsModifiers =
    [
        "qui", "que", "dans", "pour", "avec", "sur", "par", "est", "a", "ont", "sont", "dont", "ou", "sans", "entre", "chez", "vers", "depuis", "afin", "mais", "car", "se", "s", "ne", "n", "y", "il", "elle", "ils", "elles", "ce", "cette", "son", "sa",
        "ses", "leur", "leurs", "un", "une", "plus", "tres", "ainsi", "notamment", "aussi", "deja", "apres", "avant", "comme", "lors", "selon", "au", "aux", "en",
    ];

    private readonly TextInParts parts;
    private readonly Tokens tokens;
    private readonly SaidOfAName around;
    private readonly NameShapes shapes;
    private readonly List<NameMention> found = [];
    private readonly HashSet<int> starts = [];

    private NamesInText(TextInParts parts) => (this.parts, tokens, around, shapes) = (parts, parts.Tokens, new SaidOfAName(parts), new NameShapes(parts));

    public static List<NameMention> Find(TextInParts parts)
    {
        var names = new NamesInText(parts);
        for (var p = 0; p < parts.Layout.Paragraphs.Count; p++)
        {
            var paragraph = parts.Layout.Paragraphs[p];
            if (!parts.IsSilent(paragraph))
            {
                names.found.AddRange(Headings.Find(parts, paragraph, p));
                names.Walk(paragraph);
            }
        }

        return names.found;
    }

    private void Walk(Paragraph paragraph)
    {
        for (var i = paragraph.First; i < paragraph.End; i++)
        {
            var limit = parts.SentenceOf(i).End;
            if (!tokens[i].IsGlued || tokens[i].Glue == '\'')
            {
                if (tokens[i].IsCapital && KnownNames.Networks.At(tokens, i) is var (_, network) && tokens[network] is not { IsCapital: true, IsWord: true, Glue: ' ' or '-' })
                {
                    i = network - 1;
                    continue;
                }

                if (Genre.All.At(tokens, i) is var (genre, behind) && tokens[i].IsWord)
                {
                    i = AfterGenre(i, genre, behind, limit);
                    continue;
                }

                if (Naming.Contains(tokens[i].Folded) || (tokens[i].Folded is "de" or "d" && tokens[i - 1].Folded == "nom" && tokens[i - 2].Folded is "le" or "du"))
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

    /// <summary>A genre: with its modifiers, then a name.</summary>
    /// <returns>The last token that is used up.</returns>
    private int AfterGenre(int first, Genre genre, int behind, int limit)
    {
        if (genre.Words == "antenne" || genre.Class is GenreClass.Event or GenreClass.Resource or GenreClass.Call or GenreClass.PublicBody or GenreClass.Network or GenreClass.Scheme)
        {
            // "Inauguration du Comptoir des Rives"
            if (genre.Words == "inauguration" && tokens[behind].Folded is "du" or "de" or "d" && NameSpan.At(tokens, tokens[behind + 1].Folded is "la" or "l" ? behind + 2 : behind + 1, limit, parts.IsPlace) is { } opened && parts.IsOwnName(opened))
            {
                Add(opened, opened.First, null, Cues.Born | Cues.Named, isAdjacent: false);
                return opened.Behind - 1;
            }

            // What follows is the title of a text, of a meeting, or a place.
            return tokens[behind].Mark is '«' or '"' or '*' && NameSpan.At(tokens, behind, limit, parts.IsPlace) is { } title ? title.Behind - 1 : behind - 1;
        }

        var nameAt = shapes.SkipModifiers(behind, limit);
        // "l’ancien cinéma X" is no more.
        if (tokens[first - 1].Folded is "ancien" or "ancienne" or "anciens" or "anciennes" or "ex" && nameAt is { } former && NameSpan.At(tokens, former, limit, parts.IsPlace) is { } gone)
        {
            return gone.Behind - 1;
        }

        if (nameAt == behind && shapes.SmallName(behind, limit) is { } small)
        {
            Add(small, first, genre, (genre.Class == GenreClass.Undertaking ? Cues.Named : Cues.Genre) | around.Acts(small, first, limit), isAdjacent: true);
            return small.Behind - 1;
        }

        var isWithCapital = tokens[first].IsCapital && !parts.IsUpper(tokens[first]) && tokens[first].Folded is not ("scic" or "scop" or "sas" or "cae") && (tokens[first].Glue is ' ' or '\'' || tokens[first - 1].Mark is '«' or '*' or '"') && parts.SentenceOf(first).First != first;
        if (nameAt is { } at && NameSpan.At(tokens, at, limit, parts.IsPlace) is { } span)
        {
            var link = tokens[at - 1].Folded;
            // "la recyclerie la Rênée" names it; "la recyclerie de la Plaine" has it in its name.
            var linked = at > behind && link is "de" or "du" or "des" or "d" or "la" or "les" or "l" or "le" && !(at == behind + 1 && link is "la" or "les" or "l" or "le");
            if (linked || (isWithCapital && at == behind) || People.Is(tokens, span))
            {
                return WithItsGenre(first, genre, behind, span, linked, isWithCapital);
            }

            // "un lieu « agri-culturel »" is no name.
            if (span is { IsQuoted: true, Count: 1 or 2 } && (genre.Class == GenreClass.Undertaking || tokens[span.First].Length > 0 && span.Count == 2 && tokens[span.End - 1].IsGlued) && !Enumerable.Range(span.First, span.Count).Any(k => tokens[k].IsCapital))
            {
                return span.Behind - 1;
            }

            if (parts.IsOwnName(span))
            {
                // "la friperie X, un lieu engagé": said twice.
                var again = genre.Class is GenreClass.Initiative && tokens[span.Behind].Mark == ',' && tokens[span.Behind + 1].Folded is "un" or "une" && around.Described(span.Behind + 1, limit, 4, alone: true) is { MayBeInitiative: true } ? Cues.Apposition : Cues.None;
                Add(span, first, genre, (genre.Class == GenreClass.Undertaking ? Cues.Named : Cues.Genre) | again | around.Acts(span, first, limit), isAdjacent: at == behind || (tokens[behind].Mark is '*' or '«' or '"' && at == behind));
                return Following(span, first, genre, limit) - 1;
            }

            return behind - 1;
        }

        if (isWithCapital && genre.MayBeInitiative && shapes.CapitalTail(first, behind, limit) is { } own && parts.IsOwnName(own))
        {
            Add(own, first, genre, Cues.Genre | Cues.Named, isAdjacent: false);
            return own.Behind - 1;
        }

        // "sous forme de société coopérative (SCIC), X, favorise"
        if (nameAt is null && shapes.Appositive(behind, limit) is { } after && parts.IsOwnName(after))
        {
            Add(after, first, genre, Cues.Apposition | (around.IsAwarded(after, after.First, limit) ? Cues.Born : Cues.None), isAdjacent: false);
            return after.Behind - 1;
        }

        return behind - 1;
    }

    /// <summary>"la ressourcerie du Pays d’Auge", "le centre social Lucie Vannier", "la Régie de quartier des Deux-Rives": the genre belongs to the name.</summary>
    private int WithItsGenre(int first, Genre genre, int behind, NameSpan span, bool linked, bool isWithCapital)
    {
        var whole = new NameSpan(first, span.End, span.Behind, false);
        var isPerson = People.Is(tokens, span);
        if (!parts.IsOwnName(whole) || (linked && isPerson && !isWithCapital) || (genre.Class == GenreClass.Undertaking && !isWithCapital) || (linked && genre.Class is GenreClass.Organisation or GenreClass.Support && !isWithCapital && !(parts.IsUpper(tokens[first]) && tokens[span.First - 1].Folded == "des"))
            || span.First - behind > 6 || KnownNames.Networks.At(tokens, span.First) is not null)
        {
            if (!linked && parts.IsOwnName(span))
            {
                Add(span, first, genre, Cues.Genre, isAdjacent: true);
            }

            return behind - 1;
        }

        // "les cantines et la ville d’Aubenas": several, and no name.
        if (!isWithCapital && (tokens[first].Folded != tokens[first].Stem || Enumerable.Range(behind, span.First - behind).Any(k => tokens[k].Folded == "et")) && linked && tokens[behind].Folded is not ("des" or "du"))
        {
            return behind - 1;
        }

        var isPlace = parts.PlaceAt(span.First) is { } place && place.NameEnd >= span.End;
        // "le hameau d’Aizac" is a place.
        if (isPlace && genre.Words == "hameau")
        {
            return whole.Behind - 1;
        }

        // "X, café-vélo de Foix" has said so of X.
        if (isPlace && !isWithCapital && found.Exists(mention => mention.Sentence == parts.SentenceAt(first) && PlaceBehind.Apposed(parts, mention.Span) is { } said && said.First == parts.PlaceAt(span.First)!.First))
        {
            return whole.Behind - 1;
        }

        // "les légumes d’une ferme de Langon"
        if (isPlace && !isWithCapital && tokens[first - 1].Folded is "un" or "une" && tokens[first - 2].Folded is "d" or "de")
        {
            return whole.Behind - 1;
        }

        if (isPlace && !isWithCapital)
        {
            Add(whole, first, genre, Cues.Genre | Cues.Unnamed, isAdjacent: false);
        }
        else if (isWithCapital || isPerson || linked)
        {
            Add(whole, first, genre, (isWithCapital ? Cues.Genre | Cues.Named : Cues.Genre) | around.Acts(span, first, parts.SentenceOf(first).End), isAdjacent: false);
        }

        return whole.Behind - 1;
    }

    /// <summary>", B et C" behind "les associations A".</summary>
    private int Following(NameSpan span, int first, Genre genre, int limit)
    {
        var isPlural = tokens[first].Folded != tokens[first].Stem;
        while (isPlural && (tokens[span.Behind].Mark == ',' || tokens[span.Behind].Folded == "et") && tokens[span.Behind + 1] is { IsCapital: true } or { Mark: '«' or '*' } && NameSpan.At(tokens, span.Behind + 1, limit, parts.IsPlace) is { } next && parts.IsOwnName(next))
        {
            Add(next, next.First, genre, Cues.Genre | Cues.Listed, isAdjacent: false);
            span = next;
        }

        return span.Behind;
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
            Add(span, span.First, GenreBefore(at) ?? (tokens[span.Behind].Mark == ',' ? around.Described(span.Behind + 1, limit, 4) : null), Cues.Named, isAdjacent: false);
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
            Add(span, span.First, genre, cues, isAdjacent: false);
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

        return PlaceBehind.Of(parts, span) is not null ? (Cues.Placed, null) : around.TakenUp(span) is { } kind ? (Cues.Apposition, kind) : (Cues.None, null);
    }

    /// <summary>"Café associatif de Pancé".</summary>
    private Places.PlaceMention? Within(NameSpan span) =>
        parts.PlacesIn(span.First + 1, span.End).LastOrDefault(place => place is { IsCommune: true, Territory: not null } && place.NameEnd >= span.End && tokens[place.First - 1].Folded is "de" or "d" or "du" or "a" or "au" && !(tokens[place.First - 1].Folded is "du" && place.NameEnd == place.First + 1 && tokens[place.First].Glue == ' ') && tokens[place.First - 2].Folded is not ("pays" or "vallee" or "bassin" or "canton"));

    private void Add(NameSpan span, int phraseFirst, Genre? genre, Cues cues, bool isAdjacent)
    {
        if (!starts.Add(span.First) && !cues.HasFlag(Cues.Unnamed))
        {
            return;
        }

        // "La Recyclerie du Gévaudan": the name itself begins with what it is.
        var head = tokens[span.First].Folded is "le" or "la" or "les" or "l" ? span.First + 1 : span.First;
        if (head < span.End && !cues.HasFlag(Cues.Genre) && Genre.All.At(tokens, head) is var (own, _) && own.Class == GenreClass.Initiative)
        {
            cues |= Cues.Genre;
            genre ??= own;
        }

        if (Surroundings.IsMeans(parts, span))
        {
            (genre, cues) = (null, Cues.None);
        }

        var beside = Surroundings.Of(parts, phraseFirst, span);
        // "Trois questions à …, gérante de la Scic X": the title of an interview tells of what she runs.
        if (isAdjacent && genre is { MayBeInitiative: true } && beside.HasFlag(Cues.Affiliation) && Intro.IsOfAnInterview(parts, parts.SentenceOf(span.First).Paragraph))
        {
            (beside, cues) = (beside & ~Cues.Affiliation, cues | Cues.Heading);
        }

        var place = PlaceBehind.Of(parts, span) ?? PlaceBehind.Apposed(parts, span) ?? Intro.PlaceBefore(parts, phraseFirst) ?? Within(span);
        found.Add(new NameMention(span, phraseFirst, genre, cues | beside | (place is null ? Cues.None : Cues.Placed), parts.SentenceAt(span.First), parts.SentenceOf(span.First).Paragraph)
        {
            Place = place?.Territory is null ? null : place, IsAdjacent = isAdjacent,
            HasItsArticle = span.Count > 1 && parts.SentenceOf(span.First).First < span.First - 1 && tokens[span.First] is { IsCapital: true, Folded: "le" or "la" or "l" or "les" } && tokens[span.First + 1].IsCapital,
        });
    }
}
