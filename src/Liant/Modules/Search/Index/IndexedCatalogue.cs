using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Search.Analysis;
using Liant.Modules.Search.Contract;
using Liant.Modules.Search.Snapshots;
using Liant.Modules.Territories.Contract;
using Liant.Platform;
using Liant.Platform.Database;

namespace Liant.Modules.Search.Index;

/// <summary>From the catalogue into an index: all of it, or what changes speak of.</summary>
internal sealed class IndexedCatalogue(CatalogueReader catalogue, Geography geography, ProgrammesOfCommunes programmes, FrenchAnalyser analyser, LiantSettings settings)
{
    /// <summary>Kinds of changes that an index must follow.</summary>
    public static IReadOnlySet<string> FollowedKinds { get; } = new HashSet<string> { CatalogueReader.SheetChanged, CatalogueReader.SheetsChanged, ProgrammesOfCommunes.Changed, Geography.Changed };

    /// <summary>Otherwise places or programmes were changed, which stand in every sheet.</summary>
    public static bool IsOfSheets(Change change) => change.Kind is CatalogueReader.SheetChanged or CatalogueReader.SheetsChanged;

    /// <summary>What the disk has of it, brought up to date; null when that cannot be used.</summary>
    public async Task<SheetIndex?> ResumeAsync(KeptIndex kept, CancellationToken cancel)
    {
        var sheets = NewIndex();
        return await kept.TryResumeAsync(sheets, changes => TakeAsync(sheets, changes, cancel), cancel) ? sheets : null;
    }

    /// <summary>All of it, from the database.</summary>
    public async Task<SheetIndex> ReadAsync(CancellationToken cancel)
    {
        var sheets = NewIndex();
        await sheets.ApplyAsync(catalogue.ReadAllAsync(cancel), [], cancel);
        return sheets;
    }

    /// <summary>The sheets that changed, as they are now; those that are gone leave.</summary>
    public async Task TakeAsync(SheetIndex sheets, IReadOnlyList<Change> changes, CancellationToken cancel)
    {
        foreach (var many in changes.Where(change => change.Kind == CatalogueReader.SheetsChanged))
        {
            var (first, last) = CatalogueReader.Between(many);
            await sheets.ApplyAsync(catalogue.ReadBetweenAsync(first, last, cancel), [], cancel);
        }

        if (changes.Where(change => change.Kind == CatalogueReader.SheetChanged).Select(change => Guid.Parse(change.ChangedId)).ToHashSet() is { Count: > 0 } ids)
        {
            await sheets.ApplyAsync(catalogue.ReadAsync(ids, cancel), ids, cancel);
        }
    }

    private SheetIndex NewIndex() => new(analyser, new SheetPreparation(geography.Gazetteer, programmes), SheetSearch.IndexFolder(settings));
}
