using Liant.Modules.Accounts.Spaces;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Accounts.Contract;

/// <summary>The spaces as other modules name them.</summary>
public sealed class SpaceNames(LiantDb db)
{
    /// <summary>Every space, by name.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> AllAsync(CancellationToken cancel = default) =>
        (await db.Set<Space>().OrderBy(space => space.Name).Select(space => new { space.Id, space.Name }).ToListAsync(cancel)).ConvertAll(space => (space.Id, space.Name));

    /// <summary>Whether other networks than those that she manages keep the common catalogue of this site too. For whoever administers the site, none is another's.</summary>
    public Task<bool> HasOtherNetworksAsync(Viewer viewer, CancellationToken cancel = default)
    {
        var managed = viewer.Managed;
        return viewer.SeesPrivate ? Task.FromResult(false) : db.Set<Space>().AnyAsync(space => space.Kind == SpaceKind.Network && !managed.Contains(space.Id), cancel);
    }

    /// <summary>The space of that address; null when there is none.</summary>
    public Task<NamedSpace?> FindAsync(string slug, CancellationToken cancel = default) => db.Set<Space>().Where(space => space.Slug == slug)
        .Select(space => new NamedSpace(space.Id, space.Slug, space.Name, space.Kind == SpaceKind.Network, space.Email)).SingleOrDefaultAsync(cancel);

    /// <summary>Those of these identifiers that are spaces, by identifier.</summary>
    public async Task<IReadOnlyDictionary<Guid, NamedSpace>> ByIdAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel = default) => await db.Set<Space>().Where(space => ids.Contains(space.Id))
        .Select(space => new NamedSpace(space.Id, space.Slug, space.Name, space.Kind == SpaceKind.Network, space.Email)).ToDictionaryAsync(space => space.Id, cancel);

    /// <summary>Those of these identifiers that are spaces.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel = default) =>
        ids.Count == 0 ? [] : await db.Set<Space>().Where(space => ids.Contains(space.Id)).OrderBy(space => space.Name).Select(space => space.Name).ToListAsync(cancel);
}
