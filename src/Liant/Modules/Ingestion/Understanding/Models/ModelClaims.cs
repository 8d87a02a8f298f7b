using System.Globalization;
using Liant.Modules.Ingestion.Understanding.Employment;
using Liant.Modules.Ingestion.Understanding.Initiatives;
using Liant.Modules.Ingestion.Understanding.LegalForms;
using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Places;
using Liant.Modules.Ingestion.Understanding.Themes;
using Liant.Modules.Ingestion.Understanding.Words;
using Liant.Modules.Ingestion.Understanding.Years;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.Models;

/// <summary>
/// Looks at every value that a model claims: its quote must stand word for word in the text, hold the value, and stand in a paragraph that names the initiative; a commune must be one that the text ties
/// by "à", "commune de" or a département, a job count and a legal form one that the rules read there too. The rest is dropped. What the rules have read is kept as it is.
/// </summary>
internal sealed class ModelClaims(TextInParts parts)
{
    private const int ShortestQuote = 15;

    private const int MostInitiatives = 60;

    private const double Confidence = 0.6;

    public Reading Added(Reading reading, ModelAnswer answer)
    {
        var proposals = reading.Proposals.ToList();
        var (kept, dropped) = (0, 0);
        foreach (var claimed in (answer.Initiatives ?? []).Take(MostInitiatives))
        {
            if (claimed is null || Named(claimed.Name) is not var (name, passage))
            {
                dropped++;
                continue;
            }

            var known = proposals.FindIndex(p => p.Kind == ProposalKind.Initiative && p.Aliases.Append(p.Name).Any(other => Fold.Words(other) == Fold.Words(name)));
            var before = known >= 0 ? proposals[known] : new Proposal(ProposalKind.Initiative, name) { Confidence = Confidence, Evidence = new Dictionary<string, Passage> { ["name"] = passage } };
            var after = Filled(before, claimed, name, ref kept, ref dropped);
            if (known >= 0)
            {
                proposals[known] = after;
            }
            else
            {
                proposals.RemoveAll(p => p.Kind == ProposalKind.Organisation && Fold.Words(p.Name) == Fold.Words(name));
                proposals.Add(after);
                kept++;
            }
        }

        return reading with { Proposals = proposals, Remarks = [.. reading.Remarks, $"Lu avec un modèle de langue : {kept} valeurs appuyées par le texte, {dropped} écartées."] };
    }

    private Proposal Filled(Proposal proposal, ModelAnswer.Initiative claimed, string name, ref int kept, ref int dropped)
    {
        var evidence = new Dictionary<string, Passage>(proposal.Evidence);
        var taken = (kept: 0, dropped: 0);
        void Take(ModelAnswer.Claim? claim, bool isEmpty, string field, Func<Passage, bool> holds)
        {
            if (claim is not { Value.Length: > 0 } || !isEmpty)
            {
                return;
            }

            if (Quoted(claim.Quote) is { } passage && Tells(passage, name) && holds(passage))
            {
                evidence[field] = passage;
                taken.kept++;
            }
            else
            {
                taken.dropped++;
            }
        }

        Take(claimed.Commune, proposal.Commune is null, "commune", passage =>
        {
            var place = parts.Places.FirstOrDefault(p => Within(p.First, p.NameEnd, passage) && p is { IsCommune: true, Territory: not null, IsAddress: false, Grip: >= PlaceGrip.Governed } && SameWords(Candidates.Tidy(parts.Tokens.TextOf(p.First, p.NameEnd)), claimed.Commune!.Value!));
            if (place?.Territory is not { } commune)
            {
                return false;
            }

            evidence["departement"] = passage;
            proposal = proposal with { Commune = new ReadCommune(commune.Code, Candidates.Tidy(parts.Tokens.TextOf(place.First, place.NameEnd))), Departement = commune.DepartementCode };
            return true;
        });
        Take(claimed.LegalForm, proposal.LegalForm is null, "legalForm", passage =>
        {
            var (first, end) = TokensOf(passage);
            var form = StatedForms.Within(parts, first, end, claimed.LegalForm!.Value!);
            proposal = form is null ? proposal : proposal with { LegalForm = form.Form, StatedForm = form.FormLabel };
            return form is not null;
        });
        Take(claimed.Jobs, proposal.Jobs is null, "jobs", passage =>
        {
            var (first, end) = TokensOf(passage);
            var counted = end > first ? JobCounts.InSentence(parts.Tokens, new Sentence(first, end, parts.SentenceOf(first).Paragraph)) : null;
            var isSame = counted is not null && counted.Jobs.Count.ToString(CultureInfo.InvariantCulture) == claimed.Jobs!.Value!.Trim();
            proposal = isSame ? proposal with { Jobs = counted!.Jobs } : proposal;
            return isSame;
        });
        Take(claimed.FoundedIn, proposal.FoundedIn is null, "foundedIn", passage =>
        {
            var (first, end) = TokensOf(passage);
            var year = Founding.In(parts.Tokens, new Sentence(first, end, 0));
            var isSame = year?.ToString(CultureInfo.InvariantCulture) == claimed.FoundedIn!.Value!.Trim();
            proposal = isSame ? proposal with { FoundedIn = year } : proposal;
            return isSame;
        });
        foreach (var theme in (claimed.Themes ?? []).Where(theme => theme is not null && !proposal.Themes.Contains(theme.Value)).Take(6))
        {
            Take(theme, true, "themes/" + theme.Value, passage =>
            {
                var (first, end) = TokensOf(passage);
                var isSaid = ThemesOfAnInitiative.IsSaid(parts.Tokens, first, end, theme.Value!);
                proposal = isSaid ? proposal with { Themes = [.. proposal.Themes, theme.Value!] } : proposal;
                return isSaid;
            });
        }

        if (proposal.Themes.Count > 0 && !evidence.ContainsKey("themes"))
        {
            evidence["themes"] = evidence["themes/" + proposal.Themes[0]];
        }

        foreach (var partner in (claimed.Partners ?? []).Where(partner => partner is { Value.Length: > 2 and < 200 } && !proposal.Partners.Any(p => SameWords(p.Name, partner.Value))).Take(20))
        {
            Take(partner, true, "partners/" + partner.Value, passage =>
            {
                var isSaid = HoldsWords(passage, partner.Value!) && !SameWords(partner.Value!, name);
                proposal = isSaid ? proposal with { Partners = [.. proposal.Partners, new Partner(partner.Value!, null)] } : proposal;
                return isSaid;
            });
        }

        (kept, dropped) = (kept + taken.kept, dropped + taken.dropped);
        return proposal with { Evidence = evidence };
    }

