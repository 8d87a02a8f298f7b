using Liant.Modules.Accounts.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.Journals;

/// <summary>Every act of the site, for its administrators.</summary>
[Authorize(Roles = Viewer.OperatorRole)]
public sealed class OfSiteModel(LiantDb db, IStringLocalizer<Texts> texts) : JournalPage(db, texts)
{
    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(Db.AuditEntries, cancel);
}
