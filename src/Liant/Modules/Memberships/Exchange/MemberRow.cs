using Liant.Modules.Memberships.Affiliates;
using Liant.Platform.Errors;
using Liant.Platform.Tables;
using Liant.Platform.Text;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Exchange;

/// <summary>One row of a list of members.</summary>
internal sealed class MemberRow(TableRow row, IReadOnlyDictionary<string, int> columns)
{
    public long Line => row.Line;

    public string? Problem => row.Problem;

    public AffiliateForm Form() => new()
    {
        // What is not known stays as it was typed, for the message.
        Kind = Cell(MemberColumns.Kind) is { } kind ? MemberColumns.KindOf(kind)?.Slug() ?? kind : null,
        Name = Cell(MemberColumns.Name), Territory = Cell(MemberColumns.Code) ?? Cell(MemberColumns.Territory), Population = Cell(MemberColumns.Population),
        ContactName = Cell(MemberColumns.ContactName), ContactRole = Cell(MemberColumns.ContactRole), ContactEmail = Cell(MemberColumns.ContactEmail),
    };

    /// <summary>Its years and whether it left; null where the file does not say.</summary>
    public (IReadOnlyList<int>? Years, bool? HasLeft) Membership(DateTimeOffset now, FieldErrors errors, IStringLocalizer texts)
    {
        var today = Paris.At(now).Year;
        bool? hasLeft = Cell(MemberColumns.Standing) is { } standing ? Fold.Words(standing).StartsWith("parti", StringComparison.Ordinal) || Fold.Words(standing) is "ancien" or "ancien adherent" : null;
        // "depuis 2015" alone: every year since.
        var typed = Cell(MemberColumns.Years) ?? (Cell(MemberColumns.Since) is { } since ? $"{since}-{today}" : null);
        if (typed is null)
        {
            return (null, hasLeft);
        }

        var years = MemberYears.Read(typed, today + 1, out var areYears);
        if (!areYears)
        {
            errors.Add("annees", texts["Affiliate.YearsWrong", Affiliate.FirstYear, today + 1]);
        }

        return (years, hasLeft);
    }

    /// <summary>What the file does not say, for want of a column or of words in the cell, stays as it is known.</summary>
    public AffiliateDescription Over(AffiliateDescription said, AffiliateDescription known)
    {
        T Either<T>(string column, T from, T kept) => Cell(column) is null ? kept : from;
        var (name, role, email) = (Either(MemberColumns.ContactName, said.Contact?.Name, known.Contact?.Name), Either(MemberColumns.ContactRole, said.Contact?.Role, known.Contact?.Role), Either(MemberColumns.ContactEmail, said.Contact?.Email, known.Contact?.Email));
        return said with
        {
            Name = Either(MemberColumns.Name, said.Name, known.Name),
            TerritoryCode = Cell(MemberColumns.Code) is null ? Either(MemberColumns.Territory, said.TerritoryCode, known.TerritoryCode) : said.TerritoryCode,
            StatedPopulation = Either(MemberColumns.Population, said.StatedPopulation, known.StatedPopulation),
            Contact = name is null && role is null && email is null ? null : new Contact(name, role, email),
        };
    }

    private string? Cell(string column) => columns.TryGetValue(column, out var i) && row.Cells[i] is { } cell && cell.Trim() is { Length: > 0 } text ? text : null;
}
