using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Database;

namespace Liant.Modules.Search.Index;

/// <summary>The sheets that changes speak of, from the database into an index.</summary>
internal sealed class ChangedSheets(CatalogueReader catalogue)
{
    /// <summary>Kinds of changes that an index must follow.</summary>
    public static IReadOnlySet<string> FollowedKinds { get; } = new HashSet<string> { CatalogueReader.SheetChanged, CatalogueReader.SheetsChanged, ProgrammesOfCommunes.Changed, Geography.Changed };

    /// <summary>Otherwise places or programmes were changed, which stand in every sheet.</summary>
    public static bool IsOfSheets(Change change) => change.Kind is CatalogueReader.SheetChanged or CatalogueReader.SheetsChanged;

    /// <summary>As they are now; those that are gone leave.</summary>
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
}
