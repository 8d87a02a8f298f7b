using Liant.Modules.Ingestion.Understanding.Employment;
using Liant.Modules.Ingestion.Understanding.LegalForms;
using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Places;
using Liant.Modules.Ingestion.Understanding.Themes;
using Liant.Modules.Ingestion.Understanding.Words;
using Liant.Modules.Ingestion.Understanding.Years;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.Initiatives;

/// <summary>Fills the fields of what is told of, each with its passage.</summary>
internal static class ProposalOf
{
    private const int LongestPassage = 300;

    /// <summary>In words and marks.</summary>
    private const int LongestTitle = 25;

    /// <summary>A passage shorter than this convinces nobody.</summary>
    private const int ShortestPassage = 15;

    public static Proposal Candidate(TextInParts parts, Candidate candidate, IReadOnlyList<Candidate> all)
    {
        var evidence = new Dictionary<string, Passage> { ["name"] = candidate.NamePassage ?? OfName(parts, candidate) };
        var proposal = new Proposal(candidate.Kind, candidate.Name)
        {
            Aliases = candidate.Aliases.Distinct().Take(12).ToList(), Evidence = evidence, Confidence = Scoring.Confidence(candidate), IsPlanned = candidate.Mentions.TrueForAll(m => m.Has(Cues.Planned)),
        };
        proposal = WithPlace(parts, candidate, proposal, evidence);
        proposal = WithTraits(parts, candidate, proposal, evidence);
        if (candidate.Kind == ProposalKind.Initiative)
        {
            var partners = Partners.Of(parts, candidate, all);
            foreach (var (partner, passage) in partners)
            {
                evidence.TryAdd("partners/" + partner.Name, Widened(parts, passage));
            }

            proposal = proposal with { Partners = partners.Select(p => p.Partner).ToList() };
        }

        return proposal;
    }

    private static Proposal WithPlace(TextInParts parts, Candidate candidate, Proposal proposal, Dictionary<string, Passage> evidence)
    {
        if (candidate.Place?.Territory is { } commune)
        {
            // "à Aubenas" shows the name better than "d’Aubenas" does.
            var place = parts.Tokens[candidate.Place.First].Glue == '\'' ? parts.Places.FirstOrDefault(other => other.Territory == commune && parts.Tokens[other.First].Glue != '\'' && !other.IsAddress) ?? candidate.Place : candidate.Place;
            var sentence = parts.SentenceOf(place.First);
            // With nothing better, the passage begins at the name itself.
            var isElided = parts.Tokens[place.First].Glue == '\'';
            evidence["commune"] = Widened(parts, parts.Tokens.Passage(isElided ? place.First : Math.Max(sentence.First, place.First - 8), Math.Min(sentence.End, place.End + (isElided ? 8 : 2))));
            proposal = proposal with { Commune = new ReadCommune(commune.Code, WrittenName(parts, place, commune)), Departement = commune.DepartementCode };
            evidence["departement"] = evidence["commune"];
        }

        var named = candidate.Sentences.Where(s => s.IsNamed).Select(s => parts.Layout.Sentences[s.Sentence]).ToList();
        var areas = named.SelectMany(s => parts.PlacesIn(s.First, s.End)).Where(place => place.Territory is not null && !place.IsCommune).ToList();
        if (areas.Find(place => place.Kind == TerritoryKind.Epci && (candidate.Place?.Territory is not { } own || Gazetteer.Contains(place.Territory!, own))) is { } epci)
        {
            proposal = proposal with { Epci = epci.Territory!.Code };
            evidence["epci"] = Widened(parts, parts.Tokens.Passage(epci.First, epci.End));
        }

        if (proposal.Departement is null && areas.Where(place => place.Kind == TerritoryKind.Departement).Select(place => place.Territory!.Code).Distinct().Take(2).Count() == 1)
        {
            var departement = areas.First(place => place.Kind == TerritoryKind.Departement);
            proposal = proposal with { Departement = departement.Territory!.Code };
            evidence["departement"] = Widened(parts, parts.Tokens.Passage(departement.First, departement.End));
        }

        return proposal;
    }

    /// <summary>The official name where its words stand in the text; what the text writes otherwise.</summary>
    internal static string WrittenName(TextInParts parts, PlaceMention place, Territory commune)
    {
        var written = Candidates.Tidy(parts.Tokens.TextOf(place.First, place.NameEnd));
        if (written.Replace('’', '\'') == commune.Name)
        {
            return written;
        }

        var words = Fold.Words(written).Split(' ').ToHashSet();
        return Fold.Words(commune.Name).Split(' ').All(word => words.Contains(word) || word is "le" or "la" or "les" or "l") ? commune.Name : written;
    }

    private static Proposal WithTraits(TextInParts parts, Candidate candidate, Proposal proposal, Dictionary<string, Passage> evidence)
    {
        var themes = ThemesOfAnInitiative.Of(parts, candidate);
        foreach (var theme in themes)
        {
            evidence.TryAdd("themes", Widened(parts, theme.Passage));
            evidence["themes/" + theme.Theme] = Widened(parts, theme.Passage);
        }

        if (StatedForms.Of(parts, candidate) is { } form)
        {
            proposal = proposal with { LegalForm = form.Slug, StatedForm = form.Label };
            evidence["legalForm"] = Widened(parts, form.Passage);
        }

        if (JobCounts.Of(parts, candidate) is { } counted)
        {
            proposal = proposal with { Jobs = counted.Jobs };
            evidence["jobs"] = Widened(parts, counted.Passage);
        }

        if ((candidate.NamePassage is null || candidate.IsUnnamed) && Founding.Of(parts, candidate) is { } founded)
        {
            proposal = proposal with { FoundedIn = founded.Year };
            evidence["foundedIn"] = Widened(parts, founded.Passage);
        }

        if (SummaryOf(parts, candidate) is { } summary)
        {
            proposal = proposal with { Summary = Candidates.Tidy(summary.In(parts.Tokens.Text)) };
            evidence["summary"] = summary;
        }

        var programmes = ProgrammesOf(parts, candidate);
        foreach (var (slug, passage) in programmes)
        {
            evidence.TryAdd("programmes", Widened(parts, passage));
        }

        return proposal with { Themes = themes.Select(theme => theme.Theme).ToList(), Programmes = programmes.Select(p => p.Slug).ToList() };
    }

