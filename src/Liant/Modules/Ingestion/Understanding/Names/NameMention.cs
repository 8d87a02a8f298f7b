using Liant.Modules.Ingestion.Understanding.Places;

namespace Liant.Modules.Ingestion.Understanding.Names;

/// <summary>By what a text shows that words name an undertaking.</summary>
[Flags]
internal enum Cues
{
    None = 0,

    /// <summary>"la ressourcerie X".</summary>
    Genre = 1,

    /// <summary>"X est un tiers-lieu".</summary>
    Copula = 2,

    /// <summary>"X, première foncière solidaire"; "un restaurant…, X,".</summary>
    Apposition = 4,

    /// <summary>"le projet X", "baptisé X", "sous l’enseigne « X »".</summary>
    Named = 8,

    /// <summary>The title of a part tells of it.</summary>
    Heading = 16,

    /// <summary>"X, à Langon (Gironde)", "À Langon, X".</summary>
    Placed = 32,

    /// <summary>A sentence begins with it.</summary>
    Subject = 64,

    /// <summary>A verb of doing follows it.</summary>
    Verb = 128,

    /// <summary>"porté par X".</summary>
    Carrier = 256,

    /// <summary>"avec X", "soutenu par X".</summary>
    Partner = 512,

    /// <summary>"tels que X", "comme X".</summary>
    Example = 1024,

    /// <summary>"Marie Dupont, présidente de X".</summary>
    Affiliation = 2048,

    /// <summary>One of a list of names.</summary>
    Listed = 4096,

    /// <summary>Its words are the text’s own: it has no name ("Tiers-lieu de Tarare").</summary>
    Unnamed = 8192,

    /// <summary>It is what people wish to do.</summary>
    Planned = 16384,

    /// <summary>"X, créée en 2012".</summary>
    Born = 32768,
}

/// <summary>One place of the text where something is named.</summary>
/// <param name="PhraseFirst">Where its genre begins, or the name itself.</param>
internal sealed record NameMention(NameSpan Span, int PhraseFirst, Genre? Genre, Cues Cues, int Sentence, int Paragraph)
{
    /// <summary>A commune that the words tie to it.</summary>
    public PlaceMention? Place { get; init; }

    /// <summary>The genre and the name stand side by side: "collectif QUAI".</summary>
    public bool IsAdjacent { get; init; }

    /// <summary>"Aujourd’hui, La Boîte propose": an article in capitals where no sentence begins is part of a name.</summary>
    public bool HasItsArticle { get; init; }

    /// <summary>The words of the name where it has none: they begin with the genre.</summary>
    public bool Has(Cues cue) => (Cues & cue) != 0;
}
