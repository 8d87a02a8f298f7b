using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Places;
using Liant.Modules.Ingestion.Understanding.Words;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.Initiatives;

/// <summary>Undertakings without a name of their own: "un projet de tiers-lieu" of a commune, the projects that one body helps in several communes, a public policy of an inter-municipal body.</summary>
internal static class Unnamed
{
    private static readonly HashSet<string> Making =
    [
        "projet", "creation", "emergence", "ouverture", "construction", "construire", "creer", "ouvrir", "ouvert", "installer", "amenagement", "realisation", "implantation", "reouverture", "rouvrir", "installation", "batir", "inaugure", "ouvre", "cree", "construit", "amenager", "lance", "lancement", "monter", "imagine", "imaginent", "prepare", "preparent", "projette", "projettent", "experimente", "dote", "dotee", "doter", "experimentent",
    ];

    private static readonly Phrases<string> Policies = new(new[]
    {
        "projet alimentaire territorial", "plan alimentaire territorial", "plan climat", "plan de mobilité", "contrat local de santé", "pacte territorial", "projet éducatif de territoire", "contrat de réciprocité",
    }.Select(words => (words, words)));

    private static readonly HashSet<string> Leading = ["mis", "lance", "porte", "pilote", "elabore", "adopte", "mene", "initie", "conduit", "engage", "construit"];

    private static readonly HashSet<string> Plural = ["projet", "habitat", "tiers", "cafe", "lieu", "site", "antenne", "boutique", "experience", "initiative", "ressourcerie", "epicerie"];

    public static List<Candidate> Find(TextInParts parts, IReadOnlyList<Candidate> named, PlaceMention?[] titles)
    {
        var found = new List<Candidate>();
        var tellers = named.SelectMany(c => c.Sentences.Select(s => (s.Sentence, Candidate: c))).ToLookup(pair => pair.Sentence, pair => pair.Candidate);
        for (var s = 0; s < parts.Layout.Sentences.Count; s++)
        {
            var sentence = parts.Layout.Sentences[s];
            var paragraph = parts.ParagraphOf(sentence);
            if (parts.IsSilent(paragraph))
            {
                continue;
            }

            var several = Several(parts, named, s, tellers[s].FirstOrDefault(), found);
            if (!several && (!paragraph.IsHeading || IsNews(parts, paragraph)))
            {
                found.AddRange(Made(parts, s, titles[sentence.Paragraph], tellers[s].ToList(), named).Where(c => !found.Exists(known => known.Key.SequenceEqual(c.Key) && known.Place?.Territory == c.Place?.Territory)));
                found.AddRange(Policy(parts, s));
            }
        }

        return found;
    }

    /// <summary>"les projets portés par 3 communes en Gironde : A, B et C": one a commune, of the body that is told of.</summary>
    private static bool Several(TextInParts parts, IReadOnlyList<Candidate> named, int index, Candidate? teller, List<Candidate> found)
    {
        var sentence = parts.Layout.Sentences[index];
        var tokens = parts.Tokens;
        if (teller is null || teller.IsUnnamed)
        {
            return false;
        }

        for (var i = sentence.First; i < sentence.End; i++)
        {
            if (tokens[i].Mark != ':' || !Enumerable.Range(sentence.First, i - sentence.First).Any(k => Plural.Contains(tokens[k].Stem) && tokens[k].Folded != tokens[k].Stem))
            {
                continue;
            }

            var communes = parts.PlacesIn(i, sentence.End).Where(place => place is { IsCommune: true, Territory: not null }).DistinctBy(place => place.Territory).ToList();
            if (communes.Count < 2 || communes[^1].NameEnd < sentence.End - 4 || communes[0].First != i + 1)
            {
                continue;
            }

            var naming = teller.Occurrences.LastOrDefault(at => at < i, -1);
            var whole = naming < 0 ? default : tokens.Passage(naming, communes[^1].NameEnd);
            foreach (var commune in communes)
            {
                var one = new Candidate([.. teller.Key, tokens[commune.First].Stem]) { Name = whole.Length is > 0 and < 1200 ? $"{teller.Name} – {commune.Territory!.Name}" : teller.Name, NamePassage = whole.Length is > 0 and < 1200 ? whole : null, Kind = ProposalKind.Initiative, Place = commune, PlaceSentence = index, Score = Scoring.ToldOf, Of = teller };
                one.Mentions.AddRange(teller.Mentions);
                one.Occurrences.AddRange(teller.Occurrences);
                one.Sentences.AddRange(teller.Sentences.Where(s => !parts.PlacesIn(parts.Layout.Sentences[s.Sentence].First, parts.Layout.Sentences[s.Sentence].End).Any(place => place.IsCommune && place.Territory != commune.Territory && !communes.Contains(place))));
                one.Aliases.Add(teller.Name);
                found.Add(one);
            }

            teller.Kind = ProposalKind.Organisation;
            teller.Place = null;
            return true;
        }

        return false;
    }

