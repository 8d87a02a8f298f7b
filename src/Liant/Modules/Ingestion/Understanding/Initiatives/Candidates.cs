using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Words;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.Initiatives;

/// <summary>Mentions gathered by name: "le pôle ESS Brise" and "Brise" are one.</summary>
internal static class Candidates
{
    private static readonly HashSet<string> Small = ["le", "la", "les", "l", "de", "du", "des", "d", "et", "and", "a", "au", "aux", "en", "un", "une", "ess"];

    public static List<Candidate> Gather(TextInParts parts, IReadOnlyList<NameMention> mentions)
    {
        var candidates = new List<Candidate>();
        var byKey = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var mention in mentions.OrderBy(m => m.Span.Count))
        {
            var key = KeyOf(parts.Tokens, mention);
            if (key.Length == 0)
            {
                continue;
            }

            var joined = string.Join(' ', key);
            var one = byKey.GetValueOrDefault(joined) ?? (mention.Has(Cues.Unnamed) ? null : candidates.Find(c => !c.IsUnnamed && IsLonger(key, c.Key) && IsSame(parts.Tokens, mention, c)));
            if (one is null)
            {
                candidates.Add(one = new Candidate(key));
            }

            byKey.TryAdd(joined, one);
            one.Mentions.Add(mention);
        }

        Occurrences(parts, candidates);
        foreach (var candidate in candidates)
        {
            candidate.Name = NameOf(parts.Tokens, candidate);
            if (ElidedArticle(parts.Tokens, candidate) is { } article)
            {
                candidate.Aliases.Add(candidate.Name);
                candidate.Name = article + candidate.Name;
            }

            candidate.Aliases.AddRange(AliasesOf(parts, candidate));
        }