    /// <summary>The first whole sentence that names it and says something; a title that lost its line end is not part of it.</summary>
    private static Passage? SummaryOf(TextInParts parts, Candidate candidate)
    {
        foreach (var (index, _) in candidate.Sentences.OrderByDescending(s => s.IsNamed && NamesIt(s.Sentence)).ThenByDescending(s => s.IsNamed).ThenBy(s => s.Sentence))
        {
            var sentence = parts.Layout.Sentences[index];
            var passage = parts.Tokens.Passage(BehindItsTitle(parts, sentence), sentence.End);
            if (passage.Length is >= 50 and <= 600 && parts.Tokens[sentence.End - 1].Mark is '.' or '!' or '»' && !PersonalContact.IsIn(passage.In(parts.Tokens.Text)))
            {
                return passage;
            }
        }

        return null;

        bool NamesIt(int sentence) => candidate.Mentions.Exists(mention => mention.Sentence == sentence && mention.Span.First >= BehindItsTitle(parts, parts.Layout.Sentences[sentence]));
    }

    /// <summary>"Digitanie, à Saverdun (Ariège)Proposer des services…": where a page was copied, a bracket closes the title and the sentence follows without a space.</summary>
    private static int BehindItsTitle(TextInParts parts, Sentence sentence)
    {
        for (var i = sentence.First + 1; i < Math.Min(sentence.End, sentence.First + LongestTitle); i++)
        {
            if (parts.Tokens[i] is { IsCapital: true, Glue: '\0' } && parts.Tokens[i - 1].Mark == ')')
            {
                return i;
            }
        }

        return sentence.First;
    }

    private static List<(string Slug, Passage Passage)> ProgrammesOf(TextInParts parts, Candidate candidate)
    {
        var found = new Dictionary<string, Passage>(StringComparer.Ordinal);
        foreach (var (index, isNamed) in candidate.Sentences.Distinct().Where(s => s.IsNamed || candidate.HasHeading))
        {
            var sentence = parts.Layout.Sentences[index];
            for (var i = sentence.First; i < sentence.End; i++)
            {
                if (KnownNames.Programmes.At(parts.Tokens, i) is var (programme, behind) && programme.Slug is not null)
                {
                    found.TryAdd(programme.Slug, parts.Tokens.Passage(i, behind));
                }
            }
        }

        return found.Select(pair => (pair.Key, pair.Value)).ToList();
    }

    /// <summary>Words around the name in its best mention: all of a title, some of a sentence.</summary>
    private static Passage OfName(TextInParts parts, Candidate candidate)
    {
        // Where the name stands free of an elision, if it does: "l’Épi" shows "Épi" less well.
        var best = candidate.Mentions.OrderBy(m => parts.Tokens[m.Span.First].Glue == '\'').ThenByDescending(m => m.Has(Cues.Heading)).ThenByDescending(Scoring.Of).First();
        var sentence = parts.Layout.Sentences[best.Sentence];
        // "avec l’appui de l’Apes", with nothing better: from the name itself.
        var first = parts.Tokens[best.Span.First].Glue == '\'' ? best.Span.First : Math.Max(sentence.First, best.PhraseFirst - 6);
        // A long phrase before it is cut, not the name.
        while (first < best.Span.First && parts.Tokens.Passage(first, best.Span.End).Length > LongestPassage)
        {
            first++;
        }

        return Widened(parts, parts.Tokens.Passage(first, Math.Max(best.Span.End, Math.Min(sentence.End, best.Span.Behind + 6))));
    }

    /// <summary>A passage long enough to be read: words of the neighbourhood are added until it is; never over the bound.</summary>
    internal static Passage Widened(TextInParts parts, Passage passage)
    {
        var text = parts.Tokens.Text;
        var (start, end) = (passage.Start, passage.End);
        while (CollapsedLength(text, start, end) < ShortestPassage && (start > 0 || end < text.Length))
        {
            if (end < text.Length && (text[end] != '\n' || start == 0))
            {
                end = NextWord(text, end);
            }
            else if (start > 0)
            {
                start = text.LastIndexOf(' ', Math.Max(0, start - 2)) is >= 0 and var space ? space + 1 : 0;
            }
        }

        // A word is not cut: "que s’" goes on to "que s’est".
        while (end < text.Length && end - start < LongestPassage && (IsLetter(end) ? IsLetter(end - 1) || IsJoint(end - 1) : IsJoint(end) && IsLetter(end - 1) && IsLetter(end + 1)))
        {
            end++;
        }

        return Passage.Between(start, Math.Min(end, start + Math.Max(LongestPassage, passage.Length)));

        bool IsLetter(int at) => at < text.Length && char.IsLetterOrDigit(text[at]);
        bool IsJoint(int at) => text[at] is '\'' or '’' or '-';
    }

    private static int NextWord(string text, int end)
    {
        end++;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end;
    }

    private static int CollapsedLength(string text, int start, int end)
    {
        var length = 0;
        for (var i = start; i < end; i++)
        {
            length += char.IsWhiteSpace(text[i]) && (i == start || char.IsWhiteSpace(text[i - 1])) ? 0 : 1;
        }

        return length;
    }
}
