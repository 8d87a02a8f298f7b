using Liant.Modules.Ingestion.Understanding.Places;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>The commune, settled or not, that stands just behind a name: "X, à Langon (Gironde)", "X (Langon)", "X à Langon", "X, basée à Langon", "X – Langon (33)".</summary>
internal static class PlaceBehind
{
    private static readonly HashSet<string> Bridges =
    [
        "a", "au", "aux", "de", "du", "le", "la", "les", "l", "d", "base", "basee", "bases", "situe", "situee", "installe", "installee", "implante", "implantee", "ne", "nee", "cree", "creee", "fonde", "fondee", "ouvert", "ouverte", "mene", "menee", "en", "commune", "village", "ville",
        "petite", "bourg", "centre", "porte", "portee", "lance", "lancee", "inaugure", "inauguree", "tout", "pres", "dans", "sur", "est",
    ];

    public static PlaceMention? Of(TextInParts parts, NameSpan name)
    {
        var tokens = parts.Tokens;
        var limit = Math.Min(parts.SentenceOf(name.First).End, name.Behind + 12);
        var (hasBridge, from) = (false, AfterBracket(parts, name.Behind, limit));
        for (var k = from; k < limit; k++)
        {
            if (parts.PlaceAt(k) is { } place)
            {
                // "X, de Guise à la frontière": as far as it goes.
                var isFrom = tokens[place.First - 1].Folded is "de" or "d" && place.Grip == PlaceGrip.Bare;
                return place.IsCommune && !place.IsAddress && !isFrom && (hasBridge || tokens[from].Mark is '(' or ',' or '-' or ':' or '|' or '[') ? place : null;
            }

            var token = tokens[k];
            if (token.Glue == '\r' || (token.Mark == '\0' && !token.IsNumber && !Bridges.Contains(token.Folded)) || (token.Mark != '\0' && !(k == from && token.Mark is '(' or ',' or '-' or '[' or '|') && token.Mark != '*'))
            {
                return null;
            }

            hasBridge |= token.Folded is "a" or "au" or "aux";
        }

        return null;
    }

    /// <summary>"X, le café-librairie de Langon", "X, recyclerie à Langon", "X est une librairie de Langon": what it is, and where.</summary>
    public static PlaceMention? Apposed(TextInParts parts, NameSpan name)
    {
        var tokens = parts.Tokens;
        var at = tokens[name.Behind].Mark == ',' || tokens[name.Behind].Folded == "est" ? name.Behind + 1 : int.MaxValue;
        if (at >= parts.SentenceOf(name.First).End)
        {
            return null;
        }

        at += tokens[at].Folded is "le" or "la" or "l" or "un" or "une" ? 1 : 0;
        if (Genre.All.At(tokens, at) is not var (genre, behind) || genre.Class is not GenreClass.Initiative)
        {
            return null;
        }

        while (tokens[behind] is { IsWord: true, IsCapital: false } && tokens[behind].Folded is not ("de" or "d" or "du" or "a" or "au") && behind - at < 6)
        {
            behind++;
        }

        return tokens[behind].Folded is "de" or "d" or "a" && parts.PlaceAt(behind + 1) is { IsCommune: true, IsAddress: false } place && place.First == behind + 1 ? place : null;
    }

    /// <summary>"X (sigle) à Langon": what a bracket says that holds no place.</summary>
    private static int AfterBracket(TextInParts parts, int at, int limit)
    {
        for (var k = at + 1; parts.Tokens[at].Mark == '(' && k < limit && k - at < 8 && !parts.IsPlace(k); k++)
        {
            if (parts.Tokens[k].Mark == ')')
            {
                return k + 1;
            }
        }

        return at;
    }
}
