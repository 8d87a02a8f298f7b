using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Places;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Initiatives;

/// <summary>The commune of each candidate: beside its name, in the sentences that name it, in its title; left open where two would do.</summary>
internal static class Whereabouts
{
    public static void Settle(TextInParts parts, IReadOnlyList<Candidate> candidates, PlaceMention?[] titles)
    {
        var town = TownOfTheDocument.Of(parts);
        var only = OnlyOne(parts, candidates, town) is { } one && !candidates.Any(c => SaidOfAPlace.IsAWordOfItsName(parts, c, one)) ? one : null;
        // "…, dont l’auberge B, située à Langon": that commune is B’s.
        var beside = candidates.Where(c => !c.IsUnnamed).SelectMany(c => c.Mentions.Where(m => m.Place is not null && (m.Genre is { MayBeInitiative: true } || m.Has(Cues.Heading))).Select(m => (m.Place!.First, Candidate: c))).ToLookup(pair => pair.First, pair => pair.Candidate);
        var titled = candidates.SelectMany(c => c.Mentions.Where(m => m.Has(Cues.Heading)).Select(m => m.Paragraph)).ToHashSet();
        foreach (var candidate in candidates)
        {
            bool others(PlaceMention place) => beside[place.First].Any() && !beside[place.First].Contains(candidate);
            var isOfATown = town is not null && only is not null;
            // What is said nearest to it decides; what only stands around it is heard last.
            (candidate.Place, candidate.PlaceSentence) = Beside(parts, candidate)
                ?? AtItsAddress(parts, candidate)
                ?? LabelledBelow(parts, candidate)
                ?? InItem(parts, candidate)
                ?? InSentences(parts, candidate, others, 2)
                ?? InParagraph(parts, candidate, town)
                ?? (candidate.HasHeading ? InSentences(parts, candidate, others, 0.8) : InSentences(parts, candidate, others, 1, isNamedOnly: true))
                ?? InTitle(parts, candidate, titles)
                ?? (isOfATown ? null : InSentences(parts, candidate, others, 0.8))
                ?? OfTheDocument(parts, candidate)
                ?? Above(parts, candidate, others)
                ?? (null, -1);
            if (candidate.Place is null && !isOfATown && !IsOnTheRoad(parts, candidate) && InSection(parts, candidate, others, titled) is var (near, sentence))
            {
                (candidate.Place, candidate.PlaceSentence, candidate.IsPlacedBySection) = (near, sentence, true);
            }

            if (candidate.Place is null && only is not null && (only == town || (!others(only) && !IsOnTheRoad(parts, candidate))) && !IsOfAnother(parts, candidates, candidate, only) && !candidate.Mentions.Exists(m => m.Place is not null))
            {
                (candidate.Place, candidate.PlaceSentence, candidate.IsPlacedByDocument) = (only, parts.SentenceAt(only.First), true);
            }
        }
    }

    /// <summary>Whether the one commune of the document is told of something else: in a bracket, under or beside the title of another, or of what only unites others.</summary>
    private static bool IsOfAnother(TextInParts parts, IReadOnlyList<Candidate> candidates, Candidate candidate, PlaceMention only)
    {
        var paragraph = parts.SentenceOf(only.First).Paragraph;
        // A list of several, each with its title: the one commune is of that one.
        var isUnderATitle = (candidate.HasHeading && TitleOf(parts, candidates, only) is { } titled && titled != candidate) || IsUnderAnotherTitle(parts, candidate, only)
            || candidates.Any(other => other != candidate && other.Mentions.Exists(m => m.Has(Cues.Heading) && m.Paragraph == paragraph));
        return isUnderATitle || SaidOfAPlace.IsInBrackets(parts.Tokens, only.First) || (IsAHead(parts, only) && candidate.Occurrences.Exists(at => at < only.First))
            || (candidate.Genres.Any() && candidate.Genres.All(g => g.Class == GenreClass.Network));
    }

