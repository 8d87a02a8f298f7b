using Liant.Modules.Accounts.Contract;
using Liant.Modules.Catalogue.Confirming;
using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Catalogue.Twins;
using Liant.Modules.Search.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue;

/// <summary>One sheet: what, where, who, how it is paid, figures, what it led to, sources, towns like this one, next step.</summary>
public sealed class DetailsModel(LiantDb db, Geography geography, ProgrammesOfCommunes programmes, SheetSearch search, Attendance attendance, TimeProvider clock) : PageModel
{
    public Sheet Sheet { get; private set; } = null!;

    public Publishing.PublicationState State => Sheet.StateAt(clock.GetUtcNow());

    /// <summary>The text that comes first begins with the summary, as where a file gave no other: it is then not said twice.</summary>
    public bool OpensWithItsSummary => Initiative is not ({ Context: not null } or { Activities: not null }) && Sheet.Body is { } text && Begins(text, Sheet.Summary.TrimEnd('…'));

    /// <summary>When its contact last said that it is true.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    public Territory? Commune { get; private set; }

    public Territory? Area { get; private set; }

    public Location? Location { get; private set; }

    /// <summary>Relations of both directions that the reader may see, grouped by how they read from here.</summary>
    public IReadOnlyList<(string Reads, IReadOnlyList<(Sheet Other, Source? Source)> Others)> Related { get; private set; } = [];

    public IReadOnlyList<SearchDocument> Similar { get; private set; } = [];

    public IReadOnlyList<(SearchDocument Initiative, Comparison Comparison)> InTownsLikeThis { get; private set; } = [];

    public IReadOnlyList<ProgrammeOfCommune> ProgrammesOfTown { get; private set; } = [];

    /// <summary>For a programme: the communes in it.</summary>
    public IReadOnlyList<Territory> CommunesInProgramme { get; private set; } = [];

    public Initiative? Initiative => Sheet as Initiative;

    public Organisation? Organisation => Sheet as Organisation;

    /// <summary>Names of the spaces whose people read a private sheet.</summary>
    public IReadOnlyList<string> ReadBy { get; private set; } = [];

    public Resource? Resource => Sheet as Resource;

    public Event? Event => Sheet as Event;

    public Programme? Programme => Sheet as Programme;

    public async Task<IActionResult> OnGetAsync(string kind, string slug, CancellationToken cancel)
    {
        var viewer = Viewer.From(User);
        // One connection for the few questions of this page, given back before it is drawn.
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            if (!await ReadAsync(kind, slug, viewer, cancel))
            {
                return SheetKinds.FromPath(kind) is { } known && await db.FindKeptAsync(known, slug, viewer, cancel) is { } kept ? LocalRedirectPermanent(kept.Address()) : NotFound();
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        if (!viewer.IsEditor)
        {
            attendance.Read(Sheet.Id, Request);
        }

        Commune = geography.Gazetteer.Find(Sheet.CommuneCode);
        Area = geography.Gazetteer.Find(Sheet.AreaCode);
        Location = Gazetteer.PointOf(Sheet.Location, Commune, Area);
        ProgrammesOfTown = programmes.Of(Commune?.Code);
        if (Sheet is Initiative)
        {
            Similar = search.Similar(Sheet.Id.ToString("N"), viewer, 4);
            InTownsLikeThis = Compare(viewer);
        }

        if (Sheet is Programme)
        {
            CommunesInProgramme = programmes.CommunesIn(Sheet.Slug).Select(geography.Gazetteer.Find).OfType<Territory>().OrderBy(c => c.Name, StringComparer.CurrentCulture).ToList();
        }

        return Page();
    }

    /// <summary>False where the reader may see no such sheet.</summary>
    private async Task<bool> ReadAsync(string kind, string slug, Viewer viewer, CancellationToken cancel)
    {
        var kindSlug = SheetKinds.FromPath(kind)?.Slug();
        // The first question is short, for SQLite reads it anew each time: most of a directory's sheets have nothing of what the others ask for.
        var found = await db.Set<Sheet>().AsNoTracking().IgnoreAutoIncludes().Include(s => s.FileSource).VisibleTo(viewer).Where(s => s.Slug == slug && EF.Property<string>(s, "KindSlug") == kindSlug)
            .Select(s => new
            {
                Sheet = s,
                ConfirmedAt = db.Set<SheetContact>().Where(contact => contact.SheetId == s.Id).Select(contact => contact.ConfirmedAt).SingleOrDefault(),
                Names = s.Relations.Any(),
                IsNamed = db.Set<Relation>().Any(r => r.ToId == s.Id),
            }).SingleOrDefaultAsync(cancel);
        if (found is null)
        {
            return false;
        }

        (Sheet, ConfirmedAt) = (found.Sheet, found.ConfirmedAt);
        await ReadRestAsync(found.Names, cancel);
        ReadBy = await new SpaceNames(db).OfAsync(Sheet.Readers.Select(reader => reader.SpaceId).ToList(), cancel);
        Related = await RelatedAsync(found.IsNamed, viewer, cancel);
        return true;
    }

    /// <summary>Spaces and line ends aside.</summary>
    private static bool Begins(string text, string start)
    {
        var at = 0;
        foreach (var c in start.Where(c => !char.IsWhiteSpace(c)))
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length || text[at++] != c)
            {
                return false;
            }
        }

