using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Territories.Contract;

namespace Liant.Modules.Ingestion.Understanding;

/// <summary>From a text to what it tells of: pure, no database and no clock (docs/reading.md).</summary>
public sealed class DocumentReader(Geography geography)
{
    public Reading Read(DocumentText document)
    {
        _ = geography.Gazetteer;
        var text = document.Text;
        var start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var end = text.IndexOf('\n', start) is >= 0 and var at ? at : text.Length;
        var title = text[start..end].TrimEnd();
        return new Reading(document.Name) { Title = document.Title ?? (title.Length > 0 ? title : null) };
    }
}
