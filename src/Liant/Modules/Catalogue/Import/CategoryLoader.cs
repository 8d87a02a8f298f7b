using Liant.Platform.Database;
using Liant.Platform.Imports;
using Liant.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Reads the taxonomy of a source: what the numbers in its files are called, and the theme that each comes under.</summary>
internal sealed class CategoryLoader(LiantDb db)
{
    public async Task<ImportReport> LoadAsync(TableFile table, string origin, CancellationToken cancel)
    {
        if (!KnownColumns.IsTaxonomy(table))
        {
            throw new UnreadableFile("Ce fichier n’est pas une taxonomie : un JSON avec « options », chacune avec « id » et « name », est attendu.");
        }

        var (id, name) = (table.Columns.Index().First(c => c.Item == "id").Index, table.Columns.Index().First(c => c.Item == "name").Index);
        var known = await db.Set<SourceCategory>().Where(c => c.Origin == origin).ToDictionaryAsync(c => c.Code, cancel);
        var report = new ImportReport();
        foreach (var row in table.Rows())
        {
            if (row.Cells[id] is not { Length: <= 80 } code || row.Cells[name] is not { Length: <= SheetRules.TitleLength } label)
            {
                report.Refuse(row.Line, "catégorie sans identifiant ou sans nom");
            }
            else if (!known.TryGetValue(code, out var category))
            {
                db.Add(known[code] = new SourceCategory { Origin = origin, Code = code, Label = label, Theme = ThemeWords.ThemeOf(label) });
                report.CountAdded();
            }
            else if (category.Label == label)
            {
                report.CountUnchanged();
            }
            else
            {
                (category.Label, category.Theme) = (label, ThemeWords.ThemeOf(label));
                report.CountUpdated();
            }
        }

        await db.SaveChangesAsync(cancel);
        return report;
    }
}