    /// <summary>A name that stands in its quote word for word, and is no person, place, network or programme.</summary>
    private (string Name, Passage Passage)? Named(ModelAnswer.Claim? claim)
    {
        if (claim is not { Value: { Length: > 1 and < 200 } value } || Quoted(claim.Quote) is not { } passage || !HoldsWords(passage, value))
        {
            return null;
        }

        var words = Fold.Words(value).Split(' ');
        var (first, end) = TokensOf(passage);
        for (var at = first; at + words.Length <= end; at++)
        {
            if (Enumerable.Range(0, words.Length).All(k => parts.Tokens[at + k].Folded == words[k]))
            {
                var span = new NameSpan(at, at + words.Length, at + words.Length, false);
                var isCapital = Enumerable.Range(at, words.Length).Any(k => parts.Tokens[k].IsCapital || parts.Tokens[k].IsNumber);
                return isCapital && parts.IsOwnName(span) ? (Candidates.Tidy(parts.Tokens.TextOf(at, at + words.Length)), passage) : null;
            }
        }

        return null;
    }

    /// <summary>Where the quote stands in the text, white space apart; null where it does not.</summary>
    private Passage? Quoted(string? quote)
    {
        var wanted = Candidates.Collapsed(quote ?? "");
        if (wanted.Length < ShortestQuote || wanted.Length > 1000)
        {
            return null;
        }

        var text = parts.Tokens.Text;
        for (var start = text.IndexOf(wanted[0], StringComparison.Ordinal); start >= 0; start = text.IndexOf(wanted[0], start + 1))
        {
            var (i, k) = (start, 0);
            while (i < text.Length && k < wanted.Length)
            {
                if (char.IsWhiteSpace(text[i]) && wanted[k] == ' ')
                {
                    while (i < text.Length && char.IsWhiteSpace(text[i]))
                    {
                        i++;
                    }

                    k++;
                }
                else if (text[i] == wanted[k])
                {
                    (i, k) = (i + 1, k + 1);
                }
                else
                {
                    break;
                }
            }

            if (k == wanted.Length)
            {
                return Passage.Between(start, i);
            }
        }

        return null;
    }

    /// <summary>The paragraph of the quote names it.</summary>
    private bool Tells(Passage passage, string name)
    {
        var (first, end) = TokensOf(passage);
        if (end <= first)
        {
            return false;
        }

        var paragraph = parts.ParagraphOf(parts.SentenceOf(first));
        return HoldsWords(parts.Tokens.Passage(paragraph.First, paragraph.End), name);
    }

    private bool HoldsWords(Passage passage, string value) => $" {Fold.Words(passage.In(parts.Tokens.Text))} ".Contains($" {Fold.Words(value)} ", StringComparison.Ordinal);

    private static bool SameWords(string one, string other) => Fold.Words(one) == Fold.Words(other);

    private bool Within(int first, int end, Passage passage) => parts.Tokens[first].Start >= passage.Start && parts.Tokens[end - 1].End <= passage.End;

    private (int First, int End) TokensOf(Passage passage)
    {
        var first = 0;
        while (first < parts.Tokens.Count && parts.Tokens[first].Start < passage.Start)
        {
            first++;
        }

        var end = first;
        while (end < parts.Tokens.Count && parts.Tokens[end].End <= passage.End)
        {
            end++;
        }

        return (first, end);
    }
}
