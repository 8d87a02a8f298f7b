using Liant.Modules.Catalogue.Contract;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Files;
using Liant.Platform.Tables;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Takes a file in, and lets an import begin once it is said what its columns are and where it comes from.</summary>
public sealed class ImportDesk(LiantDb db, TimeProvider clock)
{
    /// <summary>Where a file comes from, as said by whoever imports it.</summary>
    public sealed record SourceSaid(string Title, string? Publisher, PartialDate? PublishedOn, string? Url, string? Licence, string? Origin = null)
    {
        /// <summary>The same title from one time to the next is the same source.</summary>
        public string OriginOrTitle => Origin ?? Fold.Slug(Title);

        public FieldErrors Check()
        {
            var errors = new FieldErrors();
            if (Fold.IsWordless(Title) || Title.Length > 300)
            {
                errors.Add("source", "Dites d’où vient ce fichier : son nom, ou celui du réseau qui le tient (300 caractères au plus).");
            }

            if (OriginOrTitle.Length > 80)
            {
                errors.Add("origin", "Le nom stable de la source dépasse 80 caractères.");
            }

            if (Publisher?.Length > 200)
            {
                errors.Add("publisher", "200 caractères au plus.");
            }

            if (Url is not null && CellValues.WebAddress(Url) is null)
            {
                errors.Add("url", $"Adresse attendue, commençant par https:// : « {Url.Shown(80)} ».");
            }

            if (Licence is not null && !Vocabulary.Licences.Has(Licence))
            {
                errors.Add("licence", $"Licence inconnue : « {Licence} » ({string.Join(", ", Vocabulary.Licences.Terms.Select(t => t.Slug))}).");
            }

            return errors;
        }
    }

    public async Task<SheetImport> PrepareAsync(TableFile table, string fileName, StoredFile? file, string checksum, string actor, CancellationToken cancel)
    {
        var import = SheetImport.Prepare(Guid.CreateVersion7(clock.GetUtcNow()), StoredFiles.Plain(fileName), file?.Id, checksum, table.Format, table.RowCount, actor, clock.GetUtcNow());
        db.Add(import);
        await db.SaveChangesAsync(cancel);
        return import;
    }

    /// <summary>What was chosen for the last file with the same columns, and its source; otherwise what the columns' names tell.</summary>
    public async Task<(ColumnPlan Plan, FileSource? Source, bool IsRemembered)> ProposeAsync(TableFile table, SheetKind? kind, CancellationToken cancel)
    {
        var heading = KnownColumns.HeadingOf(table);
        var remembered = await db.Set<RememberedPlan>().AsNoTracking().SingleOrDefaultAsync(plan => plan.Heading == heading, cancel);
        if (remembered is null)
        {
            return (KnownColumns.Guess(table, kind), null, false);
        }

        var plan = ColumnPlan.FromJson(remembered.Plan);
        return (kind is { } asked && plan.Kind is not null ? plan with { Kind = asked.Slug() } : plan,
            await db.Set<FileSource>().AsNoTracking().SingleAsync(source => source.Id == remembered.FileSourceId, cancel), true);
    }

    public async Task StartAsync(SheetImport import, TableFile table, ColumnPlan plan, SourceSaid said, CancellationToken cancel)
    {
        var origin = said.OriginOrTitle;
        var source = await db.Set<FileSource>().SingleOrDefaultAsync(s => s.Origin == origin, cancel);
        if (source is null)
        {
            source = FileSource.Name(Guid.CreateVersion7(clock.GetUtcNow()), origin);
            db.Add(source);
        }

        // What is not said again stays: a corrected file sent back bare takes no licence away.
        source.Describe(said.Title, said.Publisher ?? source.Publisher, said.PublishedOn ?? source.PublishedOn, said.Url is null ? source.Url : CellValues.WebAddress(said.Url), said.Licence ?? source.Licence);
        import.Start(source, plan);
        await RememberAsync(KnownColumns.HeadingOf(table), plan, source, cancel);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>An import of the same file, under the same plan and source, that did not reach its end: it goes on rather than start over.</summary>
    public async Task<SheetImport?> FindUnfinishedAsync(string checksum, ColumnPlan plan, string origin, CancellationToken cancel)
    {
        var unfinished = await db.Set<SheetImport>().Include(i => i.FileSource)
            .Where(i => i.Checksum == checksum && i.FileId == null && i.State != ImportState.Finished && i.State != ImportState.Prepared && i.FileSource!.Origin == origin)
            .OrderByDescending(i => i.CreatedAt).FirstOrDefaultAsync(cancel);
        return unfinished is not null && unfinished.Plan == plan.ToJson() ? unfinished : null;
    }

    /// <summary>A source named as before keeps the stable name that it was given then.</summary>
    public async Task<string> OriginOfAsync(SourceSaid said, CancellationToken cancel) => said.Origin
        ?? await db.Set<FileSource>().Where(s => s.Title == said.Title).OrderBy(s => s.Id).Select(s => s.Origin).FirstOrDefaultAsync(cancel)
        ?? said.OriginOrTitle;

    private async Task RememberAsync(string heading, ColumnPlan plan, FileSource source, CancellationToken cancel)
    {
        var remembered = await db.Set<RememberedPlan>().SingleOrDefaultAsync(p => p.Heading == heading, cancel);
        if (remembered is null)
        {
            db.Add(new RememberedPlan { Heading = heading, Plan = plan.ToJson(), FileSourceId = source.Id, UsedAt = clock.GetUtcNow() });
        }
        else
        {
            (remembered.Plan, remembered.FileSourceId, remembered.UsedAt) = (plan.ToJson(), source.Id, clock.GetUtcNow());
        }
    }
}
