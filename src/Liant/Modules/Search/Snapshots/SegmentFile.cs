using Liant.Modules.Search.Segments;

namespace Liant.Modules.Search.Snapshots;

/// <summary>A segment as a file. Texts and positions stay in it; all the rest is read into memory.</summary>
internal static class SegmentFile
{
    /// <summary>Afterwards the segment reads its positions there, and no more keeps them in memory.</summary>
    public static void Write(Segment segment, string path)
    {
        var (lists, columns) = (segment.Lists, segment.Columns);
        long positions;
        using (var file = new PartWriter(path))
        {
            segment.Words.Write(file);
            segment.Stems.Write(file);
            file.Write<int>(segment.StemOf);
            file.Write<int>(segment.WordsOfStems);
            file.Write<int>(segment.WordsOfStemStarts);
            file.Write<byte>(lists.Postings);
            file.Write<int>(lists.PostingStarts);
            file.Write<int>(lists.PositionStarts);
            file.Write<int>(lists.MarkStarts);
            file.Write<int>(lists.MarkDocs);
            file.Write<int>(lists.MarkPostings);
            file.Write<int>(lists.MarkPositions);
            file.Write<int>(lists.Counts);
            file.Write<Guid>(columns.Ids);
            file.Write<Columns.Row>(columns.Rows);
            file.Write<int>(columns.Lats);
            file.Write<int>(columns.Lons);
            file.Write<long>(columns.UpdatedAt);
            file.Write<long>(Array.ConvertAll(columns.Titles, segment.Titles.PlaceInFile));
            file.Write<long>(Array.ConvertAll(columns.Texts, segment.Texts.PlaceInFile));
            file.Write<ulong>(segment.Private);
            file.Write<int>(segment.Readers.Docs);
            file.Write<Guid>(segment.Readers.Spaces);
            file.Write<int>(segment.ById ?? []);
            file.Write<ulong>(segment.Names.Hashes);
            file.Write<int>(segment.Names.Docs);
            file.Write<int>(segment.Frequencies.Words);
            file.Write<int>(segment.Frequencies.Stems);
            file.Write<int>(segment.Frequencies.Subjects);
            file.Write<ulong>(segment.Points.Codes);
            file.Write<int>(segment.Points.Docs);
            file.Write<byte>(segment.Points.Themes);
            file.Write<ulong>([segment.Version]);
            segment.Titles.Write(file);
            positions = file.Length + sizeof(long);
            lists.Positions.Write(file);
            segment.Texts.Write(file);
            file.Finish();
        }

        lists.Positions.MoveTo(PartReader.Open(path).File, positions);
    }

    /// <param name="traits">Those that its sheets speak of, by the numbers they had, like the places.</param>
    public static Segment Read(string path, ReadOnlyMemory<Traits> traits, ReadOnlyMemory<Place> places)
    {
        var file = PartReader.Open(path);
        var (words, stems) = (WordTable.Read(file), WordTable.Read(file));
        var (stemOf, wordsOfStems, wordsOfStemStarts) = (file.Read<int>(), file.Read<int>(), file.Read<int>());
        var (postings, postingStarts, positionStarts, markStarts) = (file.Read<byte>(), file.Read<int>(), file.Read<int>(), file.Read<int>());
        var (markDocs, markPostings, markPositions, counts) = (file.Read<int>(), file.Read<int>(), file.Read<int>(), file.Read<int>());
        var columns = new Columns
        {
            Ids = file.Read<Guid>(), Rows = file.Read<Columns.Row>(), Lats = file.Read<int>(), Lons = file.Read<int>(), UpdatedAt = file.Read<long>(),
            Titles = file.Read<long>(), Texts = Array.ConvertAll(file.Read<long>(), SheetTexts.PlaceOfFile),
        };
        var (hidden, readers, byId) = (file.Read<ulong>(), new SpaceReaders(file.Read<int>(), file.Read<Guid>()), file.Read<int>());
        var names = new NameHashes(file.Read<ulong>(), file.Read<int>());
        var frequencies = new Frequencies(file.Read<int>(), file.Read<int>(), file.Read<int>());
        var points = new PointOrder(file.Read<ulong>(), file.Read<int>(), columns.Count, file.Read<byte>());
        var version = file.One<ulong>();
        var titles = SheetTexts.Of(file.Read<byte>());
        var positions = new PositionBytes(file.File, file.Leave());
        var texts = SheetTexts.Of(file.File, file.Leave());
        var lists = new PostingLists
        {
            Postings = postings, PostingStarts = postingStarts, Positions = positions, PositionStarts = positionStarts, MarkStarts = markStarts,
            MarkDocs = markDocs, MarkPostings = markPostings, MarkPositions = markPositions, Counts = counts,
        };
        return new Segment(traits, places)
        {
            Words = words, Stems = stems, StemOf = stemOf, WordsOfStems = wordsOfStems, WordsOfStemStarts = wordsOfStemStarts,
            Lists = lists, Columns = columns, Private = hidden, Readers = readers, ById = byId.Length == 0 ? null : byId, Names = names, Frequencies = frequencies, Points = points, Version = version,
            Titles = titles, Texts = texts,
        };
    }
}
