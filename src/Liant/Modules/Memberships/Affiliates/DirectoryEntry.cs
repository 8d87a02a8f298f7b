using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Memberships.Affiliates;

/// <summary>A member as anyone may read it: no contact.</summary>
public sealed record DirectoryEntry(AffiliateKind Kind, string Name, Territory? Territory, int? Since)
{
    /// <summary>The members of a network today, by kind and name.</summary>
    public static async Task<IReadOnlyList<DirectoryEntry>> ReadAsync(LiantDb db, Gazetteer gazetteer, Guid network, CancellationToken cancel)
    {
        var rows = await db.Set<Affiliate>().Where(one => one.SpaceId == network && one.State == AffiliateState.Member).Select(one => new { one.Kind, one.Name, one.TerritoryCode, one.Years }).ToListAsync(cancel);
        return rows.Select(row => new DirectoryEntry(row.Kind, row.Name, gazetteer.Find(row.TerritoryCode), row.Years.Count > 0 ? row.Years[0] : null))
            .OrderBy(entry => entry.Kind).ThenBy(entry => entry.Name, StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("fr-FR"), System.Globalization.CompareOptions.None)).ToList();
    }
}
