namespace Liant.Modules.Ingestion.Understanding;

/// <summary>An exact part of a document's text: what supports a value.</summary>
public readonly record struct Passage(int Start, int Length)
{
    public int End => Start + Length;

    public string In(string text) => text.Substring(Start, Length);

    public static Passage Between(int start, int end) => new(start, end - start);
}
