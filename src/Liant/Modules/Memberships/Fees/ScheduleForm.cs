using System.Globalization;
using Liant.Modules.Memberships.Affiliates;
using Liant.Platform.Errors;
using Liant.Platform.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Memberships.Fees;

/// <summary>The bands of a schedule as they are typed, row by row. An empty row counts for nothing.</summary>
public sealed class ScheduleForm
{
    public const int MostRows = 60;

    /// <summary>Empty rows to write in.</summary>
    private const int Spare = 4;

    [BindProperty(Name = "tranches")]
    public List<Row> Rows { get; set; } = [];

    public sealed class Row
    {
        [BindProperty(Name = "genre")]
        public string? Kind { get; set; }

        [BindProperty(Name = "de")]
        public string? From { get; set; }

        [BindProperty(Name = "a")]
        public string? UpTo { get; set; }

        [BindProperty(Name = "montant")]
        public string? Amount { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(From + UpTo + Amount);
    }

    public static ScheduleForm Of(IReadOnlyList<FeeBand> bands) => new()
    {
        Rows = bands.Select(band => new Row { Kind = band.Kind.Slug(), From = Text(band.From), UpTo = band.UpTo is { } last ? Text(last) : null, Amount = Euros.Typed(band.AmountCents) }).ToList(),
    };

    /// <summary>So that there is always room to write.</summary>
    public void AddSpareRows()
    {
        Rows.RemoveAll(row => row.IsEmpty);
        Rows.AddRange(Enumerable.Range(0, Math.Min(Spare, Math.Max(0, MostRows - Rows.Count))).Select(_ => new Row()));
    }

    public static string Field(int row, string name) => $"tranches[{row}].{name}";

    /// <summary>Null when something is wrong: a cell that is none, bands of a kind that overlap, or that leave a population without a fee.</summary>
    public IReadOnlyList<FeeBand>? Read(FieldErrors errors, IStringLocalizer texts)
    {
        var typed = new List<(int Row, FeeBand Band)>();
        foreach (var (i, row) in Rows.Take(MostRows).Index().Where(row => !row.Item.IsEmpty))
        {
            if (ReadRow(i, row, errors, texts) is { } band)
            {
                typed.Add((i, band));
            }
        }

        if (typed.Count == 0 && !errors.Any)
        {
            errors.Add(Field(0, "montant"), texts["Schedule.Empty"]);
        }

        if (!errors.Any)
        {
            foreach (var ofKind in typed.GroupBy(one => one.Band.Kind))
            {
                CheckWhole([.. ofKind.OrderBy(one => one.Band.From).ThenBy(one => one.Row)], errors, texts);
            }
        }

        return errors.Any ? null : typed.Select(one => one.Band).OrderBy(band => band.Kind).ThenBy(band => band.From).ToList();
    }

    private static FeeBand? ReadRow(int i, Row row, FieldErrors errors, IStringLocalizer texts)
    {
        var kind = AffiliateKinds.From(row.Kind);
        if (kind is null)
        {
            errors.Add(Field(i, "genre"), texts["Schedule.KindMissing"]);
        }

        var (from, upTo) = (Number(row.From) ?? (string.IsNullOrWhiteSpace(row.From) ? 0 : null), Number(row.UpTo));
        if (from is null)
        {
            errors.Add(Field(i, "de"), texts["Affiliate.PopulationWrong"]);
        }

        if (upTo is null && !string.IsNullOrWhiteSpace(row.UpTo))
        {
            errors.Add(Field(i, "a"), texts["Affiliate.PopulationWrong"]);
        }
        else if (upTo < from)
        {
            errors.Add(Field(i, "a"), texts["Schedule.Upside"]);
        }

        var amount = Euros.Parse(row.Amount);
        if (amount is null)
        {
            errors.Add(Field(i, "montant"), texts["Schedule.AmountWrong"]);
        }

        return kind is { } known && from is { } first && amount is { } cents ? new FeeBand(known, first, upTo, cents) : null;
    }

    /// <param name="bands">Of one kind, by population.</param>
    private static void CheckWhole(List<(int Row, FeeBand Band)> bands, FieldErrors errors, IStringLocalizer texts)
    {
        // The first population that no band has counted so far; null once a band said "and more".
        int? next = 0;
        foreach (var (row, band) in bands)
        {
            if (next is null || band.From < next)
            {
                errors.Add(Field(row, "de"), texts["Schedule.Overlap", Text(band.From)]);
            }
            else if (band.From > next)
            {
                errors.Add(Field(row, "de"), texts["Schedule.Gap", Text(next.Value), Text(band.From - 1)]);
            }

            next = band.UpTo is { } last && next is { } sofar ? Math.Max(sofar, last + 1) : null;
        }

        if (next is { } missing)
        {
            errors.Add(Field(bands[^1].Row, "a"), texts["Schedule.Open", Text(missing)]);
        }
    }

    private static int? Number(string? typed) =>
        int.TryParse(string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c))), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue ? number : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
