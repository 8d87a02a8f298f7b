using System.Globalization;
using System.Text.RegularExpressions;
using Liant.Modules.Ingestion.Understanding.Initiatives;
using Liant.Modules.Ingestion.Understanding.Words;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.Figures;

/// <summary>Numbers with what they count (Lexicon/unites.txt), of now: what is hoped for or planned is none. Jobs are read apart (<see cref="Employment.JobCounts"/>); inhabitants are the gazetteer's.</summary>
internal static partial class FiguresInText
{
    private const int MostOfOne = 12;

    private const int SmallestSum = 1_000;

    private static readonly Dictionary<string, string> Units = LexiconFile.Rows("unites.txt").ToDictionary(row => Word.StemOf(Fold.Words(row[0])), row => row[^1], StringComparer.Ordinal);

    internal sealed record Counted(ReadFigure Figure, Passage Passage, int Sentence, int Token);

    public static List<Counted> In(TextInParts parts)
    {
        var found = new List<Counted>();
        for (var s = 0; s < parts.Layout.Sentences.Count; s++)
        {
            var sentence = parts.Layout.Sentences[s];
            if (parts.IsSilent(parts.ParagraphOf(sentence)) || !HasNumber(parts.Tokens, sentence))
            {
                continue;
            }

            var passage = parts.PassageOf(sentence);
            var text = passage.In(parts.Tokens.Text);
            foreach (Match match in Number().Matches(text))
            {
                if (FigureOf(text, match) is { } figure)
                {
                    var at = passage.Start + match.Index;
                    var token = Enumerable.Range(sentence.First, sentence.End - sentence.First).Last(t => parts.Tokens[t].Start <= at + (match.Value[0] == '+' ? 1 : 0));
                    found.Add(new Counted(figure, ProposalOf.Widened(parts, new Passage(at, match.Length)), s, token));
                }
            }
        }

        return found;
    }

    /// <summary>Of sentences that tell of this one alone.</summary>
    public static Proposal With(Proposal proposal, Candidate candidate, IReadOnlyList<Candidate> told, List<Counted> counted, TextInParts parts)
    {
        var own = candidate.Sentences.Select(s => s.Sentence).ToHashSet();
        var others = told.Where(other => other != candidate && other.Kind == ProposalKind.Initiative).SelectMany(other => other.Sentences.Where(s => !candidate.Clauses.ContainsKey(s.Sentence)).Select(s => s.Sentence)).ToHashSet();
        var figures = counted.Where(one => own.Contains(one.Sentence) && !others.Contains(one.Sentence) && candidate.ClauseOf(parts, one.Sentence) is var clause && one.Token >= clause.First && one.Token < clause.End)
            .DistinctBy(one => (one.Figure.Label, one.Figure.Year)).Take(MostOfOne).ToList();
        counted.RemoveAll(one => own.Contains(one.Sentence));
        return figures.Count == 0 ? proposal : proposal with { Figures = figures.ConvertAll(one => one.Figure), Evidence = WithPassages(proposal.Evidence, figures) };
    }

    /// <summary>Those of no initiative, where the sentence names one territory and one year: they go with the document.</summary>
    public static List<Counted> OfPlaces(TextInParts parts, List<Counted> counted) => counted.Where(one => one.Figure.Year is not null).Select(one =>
    {
        var sentence = parts.Layout.Sentences[one.Sentence];
        var places = parts.PlacesIn(sentence.First, sentence.End).Where(place => !place.IsAddress).ToList();
        return places.Count > 0 && places.TrueForAll(place => place.Territory is not null) && places.DistinctBy(place => place.Territory!.Code).Take(2).Count() == 1
            ? one with { Figure = one.Figure with { Place = places[0].Territory!.Name }, Passage = parts.PassageOf(sentence) is { Length: <= 300 } whole ? whole : one.Passage } : null;
    }).OfType<Counted>().DistinctBy(one => (one.Figure.Label, one.Figure.Year, one.Figure.Place)).Take(MostOfOne).ToList();

    public static IReadOnlyDictionary<string, Passage> WithPassages(IReadOnlyDictionary<string, Passage> evidence, IEnumerable<Counted> figures)
    {
        var all = new Dictionary<string, Passage>(evidence);
        foreach (var one in figures)
        {
            all.TryAdd("figures/" + one.Figure.Text, one.Passage);
        }

        return all;
    }

