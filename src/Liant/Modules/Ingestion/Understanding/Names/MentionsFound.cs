using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>The names noted so far, each with what stands beside it.</summary>
internal sealed class MentionsFound(TextInParts parts)
{
    private readonly Tokens tokens = parts.Tokens;
    private readonly HashSet<int> starts = [];

    public List<NameMention> All { get; } = [];

    /// <summary>Titles come with all that is said of them.</summary>
    public void AddRange(IEnumerable<NameMention> titles) => All.AddRange(titles);

    /// <summary>"X, café-vélo de Foix" has said so of X.</summary>
    public bool HasSaid(Places.PlaceMention place, int sentence) => All.Exists(mention => mention.Sentence == sentence && PlaceBehind.Apposed(parts, mention.Span) is { } said && said.First == place.First);

    /// <summary>Notes a name, once, with the place and the role that the words around give it.</summary>
    /// <param name="phraseFirst">Where its genre begins, or the name itself.</param>
    public void Add(NameSpan span, int phraseFirst, Genre? genre, Cues cues, bool isAdjacent)
    {
        if (!starts.Add(span.First) && !cues.HasFlag(Cues.Unnamed))
        {
            return;
        }

        // "La Recyclerie du Gévaudan": the name itself begins with what it is.
        var head = tokens[span.First].Folded is "le" or "la" or "les" or "l" ? span.First + 1 : span.First;
        if (head < span.End && !cues.HasFlag(Cues.Genre) && Genre.All.At(tokens, head) is var (own, _) && own.Class == GenreClass.Initiative)
        {
            cues |= Cues.Genre;
            genre ??= own;
        }

        // "avec X, la fédération Y réinvente": what stands behind the comma is not what X is.
        if (Surroundings.IsMeans(parts, span))
        {
            (genre, cues) = (null, Cues.None);
        }

        var beside = Surroundings.Of(parts, phraseFirst, span);
        // "Trois questions à …, gérante de la Scic X": the title of an interview tells of what she runs.
        if (isAdjacent && genre is { MayBeInitiative: true } && beside.HasFlag(Cues.Affiliation) && Intro.IsOfAnInterview(parts, parts.SentenceOf(span.First).Paragraph))
        {
            (beside, cues) = (beside & ~Cues.Affiliation, cues | Cues.Heading);
        }

        var place = PlaceBehind.Of(parts, span) ?? PlaceBehind.Apposed(parts, span) ?? Intro.PlaceBefore(parts, phraseFirst) ?? Within(span);
        All.Add(new NameMention(span, phraseFirst, genre, cues | beside | (place is null ? Cues.None : Cues.Placed), parts.SentenceAt(span.First), parts.SentenceOf(span.First).Paragraph)
        {
            Place = place?.Territory is null ? null : place, IsAdjacent = isAdjacent,
            HasItsArticle = span.Count > 1 && parts.SentenceOf(span.First).First < span.First - 1 && tokens[span.First] is { IsCapital: true, Folded: "le" or "la" or "l" or "les" } && tokens[span.First + 1].IsCapital,
        });
    }

    /// <summary>"Café associatif de Pancé".</summary>
    private Places.PlaceMention? Within(NameSpan span) =>
        parts.PlacesIn(span.First + 1, span.End).LastOrDefault(place => place is { IsCommune: true, Territory: not null } && place.NameEnd >= span.End && tokens[place.First - 1].Folded is "de" or "d" or "du" or "a" or "au" && !(tokens[place.First - 1].Folded is "du" && place.NameEnd == place.First + 1 && tokens[place.First].Glue == ' ') && tokens[place.First - 2].Folded is not ("pays" or "vallee" or "bassin" or "canton"));
}