    private static IEnumerable<Candidate> Made(TextInParts parts, int index, PlaceMention? title, List<Candidate> tellers, IReadOnlyList<Candidate> named)
    {
        var sentence = parts.Layout.Sentences[index];
        var tokens = parts.Tokens;
        for (var i = sentence.First; i < sentence.End; i++)
        {
            if (!Making.Contains(tokens[i].Folded) || IsQuoted(tokens, sentence, i) || GenreBehind(parts, i, sentence.End) is not var (first, genre, behind))
            {
                continue;
            }

            var place = PlaceOf(parts, sentence, first, title);
            // What stands in the sentences of another initiative of that commune is a part of that one.
            if (place is null || IsAWish(tokens, sentence) || (place == title && tellers.Exists(c => c.Place is not null && c.Place.Territory != title.Territory)) || tellers.Exists(c => c.Place?.Territory == place.Territory && (c.HasHeading || c.Of is { HasHeading: true } || c.Genres.Any(g => g.Words == genre.Words) || (c.Kind == ProposalKind.Initiative && (c.Occurrences.Exists(o => o >= sentence.First && o < i) || (tokens[i - 1].Folded is "a" or "ont" && tokens[i - 2].Folded is "il" or "elle" or "ils" or "elles"))))))
            {
                continue;
            }

            var end = Complement(parts, behind, sentence.End);
            var words = Candidates.Tidy(tokens.TextOf(first, end));
            var name = char.ToUpperInvariant(words[0]) + words[1..];
            var whole = tokens.Passage(Math.Min(first, place.First), Math.Max(end, place.NameEnd));
            if (end == behind && whole.Length < 500)
            {
                name += " " + French.Of(place.Territory!.Name);
            }

            var planned = tokens[i].Folded is "projet" or "emergence" or "creation" ? Cues.Planned : Cues.None;
            var candidate = new Candidate([.. Enumerable.Range(first, end - first).Select(k => tokens[k].Stem)]) { Name = name, NamePassage = whole.Length < 500 ? whole : null, Kind = ProposalKind.Initiative, Place = place, PlaceSentence = index, Score = Scoring.ToldOf };
            candidate.Mentions.Add(new NameMention(new NameSpan(first, end, end, false), first, genre, Cues.Unnamed | planned, index, sentence.Paragraph));
            candidate.Occurrences.Add(first);
            candidate.Sentences.Add((index, true));
            yield return candidate;
            i = end - 1;
        }
    }

    /// <summary>"Guern (56) : ouverture d’une épicerie": a title that says what happens where.</summary>
    private static bool IsNews(TextInParts parts, Paragraph paragraph) => parts.PlaceAt(paragraph.First) is { IsCommune: true, Territory: not null } place && parts.Tokens[place.End].Mark is ':' or '-' or ',';

    private static bool IsQuoted(Tokens tokens, Sentence sentence, int at)
    {
        var depth = 0;
        for (var k = sentence.First; k < at; k++)
        {
            depth += tokens[k].Mark switch { '«' => 1, '»' => -1, '"' => depth > 0 ? -1 : 1, _ => 0 };
        }

        return depth > 0;
    }

    private static bool IsAWish(Tokens tokens, Sentence sentence) => Enumerable.Range(sentence.First, sentence.End - sentence.First).Any(k => tokens[k].Folded is "voulons" or "souhaitons" or "aimerions" or "voudrait" or "aimerait" or "aimeraient" or "faudrait" or "pourrait");

