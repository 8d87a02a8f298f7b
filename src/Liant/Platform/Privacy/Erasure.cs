using Liant.Platform.Audit;
using Liant.Platform.Database;

namespace Liant.Platform.Privacy;

/// <summary>Erases somebody from every module, in the caller's transaction: because she asked, or because she no longer comes.</summary>
internal static class Erasure
{
    public static async Task EraseAsync(this IEnumerable<LiantModule> modules, LiantDb db, Someone who, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var module in modules)
        {
            await module.ForgetAsync(db, who, cancel);
        }

        db.AuditEntries.Add(new AuditEntry { At = now, Actor = Someone.Nobody, Act = "account-erased", Subject = "person/" + Someone.Nobody });
    }
}
