using Liant.Modules.Ingestion.Understanding.Initiatives;
using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Words;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.Announcements;

/// <summary>Programmes that a sentence says the use of: "le programme X accompagne…", "le dispositif « Y » permet…". One that is only named is none.</summary>
internal static class ProgrammesInText
{
    private const int LongestName = 8;

    private static readonly HashSet<string> Doing =
    [
        "permet", "vise", "accompagne", "soutient", "finance", "cofinance", "propose", "offre", "aide", "apporte", "encourage", "cible", "reunit", "prevoit", "facilite", "favorise", "contribue",
    ];

    public static IEnumerable<Proposal> Of(TextInParts parts, IReadOnlyList<Proposal> told)
    {
        var taken = told.SelectMany(one => one.Aliases.Prepend(one.Name)).Select(Fold.Words).ToHashSet(StringComparer.Ordinal);
        var found = new List<Proposal>();
        foreach (var sentence in parts.Layout.Sentences)
        {
            var passage = parts.PassageOf(sentence);
            if (passage.Length is < 50 or > 600 || parts.IsSilent(parts.ParagraphOf(sentence)) || parts.ParagraphOf(sentence).IsHeading || Named(parts.Tokens, sentence) is not var (name, slug, first, end)
                || taken.Contains(Fold.Words(name)) || PersonalContact.IsIn(passage.In(parts.Tokens.Text)))
            {
                continue;
            }

            var evidence = new Dictionary<string, Passage> { ["name"] = ProposalOf.Widened(parts, parts.Tokens.Passage(Math.Max(sentence.First, first - 3), Math.Min(sentence.End, end + 2))), ["summary"] = passage };
            found.Add(new Proposal(ProposalKind.Programme, name) { Summary = Candidates.Tidy(passage.In(parts.Tokens.Text)).TrimStart('«', '"', ' ', '\u00A0'), Programmes = slug is null ? [] : [slug], Confidence = 0.7, Evidence = evidence });
        }

        return found.DistinctBy(one => one.Programmes.Count > 0 ? one.Programmes[0] : Fold.Words(one.Name));
    }

    private static (string Name, string? Slug, int First, int End)? Named(Tokens tokens, Sentence sentence)
    {
        for (var i = sentence.First; i < sentence.End; i++)
        {
            if (KnownNames.Programmes.At(tokens, i) is var (known, behind) && tokens[i].IsCapital && Does(tokens, behind, sentence.End))
            {
                return (known.Name, known.Slug, i, behind);
            }

            if (tokens[i].Folded is "programme" or "dispositif" && KnownNames.Programmes.At(tokens, i + 1) is null && Local(tokens, i + 1, sentence.End) is var (first, end) && Does(tokens, end, sentence.End))
            {
                return (Candidates.Tidy(tokens.TextOf(first, end)), null, first, end);
            }
        }

        return null;
    }

    /// <summary>A name in quotation marks, or words that begin with a capital, up to the verb.</summary>
    private static (int First, int End)? Local(Tokens tokens, int at, int limit)
    {
        var isQuoted = tokens[at].Mark is '«' or '"' or '*';
        var first = isQuoted ? at + 1 : at;
        var end = first;
        while (end < Math.Min(limit, first + LongestName) && tokens[end].Mark == '\0' && (isQuoted || !Doing.Contains(tokens[end].Folded)))
        {
            end++;
        }

        return end > first && tokens[first] is { IsCapital: true, Length: > 2 } && (isQuoted ? tokens[end].IsClosing : Doing.Contains(tokens[end].Folded)) && !KnownNames.Acronyms.Contains(tokens[first].Folded) ? (first, end) : null;
    }

    /// <summary>The verb follows at once, or behind a closing mark, brackets or "de l’État".</summary>
    private static bool Does(Tokens tokens, int at, int limit)
    {
        for (var k = at; k < Math.Min(limit, at + 6); k++)
        {
            if (Doing.Contains(tokens[k].Folded))
            {
                return true;
            }

            if (!tokens[k].IsClosing && tokens[k].Mark is not ('(' or ')') && tokens[k - 1].Mark != '(' && tokens[k].Folded is not ("de" or "l" or "etat" or "qui"))
            {
                return false;
            }
        }

        return false;
    }
}