    /// <summary>"d’un petit hameau", "de création d’un centre ressource": an undetermined genre a few words behind, without a name.</summary>
    private static (int First, Genre Genre, int Behind)? GenreBehind(TextInParts parts, int making, int limit)
    {
        var tokens = parts.Tokens;
        var isUndetermined = tokens[making].Stem == "projet";
        for (var k = making + 1; k < limit && k - making <= 6; k++)
        {
            if (Genre.All.At(tokens, k) is var (genre, behind) && genre.Class is GenreClass.Initiative)
            {
                var isNamed = tokens[behind] is { IsCapital: true, Glue: ' ' } or { Mark: '«' or '*' or ':' };
                return isUndetermined && !isNamed && tokens[behind - 1].Folded == tokens[behind - 1].Stem ? (k, genre, behind) : null;
            }

            if (tokens[k].Mark != '\0' || tokens[k].Folded is "qui" or "que" or "le" or "la" or "les" or "l" or "son" or "sa" or "leur")
            {
                return null;
            }

            isUndetermined |= tokens[k].Folded is "un" or "une";
        }

        return null;
    }

    private static PlaceMention? PlaceOf(TextInParts parts, Sentence sentence, int at, PlaceMention? title)
    {
        var places = parts.PlacesIn(sentence.First, sentence.End).Where(place => place is { IsCommune: true, Territory: not null, IsAddress: false, Grip: >= PlaceGrip.Governed }).ToList();
        return places.Count switch { 0 => title ?? Above(parts, sentence), 1 => places[0], _ => places.MinBy(place => Math.Abs(place.First - at) + (place.Grip == PlaceGrip.At && place.First > at ? 0 : 5)) };
    }

    /// <summary>The one commune that its paragraph spoke of before.</summary>
    private static PlaceMention? Above(TextInParts parts, Sentence sentence) =>
        parts.PlacesIn(parts.ParagraphOf(sentence).First, sentence.First).Where(place => place is { IsCommune: true, IsAddress: false }).DistinctBy(place => place.Territory).Take(2).ToList() is [{ Territory: not null, Grip: >= PlaceGrip.Governed } one] ? one : null;

    /// <summary>"sur l’économie populaire", "destiné aux personnes âgées": up to a place, a verb or a mark.</summary>
    private static int Complement(TextInParts parts, int behind, int limit)
    {
        var tokens = parts.Tokens;
        if (tokens[behind].Folded is not ("sur" or "pour" or "destine" or "destinee" or "dedie" or "dediee" or "de" or "d" or "des" or "du"))
        {
            return behind;
        }

        var end = behind;
        while (end < limit && end - behind < 7 && tokens[end].Mark == '\0' && !parts.IsPlace(end) && !(tokens[end].Folded is "a" && (parts.IsPlace(end + 1) || end > behind + 3)) && (end == behind || tokens[end].Folded is not ("qui" or "que" or "en" or "dans" or "et" or "avec" or "porte" or "portee" or "par")))
        {
            end++;
        }

        while (end > behind && tokens[end - 1].Folded is "de" or "d" or "des" or "du" or "la" or "le" or "l" or "a" or "sur" or "pour" or "aux" or "au")
        {
            end--;
        }

        return end;
    }

    /// <summary>"la communauté d’agglomération du Douaisis a mis en place un Projet Alimentaire Territorial".</summary>
    private static IEnumerable<Candidate> Policy(TextInParts parts, int index)
    {
        var sentence = parts.Layout.Sentences[index];
        for (var i = sentence.First; i < sentence.End; i++)
        {
            if (Policies.At(parts.Tokens, i) is not var (_, behind))
            {
                continue;
            }

            var body = parts.PlacesIn(sentence.First, i).LastOrDefault(place => place.Territory is not null && place.Kind is TerritoryKind.Epci);
            if (body is not null && Enumerable.Range(body.End, Math.Max(0, i - body.End)).Any(k => Leading.Contains(parts.Tokens[k].Folded)))
            {
                var candidate = new Candidate([.. Enumerable.Range(i, behind - i).Select(k => parts.Tokens[k].Stem)]) { Name = Candidates.Tidy(parts.Tokens.TextOf(i, behind)), Kind = ProposalKind.Initiative, Score = Scoring.ToldOf };
                candidate.Mentions.Add(new NameMention(new NameSpan(i, behind, behind, false), i, null, Cues.Unnamed, index, sentence.Paragraph));
                candidate.Occurrences.Add(i);
                candidate.Sentences.Add((index, true));
                yield return candidate;
            }

            i = behind - 1;
        }
    }
}
