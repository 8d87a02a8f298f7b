using System.Globalization;
using Liant.Modules.Ingestion.Understanding.Initiatives;
using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Themes;

/// <summary>Themes with their reasons: what it is called, and the words of the sentences that tell of it (Lexicon/themes.txt).</summary>
internal static class ThemesOfAnInitiative
{
    private const double Enough = 2;

    private const int AtMost = 6;

    /// <summary>Tokens around the name that a long sentence tells of it.</summary>
    private const int Near = 30;

    public static Phrases<(string Theme, double Weight)> Words { get; } = new(LexiconFile.Rows("themes.txt").Select(row => (row[0], (row[1], double.Parse(row[2], CultureInfo.InvariantCulture)))));

    internal sealed record Reason(string Theme, double Weight, Passage Passage);

    public static IReadOnlyList<Reason> Of(TextInParts parts, Candidate candidate)
    {
        var reasons = new Dictionary<string, Reason>(StringComparer.Ordinal);
        var seen = new HashSet<(string, string)>();
        void Add(string theme, double weight, Func<Passage> passage)
        {
            var known = reasons.GetValueOrDefault(theme);
            reasons[theme] = known is null ? new Reason(theme, weight, passage()) : known with { Weight = known.Weight + weight };
        }

        foreach (var mention in candidate.Mentions.Where(m => m.Genre is not null).DistinctBy(m => m.Genre))
        {
            foreach (var theme in mention.Genre!.Themes)
            {
                if (reasons.ContainsKey(theme))
                {
                    continue;
                }

                Add(theme, mention.Genre.Themes.Length == 1 ? 3 : 2.5, () => Around(parts, mention.PhraseFirst, mention.Span.End));
            }
        }

        foreach (var (index, isNamed) in candidate.Sentences.Distinct())
        {
            var sentence = candidate.ClauseOf(parts, index);
            var strength = IsKeywords(parts, sentence) ? 1.5 : isNamed || candidate.HasHeading ? 1 : 0.7;
            var occurrences = isNamed && !candidate.Mentions.Exists(m => m.Has(Cues.Heading) && m.Paragraph == sentence.Paragraph) && sentence.End - sentence.First > 2 * Near ? candidate.Occurrences.Where(o => o >= sentence.First && o < sentence.End).ToList() : [];
            for (var i = sentence.First; i < sentence.End; i++)
            {
                if (occurrences.Count > 0 && !occurrences.Exists(o => Math.Abs(o - i) <= Near))
                {
                    continue;
                }

                if (Words.At(parts.Tokens, i) is not var (word, behind))
                {
                    continue;
                }

                var stem = parts.Tokens[i].Stem;
                if (word.Weight > 0 && seen.Add((word.Theme, stem)))
                {
                    var at = i;
                    Add(word.Theme, word.Weight * strength, () => Around(parts, at, behind));
                }

                i = behind - 1;
            }
        }

        var most = reasons.Count == 0 ? 0 : reasons.Values.Max(r => r.Weight);
        return reasons.Values.Where(r => r.Weight >= Enough && r.Weight >= 0.2 * Math.Min(most, 8)).OrderByDescending(r => r.Weight).ThenBy(r => r.Theme, StringComparer.Ordinal).Take(AtMost).ToList();
    }

    /// <summary>Whether these words tell of that theme: a genre, or a word of the lexicon.</summary>
    public static bool IsSaid(Tokens tokens, int first, int end, string theme)
    {
        for (var i = first; i < end; i++)
        {
            if ((Words.At(tokens, i) is var (word, behind) && behind <= end && word.Theme == theme && word.Weight > 0) || (Genre.All.At(tokens, i) is var (genre, after) && after <= end && genre.Themes.Contains(theme)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Mots-clés : ruralité, lieux partagés".</summary>
    private static bool IsKeywords(TextInParts parts, Sentence sentence) => parts.Tokens[sentence.First].Stem is "mot" or "thematique" or "theme" && sentence.End - sentence.First < 30;

    /// <summary>Enough words for a reader to see the reason.</summary>
    private static Passage Around(TextInParts parts, int first, int end)
    {
        var sentence = parts.SentenceOf(first);
        return parts.Tokens.Passage(Math.Max(sentence.First, first - 5), Math.Min(sentence.End, end + 5));
    }
}
