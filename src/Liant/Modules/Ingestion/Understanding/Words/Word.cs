namespace Liant.Modules.Ingestion.Understanding.Words;

/// <summary>A word without case nor accents, and without the mark of the plural: what lexicons are asked with. One object for all its occurrences in a document.</summary>
internal sealed record Word(string Folded, string Stem)
{
    public static Word Of(string folded) => new(folded, StemOf(folded));

    /// <summary>"ressourceries" → "ressourcerie", "lieux" → "lieu"; short words stay as they are.</summary>
    public static string StemOf(string folded) => folded.Length > 3 && folded[^1] is 's' or 'x' && char.IsAsciiLetter(folded[^2]) ? folded[..^1] : folded;
}