        return true;
    }

    public string LabelOf(Territory territory) => geography.Gazetteer.Label(territory);

    public string? NameOfTerritory(string? code) => geography.Gazetteer.Find(code)?.Name;

    public string NameOf(string programme) => programmes.NameOf(programme);

    /// <summary>Number of a source on this page, from 1; shown beside each fact.</summary>
    public int NumberOf(string sourceKey) => Sheet.AllSources.Index().FirstOrDefault(s => s.Item.Key == sourceKey).Index + 1;

    private List<(SearchDocument, Comparison)> Compare(Viewer viewer) => Commune is null
        ? []
        : search.CommunesOfInitiatives(viewer).Where(other => other.Id != Sheet.Id.ToString("N")).ToLookup(other => other.Commune, other => other.Id)
            .Select(commune => (Ids: commune, Comparison: ComparableCommunes.Compare(Commune, commune.Key, geography.Gazetteer, programmes)))
            .Where(commune => commune.Comparison is not null).SelectMany(commune => commune.Ids.Select(id => (Id: id, Comparison: commune.Comparison!)))
            .OrderByDescending(other => other.Comparison.Score).ThenBy(other => other.Id, StringComparer.Ordinal)
            .Select(other => (Document: search.Find(other.Id, viewer), other.Comparison)).Where(other => other.Document is not null)
            .Select(other => (other.Document!, other.Comparison)).Take(4).ToList();

    private async Task ReadRestAsync(bool names, CancellationToken cancel)
    {
        var entry = db.Entry(Sheet);
        if (Sheet.IsPrivate)
        {
            await entry.Collection(sheet => sheet.Readers).LoadAsync(cancel);
        }

        if (names)
        {
            await entry.Collection(sheet => sheet.Relations).LoadAsync(cancel);
        }
    }

    private async Task<List<(string, IReadOnlyList<(Sheet, Source?)>)>> RelatedAsync(bool isNamed, Viewer viewer, CancellationToken cancel)
    {
        // Two short questions: as one, the database would read every sheet.
        var from = !isNamed ? [] : await db.Set<Relation>().Where(r => r.ToId == Sheet.Id).Select(r => r.FromId).ToListAsync(cancel);
        var related = Sheet.Relations.Select(r => r.ToId).Concat(from).Distinct().ToList();
        var others = related.Count == 0 ? [] : await db.Set<Sheet>().AsNoTracking().Include(s => s.Relations).VisibleTo(viewer).Where(s => related.Contains(s.Id)).ToListAsync(cancel);
        var outward = Sheet.Relations.Select(r => (r.Kind, IsInverse: false, Other: others.Find(o => o.Id == r.ToId), r.Source, Stater: Sheet));
        var inward = others.SelectMany(o => o.Relations.Where(r => r.ToId == Sheet.Id).Select(r => (r.Kind, IsInverse: true, Other: (Sheet?)o, r.Source, Stater: o)));
        return inward.Concat(outward).Where(r => r.Other is not null)
            .GroupBy(r => (r.Kind, r.IsInverse))
            .OrderBy(group => Vocabulary.Relations.Terms.Index().First(t => t.Item.Slug == group.Key.Kind).Index).ThenByDescending(group => group.Key.IsInverse)
            .Select(group => (
                group.Key.IsInverse ? Vocabulary.Relations.Find(group.Key.Kind)!.InverseLabel : Vocabulary.Relations.Label(group.Key.Kind),
                (IReadOnlyList<(Sheet, Source?)>)group.OrderBy(r => r.Other!.Title, StringComparer.CurrentCulture)
                    .Select(r => (r.Other!, r.Stater.AllSources.FirstOrDefault(s => s.Key == r.Source))).ToList()))
            .ToList();
    }
}
