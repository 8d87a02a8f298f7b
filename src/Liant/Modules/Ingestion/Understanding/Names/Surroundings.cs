using Liant.Modules.Ingestion.Understanding.Initiatives;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>What stands before a name: subject of its sentence, carrier, partner, example, somebody's employer, something planned.</summary>
internal static class Surroundings
{
    private static readonly Phrases<bool> Affiliations = new(new[]
    {
        "président de", "président du", "présidente de", "présidente du", "présidente d", "président d", "directeur de", "directeur du", "directrice de", "directrice du", "membre du", "membre de", "vice-président de", "vice-présidente de", "chargée de projet au", "chargé de projet au",
        "chargée de mission au", "chargé de mission au", "coordinatrice de", "coordinateur de", "salariée de", "salarié de", "fondatrice de", "fondateur de", "gérante de", "gérant de", "responsable de", "responsable du", "chargée de mission à", "chargé de mission à", "coordinatrice du", "coordinateur du",
    }.Select(words => (words, true)));

    private static readonly Phrases<bool> Examples = new(new[] { "tels que", "telles que", "tel que", "telle que", "comme", "à l'instar de", "à l'image de", "notamment", "par exemple", "dont" }.Select(words => (words, true)));

    private static readonly Phrases<bool> Plans = new(new[] { "projet de", "projet d", "future", "futur", "futurs", "prochaine", "prochain", "création de la", "création d une" }.Select(words => (words, true)));

    private static readonly Phrases<bool> ProjectsOf = new(new[] { "projet de", "projet d", "initiative de", "impulsion de" }.Select(words => (words, true)));

    public static Cues Of(TextInParts parts, int phraseFirst, NameSpan span)
    {
        var tokens = parts.Tokens;
        var cues = Intro.LeadsTo(parts, phraseFirst) ? Cues.Subject : Cues.None;
        var at = phraseFirst;
        while (at > 0 && (tokens[at - 1].Folded is "le" or "la" or "l" or "les" or "un" or "une" or "son" or "sa" || tokens[at - 1].Mark is '*' or '«' or '"'))
        {
            at--;
        }

        if (EndsAt(Affiliations, tokens, at))
        {
            cues |= Cues.Affiliation;
        }
        else if (EndsAt(Examples, tokens, at))
        {
            // "des initiatives comme X" says that X is one.
            var from = Math.Max(parts.SentenceOf(phraseFirst).First, at - 16);
            var isSaidToBe = Enumerable.Range(Math.Max(0, at - 5), Math.Min(5, at)).Any(k => tokens[k].Stem is "initiative" or "projet" or "experience")
                || (span.IsQuoted && Enumerable.Range(from, Math.Max(0, at - from)).Any(k => tokens[k].IsWord && Genre.All.At(tokens, k) is var (said, _) && said.Class is GenreClass.Initiative));
            cues |= isSaidToBe ? Cues.Named : Cues.Example;
        }

        // "le projet de l’association X" is there already, and X carries it.
        var isOfABody = at < phraseFirst && tokens[phraseFirst].IsWord && tokens[at].Folded is "l" or "la" or "le" && EndsAt(ProjectsOf, tokens, at);
        cues |= isOfABody ? Cues.Carrier : Cues.None;
        if ((EndsAt(Plans, tokens, at) && !isOfABody) || (tokens[phraseFirst - 1].Folded is "de" or "d" && tokens[phraseFirst - 2].Stem == "projet") || (PlaceBehind.Of(parts, span) is { } place && tokens[place.End].Mark == ',' && tokens[place.End + 1].Folded is "devrait" or "pourrait") || tokens[span.Behind].Folded is "devrait" or "devra" or "verra" or "pourrait" or "ouvrira" or "sera")
        {
            cues |= Cues.Planned;
        }

        if (IsMeans(parts, span))
        {
            return cues | Cues.Named;
        }

        // "Derrière ce projet, la SCIC X,"
        if (tokens[parts.SentenceOf(phraseFirst).First].Folded == "derriere" && phraseFirst - parts.SentenceOf(phraseFirst).First < 7)
        {
            return cues | Cues.Carrier;
        }

        // "L’association X, à l’origine du projet,"
        if (tokens[span.Behind].Mark == ',' && tokens[span.Behind + 1].Folded == "a" && tokens[span.Behind + 3].Folded == "origine")
        {
            return cues | Cues.Carrier;
        }

        return cues | ((PartnerRoles.Before(tokens, at) ?? ((tokens[at - 1].Mark == ',' && !cues.HasFlag(Cues.Subject)) || tokens[at - 1].Folded == "et" ? PartnerRoles.InSentence(tokens, parts.SentenceOf(phraseFirst).First, at) : null)) switch { "carries" => Cues.Carrier, null => Cues.None, _ => Cues.Partner });
    }

    /// <summary>"avec X, Y réinvente": Y’s means, not its partner.</summary>
    public static bool IsMeans(TextInParts parts, NameSpan span) => parts.Tokens[span.First - 1].Folded == "avec" && (parts.SentenceOf(span.First).First == span.First - 1 || parts.Tokens[span.First - 2].Mark == ':') && parts.Tokens[span.Behind].Mark == ',';

    internal static bool EndsAt(Phrases<bool> phrases, Tokens tokens, int end)
    {
        for (var start = end - 1; start >= 0 && end - start <= 4; start--)
        {
            if (phrases.At(tokens, start) is var (_, behind) && behind == end)
            {
                return true;
            }
        }

        return false;
    }
}
