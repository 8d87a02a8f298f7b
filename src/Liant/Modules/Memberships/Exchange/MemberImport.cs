using Liant.Modules.Memberships.Affiliates;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Audit;
using Liant.Platform.Database;
using Liant.Platform.Errors;
using Liant.Platform.Imports;
using Liant.Platform.Tables;
using Liant.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Exchange;

/// <summary>
/// Takes a network's members from a table. A member that is known, by its territory or its name, is corrected; what the file has no column or an empty cell for, or a member that it does not name, is left as it is. The same file twice changes nothing.
/// </summary>
internal sealed class MemberImport(LiantDb db, Geography geography, TimeProvider clock, IStringLocalizer<Texts> texts)
{
    /// <summary>No network has as many; they are read whole.</summary>
    public const int MostRows = 40_000;

    /// <param name="isTrial">Says what would become of each row, and writes nothing.</param>
    /// <exception cref="UnreadableFile">The columns are not those of members.</exception>
    public async Task<ImportReport> ReadAsync(TableFile table, Guid network, string actor, bool isTrial, CancellationToken cancel)
    {
        var columns = MemberColumns.Of(table.Columns);
        if (!columns.ContainsKey(MemberColumns.Kind) || !(columns.ContainsKey(MemberColumns.Name) || columns.ContainsKey(MemberColumns.Code) || columns.ContainsKey(MemberColumns.Territory)))
        {
            throw new UnreadableFile(texts["Import.Columns", string.Join(", ", MemberColumns.Written)]);
        }

        if (table.RowCount > MostRows)
        {
            throw new UnreadableFile(texts["Import.TooMany", MostRows]);
        }

        var report = new ImportReport();
        var left = table.Columns.Where((_, i) => !columns.ContainsValue(i)).ToList();
        if (left.Count > 0)
        {
            report.Note(texts["Import.LeftOut", string.Join(", ", left)]);
        }

        var known = await db.Set<Affiliate>().Where(one => one.SpaceId == network && one.State != AffiliateState.Asked).ToDictionaryAsync(one => one.Identity, cancel);
        var lines = new Dictionary<string, long>();
        foreach (var row in table.Rows())
        {
            Take(new MemberRow(row, columns), network, known, lines, report);
        }

        if (!isTrial && report.Added + report.Updated > 0)
        {
            db.AuditEntries.Add(new AuditEntry { At = clock.GetUtcNow(), Actor = actor, Act = "affiliates-imported", Subject = $"space/{network:N}", Detail = $"{report.Added} + {report.Updated}" });
            await db.SaveChangesAsync(cancel);
        }

        return report;
    }

    private void Take(MemberRow row, Guid network, Dictionary<string, Affiliate> known, Dictionary<string, long> lines, ImportReport report)
    {
        var errors = new FieldErrors();
        if (row.Problem is { } problem)
        {
            errors.Add("ligne", problem);
        }

        var said = errors.Any ? null : row.Form().Read(needsContact: false, geography, errors, texts);
        var (years, hasLeft) = row.Membership(clock.GetUtcNow(), errors, texts);
        if (said is null || errors.Any)
        {
            report.Refuse(row.Line, string.Join(" ", errors.ByField.Values.SelectMany(messages => messages).Distinct()));
            return;
        }

        var identity = Affiliate.IdentityOf(said.Kind, said.TerritoryCode, said.Name);
        if (!lines.TryAdd(identity, row.Line))
        {
            report.Refuse(row.Line, texts["Import.Twice", said.Name, lines[identity]]);
            return;
        }

        if (!known.TryGetValue(identity, out var member))
        {
            member = Affiliate.Enter(network, said, years ?? [Paris.At(clock.GetUtcNow()).Year], clock.GetUtcNow());
            if (hasLeft == true)
            {
                member.Leave(clock.GetUtcNow());
            }

            db.Add(member);
            report.CountAdded();
            return;
        }

        said = row.Over(said, member.Description());
        if (said == member.Description() && (years is null || years.SequenceEqual(member.Years)) && (hasLeft is null || hasLeft == (member.State == AffiliateState.Left)))
        {
            report.CountUnchanged();
            return;
        }

        member.Describe(said);
        member.RememberYears(years ?? member.Years);
        if (hasLeft == true)
        {
            member.Leave(clock.GetUtcNow());
        }
        else if (hasLeft == false && member.State == AffiliateState.Left)
        {
            member.Rejoin();
        }

        report.CountUpdated();
    }
}
