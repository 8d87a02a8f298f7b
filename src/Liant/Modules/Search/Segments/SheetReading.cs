using Liant.Modules.Search.Index;

namespace Liant.Modules.Search.Segments;

/// <summary>Reads the fields of a sheet into words with their positions. The one place that says what is searched, for building and for taking back.</summary>
internal readonly ref struct SheetReading(WordNumbers words, SheetWords sheet)
{
    public void Read(IndexedSheet one, Traits traits, Place place)
    {
        Read(Field.Name, one.Names);
        Read(Field.Keyword, one.Keywords);
        Read(Field.Keyword, traits.Words);
        sheet.Open(Field.Place);
        words.ReadPlace(one.Place, place, sheet);
        Read(Field.Place, one.PlaceLabel);
        Read(Field.Summary, one.Summary);
        Read(Field.Body, one.Body);
    }

    private void Read(int field, IReadOnlyList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            Read(field, texts[i]);
        }
    }

    private void Read(int field, string text)
    {
        sheet.Open(field);
        words.Read(text, sheet);
    }
}