    /// <summary>The one commune of a document that speaks of no other: "le village d’Archigny, dans la Vienne" far above the name.</summary>
    private static PlaceMention? OnlyOne(TextInParts parts, IReadOnlyList<Candidate> candidates, PlaceMention? town)
    {
        // "L’Air au Vert": an unsettled word of a name is no second commune.
        var names = candidates.SelectMany(c => c.Occurrences.Select(at => (At: at, c.Key.Length))).ToLookup(o => parts.SentenceAt(o.At));
        var places = parts.Places.Where(place => place is { IsCommune: true, IsAddress: false } && !(place.Territory is null && names[parts.SentenceAt(place.First)].Any(o => place.First > o.At && place.First <= o.At + o.Length + 1))).ToList();
        return places.Count > 0 && places[0].Territory is { } one && places.TrueForAll(place => place.Territory == one) && places.MaxBy(place => place.Grip) is { Grip: >= PlaceGrip.Of } held ? held : town;
    }

    /// <summary>A title stands between its own and that place.</summary>
    private static bool IsUnderAnotherTitle(TextInParts parts, Candidate candidate, PlaceMention place)
    {
        var (own, there) = (candidate.Mentions.Where(m => m.Has(Cues.Heading)).Select(m => m.Paragraph).DefaultIfEmpty(int.MaxValue).Min(), parts.SentenceOf(place.First).Paragraph);
        return own < there && Enumerable.Range(own + 1, there - own).Any(p => parts.Layout.Paragraphs[p].IsHeading);
    }

    /// <summary>Whose title stands last above that place.</summary>
    private static Candidate? TitleOf(TextInParts parts, IReadOnlyList<Candidate> candidates, PlaceMention place)
    {
        var paragraph = parts.SentenceOf(place.First).Paragraph;
        return candidates.SelectMany(c => c.Mentions.Where(m => m.Has(Cues.Heading) && m.Paragraph <= paragraph).Select(m => (m.Paragraph, Candidate: c))).DefaultIfEmpty().MaxBy(pair => pair.Paragraph).Candidate;
    }

    private static bool IsAHead(TextInParts parts, PlaceMention place) => parts.Layout.Paragraphs[parts.SentenceOf(place.First).Paragraph] is { IsHeading: true } head && place.First <= head.First + 1;

    private static (PlaceMention?, int)? Beside(TextInParts parts, Candidate candidate) =>
        candidate.Mentions.Where(m => m.Place?.Territory is not null).OrderByDescending(m => m.Has(Cues.Heading)).ThenByDescending(m => m.Place!.Grip).FirstOrDefault() is { } mention
            ? (mention.Place, parts.SentenceAt(mention.Place!.First)) : null;

    /// <summary>"X, 3 rue du Pont, 33210 Langon": the address that goes with its name.</summary>
    private static (PlaceMention?, int)? AtItsAddress(TextInParts parts, Candidate candidate)
    {
        foreach (var at in candidate.Occurrences)
        {
            var sentence = parts.SentenceOf(at);
            if (at - sentence.First < 4 && parts.PlacesIn(at, sentence.End).FirstOrDefault() is { IsAddress: true, IsCommune: true, Territory: not null } place && place.First - at < 24)
            {
                return (place, parts.SentenceAt(place.First));
            }
        }

        return null;
    }

    /// <summary>"Où ? Langon (33)" below the line that names it.</summary>
    private static (PlaceMention?, int)? LabelledBelow(TextInParts parts, Candidate candidate) =>
        candidate.Mentions.Where(m => parts.Layout.Paragraphs[m.Paragraph].IsHeading && !m.Has(Cues.Carrier)).Select(m => PlaceOfATitle.LabelledBelow(parts, m.Paragraph)).FirstOrDefault(place => place is not null) is { } place ? (place, parts.SentenceAt(place.First)) : null;

