using System.Globalization;
using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Attending;

/// <summary>What was read and searched in the last thirty days, and what was searched in vain: what the catalogue lacks.</summary>
[Authorize(Roles = Viewer.EditorRole)]
public sealed class IndexModel(LiantDb db, TimeProvider clock) : PageModel
{
    public const int Days = 30;

    private const int Most = 30;

    public int Reads { get; private set; }

    public int Searches { get; private set; }

    public int Empty { get; private set; }

    public IReadOnlyList<(Sheet Sheet, int Count)> MostRead { get; private set; } = [];

    public IReadOnlyList<(string Words, int Count)> MostSearched { get; private set; } = [];

    public IReadOnlyList<(string Words, int Count)> SearchedInVain { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var since = int.Parse(Paris.At(clock.GetUtcNow()).AddDays(1 - Days).ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var sheets = db.Set<Sheet>().VisibleTo(Viewer.From(User));
        // A sheet that she may not see counts in nothing that she reads.
        var reads = db.Set<DailyReads>().Where(one => one.Day >= since && sheets.Any(sheet => sheet.Id == one.SheetId));
        var searches = db.Set<DailySearches>().Where(one => one.Day >= since);
        Reads = await reads.SumAsync(one => one.Count, cancel);
        Searches = await searches.Where(one => one.Words == "").SumAsync(one => one.Count, cancel);
        Empty = await searches.Where(one => one.Words == "").SumAsync(one => one.Empty, cancel);
        var most = await reads.GroupBy(one => one.SheetId).Select(one => new { Id = one.Key, Count = one.Sum(day => day.Count) }).OrderByDescending(one => one.Count).ThenBy(one => one.Id).Take(Most).ToListAsync(cancel);
        var ids = most.ConvertAll(one => one.Id);
        var known = await sheets.AsNoTracking().Where(sheet => ids.Contains(sheet.Id)).ToDictionaryAsync(sheet => sheet.Id, cancel);
        MostRead = most.Where(one => known.ContainsKey(one.Id)).Select(one => (known[one.Id], one.Count)).ToList();
        var words = await searches.Where(one => one.Words != "").GroupBy(one => one.Words).Select(one => new { Words = one.Key, Count = one.Sum(day => day.Count), Empty = one.Sum(day => day.Empty) }).ToListAsync(cancel);
        MostSearched = words.OrderByDescending(one => one.Count).ThenBy(one => one.Words, StringComparer.Ordinal).Take(Most).Select(one => (one.Words, one.Count)).ToList();
        SearchedInVain = words.Where(one => one.Empty > 0).OrderByDescending(one => one.Empty).ThenBy(one => one.Words, StringComparer.Ordinal).Take(Most).Select(one => (one.Words, one.Empty)).ToList();
    }
}
