using System.Runtime.CompilerServices;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Links;
using Liant.Modules.Catalogue.Twins;
using Liant.Platform;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue;

/// <summary>What waits for whoever keeps the catalogue, besides the proposals that her desk lists.</summary>
internal static class WaitingInCatalogue
{
    public static async IAsyncEnumerable<WaitingWork> ForAsync(LiantDb db, Viewer viewer, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return new WaitingWork("Waiting.Twins", await db.TwinsFor(viewer).CountAsync(cancel), "/saisie/doublons", "copy");
        var visible = db.Set<Sheet>().VisibleTo(viewer);
        yield return new WaitingWork("Waiting.Links", await db.Set<BrokenLink>().CountAsync(link => visible.Any(sheet => sheet.Id == link.SheetId), cancel), "/bureau/liens", "external-link");
        yield return new WaitingWork("Waiting.Unpublished", await visible.CountAsync(sheet => !sheet.IsPublished, cancel), "/bureau/fiches?non_publiees=true", "pencil");
    }
}