    /// <summary>What heads the whole document, and the one address in it: "Siège social : 22 rue du Pont, 33210 Langon".</summary>
    private static (PlaceMention?, int)? OfTheDocument(TextInParts parts, Candidate candidate) =>
        candidate.Mentions.Exists(m => m.Paragraph < 3 && !m.Has(Cues.Carrier)) && parts.Places.Where(place => place is { IsAddress: true, IsCommune: true, Territory: not null }).DistinctBy(place => place.Territory).Take(2).ToList() is [var one] ? (one, parts.SentenceAt(one.First)) : null;

    /// <summary>"A, qui ouvre à Langon ; la brasserie B, qui s’agrandit à Bazas ; …": the one commune of its part of the list.</summary>
    private static (PlaceMention?, int)? InItem(TextInParts parts, Candidate candidate)
    {
        foreach (var mention in candidate.Mentions.Where(m => m.Genre is not null && !m.Has(Cues.Heading)))
        {
            var sentence = parts.Layout.Sentences[mention.Sentence];
            var (first, end) = (mention.PhraseFirst, mention.Span.Behind);
            while (first > sentence.First && parts.Tokens[first - 1].Mark != ';')
            {
                first--;
            }

            while (end < sentence.End && parts.Tokens[end].Mark != ';')
            {
                end++;
            }

            if (end - first < sentence.End - sentence.First && parts.PlacesIn(first, end).Where(place => place is { IsCommune: true, IsAddress: false, Grip: >= PlaceGrip.Of } && !(place.First >= mention.Span.First && place.First < mention.Span.End)).DistinctBy(place => place.Territory).Take(2).ToList() is [{ Territory: not null } one])
            {
                return (one, mention.Sentence);
            }
        }

        return null;
    }

    /// <summary>Votes of the sentences: those that name it weigh twice, those of its title's part once; "à" and "commune de" more than "de".</summary>
    private static (PlaceMention?, int)? InSentences(TextInParts parts, Candidate candidate, Func<PlaceMention, bool> isAnothers, double enough, bool isNamedOnly = false)
    {
        var votes = new Dictionary<string, (double Votes, PlaceMention Place)>(StringComparer.Ordinal);
        foreach (var (index, isNamed) in candidate.Sentences.Where(s => s.IsNamed || !isNamedOnly).Distinct())
        {
            var sentence = parts.Layout.Sentences[index];
            foreach (var place in parts.PlacesIn(sentence.First, sentence.End).Where(place => place is { IsCommune: true, Territory: not null, IsAddress: false } && !isAnothers(place) && !SaidOfAPlace.IsOfABranch(parts.Tokens, place.First) && !SaidOfAPlace.IsAsked(parts, place) && !SaidOfAPlace.IsOfAPerson(parts.Tokens, place.First) && !SaidOfAPlace.IsAWordOfItsName(parts, candidate, place)))
            {
                // "(le département a déjà un PTCE à Langon)" is said beside.
                var weight = (isNamed ? 2 : candidate.HasHeading ? 1 : 0.5) * (SaidOfAPlace.IsInBrackets(parts.Tokens, place.First) ? PlaceGrip.Bare : place.Grip) switch { PlaceGrip.Settled => 2, PlaceGrip.At => SaidOfAPlace.IsInstalled(parts.Tokens, place.First, sentence.First) ? 3 : 2, PlaceGrip.Governed => 2, PlaceGrip.Of => SaidOfAPlace.IsInstalled(parts.Tokens, place.First, sentence.First) ? 2 : candidate.HasHeading ? 0.8 : 0.5, _ => 0.3 };
                // "Lieu : Langon (33)": the sheet says it.
                weight *= parts.Tokens[sentence.First].Stem is "lieu" or "localisation" or "commune" or "implantation" or "siege" && parts.Tokens[sentence.First + 1].Mark == ':' ? 4 : 1;
                var known = votes.GetValueOrDefault(place.Territory!.Code, (0, place));
                votes[place.Territory.Code] = (known.Item1 + weight, known.Item2.Grip >= place.Grip ? known.Item2 : place);
            }
        }

        var ordered = votes.Values.OrderByDescending(v => v.Votes).Take(2).ToList();
        // Two that weigh alike in what stands under its title: where it began is told first.
        if (ordered.Count == 2 && candidate.HasHeading && ordered[1].Votes >= 0.8 && ordered[0].Votes <= 1.3 * ordered[1].Votes)
        {
            ordered = [ordered.MinBy(v => v.Place.First)];
        }

        return ordered.Count > 0 && ordered[0].Votes >= enough && (ordered.Count == 1 || ordered[0].Votes > 1.3 * ordered[1].Votes)
            ? (ordered[0].Place, parts.SentenceAt(ordered[0].Place.First)) : null;
    }

