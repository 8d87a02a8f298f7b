using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Memberships.Fees;

/// <summary>A call, or a receipt of it, to read and print: for whoever has its address, as a paper is for whoever holds it. It names no person.</summary>
public sealed class PaperModel(LiantDb db, SpaceNames spaces) : PageModel
{
    public FeeCall Call { get; private set; } = null!;

    public NamedSpace Network { get; private set; } = null!;

    public IReadOnlyList<FeePayment> Ledger { get; private set; } = [];

    /// <summary>The payment that this is the receipt of; null for the call itself.</summary>
    public FeePayment? Payment { get; private set; }

    public bool IsReversed => Ledger.Any(line => line.ReversesId == Payment?.Id);

    public long OwedCents => Call.AmountCents - Ledger.Sum(line => line.AmountCents);

    public async Task<IActionResult> OnGetAsync(string key, string? receipt, CancellationToken cancel)
    {
        Response.Headers.CacheControl = "private, no-store";
        if (await db.Set<FeeCall>().AsNoTracking().SingleOrDefaultAsync(call => call.Key == key, cancel) is not { } call || (await spaces.ByIdAsync([call.SpaceId], cancel)).GetValueOrDefault(call.SpaceId) is not { } network)
        {
            return NotFound();
        }

        (Call, Network) = (call, network);
        Ledger = await db.Set<FeePayment>().AsNoTracking().Where(line => line.CallId == call.Id).OrderBy(line => line.Rank).ToListAsync(cancel);
        Payment = Ledger.FirstOrDefault(line => line.ReceiptNumber is not null && $"{line.ReceiptYear}-{line.ReceiptNumber}" == receipt);
        return receipt is not null && Payment is null ? NotFound() : Page();
    }
}
