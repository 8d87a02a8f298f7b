using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Liant.Platform.Database;
using Liant.Platform.Tables;
using Liant.Platform.Text;

namespace Liant.Modules.Catalogue.Import;

/// <summary>Recognises columns by their names (Vocabulary/columns.json) and whole files by their shape (Vocabulary/shapes.json).</summary>
internal static class KnownColumns
{
    private static readonly FrozenDictionary<string, string> ByName = ReadNames();

    public static IReadOnlyList<Shape> Shapes { get; } = Read<List<Shape>>("shapes");

    /// <summary>Every documented column that a file may fill, in the order of the guide.</summary>
    public static IReadOnlyList<string> Targets { get; } = Read<Dictionary<string, List<string>>>("columns").Keys.Where(target => target != ColumnPlan.LeaveOut).ToList();

    /// <param name="Property">What the root of the JSON must say.</param>
    /// <param name="Has">Columns by which it is known.</param>
    /// <param name="Key">Columns that make up the key, the first that is filled counts first.</param>
    /// <param name="KeyPrefixes">Constants by the beginning of the key; a row with another beginning is refused with <paramref name="Otherwise"/>.</param>
    public sealed record Shape(
        string Name, string Kind, Dictionary<string, string> Columns, Dictionary<string, string>? Property, List<string>? Has,
        Dictionary<string, string>? Constants, List<string>? Key, Dictionary<string, Dictionary<string, string>>? KeyPrefixes, string? Otherwise);

    public static ColumnPlan Guess(TableFile table, SheetKind? kind = null)
    {
        var shape = Shapes.FirstOrDefault(shape => Fits(shape, table));
        var taken = new HashSet<string>();
        var columns = new Dictionary<string, string>();
        foreach (var column in table.Columns)
        {
            var target = shape?.Columns.GetValueOrDefault(column) ?? (shape is null ? Recognised(column) : ColumnPlan.LeaveOut);
            // Two columns of one meaning: the first counts. Several may be kept under one heading.
            columns[column] = target == ColumnPlan.LeaveOut || target.StartsWith(ColumnPlan.KeepAs, StringComparison.Ordinal) || taken.Add(target) ? target : ColumnPlan.LeaveOut;
        }

        return new ColumnPlan
        {
            Kind = taken.Contains("nature") ? null : kind?.Slug() ?? shape?.Kind ?? KindOf(taken).Slug(),
            Shape = shape?.Name,
            Columns = columns,
            KeyColumns = shape?.Key?.Where(table.Columns.Contains).ToList() ?? [],
            Constants = shape?.Constants ?? [],
        };
    }

    public static Shape? Find(string? name) => Shapes.FirstOrDefault(shape => shape.Name == name);

    /// <summary>The tree of categories that goes with a GoGoCarto map, not sheets.</summary>
    public static bool IsTaxonomy(TableFile table) =>
        table.Properties.GetValueOrDefault("rows") == "options" && table.Columns.Contains("id") && table.Columns.Contains("name");

    /// <summary>The same for two files whose columns have the same names in the same order.</summary>
    public static string HeadingOf(TableFile table) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', table.Columns.Where(column => !IsOurs(column)).Select(Fold.Words)))));

    /// <summary>How to reach a person: never proposed, since a sheet is public.</summary>
    public static bool IsPersonal(string column) => !IsOurs(column)
        && (ByName.GetValueOrDefault(Fold.Words(column)) == ColumnPlan.LeaveOut || Fold.Words(column).Split(' ').Any(word => word is "mail" or "mails" or "email" or "courriel" or "tel" or "telephone" or "portable" or "mobile"));

    /// <summary>Columns of the plan that sheets of its kind have no place for.</summary>
    public static IReadOnlyList<string> Homeless(ColumnPlan plan) => plan.Kind is not { } kind ? []
        : plan.Columns.Where(column => OnlyOf.TryGetValue(column.Value, out var kinds) && !kinds.Contains(kind)).Select(column => column.Key).ToList();

    private static readonly FrozenDictionary<string, string[]> OnlyOf = new Dictionary<string, string[]>
    {
        ["debut"] = ["event"], ["fin"] = ["event"], ["lieu"] = ["event"], ["organisateurs"] = ["event"],
        ["type"] = ["resource"], ["type_libre"] = ["resource"], ["categorie"] = ["resource"], ["editeurs"] = ["resource"], ["date_publication"] = ["resource"], ["pages"] = ["resource"],
        ["siret"] = ["organisation"], ["forme_juridique"] = ["organisation", "initiative"], ["agrements"] = ["organisation", "initiative"],
        ["etape"] = ["initiative"], ["contexte"] = ["initiative"], ["activites"] = ["initiative"], ["resultats"] = ["initiative"], ["projets"] = ["initiative"], ["financements"] = ["initiative"],
        ["annee_debut"] = ["organisation", "initiative", "programme"], ["annee_fin"] = ["initiative", "programme"], ["operateur"] = ["programme"],
    }.ToFrozenDictionary();

    /// <summary>What only one kind of sheet has tells the kind; most lists are of organisations.</summary>
    private static SheetKind KindOf(HashSet<string> targets) =>
        targets.Contains("debut") ? SheetKind.Event
        : targets.Contains("date_publication") || targets.Contains("editeurs") ? SheetKind.Resource
        : targets.Contains("contexte") || targets.Contains("financements") ? SheetKind.Initiative : SheetKind.Organisation;

    /// <summary>Columns that we add to the file of refused rows.</summary>
    public static bool IsOurs(string column) => column is RefusedRows.ReasonColumn or RefusedRows.LineColumn;

    private static string Recognised(string column) =>
        ByName.GetValueOrDefault(Fold.Words(column))
        ?? (column.LastIndexOf('.') is >= 0 and var dot ? ByName.GetValueOrDefault(Fold.Words(column[(dot + 1)..])) : null)
        ?? ColumnPlan.LeaveOut;

    private static bool Fits(Shape shape, TableFile table) =>
        (shape.Property is null || shape.Property.All(p => table.Properties.GetValueOrDefault(p.Key) == p.Value))
        && (shape.Has is null || shape.Has.TrueForAll(table.Columns.Contains));

    private static FrozenDictionary<string, string> ReadNames() =>
        Read<Dictionary<string, List<string>>>("columns").SelectMany(target => target.Value.Select(name => (name, target.Key)))
            .DistinctBy(pair => pair.name).ToFrozenDictionary(pair => pair.name, pair => pair.Key);

    private static T Read<T>(string file)
    {
        using var json = typeof(KnownColumns).Assembly.GetManifestResourceStream($"Liant.Modules.Catalogue.Vocabulary.{file}.json")!;
        return JsonSerializer.Deserialize<T>(json, JsonText.Options)!;
    }
}
