using Liant.Modules.Ingestion.Understanding.Names;

namespace Liant.Modules.Ingestion.Understanding.Initiatives;

/// <summary>Which candidates are told of, which are only named, which are parts or carriers of another, and which are nothing.</summary>
internal static class Selection
{
    public static List<Candidate> Of(TextInParts parts, List<Candidate> candidates, Func<Candidate, double> facts)
    {
        foreach (var candidate in candidates)
        {
            candidate.Score = Scoring.Of(candidate, facts(candidate));
            candidate.Kind = candidate.Score >= (candidate.IsUnnamed ? Scoring.ToldOfUnnamed : Scoring.ToldOf) && !IsSupport(candidate) && !IsOnlyAPartner(candidate) ? ProposalKind.Initiative : ProposalKind.Organisation;
        }

        candidates = candidates.Where(c => !IsACall(parts, c)).ToList();
        DemoteBodies(parts, candidates);
        var told = candidates.Where(c => c.Kind == ProposalKind.Initiative).OrderByDescending(c => c.HasHeading).ThenByDescending(c => c.Score).ToList();
        for (var i = 0; i < told.Count; i++)
        {
            foreach (var other in told.Skip(i + 1).Where(other => !other.IsPart && other.Kind == ProposalKind.Initiative && !told[i].IsPart && told[i].Kind == ProposalKind.Initiative && Belongs(parts, other, told[i])))
            {
                other.Of = told[i];
                // "X (Y)": one thing under two names.
                var isBody = !IsItsOtherName(parts, other, told[i]) && (other.Genres.Any(g => g.Class is GenreClass.Organisation or GenreClass.Support) || other.Mentions.Exists(m => m.Has(Cues.Carrier)));
                (other.Kind, other.IsPart) = isBody ? (ProposalKind.Organisation, false) : (other.Kind, true);
                if (other.IsPart)
                {
                    told[i].Aliases.Add(other.Name);
                }
            }
        }

        Divide(parts, told.Where(c => !c.IsPart && c.Kind == ProposalKind.Initiative).ToList());
        return candidates.Where(c => !c.IsPart && (c.Kind == ProposalKind.Initiative || IsWorthNaming(c))).ToList();
    }

    /// <summary>"l’appel à projets « Vivre au village »", "la journée d’information « X »": what is so called is no initiative, wherever else it stands.</summary>
    private static bool IsACall(TextInParts parts, Candidate candidate) => candidate.Occurrences.Exists(at =>
    {
        var open = at;
        while (at - open < 3 && parts.Tokens[open - 1].Folded is "le" or "la" or "les" or "l")
        {
            open--;
        }

        if (parts.Tokens[open - 1].Mark is not ('«' or '"'))
        {
            return false;
        }

        for (var k = open - 2; k > open - 8; k--)
        {
            if (Genre.All.At(parts.Tokens, k) is var (genre, end) && genre.Class is GenreClass.Call or GenreClass.Event or GenreClass.Resource && parts.Tokens[k].Folded is not ("prix" or "trophee" or "trophees") && !Enumerable.Range(end, Math.Max(0, open - 1 - end)).Any(n => parts.Tokens[n].Mark != '\0'))
            {
                return true;
            }
        }

        return false;
    });

    /// <summary>Who publishes the document, who is said to carry, and who opens what the same sentence names: bodies, not what is told of.</summary>
    private static void DemoteBodies(TextInParts parts, List<Candidate> candidates)
    {
        var told = candidates.Where(c => c.Kind == ProposalKind.Initiative).ToList();
        foreach (var candidate in told.Where(c => (told.Count > 2 && IsPublisher(parts, c)) || IsTheCarrier(parts, c) || (!c.HasHeading && told.Exists(other => other != c && (Opens(c, other) || IsInTheTitleOf(parts, c, other))))))
        {
            candidate.Kind = ProposalKind.Organisation;
        }
    }

