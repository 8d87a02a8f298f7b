using Liant.Modules.Ingestion.Understanding.Initiatives;
using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Words;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.Announcements;

/// <summary>Events and calls (Lexicon/annonces.txt). Each needs a name and a whole date: of an event its day, of a call the limit that the text gives. One alone is proposed, not those of a list; a laureate's call is over.</summary>
internal static class Announced
{
    private const int LongestName = 170;

    /// <summary>How far under its title a date still is that of the title.</summary>
    private const int ParagraphsBelow = 3;

    private static readonly Phrases<ProposalKind> Genres = new(LexiconFile.Rows("annonces.txt").Select(row => (row[0], row[1] == "call" ? ProposalKind.Call : ProposalKind.Event)));

    public static IEnumerable<Proposal> Of(TextInParts parts)
    {
        var found = new List<Proposal>();
        for (var p = 0; p < parts.Layout.Paragraphs.Count; p++)
        {
            var paragraph = parts.Layout.Paragraphs[p];
            if (parts.IsSilent(paragraph))
            {
                continue;
            }

            found.AddRange(paragraph.IsHeading ? UnderTitle(parts, p) : Enumerable.Range(paragraph.FirstSentence, paragraph.EndSentence - paragraph.FirstSentence).SelectMany(s => InSentence(parts, parts.Layout.Sentences[s])));
        }

        // Told of in a title and again below it: the title is its name.
        return found.DistinctBy(one => Fold.Words(one.Name)).DistinctBy(one => (one.Kind, one.On));
    }

    private static IEnumerable<Proposal> UnderTitle(TextInParts parts, int p)
    {
        var (tokens, title) = (parts.Tokens, parts.Layout.Paragraphs[p]);
        var genre = Enumerable.Range(title.First, Math.Min(3, title.End - title.First)).Select(i => Genres.At(tokens, i) is var (kind, _) && IsOne(tokens, i) ? kind : (ProposalKind?)null).FirstOrDefault(kind => kind is not null);
        // A title that is its genre alone ("Rencontres", "Appel à projets") is a rubric.
        if (genre is not { } what || title.End - title.First < 4 || tokens[title.End - 1].Mark == '?')
        {
            yield break;
        }

        var end = title.End;
        for (var below = p + 1; below < parts.Layout.Paragraphs.Count && below <= p + ParagraphsBelow && !parts.Layout.Paragraphs[below].IsHeading; below++)
        {
            end = parts.Layout.Paragraphs[below].End;
        }

        if (DateOf(parts, what, title.First, end) is { } date && BeforeDate(tokens, date, title.First, title.End) is var behind && behind - title.First >= 3 && tokens.Passage(title.First, behind) is { Length: <= LongestName } name)
        {
            yield return Proposed(parts, what, name, date, title.First, end);
        }
    }

    private static IEnumerable<Proposal> InSentence(TextInParts parts, Sentence sentence)
    {
        var tokens = parts.Tokens;
        for (var i = sentence.First; i < sentence.End; i++)
        {
            if (Genres.At(tokens, i) is not var (kind, behind) || !IsOne(tokens, i) || tokens[i].Glue == '-')
            {
                continue;
            }

            // A call is often told of in one sentence, and its limit in the next.
            var end = kind == ProposalKind.Call ? parts.Layout.Paragraphs[sentence.Paragraph].End : sentence.End;
            if (DateOf(parts, kind, sentence.First, end) is { } date && NameEnd(parts, kind, i, behind, sentence.End, date) is { } nameEnd && tokens.Passage(i, nameEnd) is { Length: <= LongestName } name)
            {
                yield return Proposed(parts, kind, name, date, sentence.First, end);
            }

            yield break;
        }
    }

    /// <summary>"webinaire « X »"; "Forum des ruralités engagées"; "appel à projets pour la reprise du café".</summary>
    private static int? NameEnd(TextInParts parts, ProposalKind kind, int at, int behind, int end, DatesInText.Found date)
    {
        var tokens = parts.Tokens;
        for (var k = behind; k < Math.Min(end, behind + 5); k++)
        {
            if (tokens[k].Mark is '«' or '"')
            {
                for (var close = k + 2; close < Math.Min(end, k + 30); close++)
                {
                    if (tokens[close].Mark is '»' or '"')
                    {
                        return close + 1;
                    }
                }

                return null;
            }

            if (tokens[k].Mark != '\0')
            {
                break;
            }
        }

        var isNamed = kind == ProposalKind.Call ? tokens[behind].Folded is "pour" or "sur" || tokens[behind].IsCapital : tokens[at].IsCapital && tokens[behind].IsWord && tokens[behind].Glue == ' ' && !KnownNames.Verbs.Contains(tokens[behind].Folded);
        if (!isNamed)
        {
            return null;
        }

        if (kind == ProposalKind.Event && date.First > behind && date.First - behind <= 14 && BeforeDate(tokens, date, at, end) is var straight && Enumerable.Range(behind, Math.Max(0, straight - behind)).All(k => tokens[k].IsWord && tokens[k].Folded is not ("a" or "est" or "se" or "aura" or "sera" or "organise" or "organisee" or "qui")))
        {
            return straight - behind >= 1 ? straight : null;
        }

        var last = behind + 1;
        while (last < Math.Min(end, behind + 14) && tokens[last].IsWord && !KnownNames.Verbs.Contains(tokens[last].Folded) && tokens[last].Folded is not ("le" or "jusqu" or "avant" or "lance" or "lancee" or "qui" or "dont" or "ou") && !(tokens[last].Folded is "du" or "au" && tokens[last + 1].IsNumber))
        {
            last++;
        }

        return last - behind >= 2 ? last : null;
    }

