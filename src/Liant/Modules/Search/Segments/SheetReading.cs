using Liant.Modules.Search.Index;

namespace Liant.Modules.Search.Segments;

/// <summary>Reads the fields of a sheet into words with their positions. The one place that says what is searched, for building and for taking back.</summary>
internal readonly ref struct SheetReading(WordNumbers words, SheetWords sheet)
{
    public void Read(IndexedSheet one, Traits traits, Place place)
    {
        foreach (var name in one.Names)
        {
            Read(Field.Name, name);
        }

        foreach (var keyword in one.Keywords)
        {
            Read(Field.Keyword, keyword);
        }

        foreach (var word in traits.Words)
        {
            Read(Field.Keyword, word);
        }

        Read(Field.Place, place.Text);
        Read(Field.Place, one.PlaceLabel);
        Read(Field.Summary, one.Summary);
        Read(Field.Body, one.Body);
    }

    private void Read(int field, ReadOnlySpan<char> text)
    {
        sheet.Open(field);
        var at = 0;
        while (at < text.Length)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            var from = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at > from)
            {
                sheet.Add(words.Of(text[from..at]));
            }
        }
    }
}
