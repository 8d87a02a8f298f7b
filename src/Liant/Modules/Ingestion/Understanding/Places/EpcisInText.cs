using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Places;

/// <summary>Inter-municipal bodies: "la communauté de communes Cap Sizun", "Valenciennes Métropole"; the small words and marks within their names are forgiven.</summary>
internal static class EpcisInText
{
    private static readonly Phrases<string> EpciWords = new(new[]
    {
        "communauté de communes", "communauté d’agglomération", "communauté urbaine", "communauté intercommunale", "métropole", "agglomération", "intercommunalité", "pays", "CC", "CA", "EPCI", "agglo",
    }.Select(words => (words, words)));

    public static PlaceMention? At(Tokens tokens, int index, PlaceNames names)
    {
        if (EpciWords.At(tokens, index) is not var (_, at))
        {
            return Bare(tokens, index, names);
        }

        while (PlaceNames.IsSmall(tokens[at].Folded) || PlaceNames.IsEpciKind(tokens[at].Folded) || tokens[at].Mark is '"' or '«' or '\'')
        {
            at++;
        }

        return Named(tokens, index, at, names, 1);
    }

    /// <summary>"Valenciennes Métropole", "Douaisis Agglo".</summary>
    private static PlaceMention? Bare(Tokens tokens, int index, PlaceNames names) =>
        tokens[index].IsCapital && tokens[index + 1] is { IsCapital: true } next && next.Folded is "metropole" or "agglo" or "agglomeration" or "communaute" && Named(tokens, index, index, names, 1) is { } found
            ? found with { NameEnd = Math.Max(found.NameEnd, index + 2), End = Math.Max(found.End, index + 2) } : null;

    private static PlaceMention? Named(Tokens tokens, int first, int at, PlaceNames names, int least)
    {
        foreach (var named in names.EpcisBeginningWith(tokens[at].Folded))
        {
            var (k, i) = (0, at);
            while (k < named.Words.Length && tokens[i].Glue != '\r')
            {
                if (tokens[i].Folded == named.Words[k])
                {
                    (k, i) = (k + 1, i + 1);
                }
                else if (k > 0 && (PlaceNames.IsSmall(tokens[i].Folded) || tokens[i].Mark is ',' or '-' or '&') )
                {
                    i++;
                }
                else
                {
                    break;
                }
            }

            if (k == named.Words.Length && k >= least)
            {
                var same = names.EpcisBeginningWith(named.Words[0]).Where(other => other.Words.SequenceEqual(named.Words)).Select(other => other.Territory).ToList();
                return new PlaceMention(first, i, i, same, PlaceGrip.Governed, same.Count == 1 ? same[0] : null);
            }
        }

        return null;
    }
}
