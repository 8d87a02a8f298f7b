using System.Globalization;
using CsvHelper;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Imports;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Territories.Programmes;

/// <summary>Loads which communes belong to a programme: a CSV with a column code_insee and, if known, date_signature.
/// The same file twice changes nothing; a commune absent from a newer file stays (a list may be partial).</summary>
internal sealed class ProgrammeLoader(LiantDb db, Geography geography, ProgrammeCatalogue programmes, TimeProvider clock)
{
    /// <param name="programme">Slug for every row; null when the file has a column "programme".</param>
    public async Task<ImportReport> LoadAsync(TextReader text, string? programme, string source, CancellationToken cancel)
    {
        if (programme is not null && programmes.Find(programme) is null)
        {
            throw new UnreadableFile($"Programme inconnu : {programme}. Programmes connus : {string.Join(", ", programmes.All.Select(p => p.Slug))}.");
        }

        using var csv = CsvReader.Create(text, CsvReaderOptions.Default with { TrackLineNumbers = true }, leaveOpen: true);
        csv.ReadHeader();
        if (!csv.TryGetFieldIndex("code_insee", out _))
        {
            throw new UnreadableFile("Colonne « code_insee » absente. Colonnes attendues : code_insee, et si possible date_signature (AAAA-MM-JJ).");
        }

        var report = new ImportReport();
        var known = await db.Set<ProgrammeMembership>().ToDictionaryAsync(m => (m.Programme, m.CommuneCode), cancel);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        while (csv.Read())
        {
            Read(csv, programme, source, today, known, report);
        }

        if (report.Added + report.Updated > 0)
        {
            db.Changes.Add(new Change(ProgrammeMembership.Changed, programme ?? "starter"));
            db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = "import", Act = "programme-loaded", Subject = programme ?? "starter", Detail = $"{source} : {report.Added} + {report.Updated}" });
            await db.SaveChangesAsync(cancel);
        }

        return report;
    }

    private void Read(CsvReader csv, string? programme, string source, DateOnly today, Dictionary<(string, string), ProgrammeMembership> known, ImportReport report)
    {
        var slug = programme ?? csv.GetString("programme");
        var code = csv.GetString("code_insee").Trim();
        // Spreadsheets turn 08053 into 8053.
        code = code.Length == 4 && code.All(char.IsAsciiDigit) ? "0" + code : code;
        var commune = geography.Gazetteer.Find(code);
        if (commune is not { Kind: TerritoryKind.Commune })
        {
            report.Refuse(csv.LineNumber, code.Length == 0 ? "code de commune absent" : $"commune inconnue : {code}");
            return;
        }

        if (programmes.Find(slug) is null)
        {
            report.Refuse(csv.LineNumber, $"programme inconnu : {slug}");
            return;
        }

        if (!TrySignedOn(csv, out var signedOn))
        {
            report.Refuse(csv.LineNumber, $"date de signature illisible : {csv.GetString("date_signature")} (attendu AAAA-MM-JJ)");
            return;
        }

        if (!known.TryGetValue((slug, commune.Code), out var membership))
        {
            membership = new ProgrammeMembership { Programme = slug, CommuneCode = commune.Code, SignedOn = signedOn, Source = source, SourceOn = today };
            known[(slug, commune.Code)] = membership;
            db.Add(membership);
            report.CountAdded();
        }
        else if (signedOn is not null && membership.SignedOn != signedOn)
        {
            (membership.SignedOn, membership.Source, membership.SourceOn) = (signedOn, source, today);
            report.CountUpdated();
        }
        else
        {
            report.CountUnchanged();
        }
    }

    private static bool TrySignedOn(CsvReader csv, out DateOnly? signedOn)
    {
        signedOn = null;
        if (!csv.TryGetFieldIndex("date_signature", out _) || csv.GetString("date_signature") is not { Length: > 0 } typed)
        {
            return true;
        }

        var read = DateOnly.TryParseExact(typed.Trim(), ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var on);
        signedOn = read ? on : null;
        return read;
    }
}