    /// <summary>Its name alone heads the document, and its address or "©" ends it.</summary>
    private static bool IsPublisher(TextInParts parts, Candidate candidate)
    {
        var paragraphs = candidate.Occurrences.Select(at => parts.SentenceOf(at).Paragraph).ToList();
        var last = parts.Layout.Paragraphs.Count * 3 / 4;
        return paragraphs.Exists(p => parts.Layout.Paragraphs[p] is var top && (p < 4 || top.End - top.First < candidate.Key.Length + 4) && p < last && top.IsHeading)
            && paragraphs.Exists(p => p >= last && parts.Layout.Paragraphs[p] is var foot && (parts.Tokens[foot.First].Mark == '©' || (candidate.Occurrences.Contains(foot.First) && parts.PlacesIn(foot.First, foot.End).Any(place => place.IsAddress))));
    }

    /// <summary>"Structure porteuse : association X".</summary>
    private static bool IsTheCarrier(TextInParts parts, Candidate candidate) => !candidate.HasHeading && candidate.Mentions.Exists(m => m.Has(Cues.Carrier) && parts.Layout.Paragraphs[m.Paragraph].First is var first
        && (parts.Tokens[first].Stem is "porteur" or "portage" || (parts.Tokens[first].Stem == "structure" && parts.Tokens[first + 1].Stem == "porteuse")));

    /// <summary>"Y (Langon) – association X": a line with the title of another.</summary>
    private static bool IsInTheTitleOf(TextInParts parts, Candidate body, Candidate other) => body.Genres.Any() && (body.Genres.All(g => g.Class == GenreClass.Organisation) || body.Mentions.TrueForAll(m => parts.Tokens[m.PhraseFirst - 1].Mark == '-'))
        && body.Mentions.TrueForAll(m => other.Mentions.Exists(title => title.Has(Cues.Heading) && title.Paragraph == m.Paragraph && title.Span.End < m.PhraseFirst));

    /// <summary>"L’association X a inauguré son garage solidaire, baptisé « Y »".</summary>
    private static bool Opens(Candidate body, Candidate other) => body.Genres.Any() && body.Genres.All(g => g.Class == GenreClass.Organisation) && other.Mentions.Exists(named => named.Has(Cues.Named) && named.Genre is { Class: GenreClass.Initiative }
        && body.Mentions.Exists(m => m.Sentence == named.Sentence && m.Has(Cues.Subject) && m.Span.End < named.PhraseFirst));

    /// <summary>A sentence that names several, each with its own genre, is divided among them.</summary>
    private static void Divide(TextInParts parts, List<Candidate> told)
    {
        foreach (var group in told.SelectMany(c => c.Mentions.Where(m => m.Has(Cues.Genre) && !m.Has(Cues.Heading)).Select(m => (Candidate: c, m.PhraseFirst, m.Sentence))).GroupBy(m => m.Sentence))
        {
            var inOrder = group.OrderBy(m => m.PhraseFirst).DistinctBy(m => m.Candidate).ToList();
            for (var i = 0; inOrder.Count > 1 && i < inOrder.Count; i++)
            {
                var sentence = parts.Layout.Sentences[group.Key];
                inOrder[i].Candidate.Clauses[group.Key] = (i == 0 ? sentence.First : inOrder[i].PhraseFirst, i + 1 < inOrder.Count ? inOrder[i + 1].PhraseFirst : sentence.End);
            }
        }
    }

    /// <summary>Finance, property and networks help others' initiatives.</summary>
    private static bool IsSupport(Candidate candidate) =>
        // "Langon Habitat": social landlords are called so.
        (candidate.Key.Length > 1 && candidate.Key[^1] is "habitat" or "hlm" && !candidate.HasHeading && !candidate.Genres.Any(g => g.Class == GenreClass.Initiative)) || !candidate.HasHeading && candidate.Genres.Any(g => g.Class is GenreClass.Support or GenreClass.Network or GenreClass.PublicBody) || candidate.Genres.Any() && candidate.Genres.All(g => g.Class is GenreClass.Support or GenreClass.Network or GenreClass.PublicBody);

