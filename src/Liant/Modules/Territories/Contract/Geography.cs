using Liant.Platform;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Territories.Contract;

/// <summary>The gazetteer and the place finder in force; replaced as one when coordinates are imported.</summary>
public sealed class Geography(IDbContextFactory<LiantDb> databases, LiantSettings settings) : IFollowChanges
{
    /// <summary>Kind of change in the change sequence that says "points of communes were loaded".</summary>
    public const string Changed = OwnPoint.Changed;

    /// <summary>Read in the background from the start: half a second while the database opens.</summary>
    private readonly Task<Reading> shipped = Task.Run(() => Read(settings, new Dictionary<string, Location>()));

    private volatile Reading? reading;
    private bool hasOwnPoints;

    private sealed record Reading(Gazetteer Gazetteer, PlaceFinder Places);

    public Gazetteer Gazetteer => Current.Gazetteer;

    /// <summary>Resolves a place from words; asks when it cannot know.</summary>
    public PlaceFinder Places => Current.Places;

    IReadOnlySet<string> IFollowChanges.FollowedKinds { get; } = new HashSet<string> { OwnPoint.Changed };

    private Reading Current => reading ?? shipped.GetAwaiter().GetResult();

    async Task IFollowChanges.RefreshAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var points = await db.Set<OwnPoint>().AsNoTracking().ToListAsync(cancel);
        if (points.Count == 0 && !hasOwnPoints)
        {
            return;
        }

        hasOwnPoints = points.Count > 0;
        reading = Read(settings, points.ToDictionary(p => p.Code, p => new Location(p.Lat, p.Lon, Precision.Commune)));
    }

    private static Reading Read(LiantSettings settings, IReadOnlyDictionary<string, Location> points)
    {
        var file = TerritoryFile.ReadEmbedded();
        var gazetteer = new Gazetteer(settings.IsDemonstration ? file.WithFictionalTown() : file, points);
        return new Reading(gazetteer, new PlaceFinder(gazetteer));
    }
}
