using System.Runtime.CompilerServices;
using Liant.Modules.Accounts.Contract;
using Liant.Platform.Checks;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Groups;

/// <summary>Groups whose space is gone.</summary>
internal static class GroupsCheck
{
    public static async IAsyncEnumerable<Finding> FindAsync(IServiceProvider services, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LiantDb>();
        var spaces = (await scope.ServiceProvider.GetRequiredService<SpaceNames>().AllAsync(cancel)).Select(space => space.Id).ToHashSet();
        await foreach (var group in db.Set<Group>().AsNoTracking().OrderBy(group => group.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            foreach (var gone in new[] { group.SpaceId, group.PartnerId ?? group.SpaceId }.Distinct().Where(space => !spaces.Contains(space)))
            {
                yield return new Finding($"espace inconnu : {gone:N}", $"groupe « {group.Name} »");
            }
        }
    }
}
