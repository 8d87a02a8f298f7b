using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>What a word that says what a thing is has behind it: "la ressourcerie X", "le Café des Rives", "un café, La Halte, ouvre".</summary>
internal sealed class NamesBehindGenres(TextInParts parts, MentionsFound mentions, SaidOfAName around, NameShapes shapes)
{
    private readonly Tokens tokens = parts.Tokens;

    /// <summary>A genre: with its modifiers, then a name.</summary>
    /// <returns>The last token that is used up.</returns>
    public int Read(int first, Genre genre, int behind, int limit)
    {
        if (genre.Words == "antenne" || genre.Class is GenreClass.Event or GenreClass.Resource or GenreClass.Call or GenreClass.PublicBody or GenreClass.Network or GenreClass.Scheme)
        {
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
            mentions.Add(small, first, genre, (genre.Class == GenreClass.Undertaking ? Cues.Named : Cues.Genre) | around.Acts(small, first, limit), isAdjacent: true);
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

            // "un lieu « agri-culturel »", "ses ateliers « éco-rénovation »": no names.
            if (span is { IsQuoted: true, Count: 1 or 2 } && (genre.Class == GenreClass.Undertaking || (span.Count == 2 && tokens[span.End - 1].IsGlued)) && !Enumerable.Range(span.First, span.Count).Any(k => tokens[k].IsCapital))
            {
                return span.Behind - 1;
            }

            // "la SCOP Cols et Poignets produit": one body, of two words.
            if (genre.Form is not null && tokens[first].Folded == tokens[first].Stem && span is { IsQuoted: false, Count: 1 } && tokens[span.Behind].Folded == "et" && tokens[span.Behind + 1] is { IsCapital: true, IsWord: true } && !parts.IsPlace(span.Behind + 1) && tokens[span.Behind + 2] is { IsCapital: false })
            {
                span = span with { End = span.Behind + 2, Behind = span.Behind + 2 };
            }

            if (parts.IsOwnName(span))
            {
                // "la friperie X, un lieu engagé": said twice.
                var again = genre.Class is GenreClass.Initiative && tokens[span.Behind].Mark == ',' && tokens[span.Behind + 1].Folded is "un" or "une" && around.Described(span.Behind + 1, limit, 4, alone: true) is { MayBeInitiative: true } ? Cues.Apposition : Cues.None;
                mentions.Add(span, first, genre, (genre.Class == GenreClass.Undertaking ? Cues.Named : Cues.Genre) | again | around.Acts(span, first, limit), isAdjacent: at == behind || (tokens[behind].Mark is '*' or '«' or '"' && at == behind));
                return Following(span, first, genre, limit) - 1;
            }

            return behind - 1;
        }

        if (isWithCapital && genre.MayBeInitiative && shapes.CapitalTail(first, behind, limit) is { } own && parts.IsOwnName(own))
        {
            mentions.Add(own, first, genre, Cues.Genre | Cues.Named, isAdjacent: false);
            return own.Behind - 1;
        }

        // "sous forme de société coopérative (SCIC), X, favorise"
        if (nameAt is null && shapes.Appositive(behind, limit) is { } after && parts.IsOwnName(after))
        {
            mentions.Add(after, first, genre, Cues.Apposition | (around.IsAwarded(after, after.First, limit) ? Cues.Born : around.GoesOn(after.Behind, limit) ? Cues.Verb : Cues.None), isAdjacent: false);
            return after.Behind - 1;
        }

        return behind - 1;
    }

    /// <summary>"la ressourcerie du Pays d’Auge", "le centre social Lucie Vannier", "la Régie de quartier des Deux-Rives": the genre belongs to the name.</summary>
    private int WithItsGenre(int first, Genre genre, int behind, NameSpan span, bool linked, bool isWithCapital)
    {
        var whole = new NameSpan(first, span.End, span.Behind, false);
        var isPerson = People.Is(tokens, span);
        if (!parts.IsOwnName(whole) || (linked && !isWithCapital && span is { Count: 1, IsQuoted: false } && KnownNames.Common.Contains(tokens[span.First].Folded)) || (linked && isPerson && !isWithCapital) || (genre.Class == GenreClass.Undertaking && !isWithCapital) || (linked && genre.Class is GenreClass.Organisation or GenreClass.Support && !isWithCapital && !(parts.IsUpper(tokens[first]) && tokens[span.First - 1].Folded == "des"))
            || span.First - behind > 6 || KnownNames.Networks.At(tokens, span.First) is not null)
        {
            if (!linked && parts.IsOwnName(span))
            {
                mentions.Add(span, first, genre, Cues.Genre, isAdjacent: true);
            }

            return behind - 1;
        }

        // "les cantines et la ville d’Aubenas": several, and no name.
        if (!isWithCapital && (tokens[first].Folded != tokens[first].Stem || Enumerable.Range(behind, span.First - behind).Any(k => tokens[k].Folded == "et")) && linked && (tokens[behind].Folded is not ("des" or "du") || PluralOfPlace(span)))
        {
            return behind - 1;
        }

        var isPlace = parts.PlaceAt(span.First) is { } place && place.NameEnd >= span.End;
        // "le hameau d’Aizac" is a place.
        if (isPlace && genre.Words == "hameau")
        {
            return whole.Behind - 1;
        }

        if (isPlace && !isWithCapital && mentions.HasSaid(parts.PlaceAt(span.First)!, parts.SentenceAt(first)))
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
            mentions.Add(whole, first, genre, Cues.Genre | Cues.Unnamed, isAdjacent: false);
        }
        else if (isWithCapital || isPerson || linked)
        {
            mentions.Add(whole, first, genre, (isWithCapital ? Cues.Genre | Cues.Named : Cues.Genre) | around.Acts(span, first, parts.SentenceOf(first).End), isAdjacent: false);
        }

        return whole.Behind - 1;
    }

    /// <summary>"les tiers-lieux du Diois", "deux moulins du Sud-Aveyron".</summary>
    private bool PluralOfPlace(NameSpan span) => tokens[span.First - 1].Folded == "du" && span.End - span.First == 1;

    /// <summary>", B et C" behind "les associations A".</summary>
    private int Following(NameSpan span, int first, Genre genre, int limit)
    {
        var isPlural = tokens[first].Folded != tokens[first].Stem;
        while (isPlural && (tokens[span.Behind].Mark == ',' || tokens[span.Behind].Folded == "et") && tokens[span.Behind + 1] is { IsCapital: true } or { Mark: '«' or '*' } && NameSpan.At(tokens, span.Behind + 1, limit, parts.IsPlace) is { } next && parts.IsOwnName(next))
        {
            mentions.Add(next, next.First, genre, Cues.Genre | Cues.Listed, isAdjacent: false);
            span = next;
        }

        return span.Behind;
    }
}
