using System.Globalization;

namespace Liant.Modules.Search.Segments;

/// <summary>The texts of a sheet in the order a segment keeps them: how many names and keywords there are, these, then summary, body, path, label of the place and
/// the sources. Names come first because ranking reads no further.</summary>
internal static class SheetParts
{
    public static void Write(IndexedSheet sheet, List<string> texts)
    {
        texts.Clear();
        texts.Add(sheet is { Names.Count: 1, Keywords.Count: 0 } ? "" : string.Create(CultureInfo.InvariantCulture, $"{sheet.Names.Count} {sheet.Keywords.Count}"));
        texts.AddRange(sheet.Names);
        texts.AddRange(sheet.Keywords);
        texts.Add(sheet.Summary);
        texts.Add(sheet.Body);
        texts.Add(sheet.Path);
        texts.Add(sheet.PlaceLabel);
        texts.AddRange(sheet.SourceKeys);
    }

    public static IndexedSheet Read(Segment segment, int doc)
    {
        var columns = segment.Columns;
        var texts = segment.Texts.Read(columns.Texts[doc]);
        var (names, keywords) = CountsIn(texts[0]);
        var rest = 1 + names + keywords;
        var row = columns.Rows[doc];
        return new IndexedSheet(
            columns.Ids[doc], texts[rest + 2], texts[1..(1 + names)], texts[(1 + names)..rest], texts[rest + 3], texts[rest], texts[rest + 1],
            row.Traits, row.Place, columns.LocationOf(doc), row.Year == 0 ? null : row.Year, Bits.Has(segment.Private, doc),
            new DateTimeOffset(columns.UpdatedAt[doc], TimeSpan.Zero), texts[(rest + 4)..]);
    }

    public static string[] NamesOf(Segment segment, int doc)
    {
        var place = segment.Columns.Texts[doc];
        return segment.Texts.Read(place, 1 + CountsIn(segment.Texts.Read(place, 1)[0]).Names)[1..];
    }

    private static (int Names, int Keywords) CountsIn(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (1, 0) : (int.Parse(text.AsSpan(0, space), CultureInfo.InvariantCulture), int.Parse(text.AsSpan(space + 1), CultureInfo.InvariantCulture));
    }
}
