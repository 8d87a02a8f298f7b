namespace Liant.Modules.Ingestion.Understanding.Words;

/// <summary>A word, a number or one mark of a text. Hyphens and apostrophes inside a word part two tokens and are kept as <see cref="Glue"/>.</summary>
/// <param name="Mark">The mark, or '\0' for a word or a number.</param>
/// <param name="Glue">What stands before it: '-' or '\'' within a word, '.' within a name ("VAL12.COOP") or an address, ' ' a space, '\n' a line end, '\r' an empty line, '\0' nothing.</param>
internal readonly record struct Token(int Start, int Length, Word Word, char Mark, char Glue, bool IsCapital, bool IsNumber)
{
    public int End => Start + Length;

    public string Stem => Word.Stem;

    public string Folded => Word.Folded;

    public bool IsWord => Mark == '\0' && !IsNumber;

    /// <summary>Continues the token before it without a space: a compound, an elision, an address.</summary>
    public bool IsGlued => Glue is '-' or '\'' or '.' or '/';

    public bool IsClosing => Mark is '»' or '"' or '”' or '*';
}