    /// <summary>What stands before ", le samedi 12 mars 2027", where the date is on this line.</summary>
    private static int BeforeDate(Tokens tokens, DatesInText.Found date, int first, int end)
    {
        var behind = date.First > first && date.First < end ? date.First : end;
        while (behind < end && behind > first && (tokens[behind - 1].Mark is ',' or '-' or ':' or '(' || tokens[behind - 1].Folded is "le" or "du" or "au" or "les" or "lundi" or "mardi" or "mercredi" or "jeudi" or "vendredi" or "samedi" or "dimanche"))
        {
            behind--;
        }

        return behind;
    }

    private static DatesInText.Found? DateOf(TextInParts parts, ProposalKind kind, int first, int end)
    {
        var dates = DatesInText.In(parts.Tokens, first, end).Where(date => kind == ProposalKind.Call ? IsLimit(parts.Tokens, date.First) : !IsLimit(parts.Tokens, date.First) && !IsPublication(parts.Tokens, date.First)).DistinctBy(date => date.Day).Take(2).ToList();
        return dates is [var only] ? only : null;
    }

    /// <summary>"jusqu’au 12 mars", "avant le vendredi 12 mars", "date limite de dépôt : 12 mars".</summary>
    private static bool IsLimit(Tokens tokens, int at) => Enumerable.Range(Math.Max(0, at - 7), Math.Min(at, 7)).Any(k => tokens[k].Folded is "jusqu" or "avant" or "limite" or "cloture" or "echeance" or "tard");

    private static bool IsPublication(Tokens tokens, int at) => Enumerable.Range(Math.Max(0, at - 4), Math.Min(at, 4)).Any(k => tokens[k].Stem is "publie" or "publiee" or "parution" or "paru" or "jour" or "inscription" or "depuis");

    /// <summary>Not "deux séminaires", nor "lauréat de l’appel à projets".</summary>
    private static bool IsOne(Tokens tokens, int at)
    {
        var written = tokens[at].Folded;
        return (!written.EndsWith('s') || written is "assises" or "journees" && tokens[at].IsCapital) && !Enumerable.Range(Math.Max(0, at - 5), Math.Min(at, 5)).Any(k => tokens[k].Stem is "laureat" or "laureate" or "remporte" or "retenu" or "retenue" or "gagne" or "selectionne" or "repondu");
    }

    private static Proposal Proposed(TextInParts parts, ProposalKind kind, Passage name, DatesInText.Found date, int first, int end)
    {
        var tokens = parts.Tokens;
        var written = Candidates.Tidy(name.In(tokens.Text)).TrimStart('#', ' ');
        var evidence = new Dictionary<string, Passage> { ["name"] = ProposalOf.Widened(parts, name), ["on"] = ProposalOf.Widened(parts, tokens.Passage(Math.Max(first, date.First - 3), date.End)) };
        var proposal = new Proposal(kind, char.ToUpperInvariant(written[0]) + written[1..]) { On = date.Day, Confidence = 0.7, Evidence = evidence };
        var communes = parts.PlacesIn(first, end).Where(place => place is { IsCommune: true, IsAddress: false, Territory: not null, Grip: Places.PlaceGrip.At or Places.PlaceGrip.Settled or Places.PlaceGrip.Governed }).DistinctBy(place => place.Territory!.Code).Take(2).ToList();
        if (communes is [var there])
        {
            evidence["commune"] = ProposalOf.Widened(parts, tokens.Passage(Math.Max(first, there.First - 4), there.End));
            proposal = proposal with { Commune = new ReadCommune(there.Territory!.Code, ProposalOf.WrittenName(parts, there, there.Territory)), Departement = there.Territory.DepartementCode };
        }

        var said = parts.PassageOf(parts.SentenceOf(date.First));
        if (said.Length is >= 50 and <= 600 && !PersonalContact.IsIn(said.In(tokens.Text)))
        {
            evidence["summary"] = said;
            proposal = proposal with { Summary = Candidates.Tidy(said.In(tokens.Text)) };
        }

        return proposal;
    }
}
