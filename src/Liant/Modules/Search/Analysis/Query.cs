using System.Text.RegularExpressions;
using Liant.Modules.Search.Index;
using Liant.Platform.Text;

namespace Liant.Modules.Search.Analysis;

/// <summary>A need in plain French, as what to look for: one clause a meaningful word, each with what it may be called otherwise.</summary>
internal sealed class Query
{
    private const double SynonymWeight = 0.55;
    private const double CompletionWeight = 0.6;
    private const double VerbShare = 0.5;

    /// <summary>What may follow an infinitive and not a noun that looks like one ("loyer progressif", "atelier de couture").</summary>
    private static readonly HashSet<string> Determiners =
        ["un", "une", "des", "le", "la", "les", "l", "mon", "ma", "mes", "son", "sa", "ses", "notre", "nos", "votre", "vos", "leur", "leurs", "ce", "cette", "ces"];

    public required string Text { get; init; }

    /// <summary>Folded, for comparing with whole names.</summary>
    public required string Folded { get; init; }

    /// <summary>The same before any correction: territories are called as they are, though no sheet speaks of them.</summary>
    public required string FoldedAsTyped { get; init; }

    public required IReadOnlyList<Clause> Clauses { get; init; }

    /// <summary>The text with unknown words replaced by the nearest known ones; null when nothing was replaced.</summary>
    public string? Suggestion { get; init; }

    /// <summary>Words that no public sheet has, under any name.</summary>
    public IEnumerable<string> Unknown => Clauses.Where(clause => clause.Weight == 0).Select(clause => clause.Word);

    /// <summary>Quoted words, as written: every sheet that answers has them, one after the other.</summary>
    public required IReadOnlyList<string[]> Phrases { get; init; }

    /// <summary>No sheet that answers has these.</summary>
    public required IReadOnlyList<Alternative> Excluded { get; init; }

    /// <summary>Nothing is looked for: all sheets, but for what is excluded.</summary>
    public bool IsEverything { get; init; }

    /// <summary>Nothing but words that carry no subject ("de la").</summary>
    public bool IsOnlySmallWords { get; init; }

    /// <param name="Word">As typed, for explanations.</param>
    /// <param name="Share">1 for a subject; less for a verb that only says what one wants to do with it.</param>
    /// <param name="Weight">How much finding it matters, before looking at any document. Single precision: sums are the same in any order.</param>
    /// <param name="Surface">Folded, as it would stand in a name.</param>
    internal sealed record Clause(string Word, string Surface, string Stem, IReadOnlyList<Alternative> Alternatives, float Weight, double Share);

    /// <param name="Terms">All must be there.</param>
    /// <param name="AsWritten">The terms are words as they are written, not stems.</param>
    internal sealed record Alternative(string[] Terms, double Weight, bool AsWritten = false);

    /// <summary>Words that no public sheet has are corrected first; what is searched is then the correction, as if it had been typed.</summary>
    public static Query Parse(string text, FrenchAnalyser analyser, IndexReading index)
    {
        var (searched, shown, also) = (text, text, new Dictionary<string, string>());
        foreach (var (word, stem, surface) in Corrections(text, analyser, index))
        {
            var corrected = Replaced(searched, word.Raw, surface);
            shown = IsSameButForItsEnding(word.Surface, surface) ? shown : Replaced(shown, word.Raw, surface);
            // A part of a compound is not found again in the text with its accents: it stays, and the correction is searched beside it.
            also[corrected == searched ? word.Surface : surface] = corrected == searched ? stem : word.Stem;
            searched = corrected;
        }

        var query = Read(searched, also, analyser, index);
        return also.Count == 0 ? query : new Query
        {
            Text = text, Folded = query.Folded, FoldedAsTyped = analyser.Folded(QueryText.Read(text).Said), Clauses = query.Clauses, Phrases = query.Phrases, Excluded = query.Excluded,
            IsEverything = query.IsEverything, IsOnlySmallWords = query.IsOnlySmallWords, Suggestion = shown == text ? null : shown,
        };
    }

    /// <summary>The words, each with what else it may be called.</summary>
    private static (List<FrenchAnalyser.Token> Words, List<List<string[]>> Also) WordsOf(string text, FrenchAnalyser analyser)
    {
        var words = analyser.Words(text).ToList();
        var stems = words.ConvertAll(word => word.Stem);
        var also = words.ConvertAll(_ => new List<string[]>());
        for (var at = 0; at < words.Count; at++)
        {
            foreach (var (span, terms) in analyser.Lexicon.TermsAt(stems, at))
            {
                also.GetRange(at, span).ForEach(list => list.AddRange(terms));
            }
        }

        return (words, also);
    }

