using Liant.Modules.Ingestion.Understanding.Names;

namespace Liant.Modules.Ingestion.Understanding.Initiatives;

/// <summary>How strongly a text presents something as an undertaking of its own. Weights were set on the annotated texts and invented ones (docs/reading.md); from 3 on it is told of, below it is only named.</summary>
internal static class Scoring
{
    public const double ToldOf = 3;

    public const double NamedOnly = 1;

    /// <summary>Where nothing but "café de Langon" names it.</summary>
    public const double ToldOfUnnamed = 4;

    public static double Of(NameMention mention)
    {
        var score = 0.0;
        score += mention.Has(Cues.Heading) ? mention.Has(Cues.Placed) ? 5 : 3.5 : 0;
        var isOne = mention.Genre?.Class is GenreClass.Initiative;
        score += mention.Has(Cues.Copula) ? isOne ? 3 : 2.5 : 0;
        score += mention.Has(Cues.Named) ? 2.5 : 0;
        score += mention.Has(Cues.Apposition) ? isOne ? 2.5 : 1.5 : 0;
        score += mention.Has(Cues.Verb) ? 1.5 : 0;
        score += mention.Has(Cues.Born) ? 1.5 : 0;
        score += mention.Has(Cues.Genre) && !mention.Has(Cues.Heading) ? isOne ? 2.25 : 1.5 : 0;
        score += mention.Has(Cues.Placed) && !mention.Has(Cues.Heading) ? 1.5 : 0;
        score += mention.Has(Cues.Subject) && !mention.Has(Cues.Heading) ? 0.5 : 0;
        score += mention.Has(Cues.Placed) && !mention.Has(Cues.Heading) && mention.Span.IsQuoted ? 0.5 : 0;
        score += mention.Has(Cues.Named) && mention.Span is { IsQuoted: true, Count: < 7 } ? 0.5 : 0;
        score += mention.HasItsArticle ? 0.5 : 0;
        score -= mention.Has(Cues.Listed) ? 0.5 : 0;
        // "La coopérative X, à Langon, pourrait y tenir un atelier".
        score -= mention.Has(Cues.Planned) && mention.Genre is { Class: GenreClass.Organisation } && !mention.Has(Cues.Named) && !mention.Has(Cues.Heading) ? 0.5 : 0;
        score -= mention.Has(Cues.Carrier) ? 1.5 : 0;
        score -= mention.Has(Cues.Partner) && !mention.Has(Cues.Born) ? 1 : 0;
        score -= mention.Has(Cues.Example) ? 0.5 : 0;
        score -= mention.Has(Cues.Affiliation) ? 1.5 : 0;
        return score;
    }

    /// <param name="facts">How many facts of its own the text gives: a founding, jobs.</param>
    public static double Of(Candidate candidate, double facts)
    {
        var scores = candidate.Mentions.Select(Of).OrderDescending().Take(2).ToList();
        return scores[0] + (scores.Count > 1 ? 0.5 * Math.Max(0, scores[1]) : 0) + Math.Min(1, 0.3 * (candidate.Occurrences.Count - 1)) + facts
            + Math.Clamp(0.25 * (candidate.Sentences.Select(s => s.Sentence).Distinct().Count() - 2), 0, 1)
            + (candidate.Place is not null && !candidate.Mentions.Exists(mention => mention.Has(Cues.Placed)) ? candidate.IsPlacedBySection ? candidate.Genres.Any() ? 0.5 : 0 : candidate.IsPlacedByDocument ? 0.75 : 1 : 0);
    }

    /// <summary>How often candidates of that score were right on the annotated texts and on the tests’ own (docs/reading.md, "Confidence").</summary>
    public static double Confidence(Candidate candidate) => Math.Round(candidate.Score switch
    {
        >= 6 => 0.95,
        >= 4.5 => 0.85,
        >= 3 => 0.7,
        _ => 0.5,
    } - (candidate.IsUnnamed ? 0.15 : 0), 2);
}