    private static ReadFigure? FigureOf(string text, Match match)
    {
        var before = text[Math.Max(0, match.Index - 60)..match.Index];
        if (Hoped().IsMatch(text[..match.Index]) || Units.GetValueOrDefault(Word.StemOf(Fold.Words(match.Groups["u"].Value)), match.Groups["u"].Value is "€" ? "€" : match.Groups["u"].Value is "%" ? "%" : "") is not { Length: > 0 } unit)
        {
            return null;
        }

        var whole = decimal.Parse(string.Concat(match.Groups["n"].Value.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
        var value = whole + (match.Groups["d"] is { Success: true } part ? decimal.Parse("0." + part.Value, CultureInfo.InvariantCulture) : 0);
        value *= match.Groups["m"].Value switch { "" => 1, ['m', 'i', 'l', 'l', 'e', ..] => 1_000, ['m', 'i', 'l', 'l', 'i', 'a', ..] => 1_000_000_000, _ => 1_000_000 };
        var label = unit switch { "€" => MoneyLabel(before), "%" => GrowthLabel(before, match.Value[0] == '+'), _ => unit };
        // A small sum is a price.
        if (label is null || (unit == "€" && value < SmallestSum) || (unit is not ("€" or "%") && (match.Groups["n"].Length == 4 && whole is >= 1900 and <= 2100 || whole < 2)))
        {
            return null;
        }

        var years = Year().Matches(text).Select(year => year.Value).Distinct().Take(2).ToList();
        return new ReadFigure(Candidates.Tidy(match.Value), label, unit == "%" && Falls().IsMatch(before) ? -value : value, unit switch { "€" => "euros", "%" or "m²" => unit, _ => null }, years is [var only] ? int.Parse(only, CultureInfo.InvariantCulture) : null)
        {
            IsApproximate = About().IsMatch(before),
        };
    }

    private static string MoneyLabel(string before) =>
        Money().Matches(before) is { Count: > 0 } words ? words[^1].Value.ToLowerInvariant() switch { ['s', 'u', ..] => "subvention", ['i', ..] => "investissement", ['b', ..] => "budget", ['c', 'h', ..] => "chiffre d’affaires", ['c', 'a', ..] => "capital", ['p', ..] => "prêt", _ => "financement" } : "montant";

    /// <summary>A share of something is understood only with its sentence: growth alone is proposed.</summary>
    private static string? GrowthLabel(string before, bool isSigned) =>
        Growth().Matches(before) is { Count: > 0 } grown ? (grown[^1].Groups["w"] is { Success: true, Value: var what } ? "évolution : " + Candidates.Collapsed(what) : "évolution") : isSigned ? "évolution" : null;

    private static bool HasNumber(Tokens tokens, Sentence sentence)
    {
        for (var i = sentence.First; i < sentence.End; i++)
        {
            if (tokens[i].IsNumber)
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"(?<![\p{L}\d,.\-/])\+?(?<n>\d{1,3}(?:[\s\u00A0\u202F]\d{3})+|\d{1,7})(?:,(?<d>\d{1,2}))?(?:[\s\u00A0\u202F]*(?<m>millions?|milliards?|mille)(?:[\s\u00A0\u202F]+d(?:['’]|e\s))?)?[\s\u00A0\u202F]*(?<u>€|%|m²|\p{L}{3,})")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(devrai|objectif|d['’]ici|à terme|prév|estim|esp[eéè]r|envisag|souhait|pourr|sera\b|seront|vise\b|ambition|potentiel|jusqu)", RegexOptions.IgnoreCase)]
    private static partial Regex Hoped();

    [GeneratedRegex(@"\b(?:19|20)\d{2}\b")]
    private static partial Regex Year();

    [GeneratedRegex(@"\b(environ|près de|plus de|quelque|presque|autour de)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex About();

    [GeneratedRegex(@"\b(subvention|investi|budget|chiffre|capital|prêt|financ|aide)", RegexOptions.IgnoreCase)]
    private static partial Regex Money();

    [GeneratedRegex(@"(?:\b(?<w>(?:la|le|les|l['’])\s*[\p{L}'’ ]{3,40}?)\s+(?:a|ont)\s+)?\b(?:augment|progress|hausse|baiss|diminu|recul|croissance|chut)", RegexOptions.IgnoreCase)]
    private static partial Regex Growth();

    [GeneratedRegex(@"\b(?:baiss|diminu|recul|chut)", RegexOptions.IgnoreCase)]
    private static partial Regex Falls();
}
