using Liant.Modules.Accounts.Contract;
using Liant.Modules.Search.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue;

/// <summary>All the sheets of one kind, in the order that suits it: the agenda by date, resources by date of publication, the rest by name.</summary>
public sealed class ListModel(LiantDb db, Geography geography) : PageModel
{
    private const int Size = 40;

    public SheetKind Kind { get; private set; }

    public string KindSlug => Kind.Slug();

    public string Path => Kind.Path();

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
        Sheets = await Ordered(visible).Skip((PageNumber - 1) * Size).Take(Size).ToListAsync(cancel);
    }

    public string? PlaceOf(Sheet sheet) => geography.Gazetteer.Find(sheet.CommuneCode) is { } commune ? geography.Gazetteer.Label(commune) : geography.Gazetteer.Find(sheet.AreaCode)?.Name;

    public static string? WhenOf(Sheet sheet) => sheet switch
    {
        Event e => e.StartsOn?.ToString(),
        Resource resource => resource.PublishedOn?.ToString(),
        Initiative { StartedIn: { } year } => year.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    private IQueryable<Sheet> Ordered(IQueryable<Sheet> sheets) => Kind switch
    {
        SheetKind.Event => sheets.OfType<Event>().OrderByDescending(e => e.StartsOn != null).ThenByDescending(e => e.StartsOn).ThenBy(e => e.Title),
        SheetKind.Resource => sheets.OfType<Resource>().OrderByDescending(r => r.PublishedOn != null).ThenByDescending(r => r.PublishedOn).ThenBy(r => r.Title),
        _ => sheets.OrderBy(s => s.Title).ThenBy(s => s.Id),
    };
}
