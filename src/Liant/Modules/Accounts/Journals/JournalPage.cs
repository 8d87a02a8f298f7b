using Liant.Modules.Accounts.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Privacy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.Journals;

/// <summary>What a space's log and the site's have in common: acts, latest first, with the names of those who are still there.</summary>
public abstract class JournalPage(LiantDb db, IStringLocalizer<Texts> texts) : PageModel
{
    public const int PageSize = 100;

    /// <summary>Only what came before that line.</summary>
    [BindProperty(Name = "avant", SupportsGet = true)]
    public long? Before { get; set; }

    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];

    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    protected LiantDb Db => db;

    protected async Task ReadAsync(IQueryable<AuditEntry> entries, CancellationToken cancel)
    {
        ModelState.Clear();
        Entries = await entries.AsNoTracking().Where(entry => Before == null || entry.Id < Before).OrderByDescending(entry => entry.Id).Take(PageSize).ToListAsync(cancel);
        names = await new PersonNames(db).OfActorsAsync(Entries.SelectMany(entry => new[] { entry.Actor, IdIn(entry.Detail) }), cancel);
    }

    public string ActorOf(AuditEntry entry) => entry.Actor switch
    {
        Someone.Nobody => texts["Journal.Someone"],
        "visitor" => texts["Journal.Visitor"],
        var actor => names.GetValueOrDefault(actor) ?? (Guid.TryParseExact(actor, "N", out _) ? texts["Journal.Someone"] : texts["Journal.System"]),
    };

    public string ActOf(AuditEntry entry) => texts["Act." + entry.Act] is { ResourceNotFound: false } said ? said : entry.Act;

    /// <summary>With people's names instead of their identifiers.</summary>
    public string? DetailOf(AuditEntry entry)
    {
        var detail = entry.Detail == Someone.Nobody ? texts["Journal.Someone"].Value : IdIn(entry.Detail) is { } id ? entry.Detail!.Replace(id, names.GetValueOrDefault(id) ?? texts["Journal.Someone"], StringComparison.Ordinal) : entry.Detail;
        if (entry.Act == "signed-in" && texts["Way." + detail] is { ResourceNotFound: false } way)
        {
            return way;
        }

        return entry.Act is "member-role" or "space-joined" ? Enum.GetNames<SpaceRole>().Aggregate(detail?.Replace(" > ", " → ", StringComparison.Ordinal), (said, role) => said?.Replace(role, texts["Role." + role], StringComparison.Ordinal)) : detail;
    }

    private static string? IdIn(string? detail) => detail is { Length: >= 32 } && Guid.TryParseExact(detail[..32], "N", out _) ? detail[..32] : null;
}
