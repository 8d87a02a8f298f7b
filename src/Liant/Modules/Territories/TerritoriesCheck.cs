using System.Runtime.CompilerServices;
using Liant.Modules.Territories.Contract;
using Liant.Modules.Territories.Programmes;
using Liant.Platform.Checks;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Territories;

/// <summary>Lists and points that were loaded against an older edition of the official code, or of the programmes.</summary>
internal static class TerritoriesCheck
{
    public static async IAsyncEnumerable<Finding> FindAsync(IServiceProvider services, [EnumeratorCancellation] CancellationToken cancel)
    {
        var gazetteer = services.GetRequiredService<Geography>().Gazetteer;
        var programmes = services.GetRequiredService<ProgrammeCatalogue>();
        await using var db = await services.GetRequiredService<IDbContextFactory<LiantDb>>().CreateDbContextAsync(cancel);
        await foreach (var point in db.Set<OwnPoint>().AsNoTracking().OrderBy(point => point.Code).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (gazetteer.Find(point.Code) is not { Kind: TerritoryKind.Commune })
            {
                yield return new Finding($"commune inconnue : {point.Code}", $"point chargé de « {point.Source} »");
            }
        }

        await foreach (var membership in db.Set<ProgrammeMembership>().AsNoTracking().OrderBy(m => m.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (gazetteer.Find(membership.CommuneCode) is not { Kind: TerritoryKind.Commune })
            {
                yield return new Finding($"commune inconnue : {membership.CommuneCode}", $"liste du programme {membership.Programme}, « {membership.Source} »");
            }

            if (programmes.Find(membership.Programme) is null)
            {
                yield return new Finding($"programme inconnu : {membership.Programme}", $"commune {membership.CommuneCode}, « {membership.Source} »");
            }
        }
    }
}
