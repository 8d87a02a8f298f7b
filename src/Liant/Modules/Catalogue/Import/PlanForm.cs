using Liant.Modules.Catalogue.Contract;
using Liant.Platform.Errors;
using Liant.Platform.Tables;
using Liant.Platform.Text;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Catalogue.Import;

/// <summary>What was chosen for a file, as it was chosen: a refused form comes back with every value in place.</summary>
public sealed class PlanForm
{
    /// <summary>In the select of the kinds: a column says it row by row.</summary>
    public const string ByColumn = "colonne";

    public string? Kind { get; set; }

    public string? Source { get; set; }

    public string? Publisher { get; set; }

    public string? Date { get; set; }

    public string? Url { get; set; }

    public string? Licence { get; set; }

    /// <summary>What each column becomes, in the order of the file.</summary>
    public List<string?> Targets { get; set; } = [];

    public static PlanForm Of(TableFile table, ColumnPlan plan, FileSource? source)
    {
        var folded = plan.Columns.GroupBy(c => Fold.Words(c.Key)).ToDictionary(group => group.Key, group => group.First().Value);
        return new PlanForm
        {
            Kind = plan.Kind ?? ByColumn, Source = source?.Title, Publisher = source?.Publisher, Date = source?.PublishedOn?.Text, Url = source?.Url, Licence = source?.Licence,
            Targets = [.. table.Columns.Select(column => plan.Columns.GetValueOrDefault(column) ?? folded.GetValueOrDefault(Fold.Words(column), ColumnPlan.LeaveOut))],
        };
    }

    /// <summary>Parses at the edge; what does not fit is reported by its field.</summary>
    public (ColumnPlan Plan, ImportDesk.SourceSaid Said) Read(TableFile table, ColumnPlan proposed, FieldErrors errors, IStringLocalizer<Texts> texts)
    {
        var plan = proposed with { Kind = Kind is null or ByColumn ? null : Kind, Columns = Chosen(table, errors, texts) };
        if (!plan.Columns.Values.Contains("titre"))
        {
            errors.Add("columns", texts["Import.Wrong.NoTitle"]);
        }

        if (Kind is null || (Kind != ByColumn && SheetKinds.FromSlug(Kind) is null))
        {
            errors.Add("kind", texts["Import.Wrong.Kind"]);
        }
        else if (Kind == ByColumn && !plan.Columns.Values.Contains("nature"))
        {
            errors.Add("kind", texts["Import.Wrong.NoKindColumn"]);
        }

        PartialDate? on = null;
        if (Text(Date) is { } typed)
        {
            if (PartialDate.TryParse(typed, out var date))
            {
                on = date;
            }
            else
            {
                errors.Add("date", texts["Import.Wrong.Date", typed.Cut(40)]);
            }
        }

        var said = new ImportDesk.SourceSaid(Text(Source) ?? "", Text(Publisher), on, Text(Url), Text(Licence));
        foreach (var (field, messages) in said.Check().ByField)
        {
            messages.ToList().ForEach(message => errors.Add(field == "origin" ? "source" : field, message));
        }

        return (plan, said);
    }

    /// <summary>Two columns of one meaning would hide one another.</summary>
    private Dictionary<string, string> Chosen(TableFile table, FieldErrors errors, IStringLocalizer<Texts> texts)
    {
        var columns = new Dictionary<string, string>();
        foreach (var (i, column) in table.Columns.Index())
        {
            var target = Targets.ElementAtOrDefault(i) ?? ColumnPlan.LeaveOut;
            var isKept = target.StartsWith(ColumnPlan.KeepAs, StringComparison.Ordinal) && target.Length <= ColumnPlan.KeepAs.Length + SheetRules.TitleLength;
            if (target != ColumnPlan.LeaveOut && !isKept && !KnownColumns.Targets.Contains(target))
            {
                errors.Add("columns", texts["Import.Wrong.Target", column]);
                target = ColumnPlan.LeaveOut;
            }

            if (isKept && KnownColumns.IsPersonal(column))
            {
                errors.Add("columns", texts["Import.Wrong.Personal", column]);
            }

            columns[column] = target;
        }

        foreach (var same in columns.Where(c => c.Value != ColumnPlan.LeaveOut && !c.Value.StartsWith(ColumnPlan.KeepAs, StringComparison.Ordinal)).GroupBy(c => c.Value).Where(group => group.Count() > 1))
        {
            errors.Add("columns", texts["Import.Wrong.Same", string.Join(" », « ", same.Select(c => c.Key)), texts["Column." + same.Key]]);
        }

        return columns;
    }

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