    /// <summary>The word in place of the other, where it stands alone.</summary>
    private static string Replaced(string text, string word, string by) =>
        Regex.Replace(text, $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(word)}(?![\p{{L}}\p{{N}}])", by.Replace("$", "$$", StringComparison.Ordinal), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static IEnumerable<(FrenchAnalyser.Token Word, string Stem, string Surface)> Corrections(string text, FrenchAnalyser analyser, IndexReading index)
    {
        var (words, also) = WordsOf(QueryText.Read(text).Plain, analyser);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (!word.IsStop && !IsKnown(index, new Alternative([word.Stem], 1)) && !also[i].Exists(term => IsKnown(index, new Alternative(term, 1)))
                && (i < words.Count - 1 || !index.Completions(word.Surface, 1).Any()) && index.Nearest(word.Surface) is var (stem, surface))
            {
                yield return (word, stem, surface);
            }
        }
    }

    /// <param name="others">For a word that is a correction, the stem that was typed: private sheets may have it. For one that could not be replaced, its correction.</param>
    private static Query Read(string text, Dictionary<string, string> others, FrenchAnalyser analyser, IndexReading index)
    {
        var asked = QueryText.Read(text);
        var (words, also) = WordsOf(asked.Plain, analyser);
        var phrases = asked.Quoted.Select(quoted => (Text: quoted, Words: analyser.Words(quoted).Select(word => word.Surface).ToArray())).Where(phrase => phrase.Words.Length > 0).ToList();
        var allStop = phrases.Count == 0 && words.TrueForAll(word => word.IsStop);
        var clauses = new List<Clause>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if ((word.IsStop && !allStop) || clauses.Exists(c => c.Stem == word.Stem))
            {
                continue;
            }

            var own = word.IsStop ? new Alternative([word.Surface], 1, AsWritten: true) : new Alternative([word.Stem], 1);
            var alternatives = also[i].Select(term => new Alternative(term, SynonymWeight)).Prepend(own).ToList();
            if (others.TryGetValue(word.Surface, out var stem))
            {
                alternatives.Add(new Alternative([stem], 1));
            }
            else if (i == words.Count - 1 && !IsKnown(index, own) && !alternatives.Skip(1).Any(a => IsKnown(index, a)))
            {
                alternatives.AddRange(index.Completions(word.Surface, 5).Select(completion => new Alternative([completion], CompletionWeight)));
            }

            clauses.Add(Weighed(word, alternatives, index, IsLeadingVerb(words, i) ? VerbShare : 1));
        }

        foreach (var (quoted, surfaces) in phrases)
        {
            var alternative = new Alternative(surfaces, 1, AsWritten: true);
            clauses.Add(new Clause(quoted, surfaces[0], surfaces[0], [alternative], (float)RarityOf(index, alternative), 1));
        }

        var excluded = asked.Excluded.SelectMany(one => one.IsQuoted
            ? new[] { new Alternative(analyser.Words(one.Text).Select(word => word.Surface).ToArray(), 1, AsWritten: true) }
            : analyser.Words(one.Text).Select(word => word.IsStop ? new Alternative([word.Surface], 1, AsWritten: true) : new Alternative([word.Stem], 1)));
        return new Query
        {
            Text = text, Folded = analyser.Folded(asked.Said), FoldedAsTyped = analyser.Folded(asked.Said), Clauses = clauses, Phrases = phrases.ConvertAll(phrase => phrase.Words),
            Excluded = excluded.Where(one => one.Terms.Length > 0).ToList(), IsEverything = text.Trim().Length == 0 || (asked.Excluded.Count > 0 && words.Count == 0 && phrases.Count == 0),
            IsOnlySmallWords = allStop,
        };
    }

    private static Clause Weighed(FrenchAnalyser.Token word, List<Alternative> alternatives, IndexReading index, double share)
    {
        // As typed if any sheet has the word; else as its rarest other name; nothing at all if nobody knows it.
        var weight = IsKnown(index, alternatives[0])
            ? RarityOf(index, alternatives[0])
            : alternatives.Where(a => IsKnown(index, a)).Select(a => RarityOf(index, a)).DefaultIfEmpty(0).Max();
        return new Clause(word.Raw, word.Surface, word.Stem, alternatives, (float)(weight * share), share);
    }

    /// <summary>"reconvertir" and "reconverti": found all the same, and nothing to correct.</summary>
    private static bool IsSameButForItsEnding(string a, string b) =>
        Math.Min(a.Length, b.Length) is var shorter and >= 6 && a.AsSpan(0, shorter - 1).SequenceEqual(b.AsSpan(0, shorter - 1));

    /// <summary>"rouvrir un café", "financer la reprise…": a need often starts with a verb; its subject is the noun.</summary>
    private static bool IsLeadingVerb(List<FrenchAnalyser.Token> words, int at) =>
        at + 1 < words.Count && words.Take(at).All(word => word.IsStop) && words[at].Surface.Length > 4
        && (words[at].Surface.EndsWith("er", StringComparison.Ordinal) || words[at].Surface.EndsWith("ir", StringComparison.Ordinal) || words[at].Surface.EndsWith("re", StringComparison.Ordinal))
        && Determiners.Contains(words[at + 1].Surface);

    private static bool IsKnown(IndexReading index, Alternative alternative) => Array.TrueForAll(alternative.Terms, term => FrequencyOf(index, alternative, term) > 0);

    /// <summary>A term of several words is about as rare as its rarest word.</summary>
    public static double RarityOf(IndexReading index, Alternative alternative) => alternative.Terms.Max(term => index.Rarity(FrequencyOf(index, alternative, term)));

    private static int FrequencyOf(IndexReading index, Alternative alternative, string term) =>
        alternative.AsWritten ? index.PublicFrequencyAsWritten(term) : index.PublicFrequency(term);
}
