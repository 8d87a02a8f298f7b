using System.Globalization;

namespace Liant.Modules.Search.Segments;

/// <summary>What a sheet says, in the two parts that a segment keeps: its names, which ranking reads, and the rest, which is shown.</summary>
internal static class SheetParts
{
    /// <summary>The path, which a map reads alone; how many keywords there are, these, then summary, body, label of the place and the sources.</summary>
    public static void WriteRest(IndexedSheet sheet, List<string> texts)
    {
        texts.Clear();
        texts.Add(sheet.Path);
        texts.Add(sheet.Keywords.Count.ToString(CultureInfo.InvariantCulture));
        texts.AddRange(sheet.Keywords);
        texts.Add(sheet.Summary);
        texts.Add(sheet.Body);
        texts.Add(sheet.PlaceLabel);
        texts.AddRange(sheet.SourceKeys);
    }

    public static IndexedSheet Read(Segment segment, int doc)
    {
        var columns = segment.Columns;
        var texts = segment.Texts.Read(columns.Texts[doc]);
        var rest = 2 + int.Parse(texts[1], CultureInfo.InvariantCulture);
        var row = columns.Rows[doc];
        return new IndexedSheet(
            columns.Ids[doc], texts[0], segment.NamesOf(doc), texts[2..rest], texts[rest + 2], texts[rest], texts[rest + 1],
            row.Traits, row.Place, columns.LocationOf(doc), row.Year == 0 ? null : row.Year, Bits.Has(segment.Private, doc),
            new DateTimeOffset(columns.UpdatedAt[doc], TimeSpan.Zero), texts[(rest + 3)..])
        {
            Readers = segment.Readers.Of(doc),
        };
    }
}
