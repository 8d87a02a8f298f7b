using Liant.Modules.Ingestion.Understanding.Places;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>The undertaking that a title, a line of a list or the head of a paragraph tells of: "X, à Langon (Gironde)", "Langon : X", "Zoom sur X", "Fiche n°87 : X", "Café associatif X : slogan".</summary>
internal static class Headings
{
    /// <summary>What may stand before the name of one thing told of.</summary>
    private static readonly Phrases<bool> Openings = new(new[]
    {
        "zoom sur", "zoom", "focus sur", "focus", "portrait de", "portrait", "rencontre avec", "à la découverte de", "à la découverte du", "exemple", "l'exemple de", "l'exemple du", "lauréat", "initiative", "l'initiative", "retour d'expérience", "retours d'expérience", "témoignage", "reportage", "découverte",
        "coup de projecteur sur", "coup de coeur", "coup de coeur du public", "coup de coeur du jury", "prix", "prix national", "prix régional", "grand prix", "prix du jury", "prix du public", "mention spéciale", "fiche initiative", "fiche expérience", "fiche projet", "fiche d'expérience", "monographie", "étude de cas", "bonne pratique", "visite", "visite de", "visite du", "nom de la structure", "nom du projet", "nom", "structure",
    }.Select(words => (words, true)));

    public static IEnumerable<NameMention> Find(TextInParts parts, Paragraph paragraph, int index)
    {
        var (at, isOpened) = Beginning(parts, paragraph);
        if (at >= paragraph.End)
        {
            return [];
        }

        PlaceMention? place = null;
        if (parts.PlaceAt(at) is { IsCommune: true } first && first.First == at || parts.Tokens[at].Folded is "a" or "au" && (first = parts.PlaceAt(at + 1)) is { IsCommune: true })
        {
            var behind = first!.End;
            while (parts.Tokens[behind].Mark == '*')
            {
                behind++;
            }

            var mark = parts.Tokens[behind].Mark;
            if (paragraph.IsHeading || paragraph.IsBullet ? mark is ':' or ',' or '-' or '|' : mark == ':')
            {
                (place, at, isOpened) = (first, behind + 1, true);
            }
        }

        return (Named(parts, paragraph, index, at, isOpened, place) ?? BehindTheColon(parts, paragraph, index)) is { } mention ? [mention] : [];
    }

    /// <summary>"D’un hôtel fermé à un lieu ouvert : X, tiers-lieu de centre-ville".</summary>
    private static NameMention? BehindTheColon(TextInParts parts, Paragraph paragraph, int index)
    {
        var colon = paragraph.IsHeading ? Enumerable.Range(paragraph.First, paragraph.End - paragraph.First).FirstOrDefault(k => parts.Tokens[k].Mark == ':', -1) : -1;
        return colon > paragraph.First + 2 && NameSpan.At(parts.Tokens, colon + 1, paragraph.End, parts.IsPlace) is { } name && parts.IsOwnName(name) && parts.Tokens[name.Behind].Mark == ','
            && Genre.All.At(parts.Tokens, parts.Tokens[name.Behind + 1].Folded is "le" or "la" or "l" or "un" or "une" ? name.Behind + 2 : name.Behind + 1) is var (genre, _) && genre.Class == GenreClass.Initiative
            ? new NameMention(name, name.First, genre, Cues.Heading | Cues.Apposition, parts.SentenceAt(name.First), index) : null;
    }

