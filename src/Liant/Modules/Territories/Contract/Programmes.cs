using System.Collections.Frozen;
using Liant.Modules.Territories.Programmes;
using Liant.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Territories.Contract;

/// <summary>Which communes belong to which programmes, in memory, in step with the database.</summary>
public sealed class ProgrammesOfCommunes : IFollowChanges
{
    private readonly IDbContextFactory<LiantDb> databases;
    private readonly ProgrammeCatalogue known;
    private volatile Reading reading = new(FrozenDictionary<string, ProgrammeOfCommune[]>.Empty, FrozenDictionary<string, string[]>.Empty);

    internal ProgrammesOfCommunes(IDbContextFactory<LiantDb> databases, ProgrammeCatalogue known) => (this.databases, this.known) = (databases, known);

    private sealed record Reading(FrozenDictionary<string, ProgrammeOfCommune[]> ByCommune, FrozenDictionary<string, string[]> ByProgramme);

    /// <summary>Kind of change in the change sequence that says "the list of a programme was loaded".</summary>
    public const string Changed = ProgrammeMembership.Changed;

    /// <summary>Changes whenever the lists are read again.</summary>
    public int Edition { get; private set; }

    /// <summary>Slugs of the programmes that a list can be loaded for, in the order shown.</summary>
    public IEnumerable<string> Slugs => known.All.Select(programme => programme.Slug);

    IReadOnlySet<string> IFollowChanges.FollowedKinds { get; } = new HashSet<string> { ProgrammeMembership.Changed };

    public IReadOnlyList<ProgrammeOfCommune> Of(string? communeCode) =>
        communeCode is null ? [] : reading.ByCommune.GetValueOrDefault(communeCode, []);

    /// <summary>INSEE codes of the communes in a programme; empty when no list was loaded.</summary>
    public IReadOnlyList<string> CommunesIn(string programme) => reading.ByProgramme.GetValueOrDefault(programme, []);

    /// <summary>The programme's name in the reader's language; the slug itself when unknown.</summary>
    public string NameOf(string programme) => known.Find(programme)?.Name ?? programme;

    /// <summary>One sentence on what the programme is, in the reader's language.</summary>
    public string? AboutOf(string programme) => known.Find(programme)?.About;

    async Task IFollowChanges.RefreshAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var rows = await db.Set<ProgrammeMembership>().AsNoTracking().OrderBy(m => m.CommuneCode).ToListAsync(cancel);
        Edition++;
        reading = new Reading(
            rows.GroupBy(m => m.CommuneCode).ToFrozenDictionary(g => g.Key, g => g.Select(m => new ProgrammeOfCommune(m.Programme, m.SignedOn, m.Source, m.SourceOn)).ToArray()),
            rows.GroupBy(m => m.Programme).ToFrozenDictionary(g => g.Key, g => g.Select(m => m.CommuneCode).ToArray()));
    }
}

/// <param name="Programme">Slug.</param>
/// <param name="SignedOn">When the convention was signed, if known.</param>
/// <param name="Source">Where this is said, and <paramref name="SourceOn"/> when it was loaded.</param>
public sealed record ProgrammeOfCommune(string Programme, DateOnly? SignedOn, string Source, DateOnly SourceOn);
