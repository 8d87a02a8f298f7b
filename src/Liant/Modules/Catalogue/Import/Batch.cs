using Liant.Modules.Catalogue.Twins;
using Liant.Platform.Database;

namespace Liant.Modules.Catalogue.Import;

/// <summary>What a batch of rows comes to, before it is written in one transaction.</summary>
internal sealed class Batch
{
    public List<Sheet> New { get; } = [];

    /// <summary>The row of each new sheet, in the same order.</summary>
    public List<ReadRow> NewRows { get; } = [];

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

    public void MakeReady(LiantDb db)
    {
        Free();
        foreach (var kind in New.GroupBy(sheet => sheet.Kind))
        {
            Ready.Add(BulkInsert.Prepare(db, kind.ToArray()));
        }
    }

    public void Free()
    {
        Ready.ForEach(rows => rows.Dispose());
        Ready.Clear();
    }
}
