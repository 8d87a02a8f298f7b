using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Index;

namespace Liant.Modules.Search.Segments;

/// <summary>The distinct words of one sheet, read as a segment reads it.</summary>
internal sealed record SheetWordsOf(IReadOnlySet<string> Words, IReadOnlySet<string> Stems, IReadOnlySet<string> Subjects)
{
    public static SheetWordsOf Read(IndexedSheet one, Traits traits, Place place, FrenchAnalyser analyser)
    {
        var (numbers, sheet) = (new WordNumbers(analyser), new SheetWords());
        sheet.Clear();
        new SheetReading(numbers, sheet).Read(one, traits, place);
        var (words, stems, subjects) = (new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        foreach (ref readonly var word in sheet.Words)
        {
            words.Add(numbers.Words[word.Number]);
            if (numbers.StemOf[word.Number] is >= 0 and var stem)
            {
                stems.Add(numbers.Stems[stem]);
                if (word.Counts[Field.Keyword] > 0)
                {
                    subjects.Add(numbers.Stems[stem]);
                }
            }
        }

        return new SheetWordsOf(words, stems, subjects);
    }
}
