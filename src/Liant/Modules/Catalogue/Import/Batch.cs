using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.Twins;
using Liant.Platform.Database;

namespace Liant.Modules.Catalogue.Import;

/// <summary>What a batch of rows comes to, before it is written in one transaction.</summary>
internal sealed class Batch
{
    /// <summary>New sheets, and their row; none once they are <see cref="Forget">forgotten</see>.</summary>
    private List<(Sheet Sheet, ReadRow Row)> fresh = [];

    public int Added { get; private set; }

    /// <summary>Identifiers of the first new sheet and of the last.</summary>
    public (Guid First, Guid Last)? AddedIds { get; private set; }

    /// <summary>The new sheets as the database takes them, by kind: made while the batch before is being written.</summary>
    public List<BulkRows> Ready { get; } = [];

    /// <summary>Rows whose sheet is there and whose text has changed since it was last read.</summary>
    public List<(ReadRow Row, Guid Id)> Changed { get; } = [];

    public List<ImportLine> Lines { get; } = [];

    public List<LikelyTwins> Twins { get; } = [];

    public int Rows { get; set; }

    public int Unchanged { get; set; }

    public int Refused { get; set; }

    public int Remarks { get; set; }

    public void Add(Sheet sheet, ReadRow row)
    {
        fresh.Add((sheet, row));
        Added++;
        AddedIds = AddedIds is not { } ids ? (sheet.Id, sheet.Id) : (sheet.Id < ids.First ? sheet.Id : ids.First, sheet.Id > ids.Last ? sheet.Id : ids.Last);
    }

    /// <summary>The new sheets as the search will read them; made as they are read. A row names no reader.</summary>
    public IEnumerable<SheetText> Texts() => fresh.Where(one => one.Sheet.IsPublished).Select(one => SheetText.Of(one.Sheet, []));

    public void MakeReady(LiantDb db)
    {
        Free();
        foreach (var kind in fresh.GroupBy(one => one.Sheet.Kind))
        {
            Ready.Add(BulkInsert.Prepare(db, kind.Select(one => one.Sheet).ToArray()));
        }
    }

    /// <summary>Keeps of the new sheets only what the database takes: batches that wait to be written are then bytes, not objects that the memory is searched for.</summary>
    public void Forget() => fresh = [];

    /// <summary>The same sheets, under other addresses.</summary>
    public void Replace(Func<Sheet, ReadRow, Sheet> other) => fresh = fresh.ConvertAll(one => (other(one.Sheet, one.Row), one.Row));

    public void Free()
    {
        Ready.ForEach(rows => rows.Dispose());
        Ready.Clear();
    }
}
