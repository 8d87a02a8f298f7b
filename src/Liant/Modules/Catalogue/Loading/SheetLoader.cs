using Liant.Modules.Catalogue.Contract;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Imports;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Loading;

/// <summary>Loads sheets from files in one transaction; a refused sheet leaves the others in. A sheet is known again by its origin, kind and key, so that the same
/// file twice changes nothing; a sheet that a person has corrected since is left as it is.</summary>
internal sealed class SheetLoader(LiantDb db, Geography geography, TimeProvider clock)
{
    private readonly Dictionary<(SheetKind, string), Sheet> byKey = [];
    private readonly HashSet<(SheetKind, string)> slugs = [];
    private readonly List<(Sheet Sheet, SheetFile File, long Line, bool WasUnchanged)> read = [];

    public async Task<ImportReport> LoadAsync(
        IEnumerable<(SheetKind Kind, List<SheetFile> Sheets)> files, IReadOnlyDictionary<string, SheetFile.SharedSource> sources, string origin, CancellationToken cancel)
    {
        if (origin.Length > 80)
        {
            throw new UnreadableFile("Le nom d’origine dépasse 80 caractères.");
        }

        var report = new ImportReport();
        foreach (var sheet in await db.Set<Sheet>().Include(s => s.Relations).Where(s => s.Origin == origin).ToListAsync(cancel))
        {
            byKey[(sheet.Kind, sheet.OriginKey!)] = sheet;
        }

        foreach (var sheet in await db.Set<Sheet>().Select(s => new { Kind = EF.Property<string>(s, "KindSlug"), s.Slug }).ToListAsync(cancel))
        {
            slugs.Add((Enum.Parse<SheetKind>(sheet.Kind, ignoreCase: true), sheet.Slug));
        }

        foreach (var (kind, sheets) in files)
        {
            for (var i = 0; i < sheets.Count; i++)
            {
                Take(kind, sheets[i], i + 1, sources, origin, report);
            }
        }

        foreach (var (sheet, file, line, wasUnchanged) in read)
        {
            if (Relate(sheet, file, line, report) && wasUnchanged)
            {
                report.MoveToUpdated();
            }
        }

        if (report.Added + report.Updated > 0)
        {
            db.AuditEntries.Add(new AuditEntry
            {
                At = clock.GetUtcNow(), Actor = "import", Act = "sheets-loaded", Subject = origin,
                Detail = $"{report.Added} ajoutées, {report.Updated} mises à jour",
            });
            await db.SaveChangesAsync(cancel);
        }

        return report;
    }

    private void Take(SheetKind kind, SheetFile file, long line, IReadOnlyDictionary<string, SheetFile.SharedSource> sources, string origin, ImportReport report)
    {
        var content = file.ToContent(sources);
        var errors = SheetRules.Check(content, geography.Gazetteer);
        if (file.Key.Length is 0 or > 200)
        {
            errors.Add("key", "Clé absente : chaque fiche du fichier en a une, stable.");
        }

        if (errors.Any)
        {
            report.Refuse(line, $"{file.Title} : " + string.Join(" ; ", errors.ByField.Select(e => $"{e.Key} : {string.Join(" ", e.Value)}")));
            return;
        }

        if (!byKey.TryGetValue((kind, file.Key), out var sheet))
        {
            sheet = kind.Blank();
            sheet.Write(Guid.CreateVersion7(clock.GetUtcNow()), FreeSlug(kind, content), content, clock.GetUtcNow(), origin, file.Key);
            byKey[(kind, file.Key)] = sheet;
            db.Add(sheet);
            report.CountAdded();
            read.Add((sheet, file, line, false));
        }
        else if (sheet.IsEditedByHand)
        {
            report.CountUnchanged();
        }
        else if (db.SaysTheSame(sheet, content))
        {
            report.CountUnchanged();
            read.Add((sheet, file, line, true));
        }
        else
        {
            sheet.Revise(content, clock.GetUtcNow(), byHand: false);
            report.CountUpdated();
            read.Add((sheet, file, line, false));
        }
    }

    private string FreeSlug(SheetKind kind, SheetContent content)
    {
        var commune = geography.Gazetteer.Find(content.CommuneCode)?.Name;
        var wanted = SheetSlugs.Candidates(content.Title, commune).First(slug => !slugs.Contains((kind, slug)));
        slugs.Add((kind, wanted));
        return wanted;
    }

    /// <summary>Gives the sheet exactly the links of the file; true when that changed something.</summary>
    private bool Relate(Sheet sheet, SheetFile file, long line, ImportReport report)
    {
        var wanted = new List<(string Kind, Guid To, string Source)>();
        foreach (var relation in file.Relations)
        {
            var parts = relation.To.Split('/');
            var kind = Enum.GetValues<SheetKind>().Cast<SheetKind?>().FirstOrDefault(k => k!.Value.Plural() == parts[0]);
            if (kind is null || parts.Length != 2 || !byKey.TryGetValue((kind.Value, parts[1]), out var target) || !Vocabulary.Relations.Has(relation.Kind))
            {
                report.Remark(line, $"{file.Title} : lien laissé de côté, fiche inconnue « {relation.Kind} {relation.To} »");
                continue;
            }

            wanted.Add((relation.Kind, target.Id, sheet.AllSources.Any(s => s.Key == relation.Source) ? relation.Source : sheet.AllSources[0].Key));
        }

        return sheet.RelateOnly(wanted);
    }
}
