using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Bare.Pages;

public sealed class SheetModel(BareDb db) : PageModel
{
    public BareSheet Sheet { get; private set; } = null!;

    public async Task OnGetAsync(Guid id) => Sheet = await db.Sheets.AsNoTracking().SingleAsync(sheet => sheet.Id == id);
}