    private static (int At, bool IsOpened) Beginning(TextInParts parts, Paragraph paragraph)
    {
        var tokens = parts.Tokens;
        var at = paragraph.First;
        // "[1] X"
        at += tokens[at].Mark == '[' && tokens[at + 1].IsNumber && tokens[at + 2].Mark == ']' ? 3 : 0;
        while (at < paragraph.End && (tokens[at].Mark is '•' or '-' or '>' or '*' or '#' || char.IsSymbol(tokens[at].Mark) || (tokens[at].IsNumber && tokens[at + 1].Mark is '.' or ')' or '-' or '°' or '/' && tokens[at].Length < 3)))
        {
            at += tokens[at].IsNumber ? 2 : 1;
            // "2.1 X"
            at += tokens[at - 1].Mark == '.' && tokens[at] is { IsNumber: true, Length: < 3 } && tokens[at + 1].IsCapital ? 1 : 0;
        }

        // "a) X"
        at += tokens[at].Length == 1 && tokens[at + 1].Mark == ')' ? 2 : 0;
        // "ENCADRÉ 7 – ZOOM SUR… X"
        if (tokens[at].Stem == "encadre" && tokens[at + 1].IsNumber)
        {
            var dash = tokens[at + 2].Mark == '.' && tokens[at + 3].IsNumber ? at + 4 : at + 2;
            at = tokens[dash].Mark is '-' or ':' ? dash + 1 : at;
        }

        if (Openings.At(tokens, at) is var (_, behind))
        {
            if (tokens[behind].Mark is ':' or '-' or '*' || (behind - at > 1 && tokens[behind - 1].Folded is "sur" or "de" or "du" or "avec"))
            {
                return (tokens[behind].Mark is ':' or '-' or '…' ? behind + 1 : behind, true);
            }
        }

        // "Fiche Déniché pour vous n°87 : X"
        for (var k = at; k < paragraph.End && k - at < 12; k++)
        {
            if ((tokens[k].Mark == ':' || (tokens[k].Mark == '-' && tokens[at].Stem == "fiche" && k - at < 3)) && tokens[k - 1].IsNumber && (tokens[k - 2].Mark == '°' || tokens[k - 2].Folded is "n" or "no" or "numero" || tokens[at].Stem is "fiche" or "portrait" or "zoom" or "numero" or "encadre" or "exemple" or "focus" or "initiative" or "experience"))
            {
                return (k + 1, true);
            }
        }

        return (at, false);
    }

