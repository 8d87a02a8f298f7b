using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Places;

namespace Liant.Modules.Ingestion.Understanding.Initiatives;

/// <summary>The commune of each candidate: beside its name, in the sentences that name it, in its title; left open where two would do.</summary>
internal static class Whereabouts
{
    public static void Settle(TextInParts parts, IReadOnlyList<Candidate> candidates, PlaceMention?[] titles)
    {
        var only = OnlyOne(parts);
        foreach (var candidate in candidates)
        {
            (candidate.Place, candidate.PlaceSentence) = Beside(parts, candidate) ?? InSentences(parts, candidate) ?? InParagraph(parts, candidate) ?? InTitle(parts, candidate, titles) ?? (null, -1);
            if (candidate.Place is null && only is not null && !candidate.Mentions.Exists(m => m.Place is not null))
            {
                (candidate.Place, candidate.PlaceSentence, candidate.IsPlacedByDocument) = (only, parts.SentenceAt(only.First), true);
            }
        }
    }

    /// <summary>The one commune of a document that speaks of no other: "le village d’Archigny, dans la Vienne" far above the name.</summary>
    private static PlaceMention? OnlyOne(TextInParts parts)
    {
        var places = parts.Places.Where(place => place is { IsCommune: true, IsAddress: false }).ToList();
        return places.Count > 0 && places[0].Territory is { } one && places.TrueForAll(place => place.Territory == one) && places.MaxBy(place => place.Grip) is { Grip: >= PlaceGrip.Of } held ? held : OfTheTitle(parts);
    }

    /// <summary>"Langon redynamise son marché", "Langon (33) relance…" as the title of all.</summary>
    private static PlaceMention? OfTheTitle(TextInParts parts)
    {
        var title = parts.Layout.Paragraphs[0];
        return title.IsHeading && parts.PlaceAt(title.First) is { IsCommune: true, Territory: not null } place && place.First == title.First && (place.SaysDepartement || parts.Tokens[place.End] is { IsWord: true, IsCapital: false } or { Mark: ':' }) ? place : null;
    }

    private static (PlaceMention?, int)? Beside(TextInParts parts, Candidate candidate) =>
        candidate.Mentions.Where(m => m.Place?.Territory is not null).OrderByDescending(m => m.Has(Cues.Heading)).ThenByDescending(m => m.Place!.Grip).FirstOrDefault() is { } mention
            ? (mention.Place, parts.SentenceAt(mention.Place!.First)) : null;

    /// <summary>Votes of the sentences: those that name it weigh twice, those of its title's part once; "à" and "commune de" more than "de".</summary>
    private static (PlaceMention?, int)? InSentences(TextInParts parts, Candidate candidate)
    {
        var votes = new Dictionary<string, (double Votes, PlaceMention Place)>(StringComparer.Ordinal);
        foreach (var (index, isNamed) in candidate.Sentences.Distinct())
        {
            if (!isNamed && !candidate.HasHeading)
            {
                continue;
            }

            var sentence = parts.Layout.Sentences[index];
            foreach (var place in parts.PlacesIn(sentence.First, sentence.End).Where(place => place is { IsCommune: true, Territory: not null, IsAddress: false }))
            {
                var weight = (isNamed ? 2 : 1) * place.Grip switch { PlaceGrip.Settled => 2, PlaceGrip.At => 2, PlaceGrip.Governed => 2, PlaceGrip.Of => candidate.HasHeading ? 0.8 : 0.5, _ => 0.3 };
                var known = votes.GetValueOrDefault(place.Territory!.Code, (0, place));
                votes[place.Territory.Code] = (known.Item1 + weight, known.Item2.Grip >= place.Grip ? known.Item2 : place);
            }
        }

        var ordered = votes.Values.OrderByDescending(v => v.Votes).Take(2).ToList();
        return ordered.Count > 0 && ordered[0].Votes >= 0.8 && (ordered.Count == 1 || ordered[0].Votes > 1.3 * ordered[1].Votes)
            ? (ordered[0].Place, parts.SentenceAt(ordered[0].Place.First)) : null;
    }

    /// <summary>"À Millau, changement de décor. X, …": the one commune that its paragraph speaks of before it.</summary>
    private static (PlaceMention?, int)? InParagraph(TextInParts parts, Candidate candidate)
    {
        var mention = candidate.Best;
        var paragraph = parts.Layout.Paragraphs[mention.Paragraph];
        var places = parts.PlacesIn(paragraph.First, mention.Span.First).Where(place => place is { IsCommune: true, Territory: not null, IsAddress: false } && (place.Grip >= PlaceGrip.Governed || parts.Tokens[place.First - 1].Mark is ',' or ':' || place.First <= paragraph.First + 1)).DistinctBy(place => place.Territory).Take(2).ToList();
        return places is [var one] && !mention.Has(Cues.Carrier) && !mention.Has(Cues.Partner) ? (one, parts.SentenceAt(one.First)) : null;
    }

    /// <summary>"Témoignage de …, maire de Saint-Loup" above what is told of.</summary>
    private static (PlaceMention?, int)? InTitle(TextInParts parts, Candidate candidate, PlaceMention?[] titles) =>
        titles[candidate.Best.Paragraph] is { } place ? (place, parts.SentenceAt(place.First)) : null;
}
