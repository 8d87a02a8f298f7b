using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Initiatives;

/// <summary>Who carries, supports, funds or houses what a text tells of: the bodies named in the sentences about it, with the words before their names.</summary>
internal static class Partners
{
    private static readonly Phrases<string> Authorities = new(new[]
    {
        "commune de", "commune du", "commune d", "ville de", "ville du", "ville d", "mairie de", "mairie du", "mairie d", "communauté de communes", "communauté d'agglomération", "métropole", "conseil départemental", "conseil régional", "département de", "département du", "région", "la commune", "la mairie", "la municipalité",
        "la collectivité", "l'intercommunalité", "l'État", "l'Europe", "le département", "la région", "le conseil départemental", "le conseil régional",
    }.Select(words => (words, words)));

    public static List<(Partner Partner, Passage Passage)> Of(TextInParts parts, Candidate told, IReadOnlyList<Candidate> all)
    {
        var found = new List<(Partner, Passage)>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var tokens = parts.Tokens;
        var sentences = told.Sentences.Select(s => s.Sentence).ToHashSet();
        foreach (var other in all.Where(other => other != told && other.Kind == ProposalKind.Organisation && !other.IsPart))
        {
            foreach (var mention in other.Mentions.Where(m => sentences.Contains(m.Sentence) && (m.Has(Cues.Carrier) || m.Has(Cues.Partner) || other.Of == told)))
            {
                if (names.Add(other.Name))
                {
                    found.Add((new Partner(other.Name, mention.Has(Cues.Carrier) || other.Of == told ? "carries" : PartnerRoles.Before(tokens, mention.PhraseFirst)), tokens.Passage(mention.PhraseFirst, mention.Span.End)));
                }
            }
        }

        foreach (var index in sentences.Order())
        {
            var sentence = parts.Layout.Sentences[index];
            for (var i = sentence.First; i < sentence.End; i++)
            {
                if (KnownNames.Networks.At(tokens, i) is var (network, behind) && tokens[i].IsCapital && PartnerRoles.InSentence(tokens, sentence.First, i) is { } role)
                {
                    Add(network.Name, role, i, behind);
                }
                else if (Authorities.At(tokens, i) is var (_, end) && Authority(parts, i, end) is var (name, nameEnd) && (PartnerRoles.InSentence(tokens, sentence.First, i) ?? PartnerRoles.Behind(tokens, nameEnd, sentence.End)) is { } part)
                {
                    Add(name, part, i, nameEnd);
                    i = nameEnd - 1;
                }
            }
        }

        return found.Take(20).ToList();

        void Add(string name, string role, int first, int end)
        {
            if (names.Add(name))
            {
                found.Add((new Partner(name, role), tokens.Passage(first, end)));
            }
        }
    }

    /// <summary>"la commune de Plouhinec", "Communauté d’agglomération Grand Calais": with the place that follows.</summary>
    private static (string Name, int End)? Authority(TextInParts parts, int first, int end)
    {
        var at = end;
        while (at < end + 3 && parts.Tokens[at].Folded is "de" or "du" or "des" or "d" or "la" or "l" or "les")
        {
            at++;
        }

        var behind = parts.PlaceAt(at) is { } place ? place.NameEnd : parts.PlaceAt(first) is { } whole ? whole.NameEnd : parts.Tokens[first].Folded is "la" or "le" or "l" ? end : 0;
        // "avec la commune": whose, the text does not say.
        if (behind == 0 || (behind == end && parts.Tokens[end - 1].Folded is not ("etat" or "europe")))
        {
            return null;
        }

        var start = parts.Tokens[first].Folded is "la" or "le" or "l" ? first + 1 : first;
        var name = Candidates.Tidy(parts.Tokens.TextOf(start, behind));
        return (char.ToUpperInvariant(name[0]) + name[1..], behind);
    }
}