    private static NameMention? Named(TextInParts parts, Paragraph paragraph, int index, int at, bool isOpened, PlaceMention? place)
    {
        var tokens = parts.Tokens;
        var start = at;
        while (tokens[at].Folded is "le" or "la" or "l" or "les" or "un" or "une" && (!(tokens[at].IsCapital && tokens[at + 1].IsCapital) || Genre.All.At(tokens, at + 1) is var (sigle, _) && sigle.Form is not null && parts.IsUpper(tokens[at + 1])) || (tokens[at].Folded is "projet" or "de" or "d" && at > start))
        {
            at++;
        }

        // "LA LETTRE DU PÔLE": a publication.
        if (tokens[at].Folded is "la" or "le" or "l" && Genre.All.At(tokens, at + 1) is var (published, _) && published.Class is GenreClass.Resource or GenreClass.Event or GenreClass.Call)
        {
            return null;
        }

        // "Le Courrier du Bocage", and "LE LANGONNAIS" above "Magazine municipal de…".
        if (tokens[start].Folded is "le" or "la" or "l" && tokens[start + 1].Folded is "courrier" or "gazette" or "journal" or "echo" or "depeche" or "bulletin" or "magazine"
            || (index < 3 && index + 1 < parts.Layout.Paragraphs.Count && parts.Layout.Paragraphs[index + 1].First is var below && tokens[tokens[below].Folded is "le" or "la" or "un" or "une" ? below + 1 : below].Folded is "magazine" or "bulletin" or "journal" or "gazette" or "lettre" or "revue"))
        {
            return null;
        }

        var limit = Math.Min(paragraph.End, parts.SentenceOf(at).End);
        var (genre, genreEnd) = Genre.All.At(tokens, at) is var (g, e) ? (g, e) : (null, at);
        if (genre is { Class: GenreClass.Event or GenreClass.Resource or GenreClass.Call or GenreClass.Scheme or GenreClass.PublicBody } && !(genre.Class is GenreClass.Event && isOpened))
        {
            return null;
        }

        // "PROJETS SOUTENUS": a rubric.
        if (genre is { Class: GenreClass.Undertaking } && at == start && tokens[at].Folded != tokens[at].Stem && !isOpened)
        {
            return null;
        }

        var nameAt = genreEnd;
        while (genre is not null && nameAt < limit && nameAt - genreEnd < 6 && tokens[nameAt] is { IsWord: true } modifier && (!modifier.IsCapital || KnownNames.Acronyms.Contains(modifier.Folded) && parts.IsUpper(modifier)) && !parts.IsPlace(nameAt))
        {
            nameAt++;
        }

        var small = Titles.SmallTitle(parts, index, start, limit);
        var span = small ?? NameSpan.At(tokens, nameAt, limit, parts.IsPlace);
        (genre, nameAt) = small is null ? (genre, nameAt) : (null, start);
        // "Le Hameau de la Brise : …": the name begins with what it is.
        var own = genre is null && small is null && tokens[at].Folded is "le" or "la" or "les" && Genre.All.At(tokens, at + 1) is var (called, calledEnd) && called.Class is GenreClass.Initiative && span is { Count: > 3 } && calledEnd < span.Value.End ? called : null;
        if (small is null && (span is null || !parts.IsOwnName(span.Value) || (genre is not null && tokens[nameAt - 1].Folded is "de" or "du" or "des" or "d" or "a" or "la" or "l")))
        {
            // "Ressourcerie du Bocage (Vire)": the genre is the name's first word.
            span = NameSpan.At(tokens, at, limit, parts.IsPlace);
            if (span is null || span.Value.Count < 2 || !parts.IsOwnName(span.Value))
            {
                return null;
            }

            nameAt = at;
        }

        var name = span!.Value;
        // "LA LAVERIE NE LAVE PAS QUE LE LINGE", "L’ESS RAMÈNE LA VIE AU CŒUR DES BOURGS": headlines that name nothing.
        if (parts.AreUpper(name.First, name.End) && (Enumerable.Range(name.First + 1, name.Count - 1).Any(k => tokens[k].Folded is "ne" or "n" or "est" or "que" or "se" or "s" || (tokens[k].Folded == "pas" && tokens[k - 1].Folded is not ("des" or "les" or "le" or "de" or "un"))) || tokens[name.First + 1].Folded == "ess"))
        {
            return null;
        }

        // "CINQ PORTRAITS", "ILS ACCOMPAGNENT DANS L’INDRE": rubrics.
        if (!isOpened && parts.AreUpper(name.First, name.End) && KnownNames.Common.Contains(tokens[start].Folded) && tokens[start].Folded is not ("le" or "la" or "l" or "les" or "au" or "aux" or "chez" or "un" or "une"))
        {
            return null;
        }

        // "LA COMMUNE ACHÈTE, LES HABITANTS GÈRENT": a name in capitals stands somewhere else, or its place stands beside it.
        if ((!isOpened || place is not null) && parts.AreUpper(name.First, name.End) && name.Count > 1 && PlaceBehind.Of(parts, name) is null && PlaceOfATitle.PlaceLineBelow(parts, index) is null && PlaceOfATitle.PlaceBelow(parts, index) is null && PlaceOfATitle.PlaceAbove(parts, index) is null && !Titles.IsWrittenBelow(parts, name))
        {
            return null;
        }

        // "SE LOGER", "TRANSFORMER": rubrics.
        if (parts.AreUpper(name.First, name.End) && (tokens[name.First].Folded is "se" or "s" || (name.Count == 1 && tokens[name.First].Folded.EndsWith("er", StringComparison.Ordinal))))
        {
            return null;
        }

        // "ZOOM SUR… UN RESTAURANT À PRIX LIBRE"
        if (isOpened && name.First <= start + 1 && tokens[start].Folded is "un" or "une" or "des" && parts.AreUpper(start, name.End))
        {
            return null;
        }

        if (KnownNames.Networks.At(tokens, name.First) is var (_, networkEnd) && networkEnd >= name.End)
        {
            return null;
        }

        if (tokens[name.Behind].Mark == ':' && !isOpened && IsALabel(parts, at, name))
        {
            return null;
        }

        var beside = PlaceBehind.Of(parts, name);
        var atTheEnd = beside is null ? Titles.PlaceAtTheEnd(parts, paragraph, name) : null;
        var behind = beside ?? atTheEnd ?? (paragraph.IsHeading && tokens[name.Behind].Mark is ':' or ',' or '-' && name.Behind < paragraph.End ? PlaceOfATitle.PlaceLineBelow(parts, index) : paragraph.IsHeading && name.Behind >= paragraph.End ? PlaceOfATitle.PlaceAbove(parts, index) ?? PlaceOfATitle.LabelledBelow(parts, index) ?? PlaceOfATitle.PlaceBelow(parts, index) ?? Titles.PlaceAtTheHeadBelow(parts, index, name) : null);
        var follows = tokens[name.Behind];
        var ends = name.Behind >= limit || follows.Mark is ':' or ',' or '-' or '(' or '|' or '!' or '»';
        place ??= behind is null && follows.Mark == ':' && IsToldBehind(parts, paragraph, name, limit) ? parts.PlacesIn(name.First, name.End).LastOrDefault(inner => inner is { IsCommune: true, Territory: not null } && inner.End >= name.End && inner.First > name.First + 1 && !(parts.Tokens[inner.First - 1].Folded == "du" && inner.NameEnd == inner.First + 1)) : null;
        var isTitle = (paragraph.IsHeading || paragraph.IsBullet) && (genre is { MayBeInitiative: true } || isOpened || small is not null || (own is not null && ends) || Titles.IsSaidBehind(parts, name, limit) || Titles.IsHeadline(parts, index, name) || place is not null || (ends && Titles.RecursBelow(parts, name, paragraph.End, parts.Tokens.Count)) || Titles.IsSlogan(parts, paragraph, name) || (paragraph.IsHeading && name.Behind >= paragraph.End && Titles.IsSaidBelow(parts, index, name))) || Titles.IsCard(parts, name, paragraph, isOpened);
        if ((place is not null && genre is null && !ends && !KnownNames.Verbs.Contains(follows.Folded)) || behind is null && !isTitle || (behind is null && !ends && genre is null && place is null && !Titles.IsHeadline(parts, index, name)) || (behind is not null && behind.First >= paragraph.First && behind.First < paragraph.End && atTheEnd is null && !IsHeadOf(parts, paragraph, name, behind)))
        {
            return null;
        }

        genre ??= own;
        // "X (Bourganeuf) : épicerie coopérative"
        for (var k = behind is null ? name.Behind : Math.Max(behind.End, name.Behind); genre is null && k < limit && k - name.Behind < 12; k++)
        {
            if (Genre.All.At(tokens, k) is var (said, _) && said.Class is GenreClass.Initiative or GenreClass.Organisation && tokens[k - 1].Mark is ':' or ',' or '-' || (tokens[k - 1].Folded is "un" or "une" && genre is null && Genre.All.At(tokens, k) is var (_, _)))
            {
                genre = Genre.All.At(tokens, k)!.Value.Value;
            }
        }

        var where = behind ?? place ?? (paragraph.IsHeading ? PlaceOfATitle.LabelledBelow(parts, index) : null);
        var isPlanned = start < at && tokens[at - 1].Folded is "de" or "d" && tokens[at - 2].Stem == "projet";
        return new NameMention(name, nameAt == at ? name.First : at, genre, Cues.Heading | where switch { null => Cues.None, _ => Cues.Placed } | (genre is null ? Cues.None : Cues.Genre) | (isPlanned ? Cues.Planned : Cues.None), parts.SentenceAt(name.First), index)
        {
            Place = where is { Territory: not null } known ? known : null, IsAdjacent = nameAt == genreEnd && genre is not null,
        };
    }

