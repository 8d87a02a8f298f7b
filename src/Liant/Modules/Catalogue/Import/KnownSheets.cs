using Liant.Modules.Catalogue.Loading;
using Liant.Modules.Catalogue.Twins;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>What an import must know of the sheets that are there, held as numbers: a million sheets weigh some tens of megabytes.</summary>
internal sealed class KnownSheets
{
    /// <summary>Names of sheets of other sources are compared letter by letter up to this many; beyond, only identical names are noticed.</summary>
    private const int MostCompared = 50_000;

    /// <summary>So many in one town are not all compared with each row: the likeness of whole names is known without.</summary>
    private const int MostInOnePlace = 1_000;

    private const int MostAlike = 5;

    private const int MostForeseen = 4_000_000;

    private readonly HashSet<long> slugs = [];
    private readonly Dictionary<long, int> nextNumber = [];
    private readonly Dictionary<long, Guid> firstOfLikeness = [];
    private readonly Dictionary<long, List<Guid>> othersOfLikeness = [];
    private readonly Dictionary<(SheetKind, string?), List<Other>> others = [];
    private readonly Dictionary<string, string> communeSlugs = [];

    /// <summary>Addresses are given while rows are made into sheets, and again, on another thread, when someone took one meanwhile.</summary>
    private readonly Lock one = new();

    private sealed record Other(Guid Id, string[] Names);

    /// <summary>Whether any sheet, or any sheet joined to another, came from this source before: otherwise no row needs to be looked up.</summary>
    public bool HasOrigin { get; private set; }

    public bool HasAbsorbed { get; private set; }

    /// <param name="rows">How many may be added.</param>
    public static async Task<KnownSheets> ReadAsync(LiantDb db, string origin, long rows, CancellationToken cancel)
    {
        var known = new KnownSheets();
        var capacity = (int)Math.Min(rows + await db.Set<Sheet>().CountAsync(cancel), MostForeseen);
        known.slugs.EnsureCapacity(capacity);
        known.firstOfLikeness.EnsureCapacity(capacity);
        await known.ReadSlugsAsync(db, cancel);
        known.HasOrigin = await db.Set<Sheet>().AnyAsync(s => s.Origin == origin, cancel);
        known.HasAbsorbed = await db.Set<AbsorbedSheet>().AnyAsync(cancel);
        if (await db.Set<Sheet>().CountAsync(s => s.Origin != origin || s.Origin == null, cancel) is > 0 and <= MostCompared)
        {
            await known.ReadOthersAsync(db, origin, cancel);
        }

        return known;
    }

    /// <summary>Also after another writer took an address that was free.</summary>
    public async Task ReadSlugsAsync(LiantDb db, CancellationToken cancel)
    {
        var all = db.Set<Sheet>().Select(s => new { s.Id, Kind = EF.Property<string>(s, "KindSlug"), s.Slug, s.Likeness });
        await foreach (var sheet in all.AsAsyncEnumerable().WithCancellation(cancel))
        {
            lock (one)
            {
                slugs.Add(HashOf(sheet.Kind, sheet.Slug));
                Remember(sheet.Likeness, sheet.Id);
            }
        }

        await foreach (var absorbed in db.Set<AbsorbedSheet>().Select(s => new { s.KindSlug, s.Slug }).AsAsyncEnumerable().WithCancellation(cancel))
        {
            lock (one)
            {
                slugs.Add(HashOf(absorbed.KindSlug, absorbed.Slug));
            }
        }
    }

    /// <summary>A free address, taken at once. <paramref name="wanted"/> is the one that an exported sheet had.</summary>
    public string TakeSlug(SheetKind kind, string title, Territory? commune, string? wanted)
    {
        lock (one)
        {
            return FreeSlug(kind, title, commune, wanted);
        }
    }

    private string FreeSlug(SheetKind kind, string title, Territory? commune, string? wanted)
    {
        var kindSlug = kind.Slug();
        if (wanted is { Length: > 0 and <= 100 } && wanted == Fold.Slug(wanted) && slugs.Add(HashOf(kindSlug, wanted)))
        {
            return wanted;
        }

        var last = "";
        foreach (var candidate in SheetSlugs.Plain(title, commune is null ? null : () => PlaceOf(commune)))
        {
            if (slugs.Add(HashOf(kindSlug, candidate)))
            {
                return candidate;
            }

            last = candidate;
        }

        // Thousands of sheets may share a name: each name remembers the last number it gave.
        var hash = HashOf(kindSlug, last);
        for (var number = nextNumber.GetValueOrDefault(hash, 2); ; number++)
        {
            var numbered = SheetSlugs.Numbered(last, number);
            if (slugs.Add(HashOf(kindSlug, numbered)))
            {
                nextNumber[hash] = number + 1;
                return numbered;
            }
        }
    }

    private string PlaceOf(Territory commune) =>
        communeSlugs.TryGetValue(commune.Code, out var known) ? known : communeSlugs[commune.Code] = Fold.Slug(commune.Name);

    /// <summary>Sheets of that name in that place that were there before, or came earlier in the file; this one is remembered with them.</summary>
    public IEnumerable<Guid> Alike(long likeness, Guid id)
    {
        lock (one)
        {
            return Remember(likeness, id) is { } first ? [first, .. othersOfLikeness.GetValueOrDefault(likeness, []).Where(other => other != id).Take(MostAlike - 1)] : [];
        }
    }

    /// <summary>The first sheet of that likeness, unless it is this one.</summary>
    private Guid? Remember(long likeness, Guid id)
    {
        if (firstOfLikeness.TryAdd(likeness, id) || firstOfLikeness[likeness] == id)
        {
            return null;
        }

        if (!othersOfLikeness.TryGetValue(likeness, out var others))
        {
            othersOfLikeness[likeness] = others = [];
        }

        // Homonyms by the thousand are no duplicates that anyone could look through.
        if (others.Count < MostAlike && !others.Contains(id))
        {
            others.Add(id);
        }

        return firstOfLikeness[likeness];
    }

    /// <summary>Sheets of other sources with a close name nearby.</summary>
    public IEnumerable<Guid> CloseTo(SheetKind kind, SheetContent content)
    {
        if (content.CommuneCode is null || !others.TryGetValue((kind, content.CommuneCode), out var there) || there.Count > MostInOnePlace)
        {
            return [];
        }

        var name = Fold.Words(content.Title);
        return there.Where(other => other.Names.Any(known => SimilarNames.AreClose(name, known))).Select(other => other.Id).Take(5);
    }

    private async Task ReadOthersAsync(LiantDb db, string origin, CancellationToken cancel)
    {
        var all = db.Set<Sheet>().AsNoTracking().Where(s => (s.Origin != origin || s.Origin == null) && s.CommuneCode != null)
            .Select(s => new { s.Id, Kind = EF.Property<string>(s, "KindSlug"), s.Title, s.Aliases, s.CommuneCode });
        await foreach (var sheet in all.AsAsyncEnumerable().WithCancellation(cancel))
        {
            var key = (SheetKinds.FromSlug(sheet.Kind)!.Value, sheet.CommuneCode);
            if (!others.TryGetValue(key, out var list))
            {
                others[key] = list = [];
            }

            list.Add(new Other(sheet.Id, [.. sheet.Aliases.Prepend(sheet.Title).Select(Fold.Words)]));
        }
    }

    /// <summary>Two addresses of one hash only cost the second a longer address.</summary>
    private static long HashOf(string kind, string slug) => new StableHash().Add(kind).AddByFours(slug).Value;
}