    /// <summary>"Langon, une commune de 580 habitants, a failli perdre sa boutique. […] Chez Zéphyrine propose…": the nearest commune of the paragraph above, with no title between.</summary>
    private static (PlaceMention?, int)? Above(TextInParts parts, Candidate candidate, Func<PlaceMention, bool> isAnothers)
    {
        var mention = candidate.Mentions.MinBy(m => m.Span.First)!;
        if (mention.Paragraph == 0 || candidate.HasHeading || mention.Has(Cues.Carrier) || mention.Has(Cues.Partner) || parts.Layout.Paragraphs[mention.Paragraph].IsHeading || parts.Layout.Paragraphs[mention.Paragraph - 1] is { IsHeading: true })
        {
            return null;
        }

        if (candidate.Genres.Any() && candidate.Genres.All(g => g.Class is not (GenreClass.Initiative or GenreClass.Undertaking)))
        {
            return null;
        }

        var above = parts.Layout.Paragraphs[mention.Paragraph - 1];
        var places = parts.PlacesIn(above.First, above.End).Where(place => place is { IsCommune: true, Territory: not null, IsAddress: false } && (place.Grip >= PlaceGrip.Governed || place.First == above.First) && !isAnothers(place)).DistinctBy(place => place.Territory).Take(2).ToList();
        return places is [var one] ? (one, parts.SentenceAt(one.First)) : null;
    }

    /// <summary>The nearest commune that its part of the text speaks of, from one title to the next: before it rather than behind.</summary>
    private static (PlaceMention, int)? InSection(TextInParts parts, Candidate candidate, Func<PlaceMention, bool> isAnothers, HashSet<int> titled)
    {
        if (!candidate.HasHeading && !candidate.Mentions.Exists(m => m.Has(Cues.Named) && m.Genre is not { Class: GenreClass.Organisation }) && !candidate.Genres.Any(g => g.Class is GenreClass.Initiative))
        {
            return null;
        }

        foreach (var mention in candidate.Mentions.Where(m => !m.Has(Cues.Carrier) && !m.Has(Cues.Partner)).OrderByDescending(m => m == candidate.Best))
        {
            var (from, to) = (mention.Paragraph, mention.Paragraph + 1);
            while (from > 0 && !IsATitle(parts, from) && !titled.Contains(from))
            {
                from--;
            }

            while (to < parts.Layout.Paragraphs.Count && !IsATitle(parts, to) && !titled.Contains(to))
            {
                to++;
            }

            var places = parts.PlacesIn(parts.Layout.Paragraphs[from].First, parts.Layout.Paragraphs[to - 1].End).Where(place => place is { IsCommune: true, Territory: not null, IsAddress: false } && (place.Grip >= PlaceGrip.Governed || place.SaysDepartement || parts.SentenceOf(place.First).First == place.First)
                && !isAnothers(place) && !SaidOfAPlace.IsAWordOfItsName(parts, candidate, place) && !SaidOfAPlace.IsOfAPerson(parts.Tokens, place.First) && !SaidOfAPlace.IsOfABranch(parts.Tokens, place.First) && !SaidOfAPlace.IsAsked(parts, place) && (place.SaysDepartement || !SaidOfAPlace.IsInBrackets(parts.Tokens, place.First)));
            // What no title speaks of is where the text just spoke of.
            places = candidate.HasHeading ? places : places.Where(place => Math.Abs(parts.SentenceOf(place.First).Paragraph - mention.Paragraph) <= 1);
            if (places.MinBy(place => place.First < mention.Span.First ? mention.Span.First - place.First : 2 * (place.First - mention.Span.First)) is { } nearest)
            {
                return (nearest, parts.SentenceAt(nearest.First));
            }
        }

        return null;
    }

