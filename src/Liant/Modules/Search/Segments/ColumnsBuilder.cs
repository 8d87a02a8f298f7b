namespace Liant.Modules.Search.Segments;

/// <summary>The columns of a segment while it is built.</summary>
internal sealed class ColumnsBuilder
{
    private readonly List<Guid> ids = [];
    private readonly List<Columns.Row> rows = [];
    private readonly List<int> lats = [];
    private readonly List<int> lons = [];
    private readonly List<long> updatedAt = [];
    private readonly List<long> titles = [];
    private readonly List<long> texts = [];
    private readonly List<int> hidden = [];
    private readonly List<int> readerDocs = [];
    private readonly List<Guid> readerSpaces = [];

    public int Count => ids.Count;

    public void Add(IndexedSheet sheet, long title, long text)
    {
        if (sheet.IsPrivate)
        {
            hidden.Add(ids.Count);
            readerDocs.AddRange(sheet.Readers.Select(_ => ids.Count));
            readerSpaces.AddRange(sheet.Readers);
        }

        ids.Add(sheet.Id);
        rows.Add(new Columns.Row(sheet.Traits, sheet.Place, sheet.Year is > 0 and < 10_000 and var year ? year : 0, sheet.Location?.Precision, sheet.Names[0].Length));
        lats.Add((int)Math.Round((sheet.Location?.Lat ?? 0) * Columns.Degree));
        lons.Add((int)Math.Round((sheet.Location?.Lon ?? 0) * Columns.Degree));
        updatedAt.Add(sheet.UpdatedAt.UtcTicks);
        titles.Add(title);
        texts.Add(text);
    }

    public SpaceReaders Readers => new([.. readerDocs], [.. readerSpaces]);

    public (Columns Columns, ulong[] Private, int[]? ById) Build()
    {
        var bits = Bits.For(Count);
        hidden.ForEach(doc => Bits.Set(bits, doc));
        var columns = new Columns
        {
            Ids = [.. ids], Rows = [.. rows], Lats = [.. lats], Lons = [.. lons], UpdatedAt = [.. updatedAt], Titles = [.. titles], Texts = [.. texts],
        };
        return (columns, bits, ById(columns.Ids));
    }

    private static int[]? ById(Guid[] ids)
    {
        var isSorted = true;
        for (var doc = 1; doc < ids.Length && isSorted; doc++)
        {
            isSorted = ids[doc - 1].CompareTo(ids[doc]) < 0;
        }

        if (isSorted)
        {
            return null;
        }

        var order = Enumerable.Range(0, ids.Length).ToArray();
        Array.Sort((Guid[])ids.Clone(), order);
        return order;
    }
}
