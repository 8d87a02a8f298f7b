using System.Globalization;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Shared;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue;

/// <summary>All the sheets of one kind, in the order that suits it: the agenda by date, resources by date of publication, the rest by name.</summary>
public sealed class ListModel(LiantDb db, Geography geography, TimeProvider clock) : PageModel
{
    private const int Size = 40;

    public SheetKind Kind { get; private set; }

    public string KindSlug => Kind.Slug();

    public string Path => Kind.Path();

    public TakeAway TakeAway => new("?kind=" + KindSlug, Kind == SheetKind.Event);

    public IReadOnlyList<Sheet> Sheets { get; private set; } = [];

    public int Total { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public int Pages => Math.Max(1, (Total + Size - 1) / Size);

    public async Task OnGetAsync(string kind, CancellationToken cancel)
    {
        Kind = SheetKinds.FromPath(kind)!.Value;
        PageNumber = int.TryParse(Request.Query["page"], out var page) ? Math.Clamp(page, 1, 100_000) : 1;
        var visible = db.Set<Sheet>().AsNoTracking().VisibleTo(Viewer.From(User)).Where(s => EF.Property<string>(s, nameof(KindSlug)) == Kind.Slug());
        Total = await visible.CountAsync(cancel);
        PageNumber = Math.Min(PageNumber, Pages);
        Sheets = await Ordered(visible).Skip((PageNumber - 1) * Size).Take(Size).ToListAsync(cancel);
    }

    /// <summary>Heading to put before this sheet: the agenda tells what is to come from what is past.</summary>
    public string? HeadingBefore(int index) => Kind != SheetKind.Event ? null
        : index == 0 || IsToCome(Sheets[index]) != IsToCome(Sheets[index - 1]) ? (IsToCome(Sheets[index]) ? "Agenda.ToCome" : "Agenda.Past") : null;

    private bool IsToCome(Sheet sheet) => sheet is Event { StartsOn: { } on, EndsOn: var end } && string.CompareOrdinal((end ?? on).Text, Today[..(end ?? on).Text.Length]) >= 0;

    private string Today => Paris.At(clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string? PlaceOf(Sheet sheet) => geography.Gazetteer.Find(sheet.CommuneCode) is { } commune ? geography.Gazetteer.Label(commune) : geography.Gazetteer.Find(sheet.AreaCode)?.Name;

    public static string? WhenOf(Sheet sheet) => sheet switch
    {
        Event e => e.StartsOn?.ToString(),
        Resource resource => resource.PublishedOn?.ToString(),
        Initiative { StartedIn: { } year } => year.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private IQueryable<Sheet> Ordered(IQueryable<Sheet> sheets) => Kind switch
    {
        SheetKind.Event => sheets.OfType<Event>().OrderByDescending(e => e.StartsOn != null).ThenByDescending(e => e.StartsOn).ThenBy(e => e.Title),
        SheetKind.Resource => sheets.OfType<Resource>().OrderByDescending(r => r.PublishedOn != null).ThenByDescending(r => r.PublishedOn).ThenBy(r => r.Title),
        _ => sheets.OrderBy(s => s.Title).ThenBy(s => s.Id),
    };
}