    private static bool IsOnlyAPartner(Candidate candidate) =>
        !candidate.HasHeading && candidate.Mentions.TrueForAll(m => m.Has(Cues.Carrier) || (m.Has(Cues.Partner) && !m.Has(Cues.Born)) || (m.Has(Cues.Affiliation) && !m.Has(Cues.Apposition)));

    /// <summary>One told of under the title of another, or in one sentence with it, of the same commune, and never on its own: a part of it, or what carries it.</summary>
    private static bool Belongs(TextInParts parts, Candidate part, Candidate whole)
    {
        if (IsItsOtherName(parts, part, whole))
        {
            return true;
        }

        // "Le Comptoir du Zéphyr : une cantine": a line of a list on Le Zéphyr.
        if (whole.HasHeading && part.Key.Length > whole.Key.Length && part.Mentions.TrueForAll(m => parts.Layout.Paragraphs[m.Paragraph].IsBullet) && string.Join(' ', part.Key).EndsWith(' ' + string.Join(' ', whole.Key), StringComparison.Ordinal))
        {
            return true;
        }

        if (part.HasHeading || (part.Place?.Territory is { } own && whole.Place?.Territory != own))
        {
            return false;
        }

        var told = whole.Sentences.Select(s => s.Sentence).ToHashSet();
        var isUnder = whole.HasHeading && part.Mentions.TrueForAll(m => told.Contains(m.Sentence) || UnderTitle(parts, whole, m.Paragraph));
        // "la recyclerie A, l’AMAP B et le garage C": each is one.
        var areBoth = !isUnder && part.Genres.Any(g => g.Class == GenreClass.Initiative) && whole.Genres.Any(g => g.Class == GenreClass.Initiative);
        return isUnder || !areBoth && part.Mentions.Where(m => m.Has(Cues.Subject) || m.Has(Cues.Copula)).All(m => told.Contains(m.Sentence)) && part.Mentions.Exists(m => whole.Occurrences.Exists(at => parts.SentenceAt(at) == m.Sentence));
    }

    /// <summary>"Épicerie locale pour tous (ÉLÉ)": what stands in brackets just behind.</summary>
    private static bool IsItsOtherName(TextInParts parts, Candidate part, Candidate whole) => whole.Aliases.Contains(part.Name) || IsBracketedBehind(parts, part, whole) || IsBracketedBehind(parts, whole, part);

    private static bool IsBracketedBehind(TextInParts parts, Candidate inside, Candidate before) => inside.Occurrences.Exists(at => parts.Tokens[at - 1].Mark == '(' && parts.Tokens[at + inside.Key.Length].Mark == ')'
        && before.Mentions.Exists(m => at - 1 - m.Span.Behind is >= 0 and < 5 && Enumerable.Range(m.Span.Behind, at - 1 - m.Span.Behind).All(k => parts.Tokens[k] is { IsWord: true, IsCapital: false })));

    private static bool UnderTitle(TextInParts parts, Candidate whole, int paragraph)
    {
        for (var p = paragraph; p >= 0; p--)
        {
            if (whole.Mentions.Exists(m => m.Has(Cues.Heading) && m.Paragraph == p))
            {
                return true;
            }

            if (parts.Layout.Paragraphs[p].IsHeading && p != paragraph)
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsWorthNaming(Candidate candidate) => !candidate.IsUnnamed && !candidate.Mentions.TrueForAll(m => m.Has(Cues.Affiliation))
        && candidate.Best is var best && (candidate.Genres.Any(g => g.Class is GenreClass.Organisation or GenreClass.Support) || (best.Has(Cues.Apposition) && best.Genre is { Class: GenreClass.Network }) || (candidate.Genres.Any() && (best.Has(Cues.Carrier) || best.Has(Cues.Partner))))
        && (candidate.Score >= Scoring.NamedOnly || best.Has(Cues.Carrier) || best.Has(Cues.Partner));
}
