using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>What became of the rows, to be read: the refused ones by reason, the remarks, the columns left out.</summary>
internal sealed record ImportOutcome(IReadOnlyList<ImportOutcome.Group> Refused, IReadOnlyList<ImportLine> Remarks, IReadOnlyList<string> LeftOut)
{
    private const int MostShown = 100;

    /// <summary>Beyond, the file of refused rows has them.</summary>
    private const int MostRead = 2_000;

    public static readonly ImportOutcome None = new([], [], []);

    public sealed record Group(string Reason, IReadOnlyList<long> Lines, int Count);

    public static async Task<ImportOutcome> ReadAsync(LiantDb db, SheetImport import, CancellationToken cancel)
    {
        var lines = db.Set<ImportLine>().AsNoTracking().Where(l => l.ImportId == import.Id);
        var refused = await lines.Where(l => l.IsRefused).OrderBy(l => l.Rank).Take(MostRead).Select(l => new { l.Line, l.Reason }).ToListAsync(cancel);
        var groups = refused.GroupBy(l => l.Reason).OrderByDescending(group => group.Count()).Take(MostShown)
            .Select(group => new Group(group.Key, group.Select(l => l.Line).Take(MostShown).ToList(), group.Count())).ToList();
        var remarks = await lines.Where(l => !l.IsRefused).OrderBy(l => l.Rank).Take(MostShown).ToListAsync(cancel);
        var plan = ColumnPlan.FromJson(import.Plan);
        var left = plan.Columns.Where(c => c.Value == ColumnPlan.LeaveOut && !KnownColumns.IsOurs(c.Key)).Select(c => c.Key).Concat(KnownColumns.Homeless(plan)).ToList();
        return new ImportOutcome(groups, remarks, left);
    }
}
