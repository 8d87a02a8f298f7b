using Liant.Modules.Ingestion.Understanding.Names;
using Liant.Modules.Ingestion.Understanding.Places;
using Liant.Modules.Ingestion.Understanding.Words;

namespace Liant.Modules.Ingestion.Understanding.Initiatives;

/// <summary>All mentions of one name, and what they come to.</summary>
internal sealed class Candidate(string[] key)
{
    /// <summary>Significant words, folded, without plural.</summary>
    public string[] Key { get; } = key;

    public List<NameMention> Mentions { get; } = [];

    /// <summary>Tokens where the name begins, cues or none.</summary>
    public List<int> Occurrences { get; } = [];

    /// <summary>Sentences that tell of it: those that name it, and those that go on about it.</summary>
    public List<(int Sentence, bool IsNamed)> Sentences { get; } = [];

    public List<string> Aliases { get; } = [];

    public string Name { get; set; } = "";

    /// <summary>What supports the name where no single mention does.</summary>
    public Passage? NamePassage { get; set; }

    public double Score { get; set; }

    public ProposalKind Kind { get; set; }

    /// <summary>What it carries, or is a part of.</summary>
    public Candidate? Of { get; set; }

    /// <summary>True once it is only another name, or a part, of <see cref="Of"/>.</summary>
    public bool IsPart { get; set; }

    public PlaceMention? Place { get; set; }

    /// <summary>No sentence ties the place to it: it is the only commune that the document speaks of.</summary>
    public bool IsPlacedByDocument { get; set; }

    /// <summary>Nor is it tied to it by a sentence: the nearest commune of its part of the text.</summary>
    public bool IsPlacedBySection { get; set; }

    /// <summary>The sentence that ties the place to it.</summary>
    public int PlaceSentence { get; set; } = -1;

    public bool HasHeading => Mentions.Exists(mention => mention.Has(Cues.Heading));

    public bool IsUnnamed => Mentions.TrueForAll(mention => mention.Has(Cues.Unnamed));

    public IEnumerable<Genre> Genres => Mentions.Select(mention => mention.Genre).OfType<Genre>();

    /// <summary>Of a sentence that tells of several initiatives in turn, the tokens about this one: from its own phrase to the next one's.</summary>
    public Dictionary<int, (int First, int End)> Clauses { get; } = [];

    public Sentence ClauseOf(TextInParts parts, int sentence) =>
        Clauses.TryGetValue(sentence, out var clause) ? parts.Layout.Sentences[sentence] with { First = clause.First, End = clause.End } : parts.Layout.Sentences[sentence];

    /// <summary>The mention that shows it best.</summary>
    public NameMention Best => Mentions.MaxBy(Scoring.Of)!;
}
