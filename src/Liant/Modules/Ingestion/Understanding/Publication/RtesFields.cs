using Liant.Modules.Ingestion.Understanding.Words;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Understanding.Publication;

/// <summary>The fields that a page of the RTES base shows: a label alone on its line, its value on the next.</summary>
internal static class RtesFields
{
    private static readonly HashSet<string> Labels = ["categorie", "type de ressource", "ressource privee", "resume"];

    public static IEnumerable<(string Label, Paragraph Value)> Of(TextInParts parts) => Of(parts.Tokens, parts.Layout.Paragraphs);

    public static IEnumerable<(string Label, Paragraph Value)> Of(Tokens tokens, IReadOnlyList<Paragraph> paragraphs)
    {
        for (var p = 0; p + 1 < paragraphs.Count; p++)
        {
            if (LabelOf(tokens, paragraphs[p]) is { } label && LabelOf(tokens, paragraphs[p + 1]) is null)
            {
                yield return (label, paragraphs[p + 1]);
            }
        }
    }

    public static string? LabelOf(Tokens tokens, Paragraph paragraph) =>
        paragraph.End - paragraph.First <= 4 && Fold.Words(tokens.TextOf(paragraph.First, paragraph.End)) is var text && Labels.Contains(text) ? text : null;
}