    /// <summary>"Soutiens : …", "Aide de la Fondation : …": what begins several blocks before a colon.</summary>
    private static bool IsALabel(TextInParts parts, int at, NameSpan name)
    {
        var length = name.Behind - at;
        return parts.Tokens.Again(at, at + length).Any(k => k != at && parts.Tokens[k + length].Mark == ':' && parts.ParagraphOf(parts.SentenceOf(k)).First == k);
    }

    /// <summary>"Le Hangar de Mirande : atelier de réparation": a line of a list whose name ends with its commune, and what it is behind the colon.</summary>
    private static bool IsToldBehind(TextInParts parts, Paragraph paragraph, NameSpan name, int limit) =>
        paragraph.IsBullet && name.Behind + 1 < limit && Enumerable.Range(name.Behind + 1, 3).Any(k => k < limit && Genre.All.At(parts.Tokens, k) is var (said, _) && said.MayBeInitiative);

    /// <summary>In running text the head of a paragraph is a title only as "X, à Langon (Gironde)": a bracket, and the next word begins anew.</summary>
    private static bool IsHeadOf(TextInParts parts, Paragraph paragraph, NameSpan name, PlaceMention place) =>
        paragraph.IsHeading || paragraph.IsBullet || (place is { SaysDepartement: true, Grip: PlaceGrip.Settled } && (parts.Tokens[place.End].IsCapital || parts.Tokens[place.End].Mark is ':' or '-' or '.'));
}
