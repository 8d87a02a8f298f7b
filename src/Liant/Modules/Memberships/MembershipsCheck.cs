using System.Runtime.CompilerServices;
using Liant.Modules.Accounts.Contract;
using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Checks;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Memberships;

/// <summary>Members of networks that are gone, or whose territory the official code no longer has.</summary>
internal static class MembershipsCheck
{
    public static async IAsyncEnumerable<Finding> FindAsync(IServiceProvider services, [EnumeratorCancellation] CancellationToken cancel)
    {
        var gazetteer = services.GetRequiredService<Geography>().Gazetteer;
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LiantDb>();
        var networks = (await scope.ServiceProvider.GetRequiredService<SpaceNames>().AllAsync(cancel)).Select(space => space.Id).ToHashSet();
        await foreach (var affiliate in db.Set<Affiliate>().AsNoTracking().OrderBy(affiliate => affiliate.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (!networks.Contains(affiliate.SpaceId))
            {
                yield return new Finding($"réseau inconnu : {affiliate.SpaceId:N}", $"adhérent « {affiliate.Name} »");
            }

            if (affiliate.TerritoryCode is { } code && gazetteer.Find(code) is null)
            {
                yield return new Finding($"territoire inconnu : {code}", $"adhérent « {affiliate.Name} »");
            }
        }
    }
}
