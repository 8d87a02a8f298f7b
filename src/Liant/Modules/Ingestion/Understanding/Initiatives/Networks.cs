using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.Initiatives;

/// <summary>Networks of the field that a text names (Lexicon/reseaux.txt): organisations, never told of.</summary>
internal static class Networks
{
    public static IEnumerable<Proposal> Of(TextInParts parts, IReadOnlyList<Proposal> told)
    {
        var tied = told.SelectMany(p => p.Partners).Select(partner => partner.Name).ToHashSet();
        return Named(parts).GroupBy(named => named.Network.Name).Where(group => !group.First().Network.IsFunder || tied.Contains(group.Key)).Select(group =>
        {
            // Where the text has its usual name, that is what it is called; else as the text writes it.
            var usual = group.Where(named => Fold.Words(named.Written).EndsWith(Fold.Words(group.Key), StringComparison.Ordinal)).Select(named => (Found: true, named.First, named.End)).FirstOrDefault();
            var (first, end) = usual.Found ? (usual.First, usual.End) : (group.First().First, group.First().End);
            var sentence = parts.SentenceOf(first);
            return new Proposal(ProposalKind.Organisation, usual.Found ? group.Key : Candidates.Tidy(parts.Tokens.TextOf(first, end)))
            {
                Confidence = 0.9, Evidence = new Dictionary<string, Passage> { ["name"] = ProposalOf.Widened(parts, parts.Tokens.Passage(parts.Tokens[first].Glue == '\'' ? first : Math.Max(sentence.First, first - 4), Math.Min(sentence.End, end + 4))) },
            };
        });
    }

    /// <summary>"• L’étude … réalisée par …": further reading.</summary>
    private static bool IsReference(TextInParts parts, Words.Sentence sentence) => parts.ParagraphOf(sentence).IsBullet
        && Enumerable.Range(sentence.First, Math.Min(5, sentence.End - sentence.First)).Any(k => Genre.All.At(parts.Tokens, k) is var (genre, _) && genre.Class == GenreClass.Resource);

    private static List<(KnownNames.Network Network, int First, int End, string Written)> Named(TextInParts parts)
    {
        var named = new List<(KnownNames.Network, int, int, string)>();
        foreach (var sentence in parts.Layout.Sentences.Where(sentence => !parts.IsSilent(parts.ParagraphOf(sentence)) && !IsReference(parts, sentence)))
        {
            for (var i = sentence.First; i < sentence.End; i++)
            {
                if (!parts.Tokens[i].IsCapital || KnownNames.Networks.At(parts.Tokens, i) is not var (network, behind))
                {
                    continue;
                }

                // "Emmaüs Connect" is another.
                // "CRESS Bretagne", "France Active Normandie": the network’s body of that place.
                var area = parts.AreaEnd(behind);
                if (area is not null || parts.Tokens[behind] is not { IsCapital: true, IsWord: true, Glue: ' ' or '-' })
                {
                    var end = area ?? behind;
                    named.Add((network, i, end, parts.Tokens.TextOf(i, end)));
                }

                i = behind - 1;
            }
        }

        return named;
    }
}
