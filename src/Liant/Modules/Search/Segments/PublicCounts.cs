using System.Runtime.InteropServices;

namespace Liant.Modules.Search.Segments;

/// <summary>In how many public sheets each word and each stem stands, while a segment is built. The lists count the sheets of a word: only what differs from that is counted on the way,
/// which is little, since private sheets are few and so are stems with two words in one sheet.</summary>
internal sealed class PublicCounts(WordNumbers words)
{
    /// <summary>Private sheets, by word.</summary>
    private readonly List<int> hidden = [];

    /// <summary>Words that a public sheet has beside another of the same stem, by stem.</summary>
    private readonly List<int> again = [];

    private readonly List<int> subjects = [];
    private readonly List<int> seen = [];
    private readonly List<int> subjectSeen = [];

    /// <summary>Sheets come in order, each once all of it was read.</summary>
    public void Count(SheetWords sheet, int doc, bool isPrivate)
    {
        foreach (ref readonly var word in sheet.Words)
        {
            if (isPrivate)
            {
                At(hidden, word.Number)++;
                continue;
            }

            var isSubject = word.Counts[Index.Field.Keyword] > 0;
            if ((isSubject || words.SharesItsStem(word.Number)) && words.StemOf[word.Number] is >= 0 and var stem)
            {
                // Marks are the sheet's number and one: a fresh place has seen nothing.
                At(again, stem) += Mark(seen, stem, doc + 1) ? 0 : 1;
                if (isSubject && Mark(subjectSeen, stem, doc + 1))
                {
                    At(subjects, stem)++;
                }
            }
        }
    }

    /// <param name="counts">Sheets of each word, in the order of the table.</param>
    public Frequencies Of(int[] counts, int[] wordOrder, int[] stemOrder)
    {
        var (ofWords, ofStems) = (new int[wordOrder.Length], new int[words.Stems.Count]);
        for (var rank = 0; rank < wordOrder.Length; rank++)
        {
            var word = wordOrder[rank];
            ofWords[rank] = counts[rank] - (word < hidden.Count ? hidden[word] : 0);
            if (words.StemOf[word] is >= 0 and var stem)
            {
                ofStems[stem] += ofWords[rank];
            }
        }

        return new Frequencies(ofWords, Array.ConvertAll(stemOrder, stem => ofStems[stem] - (stem < again.Count ? again[stem] : 0)), Array.ConvertAll(stemOrder, stem => stem < subjects.Count ? subjects[stem] : 0));
    }

    /// <summary>False when it was marked before.</summary>
    private static bool Mark(List<int> marks, int at, int mark)
    {
        ref var known = ref At(marks, at);
        return known != mark && (known = mark) == mark;
    }

    private static ref int At(List<int> list, int at)
    {
        if (at >= list.Count)
        {
            CollectionsMarshal.SetCount(list, at + 1);
        }

        return ref CollectionsMarshal.AsSpan(list)[at];
    }
}