    /// <summary>A question of an interview goes on.</summary>
    private static bool IsATitle(TextInParts parts, int paragraph) => parts.Layout.Paragraphs[paragraph] is { IsHeading: true } title && parts.Tokens[title.End - 1].Mark != '?';

    /// <summary>"une épicerie itinérante", "le minibus sillonne": no one place.</summary>
    private static bool IsOnTheRoad(TextInParts parts, Candidate candidate) => candidate.Sentences.Exists(s => parts.Layout.Sentences[s.Sentence] is var sentence && Enumerable.Range(sentence.First, sentence.End - sentence.First).Any(k =>
        parts.Tokens[k].Stem is "itinerant" or "itinerante" or "ambulant" or "ambulante" or "fourgon" or "minibus" || parts.Tokens[k].Folded is "sillonne" or "dessert" or "parcourt"));

    /// <summary>"À Millau, changement de décor. X, …": the one commune that its paragraph speaks of before it. In a document of another town, only where a sentence begins there.</summary>
    private static (PlaceMention?, int)? InParagraph(TextInParts parts, Candidate candidate, PlaceMention? town)
    {
        foreach (var mention in candidate.Mentions.OrderByDescending(m => m == candidate.Best).Where(m => !m.Has(Cues.Carrier) && !m.Has(Cues.Partner)))
        {
            if (BeforeIt(parts, mention, town) is { } place)
            {
                return (place, parts.SentenceAt(place.First));
            }
        }

        return null;
    }

    private static PlaceMention? BeforeIt(TextInParts parts, NameMention mention, PlaceMention? town)
    {
        var paragraph = parts.Layout.Paragraphs[mention.Paragraph];
        var places = parts.PlacesIn(paragraph.First, mention.Span.First).Where(place => place is { IsCommune: true, Territory: not null, IsAddress: false } && !SaidOfAPlace.IsInBrackets(parts.Tokens, place.First) && !SaidOfAPlace.IsAsked(parts, place) && !SaidOfAPlace.IsOfAPerson(parts.Tokens, place.First) && (town is null || place.Territory == town.Territory || SaidOfAPlace.BeginsASentence(parts, place)) && (place.Grip >= PlaceGrip.Governed || SaidOfAPlace.IsBehindAMark(parts.Tokens, place.First) || place.First <= paragraph.First + 1 || SaidOfAPlace.IsOfAThing(parts.Tokens, place) || (place.SaysDepartement && place.Grip >= PlaceGrip.Of))).DistinctBy(place => place.Territory).Take(3).ToList();
        // "« … pas à Berck ! » Dans le village de Langon, …": of two, the one that a sentence begins with.
        if (places.Count > 1 && places.Where(place => SaidOfAPlace.BeginsASentence(parts, place) && place.Grip >= PlaceGrip.Governed).Take(2).ToList() is [var leading])
        {
            places = [leading];
        }

        return places is [var one] ? one : null;
    }

    /// <summary>"Témoignage de …, maire de Saint-Loup" above what is told of.</summary>
    private static (PlaceMention?, int)? InTitle(TextInParts parts, Candidate candidate, PlaceMention?[] titles) =>
        titles[candidate.Best.Paragraph] is { } place ? (place, parts.SentenceAt(place.First)) : null;
}