        return candidates;
    }

    public static string[] KeyOf(Tokens tokens, NameMention mention)
    {
        var words = new List<string>(mention.Span.Count);
        for (var i = mention.Span.First; i < mention.Span.End; i++)
        {
            // "PTCE" in full.
            if (tokens[i].Stem == "pole" && tokens[i + 1].Stem == "territorial" && tokens[i + 3].Stem == "cooperation" && i + 4 < mention.Span.End)
            {
                words.Add("ptce");
                i += 4;
            }
            else if (tokens[i].Mark == '\0' && !Small.Contains(tokens[i].Folded))
            {
                words.Add(tokens[i].Stem);
            }
        }

        return words.ToArray();
    }

    /// <summary>"pole brise" has "brise" in it; what is more is a genre or a general word.</summary>
    private static bool IsLonger(string[] key, string[] shorter)
    {
        if (shorter.Length >= key.Length || shorter.Sum(word => word.Length) < 4)
        {
            return false;
        }

        for (var at = 0; at + shorter.Length <= key.Length; at++)
        {
            if (key.AsSpan(at, shorter.Length).SequenceEqual(shorter))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Association d’animation des ateliers Lucie Vannier" is the body of "Les Ateliers Lucie Vannier"; "Marché de Langon" is not "Langon".</summary>
    private static bool IsSame(Tokens tokens, NameMention mention, Candidate shorter) =>
        (Genre.All.At(tokens, mention.Span.First) is not null && (shorter.Key.Length > 1 || KeyOf(tokens, mention).Length < 4)) || 2 * shorter.Key.Length >= KeyOf(tokens, mention).Length;

    private static void Occurrences(TextInParts parts, List<Candidate> candidates)
    {
        var byFirst = candidates.Where(c => !c.IsUnnamed).ToLookup(c => c.Key[0]);
        for (var i = 0; i < parts.Tokens.Count; i++)
        {
            foreach (var candidate in byFirst[parts.Tokens[i].Stem])
            {
                if ((Matches(parts.Tokens, i, candidate.Key) || IsShort(parts, i, candidate)) && !parts.ParagraphOf(parts.SentenceOf(i)).IsRepeated)
                {
                    candidate.Occurrences.Add(i);
                }
            }
        }

        // « De fil en aiguille » has no other capital.
        foreach (var candidate in candidates)
        {
            candidate.Occurrences.AddRange(candidate.Mentions.Where(m => m.Span.IsQuoted).Select(m => FirstOfKey(parts.Tokens, m.Span, candidate.Key[0])).Except(candidate.Occurrences).ToList());
            candidate.Occurrences.Sort();
        }
    }

    private static int FirstOfKey(Tokens tokens, NameSpan span, string word)
    {
        var at = span.First;
        while (at < span.End - 1 && tokens[at].Stem != word)
        {
            at++;
        }

        return at;
    }

    /// <summary>"ZEFIR" for "ZEFIR Bâtir ensemble": a first word all in capitals.</summary>
    private static bool IsShort(TextInParts parts, int at, Candidate candidate) =>
        candidate.Key.Length > 1 && parts.Tokens[at] is { Length: > 2, IsCapital: true, IsGlued: false } token && parts.IsUpper(token) && !KnownNames.Acronyms.Contains(token.Folded) && !parts.Tokens[at + 1].IsGlued;

    private static bool Matches(Tokens tokens, int at, string[] key)
    {
        var (k, isCapital) = (0, false);
        for (var i = at; k < key.Length; i++)
        {
            if (tokens[i].Mark == '\0' && tokens[i].Stem == key[k])
            {
                (k, isCapital) = (k + 1, isCapital || tokens[i].IsCapital || tokens[i].IsNumber);
            }
            else if (k == 0 || !(Small.Contains(tokens[i].Folded) || tokens[i].Mark is '&' or '*') || tokens[i].Glue == '\r' || tokens[i].Length == 0)
            {
                return false;
            }
        }

        return isCapital;
    }

    /// <summary>As the best mention writes it, with the article that a title or a sentence gives it in capitals.</summary>
    private static string NameOf(Tokens tokens, Candidate candidate)
    {
        var best = candidate.Mentions.OrderByDescending(m => m.Has(Cues.Heading)).ThenByDescending(Scoring.Of).First();
        var span = best.Span;
        var name = tokens.TextOf(span.First, span.End);
        if (best.IsAdjacent && tokens[best.PhraseFirst].IsCapital && best.Genre is { Form: null } && !best.Span.IsQuoted)
        {
            name = tokens.TextOf(best.PhraseFirst, span.End);
        }

        // A title in capitals: as the text below writes it.
        if (span.Count > 1 && name.All(c => !char.IsLower(c)) && candidate.Occurrences.Find(at => at != span.First && tokens[at] is { Length: > 1 } token && char.IsLower(tokens.Text[token.Start + 1])) is > 0 and var written)
        {
            var first = tokens[written - 1] is { IsCapital: true, Folded: "le" or "la" or "les" or "l" } ? written - 1 : written;
            name = tokens.TextOf(first, EndOf(tokens, written, candidate.Key));
        }

        return Tidy(name);
    }

    /// <summary>"l’Épi" wherever the text names it: its name is "L’Épi".</summary>
    private static string? ElidedArticle(Tokens tokens, Candidate candidate) =>
        candidate.Mentions.TrueForAll(m => m.Span.Count == 1 && !m.Span.IsQuoted && tokens[m.Span.First] is { Glue: '\'' } && tokens[m.Span.First - 1].Folded == "l") && candidate.Occurrences.TrueForAll(at => tokens[at].Glue == '\'')
            ? "L" + tokens.Text[tokens[candidate.Mentions[0].Span.First - 1].End..tokens[candidate.Mentions[0].Span.First].Start] : null;

    private static int EndOf(Tokens tokens, int at, string[] key)
    {
        for (var k = 0; k < key.Length; at++)
        {
            k += tokens[at].Stem == key[k] ? 1 : 0;
        }

        return at;
    }

    private static IEnumerable<string> AliasesOf(TextInParts parts, Candidate candidate)
    {
        var tokens = parts.Tokens;
        var known = new HashSet<string>(StringComparer.Ordinal) { Fold.Words(candidate.Name) };
        foreach (var mention in candidate.Mentions)
        {
            var written = Tidy(tokens.TextOf(mention.Span.First, mention.Span.End));
            if (known.Add(Fold.Words(written)))
            {
                yield return written;
            }

            // "l’Atelier" and "Atelier" are one.
            if (tokens[mention.Span.First] is { Folded: "l" } && mention.Span.Count > 1 && Tidy(tokens.TextOf(mention.Span.First + 1, mention.Span.End)) is var bare && known.Add(Fold.Words(bare)))
            {
                yield return bare;
            }

            if (mention is { IsAdjacent: true, Genre.Form: null } && Tidy(tokens.TextOf(mention.PhraseFirst, mention.Span.End)) is { Length: < 60 } withGenre && !withGenre.Contains('«', StringComparison.Ordinal) && known.Add(Fold.Words(withGenre)))
            {
                yield return withGenre;
            }

            var behind = mention.Span.Behind;
            if (tokens[behind].Mark == '(' && tokens[behind + 1] is { IsCapital: true } && Bracketed(tokens, behind) is { } inBrackets && !parts.IsPlace(behind + 1) && known.Add(Fold.Words(inBrackets)))
            {
                yield return inBrackets;
            }
        }
    }

    /// <summary>"(ADLC)", "(Groupement des Acteurs Ruraux en Ecoactivité)".</summary>
    private static string? Bracketed(Tokens tokens, int open)
    {
        for (var k = open + 1; k - open < 12; k++)
        {
            if (tokens[k].Mark == ')')
            {
                return k - open == 2 || tokens[open + 1].IsCapital ? Tidy(tokens.TextOf(open + 1, k)) : null;
            }

            if (tokens[k].Mark is not '\0' || tokens[k].IsNumber)
            {
                return null;
            }
        }

        return null;
    }

    public static string Tidy(string name) => Collapsed(name.Replace("*", "", StringComparison.Ordinal));

    /// <summary>White space as single spaces.</summary>
    public static string Collapsed(string text) => string.Join(' ', text.Split([' ', '\n', '\r', '\t', '\u00A0', '\u202F'], StringSplitOptions.RemoveEmptyEntries));
}
