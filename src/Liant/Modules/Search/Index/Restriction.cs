using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Index;

/// <summary>Which sheets of a segment may answer at all: those that the viewer may see, that say every quoted phrase, and that have nothing of what is excluded.</summary>
internal static class Restriction
{
    public static ulong[] Of(SegmentReading reading, Query query, ulong[] visible)
    {
        if (query.Phrases.Count == 0 && query.Excluded.Count == 0)
        {
            return visible;
        }

        var allowed = visible.AsSpan().ToArray();
        foreach (var phrase in query.Phrases)
        {
            var saying = Saying(reading.Segment, phrase);
            for (var block = 0; block < allowed.Length; block++)
            {
                allowed[block] &= saying[block];
            }
        }

        foreach (var excluded in query.Excluded)
        {
            var having = excluded.AsWritten ? Saying(reading.Segment, excluded.Terms) : Having(reading.Segment, excluded.Terms[0]);
            for (var block = 0; block < allowed.Length; block++)
            {
                allowed[block] &= ~having[block];
            }
        }

        return allowed;
    }

    /// <summary>Sheets with any form of the stem.</summary>
    private static ulong[] Having(Segment segment, string stem)
    {
        var bits = Bits.For(segment.Count);
        foreach (var word in segment.Stems.Find(stem) is >= 0 and var known ? segment.WordsOf(known) : [])
        {
            for (var cursor = new PostingCursor(segment.Lists, word); cursor.Next();)
            {
                Bits.Set(bits, cursor.Doc);
            }
        }

        return bits;
    }

    /// <summary>Sheets with these words as they are written, one after the other.</summary>
    private static ulong[] Saying(Segment segment, string[] phrase)
    {
        var bits = Bits.For(segment.Count);
        var words = Array.ConvertAll(phrase, segment.Words.Find);
        if (Array.Exists(words, word => word < 0))
        {
            return bits;
        }

        var cursors = Array.ConvertAll(words, word => new PostingCursor(segment.Lists, word));
        var readers = words.Length == 1 ? [] : Array.ConvertAll(words, word => new PositionReader(segment.Lists, word));
        var positions = Array.ConvertAll(words, _ => new List<int>());
        var rarest = Array.IndexOf(words, words.MinBy(word => segment.Lists.Counts[word]));
        while (cursors[rarest].Next())
        {
            var doc = cursors[rarest].Doc;
            var isThere = true;
            for (var i = 0; i < cursors.Length && isThere; i++)
            {
                isThere = cursors[i].Seek(doc) && cursors[i].Doc == doc;
            }

            if (isThere && (words.Length == 1 || FollowEachOther(cursors, readers, positions)))
            {
                Bits.Set(bits, doc);
            }
        }

        return bits;
    }

    private static bool FollowEachOther(PostingCursor[] cursors, PositionReader[] readers, List<int>[] positions)
    {
        for (var i = 0; i < cursors.Length; i++)
        {
            readers[i].Read(cursors[i].Ordinal, positions[i]);
        }

        foreach (var start in positions[0])
        {
            var follows = true;
            for (var i = 1; i < positions.Length && follows; i++)
            {
                follows = positions[i].BinarySearch(start + i) >= 0;
            }

            if (follows)
            {
                return true;
            }
        }

        return false;
    }
}
